#include "chain.h"

CHAIN_HARNESS(TEXT, "quality: {sets: [c4, gopher_quality, gopher_repetition, fineweb, refinedweb], action: mark}",
	      JSONL)
