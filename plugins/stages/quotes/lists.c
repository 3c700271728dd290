/* The words that tell of speech and build clauses, and what each of them may be. */
#include "quotes.h"
#include "word.h"

struct word_class {
	unsigned what;
	const char *words; /* parted by spaces */
};

static const struct word_class classes[] = {
	{ WORD_CUE | WORD_CLAUSE,
	  "said says say stated argued argues argue claimed claims claim insisted insists insist declared "
	  "declares declare warned warns warn admitted admits admit acknowledged acknowledges acknowledge explained "
	  "explains explain announced announces announce noted notes observed observes remarked asserted "
	  "asserts assert maintained maintains maintain alleged alleges allege confirmed confirms confirm conceded "
	  "concedes concede suggested suggests suggest complained complains complain joked jokes recalled recalls "
	  "recall wrote writes write tweeted tweets posted emphasised emphasises emphasized emphasizes emphasise "
	  "stressed stresses stress reiterated reiterates proclaimed proclaims testified testifies predicted predicts "
	  "predict cautioned cautions caution lamented laments boasted boasts revealed reveals reveal disclosed "
	  "discloses responded responds replied replies answered repeated repeats agreed agrees vowed vows "
	  "pledged pledges promised promises contended contends contend underlined underlines hinted hints "
	  "reported reports estimated believe believes believed concluded concludes conclude "
	  "threatened threatens objected countered counters retorted protested clarified clarifies affirmed affirms "
	  "swore swears attested commented ruled quipped speculated speculates" },
	{ WORD_CUE | WORD_TELLS | WORD_CLAUSE,
	  "told tells tell informed informs assured assures reminded reminds notified briefed" },
	{ WORD_TELLS,
	  "warned warns warn warning promised asked advised reassured telling informing assuring reminding" },
	{ WORD_CUE | WORD_ASKS, "asked asks wondered wonders inquired enquired" },
	{ WORD_ASKS, "noted notes explained explains questioned questions asking wondering explaining explain ask" },
	{ WORD_CUE | WORD_CLAUSE | WORD_DENIES, "denied denies deny" },
	{ WORD_DENIES, "admitted admits acknowledged recalled recalls denying admitting" },
	{ WORD_VOWS,
	  "vowed vows vow pledged pledges pledge promised promises promise threatened threatens threaten swore "
	  "vowing pledging promising threatening" },
	{ WORD_CUE,
	  "shouted shouts cried cries whispered muttered exclaimed urged urges thanked quoted read reads chanted "
	  "chant chanting yelled screamed joked laughed begged pleaded barked mused" },
	{ WORD_CUE | WORD_NAMES,
	  "denounced denounces criticised criticises criticized criticizes praised praises dismissed dismisses called "
	  "calls "
	  "call described describes describe dubbed branded brands labelled labels labeled accused accuses hailed "
	  "hails "
	  "condemned condemns slammed slams blasted blasts mocked mocks decried decries likened likens termed touted "
	  "touts proposed proposes rejected rejects characterised characterized blamed blames demanded demands "
	  "cited cites expressed expresses defended defends lauded lauds derided ridiculed welcomed welcomes deemed" },
	{ WORD_CUE | WORD_NEAR | WORD_CLAUSE, "added adds continued continues" },
	{ WORD_CUE | WORD_NEAR | WORD_NAMES, "spoke speaks talked" },
	{ WORD_CUE | WORD_NEAR, "went began interjected ended put puts" },
	{ WORD_PARTICIPLE | WORD_CLAUSE,
	  "saying stating adding responding replying answering remarking declaring warning insisting admitting "
	  "acknowledging claiming arguing explaining announcing noting commenting asserting alleging confirming "
	  "conceding suggesting complaining joking writing stressing emphasising emphasizing concluding predicting "
	  "maintaining reiterating cautioning revealing boasting lamenting hinting observing recalling" },
	{ WORD_PARTICIPLE | WORD_CLAUSE | WORD_TELLS, "telling informing assuring reminding" },
	{ WORD_PARTICIPLE | WORD_CLAUSE | WORD_VOWS, "vowing pledging promising threatening" },
	{ WORD_PARTICIPLE | WORD_CLAUSE | WORD_DENIES, "denying" },
	{ WORD_PARTICIPLE | WORD_ASKS, "asking wondering" },
	{ WORD_PARTICIPLE, "urging shouting continuing quoting" },
	{ WORD_PARTICIPLE | WORD_NAMES,
	  "calling describing dubbing branding labelling labeling accusing praising denouncing condemning dismissing "
	  "criticising criticizing demanding hailing citing blaming" },
	{ WORD_NOUN, "claim claims allegation allegations accusation accusations assertion assertions statement "
		     "statements warning "
		     "warnings announcement insistence admission suggestion suggestions assurance assurances promise "
		     "promises pledge argument contention complaint complaints declaration remark remarks" },
	{ WORD_NEGATION,
	  "not never no nothing nobody neither didn't hasn't haven't doesn't don't won't wouldn't hadn't "
	  "couldn't can't cannot refused refuses refusing declined declines declining without failed "
	  "fails stopped" },
	{ WORD_FINITE,
	  "is are was were be been has have had will would can could may might must should do does did won't "
	  "wouldn't can't couldn't isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't "
	  "shouldn't cannot it's he's she's they're we're i'm you're that's there's they'd he'd she'd we'd "
	  "they'll he'll she'll we'll i'll i've we've they've wants want knows know makes make "
	  "took made gave came spoke struck held met hit laid got left saw kept led knew thought went "
	  "became began broke brought built bought chose cost cut drove fell felt flew forgot found "
	  "fought grew heard hid kept lay lent lost meant paid put ran rose sent shot shut sold sought "
	  "spent stood stole swam swore taught threw told understood wore won wrote goes comes takes "
	  "gives gets seems remains remain holds lacks expects "
	  "intends" },
	{ WORD_SOURCE, "according per words" },
	{ WORD_FIRST, "i i'm i've i'll i'd my me mine myself we we're we've we'll we'd our ours us ourselves let's" },
	{ WORD_SECOND, "you you're you've you'll your yours yourself" },
	{ WORD_TITLED, "film films movie book novel novels song album single series show play drama poem documentary "
		       "podcast musical opera painting exhibition essay memoir comedy thriller bestseller hit classic "
		       "entitled titled magazine blockbuster sitcom episode track autobiography biography trilogy "
		       "bestselling hymn anthem starring comic cartoon sculpture portrait" },
	{ WORD_CUTS, "while as amid after whereas though although despite because when since" },
	{ WORD_DETERMINER, "the a an his her their its our my your this these those one another some several two "
			   "three four five many most both each every" },
	{ WORD_PRONOUN, "he she they we i it you" },
	{ WORD_FUNCTION,
	  "who which what whom whose that if because as when while whereas although though since until "
	  "unless before after during in on at by with from to into onto over under against about between "
	  "through without within amid among around near despite following regarding concerning per via "
	  "and or but nor so yet not how why where there here than according speaking asked pressed him "
	  "them us me yesterday today tomorrow tonight last next ago still whether" },
	{ WORD_CONJUNCTION, "and but so yet however meanwhile still then also moreover nevertheless" },
	{ WORD_JOINS, "to and but then" },
	{ WORD_LINK, "of for" },
	{ WORD_AUXILIARY,
	  "has have had did does do will would can could may might must should never also later then "
	  "again once often always even just now already since himself herself themselves is are was "
	  "were be been being took made gave came spoke struck held met hit laid got left saw kept led" },
	{ WORD_PASSIVE, "is are was were be been being" },
	{ WORD_RELATIVE, "who which" },
	{ WORD_PARTICLE, "al el bin bint ibn abu von van der den de di da du la le dos del ter ten" },
	{ WORD_ABBREVIATION,
	  "mr mrs ms dr prof gen lt col maj sgt capt cpl pvt adm cmdr sen rep gov rev hon fr st jr sr "
	  "pres insp supt amb vs no inc ltd co corp jan feb aug sept oct nov dec" },
	{ WORD_TIME, "monday tuesday wednesday thursday friday saturday sunday january february march april june july "
		     "august september october november december" },
	{ WORD_TITLE, "spokesman spokeswoman spokesperson president minister chancellor senator governor mayor "
		      "ambassador journalist reporter correspondent editor columnist analyst professor historian "
		      "economist scientist researcher director manager chairman chairwoman chair head chief leader "
		      "secretary lawyer attorney prosecutor judge officer official officials commander general "
		      "captain colonel resident residents member members author expert activist campaigner doctor "
		      "nurse teacher student farmer owner founder adviser advisor aide envoy negotiator family ally "
		      "coach bishop pastor sheriff detective inspector" },
};

