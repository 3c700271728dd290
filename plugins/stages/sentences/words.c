/* The set of known words: a map from a word's hash to its kinds. */
#include "sentences.h"

#include "word.h"

static void add(struct wordmap *words, struct endings *endings, tsl_str word, unsigned kind)
{
	const char *last = word.at + word.len;
	*wordmap_add(words, word_hash(word.at, word.len), 0) |= kind;
	if (word.len > 1 && kind & WORD_ABBREVIATED)
		endings->lengths[(last[-2] & 31) << 5 | (last[-1] & 31)] |= (uint16_t)(1 << (word.len & 15));
}

static void add_list(struct wordmap *words, struct endings *endings, const struct word_list *list)
{
	for (const char *at = list->words; *at;) {
		size_t len = strcspn(at, " ");
		add(words, endings, (tsl_str){ at, len }, list->kind);
		at += len;
		at += *at == ' ';
	}
}

static size_t count_words(void)
{
	size_t n = n_word_lists;
	for (size_t i = 0; i < n_word_lists; i++)
		for (const char *at = word_lists[i].words; *at; at++)
			n += *at == ' ';
	return n;
}

void words_prepare(struct wordmap *words, struct endings *endings, const tsl_host *host, tsl_setup *setup,
		   tsl_list abbreviations)
{
	wordmap_init(words, host, setup, count_words() + abbreviations.n);
	for (size_t i = 0; i < n_word_lists; i++)
		add_list(words, endings, &word_lists[i]);
	for (size_t i = 0; i < abbreviations.n; i++) {
		tsl_str word = abbreviations.at[i];
		word.len -= word.len > 1 && word.at[word.len - 1] == '.';
		add(words, endings, word, WORD_NEVER);
	}
}

unsigned words_find_joined(const struct wordmap *words, const char *begin, tsl_str word, const char *limit)
{
	unsigned kinds = words_find_in(words, word, limit);
	if (word.len && word.at > begin && sign_is(word.at[-1], SIGN_JOINS))
		kinds |= words_find(words, words_before(begin, word.at + word.len));
	return kinds;
}

unsigned words_find(const struct wordmap *words, tsl_str word)
{
	return word.len ? wordmap_get(words, word_hash(word.at, word.len), 0) : 0;
}
