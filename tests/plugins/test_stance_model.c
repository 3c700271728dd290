/*
 * The weights of `stance` were trained on the tones that words have today: a digest of the features of two sentences on
 * each term of the lexicons stands in the header of stance.model. See digest_of_tones() of train.py.
 */
#include "expect.h"

#include <inttypes.h>

static const char stages[] = "- sentences\n- tokens\n- mentions: {targets: [Lund]}\n- sentiment\n"
			     "- stance: {features: true}\n";

/* Two sentences on each term of a table: the first column of lines that are no comment. */
static void write_terms(FILE *to, const char *path)
{
	FILE *table = fopen(path, "r");
	char *line = NULL;
	size_t room = 0;
	assert_non_null(table);
	while (getline(&line, &room, table) > 0) {
		line[strcspn(line, "\t\n")] = '\0';
		if (line[0] && line[0] != '#')
			fprintf(to, "Lund is %s.\nLund is not %s.\n\n", line, line);
	}
	free(line);
	fclose(table);
}

static char *text_of_terms(void)
{
	char *text;
	size_t size;
	FILE *to = open_memstream(&text, &size);
	write_terms(to, "plugins/stages/sentiment/vader.tsv");
	write_terms(to, "plugins/stages/sentiment/afinn.tsv");
	write_terms(to, "plugins/stages/sentiment/lexicon.tsv");
	fclose(to);
	return text;
}

/* FNV-1a of the lists of features. */
static uint64_t digest_of_tones(void)
{
	char *text = text_of_terms();
	struct json_object *document = try_text(stages, "mentions.stance_features", text);
	struct json_object *rows = json_object_object_get(document, "mentions");
	uint64_t digest = 0xcbf29ce484222325u;
	for (size_t i = 0; i < json_object_array_length(rows); i++) {
		struct json_object *list = json_object_object_get(json_object_array_get_idx(rows, i),
								  "stance_features");
		for (const char *at = json_object_get_string(list); *at; at++)
			digest = (digest ^ (unsigned char)*at) * 0x100000001b3u;
	}
	json_object_put(document);
	free(text);
	return digest;
}

/* The value of `tones` in the header; 0 where there is none. */
static uint64_t digest_in_model(void)
{
	char line[128];
	uint64_t digest = 0;
	FILE *model = fopen("plugins/stages/stance/stance.model", "r");
	assert_non_null(model);
	for (int i = 0; i < 20 && !digest && fgets(line, sizeof line, model); i++)
		sscanf(line, "tones %" SCNx64, &digest);
	fclose(model);
	return digest;
}

static void the_weights_were_trained_on_the_tones_of_today(void **state)
{
	(void)state;
	if (digest_of_tones() != digest_in_model())
		fail_msg("stance.model was trained on other tones of words, or other features, than those of today: "
			 "run\n"
			 "\tmake && plugins/stages/stance/train.py && make");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_weights_were_trained_on_the_tones_of_today),
	};
	return cmocka_run_group_tests_name("stance_model", tests, NULL, NULL);
}
