/*
 * patterns.h: the user's PCRE2 patterns. The only file of this plugin that sees pcre2.h is patterns.c.
 */
#ifndef BOILERPLATE_PATTERNS_H
#define BOILERPLATE_PATTERNS_H

#include <stdbool.h>
#include <teasel.h>

struct patterns {
	void **compiled; /* in memory that lives until close() */
	size_t n;
};

/* Compiles a list; reports each that is wrong at option[i]. False where one was. */
bool patterns_open(struct patterns *p, const tsl_host *host, tsl_setup *setup, const tsl_list *list,
		   const char *option);
void patterns_close(struct patterns *p);

/* What one document needs for matching, in its own memory; NULL where there are no patterns. */
struct matcher;
struct matcher *matcher_new(const struct patterns *p, const tsl_host *host, tsl_document *doc);

/* Whether any pattern matches somewhere in a line, or in the first 4096 bytes of a longer one. TSL_FAILED, with the
 * document failed, where one runs into its limit.
 */
tsl_status matcher_find(struct matcher *m, const char *line, size_t len, bool *found);

#endif