static unsigned count_words(const char *list)
{
	unsigned n = 1;
	for (; *list; list++)
		n += *list == ' ';
	return n;
}

/* The entry of a word, which is added where it is new. */
static struct entry *entry_of(struct lexicon *lexicon, uint64_t hash)
{
	uint16_t *first = &lexicon->first[hash >> 52];
	for (unsigned i = *first; i; i = lexicon->entries[i].next)
		if (lexicon->entries[i].key == hash)
			return &lexicon->entries[i];
	struct entry *entry = &lexicon->entries[lexicon->n];
	*entry = (struct entry){ .key = hash, .next = *first };
	*first = (uint16_t)lexicon->n++;
	return entry;
}

static void add_class(struct lexicon *lexicon, const struct word_class *class)
{
	for (const char *at = class->words; *at;) {
		size_t len = strcspn(at, " ");
		uint64_t hash = word_hash(at, len);
		struct entry *entry = entry_of(lexicon, hash);
		entry->what |= class->what;
		if (may_tell(entry->what))
			lexicon->telling[hash >> 56] |= (uint64_t)1 << (hash >> 50 & 63);
		if (entry->what & (WORD_FIRST | WORD_SECOND))
			lexicon->persons[hash >> 60] |= (uint64_t)1 << (hash >> 54 & 63);
		at += len + (at[len] == ' ');
	}
}

