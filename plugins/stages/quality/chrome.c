/*
 * RefinedWeb's counts ("3 likes") and navigation ("Read more ...").
 *
 * The paper gives an example or two of each; the words here are the project's own.
 */
#include "quality.h"

#define LONGEST 256 /* bytes of a line that is looked at for navigation */

static const char *const counted[] = {
	"answer",     "answers",     "comment",   "comments",   "dislike",  "dislikes",  "download",  "downloads",
	"favorite",   "favorites",   "favourite", "favourites", "follower", "followers", "following", "friend",
	"friends",    "like",        "likes",     "listens",    "member",   "members",   "photo",     "photos",
	"pin",        "pins",        "plays",     "point",      "points",   "post",      "posts",     "rating",
	"ratings",    "reaction",    "reactions", "reads",      "replies",  "reply",     "repost",    "reposts",
	"response",   "responses",   "retweet",   "retweets",   "review",   "reviews",   "share",     "shares",
	"subscriber", "subscribers", "topics",    "tweet",      "tweets",   "upvote",    "upvotes",   "view",
	"views",      "visitor",     "visitors",  "vote",       "votes",    NULL,
};

static const char *const at_begin[] = {
	"sign in",
	"sign-in",
	"sign up",
	"log in",
	"log-in",
	"login",
	"subscribe now",
	"register now",
	"skip to content",
	"skip to main content",
	"skip to navigation",
	"back to top",
	"click here",
	"share this",
	"follow us",
	"you are here",
	NULL,
};
static const char *const at_end[] = {
	"read more",  "continue reading", "see more", "show more",  "view more",  "load more",
	"learn more", "view all",         "see all",  "click here", "share this", NULL,
};
static const char *const anywhere[] = {
	"items in cart",   "items in your cart", "item in your cart", "add to cart", "add to basket",
	"add to wishlist", "shopping cart",      "view cart",         NULL,
};

/* ---- counts ---- */

static bool is_alnum(char c)
{
	return char_is_letter((unsigned char)c) || char_is_digit((unsigned char)c);
}

static tsl_str without_signs(tsl_str word)
{
	while (word.len && !is_alnum(*word.at)) {
		word.at++;
		word.len--;
	}
	while (word.len && !is_alnum(word.at[word.len - 1]))
		word.len--;
	return word;
}

/* 12, 1,204, 3.5 and 3.5K */
static bool is_number(tsl_str word)
{
	char last = word.len > 1 ? char_lower(word.at[word.len - 1]) : 0;
	if (last == 'k' || last == 'm' || last == 'b')
		word.len--;
	for (size_t i = 0; i < word.len; i++)
		if (!char_is_digit((unsigned char)word.at[i]) && word.at[i] != '.' && word.at[i] != ',')
			return false;
	return word.len > 0 && char_is_digit((unsigned char)*word.at);
}

static bool is_counted(tsl_str word)
{
	for (const char *const *noun = counted; *noun; noun++) {
		size_t i = 0;
		while (i < word.len && (*noun)[i] && char_lower(word.at[i]) == (*noun)[i])
			i++;
		if (i == word.len && !(*noun)[i])
			return true;
	}
	return false;
}

bool chrome_is_counter(const struct spaces *spaces, tsl_str line)
{
	const char *at = line.at;
	tsl_str next;
	bool number = false, noun = false;
	while (scan_next_word(spaces, &at, line.at + line.len, &next)) {
		tsl_str word = without_signs(next);
		if (!word.len) /* a dot or bar between two counts */
			continue;
		if (is_number(word))
			number = true;
		else if (is_counted(word))
			noun = true;
		else
			return false;
	}
	return number && noun;
}

/* ---- navigation ---- */

/* A line in small letters. */
struct folded {
	char at[LONGEST];
	uint32_t n;
};

static bool parts_words(const struct folded *line, uint32_t at)
{
	unsigned char c = at < line->n ? (unsigned char)line->at[at] : ' ';
	return !is_alnum((char)c) && c < 0x80 && c != '\'' && c != '-';
}

