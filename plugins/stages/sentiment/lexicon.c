/* The words and phrases of `mode: news`, joined from their lists. */
#include "lexicon.h"
#include "word.h"

struct entry {
	const char *word;
	size_t len;
	double score;
};

static const struct entry vader[] = {
#include "sentiment_vader.inc"
};

static const struct entry afinn[] = {
#include "sentiment_afinn.inc"
};

static const struct entry news[] = {
#include "sentiment_lexicon.inc"
};

static const struct entry emoji[] = {
/* the score is the code point */
#include "sentiment_vader_emoji.inc"
};

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* AFINN goes from -5 to 5. */
#define AFINN_SCALE 0.8

static bool is_word_byte(unsigned char c)
{
	return char_is_letter(c) || char_is_digit(c) || c >= 0x80 || c == '\'';
}

/* A run of signs such as ":-)", which is looked for between blanks. */
static bool is_emoticon(tsl_str term)
{
	bool sign = false;
	for (size_t i = 0; i < term.len; i++) {
		if (char_is_space((unsigned char)term.at[i]))
			return false;
		sign |= i && !is_word_byte((unsigned char)term.at[i]);
	}
	return !is_word_byte((unsigned char)term.at[0]) && (sign || term.len == 2) && term.len >= 2;
}

static struct lexeme *add_node(struct lexicon *lexicon, struct wordmap *map, uint64_t key)
{
	uint32_t place = *wordmap_add(map, key, lexicon->n);
	struct lexeme *lexeme = &lexicon->lexemes[place];
	if (place == lexicon->n) {
		lexeme->key = key;
		lexeme->at = place;
		lexicon->n++;
	}
	return lexeme;
}

/* The lexeme of one word, while they are added; that without flags where there is none. */
static const struct lexeme *find_added(const struct lexicon *lexicon, tsl_str word)
{
	return &lexicon->lexemes[wordmap_get(&lexicon->map, word_hash(word.at, word.len), 0)];
}

/* Takes the next word off the front; a blank or a hyphen ends it. at == NULL where a sign can be in no word. */
static tsl_str next_word(tsl_str *rest)
{
	size_t i = 0;
	while (i < rest->len && is_word_byte((unsigned char)rest->at[i]))
		i++;
	bool star = i && i + 1 == rest->len && rest->at[i] == '*';
	tsl_str word = { i ? rest->at : NULL, i + star };
	i += star;
	if (i < rest->len && rest->at[i] != '-' && !char_is_space((unsigned char)rest->at[i]))
		word.at = NULL;
	while (i < rest->len && (rest->at[i] == '-' || char_is_space((unsigned char)rest->at[i])))
		i++;
	*rest = (tsl_str){ rest->at + i, rest->len - i };
	return word;
}

static struct lexeme *add_star(struct lexicon *lexicon, uint64_t key, struct lexeme *before, tsl_str word)
{
	size_t len = word.len - 1;
	if (!len || len > MOST_PREFIX)
		return NULL;
	lexicon->star_lengths |= (uint64_t)1 << len;
	if (before)
		before->flags |= STARS_ON;
	else
		lexicon->star_first[(unsigned char)char_lower(word.at[0])] = true;
	return add_node(lexicon, &lexicon->stars, wordmap_pair(key, word_hash(word.at, len)));
}

static struct lexeme *add_words(struct lexicon *lexicon, tsl_str term)
{
	struct lexeme *node = NULL;
	uint64_t key = 0;
	for (unsigned n = 0; term.len; n++) {
		tsl_str word = next_word(&term);
		if (!word.at || n == MOST_WORDS)
			return NULL;
		if (word.at[word.len - 1] == '*')
			return add_star(lexicon, key, node, word);
		uint64_t hash = word_hash(word.at, word.len);
		if (node)
			node->flags |= GOES_ON;
		bool first = !node;
		key = first ? hash : wordmap_pair(key, hash);
		node = add_node(lexicon, &lexicon->map, key);
		if (first && !node->flags)
			lexicon_source(lexicon, node)->term = word;
		node->flags |= first ? IS_FIRST : 0;
	}
	return node;
}

