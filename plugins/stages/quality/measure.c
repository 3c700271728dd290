/*
 * What one pass over lines and words tells.
 */
#include "quality.h"

#include "word.h"

struct counts {
	uint32_t words, letter_words, hashes, ellipses, braces, sentences;
	uint32_t lines, bullet_lines, ellipsis_lines, end_mark_lines, short_lines, feeds;
	uint64_t characters; /* of words */
	uint64_t stops;      /* a bit for each stop word that was there */
};

/* ---- stop words ---- */

static unsigned length_bit(size_t len)
{
	return 1u << (len < 8 ? len - 1 : 7);
}

void stops_open(struct stops *stops, const tsl_host *host, tsl_setup *setup, const tsl_list *words)
{
	wordmap_init(&stops->map, host, setup, words->n);
	for (size_t i = 0; i < words->n; i++) {
		tsl_str word = words->at[i];
		if (!word.len)
			continue;
		stops->all |= (uint64_t)1 << *wordmap_add(&stops->map, word_hash(word.at, word.len), (uint32_t)i);
		stops->lengths[(unsigned char)char_lower(*word.at)] |= (unsigned char)length_bit(word.len);
	}
}

static bool stops_may_hold(const struct stops *stops, const char *at, size_t len)
{
	return stops->lengths[(unsigned char)char_lower(*at)] & length_bit(len);
}

/* ---- lines ---- */

static bool ends_in(tsl_str s, const char *end, size_t n)
{
	return n && s.len >= n && s.at[s.len - 1] == end[n - 1] && !memcmp(s.at + s.len - n, end, n);
}

bool line_has_end_mark(const quality *self, tsl_str line)
{
	for (size_t i = 0; i < self->end_marks.n; i++)
		if (ends_in(line, self->end_marks.at[i].at, self->end_marks.at[i].len))
			return true;
	return false;
}

bool line_has_ellipsis(tsl_str line)
{
	return ends_in(line, "...", 3) || ends_in(line, "\u2026", 3);
}

/* A sign that serves as nothing else, or one of - * + and the dashes with white space behind it. */
static bool has_bullet(tsl_str line)
{
	static const uint32_t bullets[] = { 0x2022, 0x2023, 0x2043, 0x2219, 0x25A0, 0x25A1, 0x25AA,
					    0x25AB, 0x25B6, 0x25B8, 0x25C0, 0x25CB, 0x25CF, 0x25E6 };
	unsigned len;
	uint32_t c = char_decode(line.at, &len);
	for (size_t i = 0; i < sizeof(bullets) / sizeof(*bullets); i++)
		if (c == bullets[i])
			return true;
	bool maybe = c == '-' || c == '*' || c == '+' || c == 0x2013 || c == 0x2014 || c == 0xB7;
	return maybe && len < line.len && scan_is_space(line.at + len, &len);
}

/* A code point has one to four bytes. */
static bool is_short(tsl_str line, double most)
{
	double bytes = (double)line.len;
	return bytes <= most || (bytes <= 4 * most && (double)scan_characters(line.at, line.len) <= most);
}

static void count_line(struct counts *c, const quality *self, tsl_str line)
{
	c->lines++;
	c->bullet_lines += has_bullet(line);
	c->ellipsis_lines += line_has_ellipsis(line);
	c->end_mark_lines += line_has_end_mark(self, line);
	c->short_lines += is_short(line, self->short_line_length);
}

/* ---- words ---- */

static uint32_t count_byte(tsl_str text, char byte)
{
	uint32_t n = 0;
	const char *at = text.at, *end = at + text.len;
	for (; at < end && (at = memchr(at, byte, (size_t)(end - at))); at++)
		n++;
	return n;
}

/* How often three bytes stand in the text, one behind the other. */
static uint32_t count_three(tsl_str text, const char *three)
{
	uint32_t n = 0;
	const char *at = text.at, *end = at + text.len;
	while (at < end && (at = memchr(at, *three, (size_t)(end - at)))) {
		bool there = end - at >= 3 && at[1] == three[1] && at[2] == three[2];
		n += there;
		at += there ? 3 : 1;
	}
	return n;
}

static void count_stop(struct counts *c, const quality *self, tsl_str word)
{
	tsl_str core = scan_core(word);
	if (!core.len || !stops_may_hold(&self->stops, core.at, core.len))
		return;
	uint32_t number = wordmap_get(&self->stops.map, word_hash(core.at, core.len), 64);
	if (number < 64)
		c->stops |= (uint64_t)1 << number;
}

/* ---- sentences ---- */

