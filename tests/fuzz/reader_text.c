#include "chain.h"

CHAIN_HARNESS(TEXT, "", "jsonl: {path: x.jsonl, offsets: bytes}")
