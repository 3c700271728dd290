/*
 * pages.h: a web page with an article, for the tests of `boilerplate`.
 */
#ifndef TESTS_PAGES_H
#define TESTS_PAGES_H

#include "try.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static inline const char *member(struct json_object *object, const char *name)
{
	return json_object_get_string(json_object_object_get(object, name));
}

static const char top[] = "Selhaven Courier\nHarbour\nTown hall\nFish prices\nTides\nLetters to the editor\nSports\n"
			  "Football\nRowing\nChess\nLifestyle\nFood\nGardens\nTravel\nClassifieds\nBoats for sale\n"
			  "Flats to let\nJobs\nDeaths\nSubscribers\nMy account\nE-paper\nPuzzles\nWeather\nPodcasts\n";
static const char article[] =
	"The council of Selhaven voted on Tuesday to close the old bridge for the whole of the winter, after engineers "
	"found cracks in two of its nine piers.\n"
	"Shopkeepers on the east bank said that they had not been told. Many of them live from the market on "
	"Saturdays, and the market lives from the bridge.\n"
	"\"Nobody asked us,\" said Hanna Lind, who has sold bread there for thirty years.\n"
	"The mayor promised a ferry, free of charge, from the first of December. It will carry sixty people at a time "
	"and will not run in the night, or in a storm.\n"
	"The last time the bridge was shut, in the flood of 1987, the town bought two barges and tied them together. "
	"Nobody on the council remembers who paid for them.\n";
static const char bottom[] =
	"More from Harbour\nTug runs aground off North Pier\nEel season opens a week early\n"
	"Ferry fares to rise again\nNew crane for the east quay\nTop stories\nFive cafes to try this "
	"spring\nRowers win in Northgate\nChess club seeks a room\nOur papers\nNorthgate Post\n"
	"Millfield Times\nOldtown Observer\nInside the Courier\nOur team\nStaff list\nHow to "
	"complain\nAdvertise with the Courier\nFollow the Courier\nModern slavery statement\n";

/* Parts one after the other; the caller frees it. */
static char *join(const char *const *parts, size_t n)
{
	size_t len = 0;
	for (size_t i = 0; i < n; i++)
		len += strlen(parts[i]);
	char *text = malloc(len + 1), *to = text;
	for (size_t i = 0; i < n; i++)
		to = stpcpy(to, parts[i]);
	*to = 0;
	return text;
}

static inline char *page_around(const char *middle)
{
	const char *parts[] = { top, middle, bottom };
	return join(parts, 3);
}

static inline bool has_reason(struct json_object *document, const char *reason)
{
	struct json_object *removed = json_object_object_get(document, "removed");
	for (size_t i = 0; i < json_object_array_length(removed); i++)
		if (!strcmp(member(json_object_array_get_idx(removed, i), "reason"), reason))
			return true;
	return false;
}

static inline size_t length_left(const char *stage, const char *text)
{
	struct json_object *document = try_text(stage, NULL, text);
	size_t len = strlen(member(document, "text"));
	json_object_put(document);
	return len;
}

#endif
