#include "chain.h"

CHAIN_HARNESS(TEXT, "sentences, tokens, mentions: {pronouns: true, " PEOPLE "}", JSONL)
