#include "chain.h"

CHAIN_HARNESS(TEXT, "tokens", "jsonl: {path: x.jsonl, with: [tokens]}")
