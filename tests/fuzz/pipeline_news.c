#include "chain.h"

CHAIN_HARNESS(TEXT,
	      "normalize, boilerplate, sentences, tokens, mentions: {pronouns: true, " PEOPLE
	      "}, quotes, sentiment, stance",
	      JSONL ", csv: {path: s.csv, table: sentences}, csv: {path: m.csv, table: mentions}, lines: {path: "
		    "l.txt}, report: {path: r.txt}")
