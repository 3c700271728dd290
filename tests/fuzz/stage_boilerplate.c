#include "chain.h"

CHAIN_HARNESS(TEXT, "boilerplate", JSONL)
