/* Whether a sentence ends in a gap. Each function takes one kind of mark. */
#include "sentences.h"

/* U.S, p.m, É.U: single letters with dots between them; the last dot is the mark. */
static bool is_dotted(tsl_str word)
{
	const char *at = word.at, *end = word.at + word.len;
	for (;;) {
		unsigned len;
		enum shape shape = shape_at(at, end);
		if (shape != SHAPE_UPPER && shape != SHAPE_LOWER)
			return false;
		char_decode(at, &len);
		at += len;
		if (at == end)
			return len < word.len;
		if (*at++ != '.')
			return false;
	}
}

/* hrs, mfg, qtrs: no word of the language, so an abbreviation if a small letter or a number follows. */
static bool has_no_vowel(tsl_str word)
{
	for (size_t i = 0; i < word.len; i++)
		if ((unsigned char)word.at[i] >= 0x80 || strchr("aeiouyAEIOUY'", word.at[i]))
			return false;
	return word.len > 1;
}

static bool is_number(tsl_str word)
{
	for (size_t i = 0; i < word.len; i++)
		if (!char_is_digit((unsigned char)word.at[i]) && word.at[i] != '.')
			return false;
	return word.len > 0;
}

static bool is_letter(const struct gap *g)
{
	unsigned len = 0;
	if (g->left.len)
		char_decode(g->left.at, &len);
	return len && len == g->left.len && (g->left_shape == SHAPE_UPPER || g->left_shape == SHAPE_LOWER);
}

/* 2, 4.1: the number of a section or an item, if nothing stands before it. */
static bool is_item_number(tsl_str word)
{
	size_t digits = 0;
	for (size_t i = 0; i < word.len; i++) {
		digits = char_is_digit((unsigned char)word.at[i]) ? digits + 1 : 0;
		if (digits > 3)
			return false;
	}
	return is_number(word);
}

static bool is_roman(tsl_str word)
{
	for (size_t i = 0; i < word.len; i++)
		if (!strchr("IVXLC", word.at[i]))
			return false;
	return word.len > 0;
}

/* A word with a capital that is no name, or a quotation. */
static bool opens(const struct gap *g)
{
	return g->right_shape == SHAPE_UPPER &&
	       ((g->right_kinds & WORD_OPENS && !g->opened_bracket) || g->opened_quote);
}

static bool begins_small(const struct gap *g)
{
	return g->right_shape == SHAPE_LOWER;
}

static bool is_known_title(const struct gap *g)
{
	return g->left_kinds & WORD_TITLE && g->left_shape == SHAPE_UPPER;
}

bool gap_leads_on(const struct gap *g)
{
	return is_known_title(g) || g->left_kinds & WORD_NEVER || (is_letter(g) && g->left_shape == SHAPE_UPPER);
}

/* After an abbreviation that may or may not be the last word of a sentence. */
static bool abbreviation_ends(const struct gap *g)
{
	if (g->first || g->right_shape == SHAPE_DIGIT || begins_small(g))
		return false;
	return opens(g) || bytes_equal(g->left.at, g->left.len, "etc", 3);
}

static bool numbered_ends(const struct gap *g)
{
	if (g->right_shape == SHAPE_DIGIT ||
	    (is_roman(g->right) && g->right.len < 5 && !bytes_equal(g->right.at, g->right.len, "I", 1)))
		return false;
	return bytes_equal(g->left.at, g->left.len, "no", 2) || !begins_small(g);
}

static bool number_ends(const struct gap *g)
{
	if (g->first && is_item_number(g->left))
		return false;
	return !begins_small(g) || g->left.len > 2;
}

static bool word_ends(const struct gap *g)
{
	if (g->item || !begins_small(g))
		return true;
	return !g->closed_quote && !g->closed_bracket && !has_no_vowel(g->left);
}

static bool stop_ends(const struct gap *g)
{
	if (g->after_bracket || g->trailer || !g->left.len)
		return word_ends(g);
	if (g->left_kinds & WORD_NEVER || is_known_title(g))
		return false;
	if (g->left_kinds & WORD_NUMBERED && !(is_letter(g) && g->left_shape == SHAPE_UPPER))
		return numbered_ends(g);
	if (is_letter(g) || is_dotted(g->left) || g->left_kinds & (WORD_TRAILING | WORD_TITLE) ||
	    (g->left_kinds & WORD_PROPER && g->left_shape == SHAPE_UPPER))
		return abbreviation_ends(g);
	if (is_number(g->left))
		return number_ends(g);
	return word_ends(g);
}

/* A name with a mark of its own: `at Yahoo! in the`. */
static bool is_loud_name(const struct gap *g)
{
	const char *second = g->left.at + 1;
	return !g->first && g->left_shape == SHAPE_UPPER && g->left.len > 1 && char_is_lower((unsigned char)*second) &&
	       g->left.at[g->left.len] == '!';
}

static bool question_ends(const struct gap *g)
{
	if (g->told)
		return false;
	if (g->item || !begins_small(g))
		return true;
	return !g->closed_quote && !g->closed_bracket && !is_loud_name(g);
}