void fill_lexicon(const tsl_host *host, tsl_setup *setup, struct lexicon *lexicon)
{
	size_t most = 0, n = sizeof classes / sizeof *classes;
	for (size_t i = 0; i < n; i++)
		most += count_words(classes[i].words);
	lexicon->entries = host->keep(setup, (most + 1) * sizeof *lexicon->entries);
	lexicon->n = 1;
	for (size_t i = 0; i < n; i++)
		add_class(lexicon, &classes[i]);
}

/* ---- words that do not begin with a small letter ---- */

static bool is_all_capitals(const char *at, size_t len)
{
	size_t i = 0;
	while (i < len && char_is_upper((unsigned char)at[i]))
		i++;
	return len > 1 && i == len;
}

static unsigned classify_other(unsigned what, const char *at, size_t len)
{
	char first = at[0];
	if (what && char_is_upper((unsigned char)at[len - 1]) && is_all_capitals(at, len))
		what = 0; /* the WHO, the US */
	if ((len > 2 && (at[1] == '.' || at[len - 2] == '.')) || (len == 1 && char_is_upper((unsigned char)first)))
		what |= WORD_ABBREVIATION;
	if (char_is_upper((unsigned char)first) || (unsigned char)first >= 0x80)
		what |= WORD_CAPITAL;
	/* The United States and Mr Said are no verbs. */
	return what & WORD_CAPITAL ? what & ~(unsigned)(WORD_CUE | WORD_NEAR | WORD_FINITE) : what;
}

/* ---- all words ---- */

static bool is_adverb(const char *at, size_t len)
{
	return len > 4 && at[len - 2] == 'l' && at[len - 1] == 'y' && char_is_lower((unsigned char)at[0]);
}

void classify(const struct lexicon *lexicon, uint64_t hash, const char *text, struct word *word)
{
	const char *at = text + word->span.begin;
	size_t len = word->span.end - word->span.begin;
	unsigned what = classes_of(lexicon, hash);
	word->source = what & WORD_SOURCE;
	what &= ~(unsigned)WORD_SOURCE;
	if (!char_is_lower((unsigned char)at[0])) {
		what = classify_other(what, at, len);
	} else { /* What is rare is asked first. */
		if (at[len - 1] == 'y' && is_adverb(at, len) && !what)
			what = WORD_AUXILIARY;
		if (len > 2 && (at[1] == '.' || at[len - 2] == '.'))
			what |= WORD_ABBREVIATION;
	}
	word->what = what;
}
