/*
 * hold.h: what the model may not do to a page, however sure it is.
 */
#ifndef BOILERPLATE_HOLD_H
#define BOILERPLATE_HOLD_H

#include "judge.h"

/*
 * Whether hardly any word is a common English one. Nearly all pages that the model has seen are English: of others it
 * knows how their chrome looks, but not how their prose does, and leaves that alone.
 */
bool page_is_foreign(const struct page *page);

/*
 * Whether a site shows around the text: a line of a family, or two with words that sites are fond of. Minutes, manuals
 * and plays have as many short lines as a page, and none of these.
 */
bool page_is_of_site(const struct page *page);

/* Takes back the lines with this reason that must stay; hold.c says which. */
void page_hold(const struct page *page, struct judgement *judged, const char *reason);

#endif
