#include "hold.h"

#define TAKEN_LEAST 8    /* lines that are no prose */
#define WORDS_LEAST 60   /* of prose; an article has more */
#define STOPS_LEAST 8    /* of a hundred words of an English page; a third is usual */
#define SITE_LEAST 2     /* lines with a site's words */
#define PARAGRAPH 25     /* words; a teaser is shorter */
#define WRAPPED 25       /* bytes; a shorter line is no half of a sentence */
#define LIKE_WORDS 8     /* of a line that may be prose without a mark at its end: a verse, a wrapped line */
#define LIKE_STOPS 3     /* … of which are common */
#define LIKE_PER_CENT 30 /* … and so many of a hundred */

bool page_is_foreign(const struct page *page)
{
	const struct place *all = &page->place[page->n];
	return (uint64_t)all->stops * 100 < (uint64_t)all->words * STOPS_LEAST;
}

bool page_is_of_site(const struct page *page)
{
	const unsigned words = 1u << KIND_NETWORK | 1u << KIND_COMMENT | 1u << KIND_LEGAL | 1u << KIND_ACCOUNT |
			       1u << KIND_ADVERTISING | 1u << KIND_COPYRIGHT | 1u << KIND_MORE | 1u << KIND_POSTED |
			       1u << KIND_MENU;
	uint32_t lines = 0;
	for (uint32_t i = 0; i < page->n; i++) {
		const struct facts *f = &page->line[i];
		if (f->family == 2)
			return true;
		lines += !f->family && f->kinds & words && !facts_are_prose(f);
	}
	return lines >= SITE_LEAST;
}

/* ---- what is taken back ---- */

/* Prose, or what may be: its lines need not end as sentences do. */
static bool is_like_prose(const struct facts *f)
{
	return facts_are_prose(f) ||
	       (f->words >= LIKE_WORDS && f->stops >= LIKE_STOPS && f->stops * 100 >= f->words * LIKE_PER_CENT);
}

static bool stays_as_prose(const struct page *page, const struct judgement *judged, int64_t i)
{
	return i >= 0 && i < page->n && !judged[i].reason && facts_are_prose(&page->line[i]);
}

/* A line of prose goes on where the line before and the one behind it do, and a paragraph where one of the two does. */
static void give_back_paragraphs(const struct page *page, struct judgement *judged, const char *reason)
{
	bool before = false; /* the line before stayed of its own */
	for (int64_t i = 0; i < page->n; i++) {
		const struct facts *f = &page->line[i];
		bool stays = stays_as_prose(page, judged, i), behind = stays_as_prose(page, judged, i + 1);
		if (judged[i].reason == reason && facts_are_prose(f) &&
		    ((before && behind) || ((before || behind) && facts_words(f) >= PARAGRAPH)))
			judged[i].reason = NULL;
		before = stays;
	}
}

/* Whether a sentence runs from one line into the next, as it does where paragraphs are broken into lines. */
static bool runs_on(const struct page *page, int64_t i)
{
	if (i < 0 || i + 1 >= page->n)
		return false;
	const struct facts *a = &page->line[i], *b = a + 1;
	bool begun = b->first == MARK_LETTER || b->first == MARK_DIGIT;
	bool long_enough = a->len >= WRAPPED && (b->len >= WRAPPED || facts_end_sentence(b));
	return begun && long_enough && !facts_end_sentence(a) && (is_like_prose(a) || is_like_prose(b));
}

static void give_back_wrapped(const struct page *page, struct judgement *judged, const char *reason)
{
	for (int64_t i = 0; i < page->n; i++)
		if (judged[i].reason == reason && (runs_on(page, i - 1) || runs_on(page, i)))
			judged[i].reason = NULL;
}

static void give_back_all(const struct page *page, struct judgement *judged, const char *reason)
{
	for (uint32_t i = 0; i < page->n; i++)
		if (judged[i].reason == reason)
			judged[i].reason = NULL;
}

static void give_back_prose(const struct page *page, struct judgement *judged, const char *reason)
{
	for (uint32_t i = 0; i < page->n; i++)
		if (judged[i].reason == reason && (facts_end_sentence(&page->line[i]) || is_like_prose(&page->line[i])))
			judged[i].reason = NULL;
}

/* What is left of a page, and what goes. */
struct left {
	uint32_t prose; /* lines, among them those that the model would take */
	uint32_t words; /* of prose that stays */
	uint32_t taken; /* lines that are no prose */
};

static struct left left_of(const struct page *page, const struct judgement *judged, const char *reason)
{
	struct left left = { 0 };
	for (uint32_t i = 0; i < page->n; i++) {
		const struct facts *f = &page->line[i];
		bool prose = facts_are_prose(f), stays = !judged[i].reason;
		left.prose += prose && (stays || judged[i].reason == reason);
		left.words += is_like_prose(f) && stays ? facts_words(f) : 0;
		left.taken += !prose && !stays;
	}
	return left;
}

/* Chrome comes in numbers: a few doubtful lines among many that are no prose are a list, a poem or talk. */
static bool is_too_little(const struct page *page, struct left left)
{
	return left.taken < TAKEN_LEAST || left.taken * 6 < page->n - left.prose;
}

/*
 * Paragraphs that lie beside others, and lines of which a sentence runs into the next; then all prose, and what may be
 * prose, where hardly any would be left; and all that was taken from a text that has no prose, which may be a list, a
 * recipe or a poem as well as a menu, or of which only a few lines would go.
 */
void page_hold(const struct page *page, struct judgement *judged, const char *reason)
{
	give_back_paragraphs(page, judged, reason);
	give_back_wrapped(page, judged, reason);
	struct left left = left_of(page, judged, reason);
	if (left.words < WORDS_LEAST) {
		give_back_prose(page, judged, reason);
		left = left_of(page, judged, reason);
	}
	if (!left.prose || is_too_little(page, left))
		give_back_all(page, judged, reason);
}
