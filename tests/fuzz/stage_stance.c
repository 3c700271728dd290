#include "chain.h"

CHAIN_HARNESS(TEXT, "sentences, tokens, mentions: {" PEOPLE "}, quotes, sentiment, stance", JSONL)