/* A capital I says little about the begin of a sentence. */
static bool ellipsis_ends(const struct gap *g)
{
	if (g->mark == MARK_SPREAD && bytes_equal(g->right.at, g->right.len, "I", 1))
		return false;
	return g->item || !begins_small(g);
}

/* No space after the mark: `...of it.The next`, `"No!"Then`. Names of files and sites look like it. */
static bool glued_ends(const struct gap *g)
{
	if (g->right_shape != SHAPE_UPPER || g->left_shape == SHAPE_NONE || g->left.len < 2 || g->right.len < 1)
		return false;
	if (memchr(g->left.at, '.', g->left.len))
		return false;
	return g->mark != MARK_STOP || g->closed_quote || g->right_kinds & WORD_OPENS;
}

static bool cannot_begin(const struct gap *g)
{
	if (g->right_shape == SHAPE_NONE || g->omission)
		return true;
	return g->right_shape == SHAPE_SIGN && sign_is(g->sign, SIGN_FOLLOWS);
}

bool gap_may_cut(const struct gap *g)
{
	return !sign_is(g->sign, SIGN_NEVER_CUTS);
}

static bool mark_ends(const struct gap *g)
{
	switch (g->mark) {
	case MARK_QUESTION:
		return question_ends(g);
	case MARK_ELLIPSIS:
	case MARK_DOTS:
	case MARK_SPREAD:
		return ellipsis_ends(g);
	default:
		return stop_ends(g);
	}
}

/* After `5 p.m.` a day or a zone goes on with the time; a title opens a sentence unless the time does so itself. */
static enum verdict time_verdict(const struct gap *g, enum verdict otherwise)
{
	if (g->right_shape != SHAPE_UPPER)
		return otherwise;
	if (g->right_kinds & WORD_CLOCK)
		return VERDICT_SURELY_NO;
	if (g->right_kinds & WORD_TITLE)
		return g->early ? VERDICT_SURELY_NO : VERDICT_SURELY;
	return g->early ? otherwise : VERDICT_YES;
}

/* The mark is an ellipsis that the sentence begins with. */
static bool is_leading_ellipsis(const struct gap *g)
{
	return g->first && !g->left.len && !g->after_bracket && (g->mark == MARK_SPREAD || g->mark == MARK_ELLIPSIS);
}

/* Between two names an ellipsis is a pause: `the death of Amira Solano... Keller answered`. */
static bool is_pause(const struct gap *g)
{
	return g->mark == MARK_ELLIPSIS && !g->first && g->left_shape == SHAPE_UPPER && g->right_shape == SHAPE_UPPER &&
	       !opens(g);
}

/* After a closing mark a small letter goes on: `"Why?" he asked`; and so do a speaker's name and a loud name. */
static bool surely_goes_on(const struct gap *g)
{
	if (cannot_begin(g) || is_leading_ellipsis(g) || is_pause(g) || g->told)
		return true;
	if (begins_small(g) && (g->closed_quote || g->closed_bracket) && !g->item)
		return true;
	if (g->mark == MARK_QUESTION)
		return is_loud_name(g) && begins_small(g) && g->right_kinds & WORD_LEADS_ON;
	if (g->mark != MARK_STOP || g->after_bracket || g->closed_quote || g->closed_bracket)
		return false;
	return g->left_kinds & WORD_NEVER || (is_known_title(g) && g->right_shape == SHAPE_UPPER);
}

static enum verdict certain(bool ends)
{
	return ends ? VERDICT_SURELY : VERDICT_SURELY_NO;
}

static enum verdict likely(bool ends)
{
	return ends ? VERDICT_YES : VERDICT_NO;
}

static enum verdict glued_verdict(const struct gap *g)
{
	if (g->right_shape != SHAPE_UPPER || g->left.len < 2)
		return VERDICT_SURELY_NO;
	if (g->closed_quote && g->right_kinds & WORD_OPENS && glued_ends(g))
		return VERDICT_SURELY;
	return likely(glued_ends(g));
}

/* Initials and dotted abbreviations of which the weights know nothing: É.U. */
static bool is_foreign_initial(const struct gap *g)
{
	return g->left.len && (unsigned char)*g->left.at >= 0x80 && g->left_shape == SHAPE_UPPER &&
	       g->mark == MARK_STOP && !g->after_bracket && (is_letter(g) || is_dotted(g->left));
}

enum verdict gap_verdict(const struct gap *g)
{
	if (g->mark == MARK_WIDE || g->resumed)
		return VERDICT_SURELY;
	if (g->next == g->end)
		return glued_verdict(g);
	if (surely_goes_on(g))
		return VERDICT_SURELY_NO;
	if (g->mark == MARK_SPREAD)
		return certain(ellipsis_ends(g));
	if (is_foreign_initial(g))
		return certain(mark_ends(g));
	enum verdict verdict = likely(mark_ends(g));
	return g->left_kinds & WORD_TIME ? time_verdict(g, verdict) : verdict;
}