struct lexeme *lexicon_add(struct lexicon *lexicon, tsl_str term)
{
	struct lexeme *lexeme;
	if (!term.len)
		return NULL;
	if (is_emoticon(term)) {
		lexicon->mark_first[(unsigned char)term.at[0]] = true;
		lexeme = add_node(lexicon, &lexicon->map, word_hash(term.at, term.len));
		lexeme->flags |= IS_FIRST;
	} else {
		lexeme = add_words(lexicon, term);
	}
	if (!lexeme)
		return NULL;
	lexeme->flags |= IS_TERM;
	lexicon_source(lexicon, lexeme)->term = term;
	return lexeme;
}

bool lexicon_score(struct lexicon *lexicon, tsl_str term, double score, enum origin origin)
{
	struct lexeme *lexeme = lexicon_add(lexicon, term);
	if (!lexeme)
		return false;
	struct source *source = lexicon_source(lexicon, lexeme);
	source->scores[origin] = score;
	source->has |= 1u << origin;
	/* Other people's figures were rated by many: the project's own words only add to them. */
	if (origin == FROM_USER)
		lexeme->flags |= IS_OWN;
	if (origin != FROM_NEWS || source->has == 1u << FROM_NEWS)
		lexeme->score = score;
	return true;
}

const struct lexeme *lexicon_find_star(const struct lexicon *lexicon, uint64_t key, tsl_str word)
{
	size_t most = word.len < MOST_PREFIX ? word.len : MOST_PREFIX;
	for (size_t len = most; len; len--) {
		if (!(lexicon->star_lengths >> len & 1))
			continue;
		uint32_t i = wordmap_get(&lexicon->stars, wordmap_pair(key, word_hash(word.at, len)), 0);
		if (i)
			return &lexicon->lexemes[i];
	}
	return &lexicon->lexemes[0];
}

const struct lexeme *lexicon_look_up(const struct lexicon *lexicon, tsl_str term)
{
	if (term.len > 3 && !memcmp(term.at + term.len - 3, "\xEF\xB8\x8F", 3))
		term.len -= 3;
	const struct lexeme *lexeme = lexicon_find(lexicon, word_hash(term.at, term.len));
	if (lexeme->flags & IS_TERM || !term.len)
		return lexeme;
	uint64_t key = 0;
	for (tsl_str rest = term; rest.len;) {
		tsl_str word = next_word(&rest);
		if (!word.at)
			return &lexicon->lexemes[0];
		uint64_t hash = word_hash(word.at, word.len), next = key ? wordmap_pair(key, hash) : hash;
		lexeme = lexicon_find(lexicon, next);
		if (!lexeme->flags && !rest.len)
			lexeme = lexicon_find_star(lexicon, key, word);
		key = next;
	}
	return lexeme;
}

static void add_list(struct lexicon *lexicon, const struct entry *entries, size_t n, enum origin origin)
{
	for (size_t i = 0; i < n; i++) {
		const struct entry *e = &entries[i];
		/* "187" is a code among friends, and a number in news; "l" is no smile. */
		if (e->len > 1 && strspn(e->word, "0123456789") < e->len)
			lexicon_score(lexicon, (tsl_str){ e->word, e->len }, e->score, origin);
	}
}

/* Words that both lists have get the mean of the two. */
static void join(struct lexicon *lexicon)
{
	for (uint32_t i = 1; i < lexicon->n; i++) {
		const struct source *s = &lexicon->sources[i];
		double a = s->scores[FROM_VADER], b = s->scores[FROM_AFINN] * AFINN_SCALE;
		bool both = (s->has & 1u << FROM_VADER) && (s->has & 1u << FROM_AFINN);
		lexicon->lexemes[i].score = both ? (a + b) / 2 : s->has & 1u << FROM_VADER ? a : b;
	}
}

