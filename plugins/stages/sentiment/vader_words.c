/* The words of `mode: vader`: the lexicon (vader.tsv), and those that change the tone of others. */
#include "vader.h"
#include "word.h"

#include <math.h>

static const struct {
	const char *word;
	size_t len;
	double score;
} entries[] = {
#include "sentiment_vader.inc"
};

/* In the order of enum vader_name. */
static const char names[] = "at but doubt kind least never no nor of or so this very without";

static const char negators[] = "aint arent cannot cant couldnt darent didnt doesnt ain't aren't can't couldn't daren't "
			       "didn't doesn't dont hadnt "
			       "hasnt havent isnt mightnt mustnt neither don't hadn't hasn't haven't isn't mightn't "
			       "mustn't neednt needn't never "
			       "none nope nor not nothing nowhere oughtnt shant shouldnt uhuh wasnt werent oughtn't "
			       "shan't shouldn't uh-uh wasn't "
			       "weren't without wont wouldnt won't wouldn't rarely seldom despite";

static const char intensifiers[] =
	"absolutely amazingly awfully completely considerable considerably decidedly deeply effing enormous enormously "
	"entirely especially exceptional exceptionally extreme extremely fabulously flipping flippin frackin fracking "
	"fricking frickin frigging friggin fully fuckin fucking fuggin fugging greatly hella highly hugely incredible "
	"incredibly intensely major majorly more most particularly purely quite really remarkably so substantially "
	"thoroughly total totally tremendous tremendously uber unbelievably unusually utter utterly very";

static const char dampeners[] = "almost barely hardly kinda kindof kind-of less little marginal marginally occasional "
				"occasionally partly scarce scarcely slight slightly somewhat sorta sortof sort-of";

/* SPECIAL_CASES of the package. Its last two entries are where the repository and the release 3.3.2 part. */
static const struct {
	const char *words;
	double in_repository, in_release; /* NAN: not there */
} idioms[VADER_IDIOMS] = {
	{ "the shit", 3, 3 },   { "the bomb", 3, 3 },          { "bad ass", 1.5, 1.5 },
	{ "bus stop", 0, 0 },   { "yeah right", -2, -2 },      { "kiss of death", -1.5, -1.5 },
	{ "to die for", 3, 3 }, { "beating heart", 3.1, 3.5 }, { "broken heart", -2.9, NAN },
};

static const char *const hedges[VADER_HEDGES] = { "just enough", "kind of", "sort of" };

static uint16_t add(struct vader *v, const char *word, size_t len)
{
	uint64_t hash = word_hash(word, len);
	uint16_t found = vader_look_up(v, hash);
	if (found)
		return found;
	size_t i = hash % VADER_SLOTS;
	while (v->slots[i])
		i = (i + 1) % VADER_SLOTS;
	v->slots[i] = (uint32_t)(hash >> 48 << 16) | v->n;
	uint64_t filter = vader_filter_hash(word_load(word, len < 8 ? len : 8));
	v->filter[filter >> 54] |= vader_filter_bits(filter);
	v->words[v->n].hash = hash;
	return (uint16_t)v->n++;
}

/* Takes the next word off a list that is parted by spaces; VADER_UNKNOWN at its end. */
static uint16_t add_next(struct vader *v, const char **list)
{
	size_t len = strcspn(*list, " ");
	if (!len)
		return VADER_UNKNOWN;
	uint16_t word = add(v, *list, len);
	*list += len + ((*list)[len] == ' ');
	return word;
}

static void add_phrase(struct vader *v, struct vader_phrase *phrase, const char *list, double score)
{
	uint16_t word;
	while ((word = add_next(v, &list)))
		phrase->words[phrase->n++] = word;
	phrase->score = score;
	v->flags[phrase->words[1]] |= VADER_SECOND;
}

/*
 * Tokens are made small before they are looked up, so that VADER never finds the lexicon's entries with capitals, which
 * are smileys such as ":D". The only ones past ASCII have a capital thorn.
 */
static bool has_upper(const char *word, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (char_is_upper((unsigned char)word[i]) || (unsigned char)word[i] >= 0x80)
			return true;
	return false;
}

static void add_lexicon(struct vader *v)
{
	for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
		if (has_upper(entries[i].word, entries[i].len))
			continue;
		uint16_t word = add(v, entries[i].word, entries[i].len);
		v->words[word].score = entries[i].score;
		v->flags[word] |= VADER_SCORED;
	}
}

static void add_modifiers(struct vader *v)
{
	uint16_t word;
	for (const char *list = negators; (word = add_next(v, &list));)
		v->flags[word] |= VADER_NEGATES;
	for (const char *list = intensifiers; (word = add_next(v, &list));)
		v->flags[word] |= VADER_BOOSTS;
	for (const char *list = dampeners; (word = add_next(v, &list));)
		v->flags[word] |= VADER_DAMPENS;
}

static void add_idioms(struct vader *v, bool repository)
{
	for (size_t i = 0; i < VADER_IDIOMS; i++) {
		double score = repository ? idioms[i].in_repository : idioms[i].in_release;
		if (score == score)
			add_phrase(v, &v->idioms[v->n_idioms++], idioms[i].words, score);
	}
}

void vader_open(struct vader *v, const tsl_host *host, tsl_setup *setup, bool repository)
{
	/* The other words are far fewer than the bytes that list them. */
	size_t most = sizeof entries / sizeof *entries + sizeof names + sizeof negators + sizeof intensifiers +
		      sizeof dampeners + (VADER_IDIOMS + VADER_HEDGES) * 3;
	_Static_assert(sizeof entries / sizeof *entries + sizeof names + sizeof negators + sizeof intensifiers +
				       sizeof dampeners + (VADER_IDIOMS + VADER_HEDGES) * 3 <
			       VADER_SLOTS,
		       "some slots stay empty");
	v->flags = host->keep(setup, most * sizeof *v->flags);
	v->words = host->keep(setup, most * sizeof *v->words);
	v->n = 1; /* VADER_UNKNOWN */
	vader_open_text(v);
	vader_open_emoji(v);
	vader_open_cases(v, host, setup);
	const char *list = names;
	while (add_next(v, &list))
		;
	v->flags[VADER_BUT] |= VADER_TURNS;
	add_lexicon(v);
	add_modifiers(v);
	add_idioms(v, repository);
	for (size_t i = 0; i < VADER_HEDGES; i++)
		add_phrase(v, &v->hedges[i], hedges[i], -VADER_BOOST);
}