static bool stands_at(const struct folded *line, uint32_t at, const char *phrase)
{
	if (line->at[at] != *phrase)
		return false;
	uint32_t len = (uint32_t)strlen(phrase);
	return at + len <= line->n && !memcmp(line->at + at, phrase, len) && parts_words(line, at + len) &&
	       (!at || parts_words(line, at - 1));
}

/* What remains of the line before the signs that close an invitation: "...", an ellipsis, arrows and blanks, but not a
 * single full stop, which ends a sentence. */
static uint32_t end_of_words(const struct folded *line)
{
	uint32_t end = line->n;
	while (end && !is_alnum(line->at[end - 1]))
		end--;
	bool stop = end + 1 == line->n && strchr(".?!\"'", line->at[end]);
	return stop ? line->n : end;
}

static tsl_span find_at_begin(const struct folded *line)
{
	for (const char *const *phrase = at_begin; *phrase; phrase++)
		if (stands_at(line, 0, *phrase)) {
			uint32_t end = (uint32_t)strlen(*phrase);
			while (end < line->n && !is_alnum(line->at[end]) && (unsigned char)line->at[end] < 0x80)
				end++;
			return (tsl_span){ 0, end };
		}
	return (tsl_span){ 0, 0 };
}

static tsl_span find_at_end(const struct folded *line)
{
	uint32_t end = end_of_words(line);
	for (const char *const *phrase = at_end; *phrase; phrase++) {
		uint32_t len = (uint32_t)strlen(*phrase), begin = end - len;
		if (len > end || memcmp(line->at + begin, *phrase, len) != 0 ||
		    (begin && !parts_words(line, begin - 1)))
			continue;
		while (begin && char_is_space((unsigned char)line->at[begin - 1]))
			begin--;
		return (tsl_span){ begin, line->n };
	}
	return (tsl_span){ 0, 0 };
}

static tsl_span phrase_at(const struct folded *line, uint32_t begin, const char *phrase)
{
	uint32_t end = begin + (uint32_t)strlen(phrase);
	while (end < line->n && char_is_space((unsigned char)line->at[end]))
		end++;
	while (end == line->n && begin && char_is_space((unsigned char)line->at[begin - 1]))
		begin--;
	return (tsl_span){ begin, end };
}

/* Whether one of the phrases of `anywhere` begins with this letter. */
static bool may_begin(char c)
{
	return c == 'i' || c == 'a' || c == 's' || c == 'v';
}

static tsl_span find_anywhere(const struct folded *line)
{
	for (uint32_t begin = 0; begin < line->n; begin++) {
		if (!may_begin(line->at[begin]) || (begin && !parts_words(line, begin - 1)))
			continue;
		for (const char *const *phrase = anywhere; *phrase; phrase++)
			if (stands_at(line, begin, *phrase))
				return phrase_at(line, begin, *phrase);
	}
	return (tsl_span){ 0, 0 };
}

static bool has_words_beside(const struct folded *line, tsl_span part)
{
	for (uint32_t i = 0; i < line->n; i++)
		if ((i < part.begin || i >= part.end) &&
		    (char_is_letter((unsigned char)line->at[i]) || (unsigned char)line->at[i] >= 0xC3))
			return true;
	return false;
}

tsl_span chrome_navigation(tsl_str line)
{
	struct folded folded;
	if (line.len > LONGEST)
		return (tsl_span){ 0, 0 };
	folded.n = (uint32_t)line.len;
	for (size_t i = 0; i < line.len; i += 8) {
		size_t n = line.len - i < 8 ? line.len - i : 8;
		uint64_t small = word_lower(word_load(line.at + i, n));
		memcpy(folded.at + i, &small, n);
	}
	tsl_span part = find_at_begin(&folded);
	if (!part.end)
		part = find_at_end(&folded);
	if (!part.end)
		part = find_anywhere(&folded);
	if (part.end && !has_words_beside(&folded, part))
		part = (tsl_span){ 0, folded.n };
	return part;
}
