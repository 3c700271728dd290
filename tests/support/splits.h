/*
 * splits.h: what the stage `sentences` makes of an example.
 */
#ifndef TESTS_SPLITS_H
#define TESTS_SPLITS_H

#include "try.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/*
 * In the examples a bar stands where one sentence ends and the next begins; it is not part of the text. What is
 * compared is the text with its bars, so that a failure shows the split that is wrong.
 */
#define MOST 64
#define EXPECT(stages, ...)                                                            \
	do {                                                                           \
		static const char *const examples[] = { __VA_ARGS__ };                 \
		expect_splits(stages, examples, sizeof(examples) / sizeof(*examples)); \
	} while (0)

static const char blank[] = " \t\r\n";

static char *without_bars(const char *example)
{
	char *text = malloc(strlen(example) + 1), *to = text;
	for (; *example; example++)
		if (*example != '|')
			*to++ = *example;
	*to = 0;
	return text;
}

/* The pieces between the bars, without the blanks around them, each in brackets. */
static char *pieces_of(const char *example)
{
	char *all;
	size_t size;
	FILE *to = open_memstream(&all, &size);
	while (*example) {
		size_t n = strcspn(example, "|"), begin = strspn(example, blank), end = n;
		while (end > begin && strchr(blank, example[end - 1]))
			end--;
		if (end > begin)
			fprintf(to, "[%.*s]\n", (int)(end - begin), example + begin);
		example += n + (example[n] == '|');
	}
	fclose(to);
	return all;
}

static char *sentences_of(struct json_object *doc)
{
	char *all;
	size_t size;
	FILE *to = open_memstream(&all, &size);
	size_t n = json_object_array_length(json_object_object_get(doc, "sentences"));
	for (size_t i = 0; i < n; i++) {
		char *sentence = try_row_text(doc, "sentences", i);
		fprintf(to, "[%s]\n", sentence);
		free(sentence);
	}
	fclose(to);
	return all;
}

static void expect_splits(const char *stages, const char *const *examples, size_t n)
{
	const char *texts[MOST];
	char *memory[MOST];
	assert_true(n <= MOST);
	for (size_t i = 0; i < n; i++)
		texts[i] = memory[i] = without_bars(examples[i]);
	struct json_object *docs = try_texts(stages, NULL, texts, n);
	for (size_t i = 0; i < n; i++) {
		char *expected = pieces_of(examples[i]), *found = sentences_of(json_object_array_get_idx(docs, i));
		assert_string_equal(found, expected);
		free(expected);
		free(found);
		free(memory[i]);
	}
	json_object_put(docs);
}

#endif