/* The length of the quotation mark or bracket that closes at the end of the word; 0 where none does. */
static size_t closing(tsl_str word)
{
	if (!word.len)
		return 0;
	switch ((unsigned char)word.at[word.len - 1]) {
	case '"':
	case '\'':
	case ')':
	case ']':
		return 1;
	case 0x99:
		return ends_in(word, "\u2019", 3) ? 3 : 0;
	case 0x9D:
		return ends_in(word, "\u201D", 3) ? 3 : 0;
	case 0xBB:
		return ends_in(word, "\u00BB", 2) ? 2 : 0;
	default:
		return 0;
	}
}

/* Initials and titles have a full stop that ends nothing. */
static bool is_abbreviation(tsl_str word)
{
	static const char *const titles[] = { "Mr.", "Mrs.", "Ms.", "Dr.", "Prof.", "St." };
	if (word.len == 2 && char_is_letter((unsigned char)*word.at) && word.at[1] == '.')
		return true;
	for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++)
		if (bytes_equal(word.at, word.len, titles[i], strlen(titles[i])))
			return true;
	return false;
}

static bool may_end_sentence(tsl_str s)
{
	for (size_t n; (n = closing(s));)
		s.len -= n;
	if (!s.len)
		return false;
	char last = s.at[s.len - 1];
	return last == '!' || last == '?' || (last == '.' && !is_abbreviation(s)) || ends_in(s, "\u2026", 3);
}

/* ---- all ---- */

static void count_words(struct counts *c, const struct task *task, tsl_str line)
{
	const quality *self = task->self;
	tsl_str word;
	const char *at = line.at;
	bool ended = false, sentences = self->wants[VALUE_SENTENCES];
	uint64_t stops = self->wants[VALUE_STOP_WORDS] ? self->stops.all : 0;
	c->sentences++;
	while (scan_next_word(&task->spaces, &at, line.at + line.len, &word)) {
		c->words++;
		c->letter_words += scan_has_letter(word);
		if (c->stops != stops)
			count_stop(c, self, word);
		if (sentences) {
			c->sentences += ended && !char_is_lower((unsigned char)*word.at);
			/* Nearly all words are known by their last byte. */
			ended = !char_is_lower((unsigned char)word.at[word.len - 1]) && may_end_sentence(word);
		}
	}
}

/* Those of a layer that came with the document; what was taken away leaves empty rows. */
static double rows_left(tsl_rows rows)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < rows.n; i++)
		n += rows.at[i].begin < rows.at[i].end;
	return n;
}

static double count_bits(uint64_t bits)
{
	int n = 0;
	for (; bits; bits &= bits - 1)
		n++;
	return n;
}

static void set_values(struct task *task, const struct counts *c)
{
	double *v = task->values, words = c->words, lines = c->lines;
	v[VALUE_WORDS] = words;
	v[VALUE_STOP_WORDS] = count_bits(c->stops);
	v[VALUE_BRACES] = c->braces;
	v[VALUE_SENTENCES] = c->sentences;
	if (c->words) {
		v[VALUE_MEAN_WORD_LENGTH] = (double)c->characters / words;
		v[VALUE_HASHES] = c->hashes / words;
		v[VALUE_ELLIPSES] = c->ellipses / words;
		v[VALUE_LETTER_WORDS] = c->letter_words / words;
		v[VALUE_LINE_BREAKS] = c->feeds / words;
	}
	if (c->lines) {
		v[VALUE_BULLET_LINES] = c->bullet_lines / lines;
		v[VALUE_ELLIPSIS_LINES] = c->ellipsis_lines / lines;
		v[VALUE_END_MARKS] = c->end_mark_lines / lines;
		v[VALUE_SHORT_LINES] = c->short_lines / lines;
	}
}

void measure(struct task *task)
{
	const quality *self = task->self;
	tsl_str text = task->spaces.text;
	const char *at = text.at;
	struct counts c = { 0 };
	struct scan_line line;
	while (scan_next_line(&at, text.at + text.len, &line)) {
		c.feeds += line.next > line.begin && line.next[-1] == '\n';
		if (!line.text.len)
			continue;
		count_line(&c, self, line.text);
		count_words(&c, task, line.text);
	}
	c.characters = scan_characters(text.at, text.len) - task->spaces.points;
	c.hashes = count_byte(text, '#');
	c.ellipses = count_three(text, "...") + count_three(text, "\u2026");
	if (self->wants[VALUE_BRACES])
		c.braces = count_byte(text, '{') + count_byte(text, '}');
	task->words = c.words;
	task->lines = c.lines;
	set_values(task, &c);
	if (self->wants[VALUE_LOREM_IPSUM])
		task->values[VALUE_LOREM_IPSUM] = phrase_count_lorem_ipsum(text);
	if (self->sentences.f)
		task->values[VALUE_SENTENCES] = rows_left(task->host->rows(task->doc, self->sentences));
}
