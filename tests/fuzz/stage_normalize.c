#include "chain.h"

CHAIN_HARNESS(TEXT, "normalize", JSONL)
