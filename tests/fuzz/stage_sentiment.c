#include "chain.h"

CHAIN_HARNESS(TEXT, "sentences, tokens, sentiment", JSONL)
