/*
 * The stage `quotes` on the cases of tests/plugins/quotes/cases.txt, which says how they are written. Prints precision
 * and recall by kind, and how often the speaker and the cue of what was found are right; fails below the floors.
 */
#include "rows.h"

enum { MOST_CASES = 512, MOST_QUOTES = 16, MOST_LINE = 4096 };

static const char *const kinds[] = { "direct", "partial", "indirect", "unmarked", "scare" };
enum { KINDS = sizeof kinds / sizeof *kinds };

/* What must be reached, in percent; the figures of the day are a few points above. */
static const struct {
	int precision, recall, speaker;
} floors[KINDS] = { { 97, 97, 97 }, { 93, 90, 93 }, { 93, 93, 93 }, { 80, 80, 95 }, { 80, 90, 100 } };

struct quote {
	int begin, end; /* code points */
	int kind;
	char speaker[128], cue[64]; /* "-": none */
	bool matched;
};

struct quotes {
	struct quote at[MOST_QUOTES];
	size_t n;
};

struct case_of_quotes {
	char text[MOST_LINE];
	struct quotes quotes;
};

struct tally {
	int gold, found, hits, speakers, cues;
};

static int kind_of(const char *name)
{
	for (int k = 0; k < KINDS; k++)
		if (!strcmp(name, kinds[k]))
			return k;
	fail_msg("`%s` is no kind", name);
	return 0;
}

/* ---- reading the cases ---- */

/* Reads the label behind a closing brace, "<kind; speaker; cue>"; returns its bytes. */
static int read_label(const char *at, struct quote *quote)
{
	char kind[16];
	int bytes = 0;
	if (sscanf(at, "<%15[^;]; %127[^;]; %63[^>]>%n", kind, quote->speaker, quote->cue, &bytes) != 3 || !bytes)
		fail_msg("no label: %s", at);
	quote->kind = kind_of(kind);
	return bytes;
}

static void read_line(const char *line, struct case_of_quotes *c)
{
	size_t open[MOST_QUOTES], depth = 0, used = 0;
	int points = 0;
	*c = (struct case_of_quotes){ .text = "" };
	while (*line) {
		if (*line == '{') {
			struct quote *quote = &c->quotes.at[c->quotes.n];
			assert_true(c->quotes.n < MOST_QUOTES);
			quote->begin = points;
			open[depth++] = c->quotes.n++;
			line++;
		} else if (*line == '}') {
			assert_true(depth > 0);
			struct quote *quote = &c->quotes.at[open[--depth]];
			quote->end = points;
			line += 1 + read_label(line + 1, quote);
		} else {
			bool newline = line[0] == '\\' && line[1] == 'n';
			points += ((unsigned char)*line & 0xC0) != 0x80;
			c->text[used++] = newline ? '\n' : *line;
			line += 1 + newline;
		}
	}
	assert_int_equal(depth, 0);
}

static size_t read_cases(struct case_of_quotes *cases)
{
	char line[MOST_LINE];
	size_t n = 0;
	FILE *file = fopen("tests/plugins/quotes/cases.txt", "r");
	assert_non_null(file);
	while (fgets(line, sizeof line, file)) {
		line[strcspn(line, "\n")] = 0;
		if (!*line || *line == '#' || *line == '=')
			continue;
		assert_true(n < MOST_CASES);
		read_line(line, &cases[n++]);
	}
	fclose(file);
	return n;
}

/* ---- what the stage finds ---- */

static void copy_text(struct json_object *row, const char *name, char *to, size_t size)
{
	struct json_object *value = json_object_object_get(row, name);
	snprintf(to, size, "%s", value ? json_object_get_string(value) : "-");
}

static struct quotes found_in(struct json_object *document)
{
	struct quotes found = { .n = 0 };
	struct json_object *rows = json_object_object_get(document, "quotes");
	for (size_t i = 0; i < json_object_array_length(rows) && found.n < MOST_QUOTES; i++) {
		struct json_object *row = json_object_array_get_idx(rows, i);
		struct quote *quote = &found.at[found.n++];
		quote->begin = json_object_get_int(json_object_object_get(row, "begin"));
		quote->end = json_object_get_int(json_object_object_get(row, "end"));
		quote->kind = kind_of(json_object_get_string(json_object_object_get(row, "kind")));
		copy_text(row, "speaker", quote->speaker, sizeof quote->speaker);
		copy_text(row, "cue", quote->cue, sizeof quote->cue);
	}
	return found;
}

/* The same kind, and four fifths of the characters in common. */
static bool is_same(const struct quote *a, const struct quote *b)
{
	int shared = (a->end < b->end ? a->end : b->end) - (a->begin > b->begin ? a->begin : b->begin);
	int all = (a->end > b->end ? a->end : b->end) - (a->begin < b->begin ? a->begin : b->begin);
	return a->kind == b->kind && shared * 5 >= all * 4;
}

static struct quote *find_same(struct quotes *found, const struct quote *gold)
{
	for (size_t i = 0; i < found->n; i++)
		if (!found->at[i].matched && is_same(gold, &found->at[i]))
			return &found->at[i];
	return NULL;
}

static void compare(const struct case_of_quotes *c, struct quotes found, struct tally tallies[KINDS])
{
	for (size_t i = 0; i < found.n; i++)
		tallies[found.at[i].kind].found++;
	for (size_t i = 0; i < c->quotes.n; i++) {
		const struct quote *gold = &c->quotes.at[i];
		struct tally *tally = &tallies[gold->kind];
		struct quote *hit = find_same(&found, gold);
		tally->gold++;
		if (!hit)
			continue;
		hit->matched = true;
		tally->hits++;
		tally->speakers += !strcmp(hit->speaker, gold->speaker);
		tally->cues += !strcmp(hit->cue, gold->cue);
	}
}

static int percent(int n, int of)
{
	return of ? n * 100 / of : 100;
}

static void quotations_are_found_by_kind_with_their_speakers(void **state)
{
	(void)state;
	static struct case_of_quotes cases[MOST_CASES];
	const char *texts[MOST_CASES];
	struct tally tallies[KINDS] = { { 0 } };
	size_t n = read_cases(cases);
	assert_true(n >= 150);
	for (size_t i = 0; i < n; i++)
		texts[i] = cases[i].text;
	struct json_object *all = try_texts("- sentences\n- tokens\n- quotes\n", NULL, texts, n);
	for (size_t i = 0; i < n; i++)
		compare(&cases[i], found_in(json_object_array_get_idx(all, i)), tallies);
	json_object_put(all);
	bool reached = true;
	for (int k = 0; k < KINDS; k++) {
		const struct tally *t = &tallies[k];
		int precision = percent(t->hits, t->found), recall = percent(t->hits, t->gold);
		int speaker = percent(t->speakers, t->hits), cue = percent(t->cues, t->hits);
		print_message("%-8s of %3d: precision %3d %%, recall %3d %%, speaker %3d %%, cue %3d %%\n", kinds[k],
			      t->gold, precision, recall, speaker, cue);
		reached = reached && precision >= floors[k].precision && recall >= floors[k].recall &&
			  speaker >= floors[k].speaker;
	}
	assert_true(reached);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(quotations_are_found_by_kind_with_their_speakers),
	};
	return cmocka_run_group_tests_name("quotes_cases", tests, NULL, NULL);
}
