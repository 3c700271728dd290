#include "flat.h"

#include <limits.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "chars.h"
#include "common/json_escape.h"

struct scan {
	const char *at, *end;
	char *to; /* where the next text goes; as many bytes fit as there are left in the line */
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void skip_blanks(struct scan *s)
{
	while (s->at < s->end && is_blank(*s->at))
		s->at++;
}

/* Past a sign and the blanks before it; false, at the same place, where there is none. */
static bool take_sign(struct scan *s, char sign)
{
	skip_blanks(s);
	if (s->at == s->end || *s->at != sign)
		return false;
	s->at++;
	return true;
}

/* What ends a run of plain bytes in a text: a NUL is no part of one. */
static bool is_stop(char c)
{
	return c == '"' || c == '\\' || !c;
}

/* A bit for each of 16 bytes, the first the lowest, that are copied: those that are a stop. */
#ifdef __SSE2__
static inline unsigned copy_16(char *to, const char *at)
{
	__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
	__m128i quote = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
	__m128i slash = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
	__m128i nul = _mm_cmpeq_epi8(bytes, _mm_setzero_si128());
	_mm_storeu_si128((__m128i *)(void *)to, bytes);
	return (unsigned)_mm_movemask_epi8(_mm_or_si128(nul, _mm_or_si128(quote, slash)));
}
#else
static unsigned copy_16(char *to, const char *at)
{
	unsigned stops = 0;
	memcpy(to, at, 16);
	for (int i = 0; i < 16; i++)
		stops |= (unsigned)is_stop(at[i]) << i;
	return stops;
}
#endif

/* Copies bytes up to the next stop, which is none of them, or to the end. What is copied behind a stop will be written
 * over. */
static void copy_plain(struct scan *s)
{
	const char *at = s->at, *end = s->end;
	char *to = s->to;
	unsigned stops = 0;
	for (; end - at >= 16 && !(stops = copy_16(to, at)); at += 16)
		to += 16;
	if (stops) {
		at += __builtin_ctz(stops);
		to += __builtin_ctz(stops);
	} else {
		while (at < end && !is_stop(*at))
			*to++ = *at++;
	}
	s->at = at;
	s->to = to;
}

/* A text with its escapes undone; false where it is none. */
static bool take_text(struct scan *s, tsl_str *text, bool *escaped)
{
	text->at = s->to;
	*escaped = false;
	if (!take_sign(s, '"'))
		return false;
	for (copy_plain(s); s->at < s->end && *s->at == '\\'; copy_plain(s)) {
		if (!json_escape_size(s->at, s->end))
			return false;
		s->to = json_unescape(&s->at, s->end, s->to);
		*escaped = true;
	}
	text->len = (size_t)(s->to - text->at);
	return take_sign(s, '"');
}

/* A name with escapes is left to json.h. */
static bool take_member(struct scan *s, struct flat *wanted, size_t n)
{
	tsl_str name, text;
	bool escaped;
	if (!take_text(s, &name, &escaped) || escaped)
		return false;
	if (!take_sign(s, ':') || !take_text(s, &text, &escaped))
		return false;
	for (size_t i = 0; i < n; i++)
		if (bytes_equal(name.at, name.len, wanted[i].name.at, wanted[i].name.len))
			wanted[i].text = text;
	return true;
}

bool flat_read(const tsl_host *host, tsl_document *doc, tsl_str record, struct flat *wanted, size_t n)
{
	struct scan s = { .at = record.at, .end = record.at + record.len };
	if (record.len > INT_MAX || !take_sign(&s, '{'))
		return false;
	s.to = host->alloc(doc, record.len);
	do {
		if (!take_member(&s, wanted, n))
			return false;
	} while (take_sign(&s, ','));
	if (!take_sign(&s, '}'))
		return false;
	skip_blanks(&s);
	return s.at == s.end;
}
