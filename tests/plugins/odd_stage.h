/*
 * odd_stage.h: two stages for the tests of writers, built by the test with nothing but the contract's header.
 *
 * `odd` has what no built-in stage has: a table without spans, rows of another table, private fields, and an infinite
 * number. Texts that begin with `!` get an infinite grade; others get 0.5. The table `pairs` has two rows, the second
 * one with nothing in it. The private layer `marks` has one row, the text's first byte.
 *
 * `cut` removes all up to the first `|`, for the reason "front".
 */
#ifndef TESTS_ODD_STAGE_H
#define TESTS_ODD_STAGE_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static const char odd_stage_source[] =
	"#include <teasel.h>\n"
	"typedef struct { tsl_layer marks; tsl_texts note; tsl_integers hash; tsl_table pairs; tsl_refs mark;\n"
	"	tsl_integers weight; tsl_reals grade; tsl_booleans hidden; } odd;\n"
	"static const tsl_field fields[] = {\n"
	"	TSL_WRITES(odd, marks, \"marks\", .flags = TSL_PRIVATE),\n"
	"	TSL_WRITES(odd, note, \"marks.note\"),\n"
	"	TSL_WRITES(odd, hash, \"marks.hash\", .flags = TSL_PRIVATE),\n"
	"	TSL_WRITES(odd, pairs, \"pairs\"),\n"
	"	TSL_WRITES(odd, mark, \"pairs.mark\", .of = \"marks\"),\n"
	"	TSL_WRITES(odd, weight, \"pairs.weight\"),\n"
	"	TSL_WRITES(odd, grade, \"documents.grade\"),\n"
	"	TSL_WRITES(odd, hidden, \"documents.hidden\", .flags = TSL_PRIVATE),\n"
	"};\n"
	"static tsl_status process(const tsl_host *host, tsl_document *doc, const void *config)\n"
	"{\n"
	"	const odd *self = config;\n"
	"	*host->begin(doc, self->marks, 1) = (tsl_span){ 0, 1 };\n"
	"	if (host->end(doc, self->marks, 1) != TSL_OK)\n"
	"		return TSL_FAILED;\n"
	"	host->texts(doc, self->note)[0] = (tsl_str){ \"first\", 5 };\n"
	"	host->integers(doc, self->hash)[0] = 99;\n"
	"	host->fill(doc, self->pairs, 2);\n"
	"	host->refs(doc, self->mark)[0] = 0;\n"
	"	host->integers(doc, self->weight)[0] = -7;\n"
	"	*host->reals(doc, self->grade) = host->text(doc).at[0] == '!' ? 1e308 * 10 : 0.5;\n"
	"	*host->booleans(doc, self->hidden) = 1;\n"
	"	return TSL_OK;\n"
	"}\n"
	"TSL_STAGE{ .name = \"odd\", .version = \"1.0.0\", .summary = \"Odd.\", .config_size = sizeof(odd),\n"
	"	.fields = TSL_ARRAY(fields), .process = process };\n";

static const char cut_stage_source[] =
	"#include <teasel.h>\n"
	"#include <string.h>\n"
	"static tsl_status process(const tsl_host *host, tsl_document *doc, const void *config)\n"
	"{\n"
	"	(void)config;\n"
	"	tsl_str text = host->text(doc);\n"
	"	const char *bar = memchr(text.at, '|', text.len);\n"
	"	tsl_edit edit = { .old = { 0, bar ? (uint32_t)(bar + 1 - text.at) : 0 }, .reason = \"front\" };\n"
	"	return bar ? host->edit(doc, &edit, 1) : TSL_OK;\n"
	"}\n"
	"TSL_STAGE{ .name = \"cut\", .version = \"1.0.0\", .summary = \"Cuts.\", .flags = TSL_REWRITES, .process = "
	"process };\n";

static inline bool stage_build(const char *folder, const char *name, const char *source)
{
	char command[512];
	const char *build = getenv("TEASEL_BUILD"), *compiler = getenv("CC");
	snprintf(command, sizeof(command), "%s -std=c11 -shared -fPIC -I'%s/../include' -x c - -o %s/%s.so",
		 compiler ? compiler : "cc", build ? build : "build", folder, name);
	FILE *pipe = popen(command, "w");
	if (!pipe)
		return false;
	fputs(source, pipe);
	return pclose(pipe) == 0;
}

/* Builds both in a new folder, which is removed with odd_stages_remove(). */
static inline bool odd_stages_build(char folder[64])
{
	snprintf(folder, 64, "/tmp/teasel-odd-XXXXXX");
	return mkdtemp(folder) && stage_build(folder, "odd", odd_stage_source) &&
	       stage_build(folder, "cut", cut_stage_source);
}

static inline void odd_stages_remove(const char *folder)
{
	char command[128];
	snprintf(command, sizeof(command), "rm -rf '%s'", folder);
	if (system(command))
		fprintf(stderr, "%s is left\n", folder);
}

#endif
