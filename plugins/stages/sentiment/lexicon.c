/* The built-in words: those with a tone from lexicon.tsv, and those that change the tone of others. */
#include "lexicon.h"
#include "word.h"

struct entry {
	const char *word;
	size_t len;
	double score;
};

static const struct entry entries[] = {
#include "sentiment_lexicon.inc"
};

static const char negators[] = "not no never none nobody nothing neither nor nowhere without hardly scarcely barely "
			       "rarely seldom cannot ain't aren't can't couldn't didn't doesn't don't hadn't hasn't "
			       "haven't isn't mightn't mustn't needn't shan't shouldn't wasn't weren't won't wouldn't";

static const char contrasts[] = "but however nevertheless nonetheless";

static const struct {
	double boost;
	const char *words;
} boosters[] = {
	{ 0.35, "extremely exceptionally extraordinarily incredibly utterly totally completely absolutely entirely "
		"thoroughly overwhelmingly hugely enormously immensely profoundly fiercely" },
	{ 0.25, "very deeply highly greatly really especially particularly significantly considerably substantially "
		"remarkably heavily strikingly dramatically widely truly so too most increasingly" },
	{ 0.15, "more quite even far much" },
	{ -0.25, "fairly rather relatively reasonably moderately partly less almost nearly" },
	{ -0.4, "slightly somewhat mildly marginally partially little least" },
};

/* Names and set phrases whose words do not mean what they mean elsewhere. */
static const char *const pairs[][2] = {
	{ "as", "well" },     { "well", "over" },        { "well", "before" },      { "well", "beyond" },
	{ "well", "into" },   { "well", "under" },       { "well", "after" },       { "great", "britain" },
	{ "good", "friday" }, { "good", "morning" },     { "good", "afternoon" },   { "good", "evening" },
	{ "no", "doubt" },    { "at", "best" },          { "at", "worst" },         { "at", "least" },
	{ "best", "known" },  { "strike", "a" },         { "struck", "a" },         { "free", "kick" },
	{ "free", "trade" },  { "justice", "ministry" }, { "justice", "minister" }, { "good", "deal" },
	{ "great", "deal" },  { "rich", "in" },          { "not", "only" },         { "not", "just" },
	{ "not", "merely" },
};

struct lexeme *lexicon_add(struct lexicon *lexicon, const char *word, size_t len)
{
	uint32_t i = *wordmap_add(&lexicon->words, word_hash(word, len), lexicon->n);
	if (i == lexicon->n)
		lexicon->n++;
	return &lexicon->lexemes[i];
}

/* Takes the next word off a list that is parted by spaces; NULL at its end. */
static struct lexeme *next_listed(struct lexicon *lexicon, const char **list)
{
	size_t len = strcspn(*list, " ");
	if (!len)
		return NULL;
	struct lexeme *lexeme = lexicon_add(lexicon, *list, len);
	*list += len + ((*list)[len] == ' ');
	return lexeme;
}

static void add_modifiers(struct lexicon *lexicon)
{
	struct lexeme *lexeme;
	for (const char *list = negators; (lexeme = next_listed(lexicon, &list));)
		lexeme->negates = true;
	for (const char *list = contrasts; (lexeme = next_listed(lexicon, &list));)
		lexeme->contrasts = true;
	for (size_t i = 0; i < sizeof boosters / sizeof *boosters; i++)
		for (const char *list = boosters[i].words; (lexeme = next_listed(lexicon, &list));)
			lexeme->boost = boosters[i].boost;
}

static void add_pairs(struct lexicon *lexicon, const tsl_host *host, tsl_setup *setup)
{
	size_t n = sizeof pairs / sizeof *pairs;
	wordmap_init(&lexicon->pairs, host, setup, n);
	for (size_t i = 0; i < n; i++) {
		uint64_t first = word_hash(pairs[i][0], strlen(pairs[i][0]));
		uint64_t second = word_hash(pairs[i][1], strlen(pairs[i][1]));
		*wordmap_add(&lexicon->pairs, wordmap_pair(first, second), 1) = 1;
	}
}

tsl_status lexicon_open(struct lexicon *lexicon, const tsl_host *host, tsl_setup *setup, const tsl_file *own)
{
	/* The modifiers are far fewer than the bytes that list them. */
	size_t most = sizeof entries / sizeof *entries + sizeof negators + sizeof contrasts + own_count(own->bytes);
	for (size_t i = 0; i < sizeof boosters / sizeof *boosters; i++)
		most += strlen(boosters[i].words);
	wordmap_init(&lexicon->words, host, setup, most);
	lexicon->lexemes = host->keep(setup, most * sizeof *lexicon->lexemes);
	for (size_t i = 0; i < sizeof entries / sizeof *entries; i++)
		lexicon_add(lexicon, entries[i].word, entries[i].len)->score = entries[i].score;
	add_modifiers(lexicon);
	add_pairs(lexicon, host, setup);
	return own_read(lexicon, host, setup, own->bytes);
}