/* An emoji has the tone of the words that describe it. */
static void add_emoji(struct lexicon *lexicon, const tsl_host *host, tsl_setup *setup, const struct entry *entry)
{
	tsl_str rest = { entry->word, entry->len };
	double sum = 0;
	while (rest.len) {
		tsl_str word = next_word(&rest);
		sum += word.at ? find_added(lexicon, word)->score : 0;
		if (!word.at && rest.len)
			rest = (tsl_str){ rest.at + 1, rest.len - 1 };
	}
	uint32_t c = (uint32_t)entry->score;
	if (sum == 0 || c < 0x2000)
		return;
	char *bytes = host->keep(setup, 4);
	size_t n = 0;
	if (c >= 0x10000)
		bytes[n++] = (char)(0xF0 | c >> 18);
	bytes[n] = n ? (char)(0x80 | (c >> 12 & 0x3F)) : (char)(0xE0 | c >> 12);
	bytes[n + 1] = (char)(0x80 | (c >> 6 & 0x3F));
	bytes[n + 2] = (char)(0x80 | (c & 0x3F));
	sum = sum > 4 ? 4 : sum < -4 ? -4 : sum;
	lexicon_score(lexicon, (tsl_str){ bytes, n + 3 }, sum, FROM_VADER);
}

/* The user's beginnings of words go before built-in words, which would be found first. */
static void spread_stars(struct lexicon *lexicon)
{
	for (uint32_t i = 1; lexicon->star_lengths && i < lexicon->n; i++) {
		struct source *s = &lexicon->sources[i];
		struct lexeme *lexeme = &lexicon->lexemes[i];
		if (!(lexeme->flags & IS_FIRST) || lexeme->flags & IS_OWN)
			continue;
		const struct lexeme *star = lexicon_find_star(lexicon, 0, s->term);
		if (!star->flags)
			continue;
		lexeme->score = star->score;
		lexeme->flags |= IS_TERM | IS_OWN;
		s->scores[FROM_USER] = star->score;
		s->has |= 1u << FROM_USER;
	}
}

/* Whether one of the words of a term is the user's. */
static bool holds_own(const struct lexicon *lexicon, tsl_str term)
{
	while (term.len) {
		tsl_str word = next_word(&term);
		if (!word.at)
			return false;
		if (find_added(lexicon, word)->flags & IS_OWN || lexicon_find_star(lexicon, 0, word)->flags)
			return true;
	}
	return false;
}

/* A built-in phrase gives way to the user's words in it. */
static void give_way(struct lexicon *lexicon)
{
	for (uint32_t i = 1; i < lexicon->n; i++) {
		struct lexeme *lexeme = &lexicon->lexemes[i];
		if (lexeme->flags & IS_TERM && !(lexeme->flags & (IS_FIRST | IS_OWN)) &&
		    holds_own(lexicon, lexicon->sources[i].term)) {
			lexeme->score = lexeme->boost = 0;
			lexeme->flags &= GOES_ON | STARS_ON;
		}
	}
}

static void set_bit(uint64_t *bits, uint64_t i)
{
	bits[i / 64] |= (uint64_t)1 << i % 64;
}

/* What is known of a token that begins with an ASCII sign. */
static unsigned sign_flags(const struct lexicon *lexicon, unsigned char c)
{
	/* A sign in front of letters can belong to a word, but for these three; a hyphen behind a blank can be a dash.
	 */
	unsigned flags = strchr(",.\"", c) ? 0 : IF_SHORT;
	flags |= lexicon->mark_first[c] || c == '-' ? IF_BEHIND : 0;
	flags |= strchr(",.;:?()[]", c) ? IS_STOP : 0;
	return flags | (c == '-' ? MAY_JOIN : 0);
}

static unsigned token_flags(const struct lexicon *lexicon, unsigned char c)
{
	if (char_is_letter(c) || char_is_digit(c))
		return lexicon->star_first[(unsigned char)char_lower((char)c)] ? NEEDS_LOOK : IS_WORD;
	if (c >= 0x80)
		return NEEDS_LOOK | MAY_JOIN;
	return c > ' ' && c != '!' ? sign_flags(lexicon, c) : NEEDS_LOOK;
}

