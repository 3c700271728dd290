#include "opening.h"

OPENING_HARNESS("sentences, tokens, mentions: {" PEOPLE "}, sentiment, stance", "stance", "model",
		"plugins/stages/stance/stance.model", NULL)
