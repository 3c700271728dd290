/* The words about people, and the guess whether a target is one. */
#include "people.h"

#include "alias.h"
#include "word.h"

static const struct form forms[] = {
	{ "he", 2, GENDER_HE, FORM_SUBJECT },      { "him", 3, GENDER_HE, FORM_OBJECT },
	{ "his", 3, GENDER_HE, FORM_OWNER },       { "himself", 7, GENDER_HE, FORM_SELF },
	{ "she", 3, GENDER_SHE, FORM_SUBJECT },    { "her", 3, GENDER_SHE, FORM_HER },
	{ "hers", 4, GENDER_SHE, FORM_OWNER },     { "herself", 7, GENDER_SHE, FORM_SELF },
	{ "they", 4, GENDER_THEY, FORM_SUBJECT },  { "them", 4, GENDER_THEY, FORM_OBJECT },
	{ "their", 5, GENDER_THEY, FORM_OWNER },   { "theirs", 6, GENDER_THEY, FORM_OWNER },
	{ "themself", 8, GENDER_THEY, FORM_SELF }, { "themselves", 10, GENDER_THEY, FORM_SELF },
};

static const struct {
	uint32_t bits;
	const char *words;
} lists[] = {
	{ WORD_HE_TITLE,
	  "mr mister sir lord king prince duke count baron emperor pope father brother sheikh sultan emir "
	  "ayatollah herr monsieur tsar" },
	{ WORD_SHE_TITLE, "mrs ms miss madam madame lady dame queen princess duchess countess baroness empress sister "
			  "frau" },
	{ WORD_TITLE,
	  "president premier chancellor minister senator governor mayor congressman congresswoman dr doctor "
	  "prof professor judge justice secretary general gen colonel col major captain capt lieutenant "
	  "lt sergeant sgt admiral commander ambassador representative rep sen gov rev reverend bishop "
	  "archbishop cardinal rabbi imam chairman chairwoman director speaker vice prime deputy "
	  "inspector constable councillor counsellor commissioner" },
	{ WORD_OFFICE, "president premier chancellor minister senator governor mayor leader ruler chief dictator "
		       "autocrat strongman billionaire tycoon businessman politician candidate nominee "
		       "congressman lawmaker secretary general colonel commander ambassador bishop pope monarch "
		       "chairman director speaker head boss "
		       "incumbent envoy diplomat singer actor coach striker author" },
	{ WORD_HE_TITLE | WORD_HE_PERSON, "spokesman businessman congressman chairman policeman fireman fisherman" },
	{ WORD_SHE_TITLE | WORD_SHE_PERSON, "spokeswoman businesswoman congresswoman chairwoman policewoman actress" },
	{ WORD_HE_PERSON, "man boy husband son father brother uncle grandfather nephew gentleman" },
	{ WORD_SHE_PERSON, "woman girl wife daughter mother sister aunt grandmother niece widow" },
	{ WORD_PERSON, "spokesperson lawyer attorney adviser advisor aide reporter journalist analyst expert witness "
		       "resident professor official soldier officer driver doctor student teacher judge prosecutor "
		       "friend colleague neighbour neighbor ally rival predecessor successor opponent deputy "
		       "biographer economist historian researcher scientist critic supporter ambassador envoy" },
	{ WORD_PEOPLE, "officials leaders ministers soldiers troops forces people police residents lawyers reporters "
		       "journalists analysts experts witnesses protesters demonstrators critics supporters allies "
		       "opponents voters workers students researchers scientists economists lawmakers senators "
		       "republicans democrats men women children parents families countries nations governments "
		       "companies firms prosecutors investigators authorities advisers aides rebels fighters "
		       "militants commanders diplomats members refugees citizens civilians others sides "
		       "teams players fans firefighters doctors nurses teachers farmers judges officers" },
	{ WORD_BODY,
	  "university college school hospital airport foundation institute bank group corp corporation inc "
	  "company street avenue road square prize center centre stadium award party administration "
	  "government campaign library museum theatre theater church cathedral hall house court "
	  "district county city state island river mountain lake palace tower bridge park "
	  "motors electric mills dynamics energy department news media league council assembly committee union "
	  "association society federation agency foods airlines studios records "
	  "act bill law plan deal regime army ministry office team club" },
	{ WORD_PREPOSITION, "of to with by from for in on at against about between among over under near into toward "
			    "towards without via than like onto through during despite alongside regarding concerning "
			    "behind beside besides beyond upon within across around inside outside including except "
			    "amid versus unlike per" },
	{ WORD_CLAUSE, "that when while because although though if but as whether since until unless whereas after "
		       "before once where why how so yet" },
	{ WORD_RELATIVE, "who which whom whose" },
	{ WORD_SAYS, "said says say saying believes believed thinks thought claimed claims claim insisted insists "
		     "argued argues suggested suggests announced declared stated noted notes explained admitted "
		     "confirmed denied hopes hoped predicted wrote conceded alleged "
		     "maintained revealed recalled stressed acknowledged complained replied joked boasted "
		     "knew knows fears feared realised realized" },
	{ WORD_VERB,
	  "is was are were be been has had have will would did does do can could may might must should shall "
	  "met told made took gave saw sent won lost left began came went held kept got found brought bought "
	  "fought led paid put ran sat sold spoke spent stood taught understood wore broke chose drew drove "
	  "ate fell flew grew hit let rose shot shut sang slept struck swore threw hurt "
	  "tells meets makes takes gives sees sends wins loses leaves goes comes holds keeps gets "
	  "calls wants needs wrote read warns asks urges accuses praises attacks blames faces plans "
	  "isn't wasn't hasn't hadn't won't wouldn't didn't doesn't don't can't couldn't" },
	{ WORD_VERB | WORD_ASKS,
	  "asked asks asking told tells telling urged urges urging wanted wants wanting ordered orders ordering "
	  "allowed "
	  "allows allowing called calls calling forced forces forcing pressed presses pressing begged begs invited "
	  "invites persuaded persuades encouraged encourages warned warns advised advises expected expects let "
	  "accused accuses accusing suspected suspects stopped stops barred banned prevented prevents keeps "
	  "helped helps got gets challenged challenges pressured pushed pushes convinced convinces" },
	{ WORD_AND, "and or & nor" },
	{ WORD_DETERMINER,
	  "the a an this that these those his her their its my our your some any no every each all both "
	  "another" },
	{ WORD_PARTICLE, "de del della di da dos du van von der den bin ibn al el la le ben abu mac ter" },
	{ WORD_NOBODY,
	  "i we you it one some many most few others nobody everyone everybody someone somebody anyone this that "
	  "these those there what all both neither either none much "
	  "moscow kyiv kiev washington beijing london brussels berlin paris tehran ankara jerusalem "
	  "warsaw rome madrid tokyo seoul pyongyang delhi islamabad kabul baghdad damascus riyadh cairo "
	  "ottawa canberra minsk budapest congress parliament nato reuters bbc cnn ap afp nbc cbs abc "
	  "fox axios politico bloomberg russia ukraine china america germany france britain england scotland "
	  "wales ireland italy spain poland israel iran iraq syria turkey india pakistan japan korea "
	  "canada australia egypt hamas hezbollah google facebook twitter microsoft apple amazon" },
	{ WORD_HONOUR, "majesty highness holiness excellency honour honor grace eminence ladyship lordship "
		       "excellencies majesties" },
};

