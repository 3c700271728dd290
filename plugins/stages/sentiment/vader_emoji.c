/* The emoji of `mode: vader`: each becomes its description, as in the package's polarity_scores(). */
#include "chars.h"
#include "vader.h"
#include "word.h"

/* In the order of code points. */
static const struct emoji {
	const char *description;
	size_t len;
	uint32_t point;
} emoji[] = {
#include "sentiment_vader_emoji.inc"
};

static const struct emoji *find_emoji(uint32_t point)
{
	size_t low = 0, high = sizeof emoji / sizeof *emoji;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (emoji[middle].point == point)
			return &emoji[middle];
		if (emoji[middle].point < point)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* Code points are in one set by eights, so that the marks of plain prose are refused without a search. */
void vader_open_emoji(struct vader *v)
{
	for (size_t i = 0; i < sizeof emoji / sizeof *emoji; i++)
		v->emoji[emoji[i].point / 512] |= (uint64_t)1 << emoji[i].point / 8 % 64;
}

static bool may_be_emoji(const struct vader *v, uint32_t point)
{
	return point < VADER_EMOJI_END && v->emoji[point / 512] >> point / 8 % 64 & 1;
}

/* The first byte past ASCII at or after `at`, or the end. */
static const char *skip_ascii(const char *at, const char *end)
{
	const uint64_t high = 0x80 * WORD_ONES;
	while (end - at >= 32 &&
	       !((word_load(at, 8) | word_load(at + 8, 8) | word_load(at + 16, 8) | word_load(at + 24, 8)) & high))
		at += 32;
	while (end - at >= 8 && !(word_load(at, 8) & high))
		at += 8;
	while (at < end && (unsigned char)*at < 0x80)
		at++;
	return at;
}

/* The next emoji at or after `at`, whose length in bytes goes to *len; NULL where there is none. */
static const struct emoji *next_emoji(const struct vader *v, const char **at, const char *end, unsigned *len)
{
	while ((*at = skip_ascii(*at, end)) < end) {
		uint32_t point = char_decode(*at, len);
		const struct emoji *found = may_be_emoji(v, point) ? find_emoji(point) : NULL;
		if (found)
			return found;
		*at += *len;
	}
	return NULL;
}

static char *put(char *out, const char *at, size_t n)
{
	memcpy(out, at, n);
	return out + n;
}

/* Counts the emoji, and the bytes that the text has when each has its description and a blank before it. */
static size_t measure(const struct vader *v, tsl_str text, uint32_t *n)
{
	const char *end = text.at + text.len, *at = text.at;
	size_t size = text.len;
	unsigned len;
	*n = 0;
	for (const struct emoji *found; (found = next_emoji(v, &at, end, &len)); at += len) {
		size += 1 + found->len;
		++*n;
	}
	return size;
}

void vader_describe_emoji(const struct vader *v, struct vader_scratch *scratch, struct vader_text *text)
{
	tsl_str bytes = text->bytes;
	const char *end = bytes.at + bytes.len, *at = bytes.at, *done = bytes.at;
	size_t size = measure(v, bytes, &text->n_shifts);
	if (!text->n_shifts)
		return;
	char *start = vader_make_room(scratch, &scratch->text, size), *out = start;
	struct vader_shift *shift = vader_make_room(scratch, &scratch->shifts, text->n_shifts * sizeof *shift);
	text->shifts = shift;
	bool space = true;
	unsigned len;
	for (const struct emoji *found; (found = next_emoji(v, &at, end, &len)); done = at) {
		out = put(out, done, (size_t)(at - done));
		/* A blank before the description, but none behind it: "\U0001F600fine" becomes "grinning facefine". */
		if (at > done)
			space = at[-1] == ' ';
		if (!space)
			*out++ = ' ';
		out = put(out, found->description, found->len);
		space = false;
		shift->begin = (uint32_t)(at - bytes.at);
		at += len;
		shift++->by = (uint32_t)((out - start) - (at - bytes.at));
	}
	out = put(out, done, (size_t)(end - done));
	text->bytes = (tsl_str){ start, (size_t)(out - start) };
}