/* Copies the lexemes with any of some flags, or those without, to their places. */
static void place_lexemes(struct lexicon *lexicon, uint32_t flags, bool with)
{
	for (size_t i = 0; i <= lexicon->map.mask; i++) {
		const struct wordmap_slot *slot = &lexicon->map.slots[i];
		const struct lexeme *lexeme = &lexicon->lexemes[slot->value];
		size_t place = slot->key & lexicon->mask;
		if (!slot->key || ((lexeme->flags & flags) != 0) != with)
			continue;
		while (lexicon->places[place].key)
			place = (place + 1) & lexicon->mask;
		lexicon->places[place] = *lexeme;
	}
}

/* When all terms are there. The map is larger than they need: nobody knew how many share their first words. Words that
 * do more than others are the most frequent, and get the places that are theirs. */
static void settle(struct lexicon *lexicon, const tsl_host *host, tsl_setup *setup)
{
	size_t places = 8;
	while (places < (size_t)lexicon->n * 2)
		places *= 2;
	lexicon->places = host->keep(setup, places * sizeof *lexicon->places);
	lexicon->mask = places - 1;
	for (uint32_t i = 1; i < lexicon->n; i++)
		lexicon->lexemes[i].flags |= lexicon->lexemes[i].boost != 0 ? BOOSTS : 0;
	place_lexemes(lexicon, RULES | GOES_ON, true);
	place_lexemes(lexicon, RULES | GOES_ON, false);
}

static void fill_filters(struct lexicon *lexicon)
{
	const uint32_t effects = NEGATES | CONTRASTS | LACKS | ABATES | CURBS | BOOSTS | STARS_ON;
	for (size_t i = 0; i <= lexicon->mask; i++) {
		const struct lexeme *lexeme = &lexicon->places[i];
		uint64_t key = lexeme->key, *knows = &lexicon->knows[key >> (64 - KNOW_BITS)];
		bool acts = lexeme->score != 0 || lexeme->flags & effects;
		if (key && !(lexeme->flags & IS_FIRST))
			set_bit(lexicon->follows, key >> (64 - FOLLOW_BITS));
		if (!(lexeme->flags & IS_FIRST))
			continue;
		if (lexeme->flags & GOES_ON)
			set_bit(lexicon->begins, key >> (64 - BEGIN_BITS));
		if (acts || lexeme->flags & GOES_ON)
			*knows |= (uint64_t)1 << (key >> 47) % 64;
		if (acts)
			*knows |= (uint64_t)1 << (key >> 41) % 64;
	}
	for (unsigned c = 0; c < 256; c++)
		lexicon->flags[c] = (unsigned char)token_flags(lexicon, (unsigned char)c);
}

tsl_status lexicon_open(struct lexicon *lexicon, const tsl_host *host, tsl_setup *setup, const struct model *model,
			const tsl_file *own)
{
	tsl_str learnt = { model->weights, model->n };
	size_t phrases = 8192; /* nodes of the built-in phrases are far fewer */
	size_t most = 1 + COUNT(vader) + COUNT(afinn) + COUNT(news) + COUNT(emoji) + phrases + modifiers_count() +
		      terms_count(learnt) + terms_count(own->bytes);
	wordmap_init(&lexicon->map, host, setup, most);
	wordmap_init(&lexicon->stars, host, setup, terms_count(own->bytes));
	lexicon->lexemes = host->keep(setup, most * sizeof *lexicon->lexemes);
	lexicon->sources = host->keep(setup, most * sizeof *lexicon->sources);
	lexicon->n = 1;
	add_list(lexicon, vader, COUNT(vader), FROM_VADER);
	add_list(lexicon, afinn, COUNT(afinn), FROM_AFINN);
	join(lexicon);
	for (size_t i = 0; i < COUNT(emoji); i++)
		add_emoji(lexicon, host, setup, &emoji[i]);
	add_list(lexicon, news, COUNT(news), FROM_NEWS);
	modifiers_add(lexicon);
	if (terms_read(lexicon, host, setup, "model", learnt, FROM_MODEL) != TSL_OK ||
	    terms_read(lexicon, host, setup, "lexicon", own->bytes, FROM_USER) != TSL_OK)
		return TSL_FAILED;
	spread_stars(lexicon);
	if (own->bytes.len)
		give_way(lexicon);
	settle(lexicon, host, setup);
	fill_filters(lexicon);
	return TSL_OK;
}