static const struct {
	const char *word;
	size_t len;
	int sex; /* 1: he, 2: she */
} names[] = {
#include "mentions_names.inc"
};

enum {
	N_FORMS = sizeof forms / sizeof *forms,
	N_LISTS = sizeof lists / sizeof *lists,
	N_NAMES = sizeof names / sizeof *names,
	MOST_LISTED = 1200
};

/* ---- tables ---- */

static void add_class(struct people *people, const char *word, size_t len, uint32_t bits)
{
	*wordmap_add(&people->classes, word_hash(word, len), 0) |= bits;
}

static void add_list(struct people *people, const char *words, uint32_t bits)
{
	for (const char *at = words; *at; at += *at == ' ') {
		size_t len = strcspn(at, " ");
		add_class(people, at, len, bits);
		at += len;
	}
}

/* A pronoun as it stands, and with what may be joined to a subject. */
static void add_form(struct people *people, uint32_t i)
{
	static const char *const ends[] = { "", "'s", "'d", "'ll", "'re", "'ve" };
	char word[16];
	for (size_t k = 0; k < sizeof ends / sizeof *ends; k++) {
		size_t len = strlen(ends[k]);
		memcpy(word, forms[i].word, forms[i].len);
		memcpy(word + forms[i].len, ends[k], len);
		*wordmap_add(&people->forms, word_hash(word, forms[i].len + len), 0) = i + 1;
		if (forms[i].kind != FORM_SUBJECT)
			return;
	}
}

