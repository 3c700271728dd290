#include "chain.h"

CHAIN_HARNESS("jsonl: {paths: '-', keep: [a, 'b.c:real', 'n:integer', 't:boolean'], layers: {rows: s}, "
	      "columns: {rows: ['x:real', z]}, offsets: utf16}",
	      "", "jsonl: {path: x.jsonl, offsets: utf16}")
