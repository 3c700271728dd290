#include "chain.h"

CHAIN_HARNESS("csv: {paths: '-', keep: [a, 'b:real', 'n:integer', 't:boolean']}", "",
	      JSONL ", csv: {path: x.csv, text: true}")