const struct form *people_form(const struct people *people, uint64_t hash)
{
	uint32_t i = wordmap_get(&people->forms, hash, 0);
	return i ? &forms[i - 1] : NULL;
}

static void fill_tables(struct people *people, const tsl_host *host, tsl_setup *setup)
{
	wordmap_init(&people->forms, host, setup, N_FORMS * 6);
	wordmap_init(&people->classes, host, setup, N_NAMES + MOST_LISTED);
	for (uint32_t i = 0; i < N_FORMS; i++)
		add_form(people, i);
	for (size_t i = 0; i < N_LISTS; i++)
		add_list(people, lists[i].words, lists[i].bits);
	for (size_t i = 0; i < N_NAMES; i++)
		add_class(people, names[i].word, names[i].len, names[i].sex == 1 ? WORD_HE_NAME : WORD_SHE_NAME);
}

static void fill_filter(const struct people *people, struct filter *filter)
{
	const uint32_t begins = WORD_HE_NAME | WORD_SHE_NAME | WORD_HE_TITLE | WORD_SHE_TITLE | WORD_TITLE;
	for (size_t i = 0; i <= people->forms.mask; i++)
		if (people->forms.slots[i].value)
			filter_add(filter, people->forms.slots[i].key);
	for (size_t i = 0; i <= people->classes.mask; i++)
		if (people->classes.slots[i].value & begins)
			filter_add(filter, people->classes.slots[i].key);
}

/* ---- the guess ---- */

static uint32_t class_of(const struct people *people, const struct alias_word *word)
{
	return word_class(people, word_hash(word->spelling.at, word->spelling.len));
}

/* Marks & Spencer is no Mark. */
static bool has_sign(const struct alias *alias)
{
	for (uint32_t i = 0; i < alias->n; i++)
		if (alias->words[i].sign && alias->words[i].spelling.at[0] != '.')
			return true;
	return alias->words[alias->n - 1].sign;
}

/* The genders that an alias speaks for; both he and she where it only names a person. A first name or title says
 * nothing by itself: Warren may be a family name, and Sofia a city. */
static unsigned guess_from(const struct people *people, const struct alias *alias)
{
	const struct alias_word *words = alias->words, *last = &words[alias->n - 1];
	uint32_t i = 0, first = class_of(people, &words[0]), end = class_of(people, last);
	if (end & WORD_BODY || has_sign(alias))
		return 0;
	if (first & WORD_DETERMINER && alias->n > 1)
		first = class_of(people, &words[++i]);
	bool named = i + 1 < alias->n && words[i].cased && last->cased; /* Donald Trump, but not the Donald effect */
	if (named && first & (WORD_HE_NAME | WORD_HE_TITLE))
		return GENDER_HE;
	if (named && first & (WORD_SHE_NAME | WORD_SHE_TITLE))
		return GENDER_SHE;
	if (end & (WORD_HE_PERSON | WORD_SHE_PERSON))
		return end & WORD_HE_PERSON ? GENDER_HE : GENDER_SHE;
	return (named && first & WORD_TITLE) || end & (WORD_OFFICE | WORD_PERSON) ? GENDER_HE | GENDER_SHE : 0;
}

/* An alias that says he or she counts for more than one that only names a person. */
static unsigned better(unsigned sure, unsigned guess)
{
	bool vague = sure == (GENDER_HE | GENDER_SHE) && guess;
	return vague ? guess : guess == (GENDER_HE | GENDER_SHE) && sure ? sure : sure | guess;
}

static void guess_genders(struct people *people, const struct alias_trie *trie, const struct targets *targets)
{
	for (uint32_t i = 0; i < trie->n_aliases; i++) {
		const struct claim *claim = trie->aliases[i].claim;
		if (!targets->at[claim->target].genders && trie->aliases[i].n && claim->score == 1)
			people->genders[claim->target] = better(people->genders[claim->target],
								guess_from(people, &trie->aliases[i]));
	}
}

void people_open(struct people *people, const tsl_host *host, tsl_setup *setup, struct alias_trie *trie,
		 const struct targets *targets, bool pronouns)
{
	people->trie = trie;
	fill_tables(people, host, setup);
	if (pronouns) {
		fill_filter(people, &trie->first);
		fill_filter(people, &trie->alone);
	}
	people->genders = host->keep(setup, targets->n * sizeof *people->genders);
	people->n_targets = targets->n;
	for (uint32_t i = 0; i < targets->n; i++)
		people->genders[i] = targets->at[i].genders;
	guess_genders(people, trie, targets);
}
