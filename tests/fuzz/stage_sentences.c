#include "chain.h"

CHAIN_HARNESS(TEXT, "sentences", JSONL)
