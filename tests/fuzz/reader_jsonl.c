#include "chain.h"

CHAIN_HARNESS("jsonl: {paths: '-'}", "", JSONL)
