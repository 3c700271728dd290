#include "chain.h"

CHAIN_HARNESS(TEXT, "sentiment: {mode: vader}", JSONL)
