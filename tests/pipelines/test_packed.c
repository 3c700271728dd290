/* Packed inputs give what the bytes in them give; those that are broken, or too much, are named. */
#include "try.h"

#include "base/pack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include <cmocka.h>

#define PIPELINE(paths) \
	"teasel: 1\ninput:\n  - jsonl: {paths: [" paths "]}\nstages: [sentences]\noutput:\n  - jsonl: {path: out}\n"
#define TEXTS "teasel: 1\ninput:\n  - text: {paths: [in]}\nstages: [sentences]\noutput:\n  - jsonl: {path: out}\n"
#define LINES 9000

static str lines(void)
{
	str text = { 0 };
	for (int i = 0; i < LINES; i++)
		str_addf(&text,
			 "{\"id\": \"%d\", \"text\": \"The bridge number %d fell. Nobody was hurt. It was %s.\"}\n", i,
			 i, "awful, awful, awful, awful, awful, awful, awful, awful, awful, awful, awful, awful");
	return text;
}

static struct try_file as_file(const char *name, const str *bytes)
{
	return (struct try_file){ name, bytes->at, bytes->len };
}

/* What comes of an input, with the files that every run writes. */
static char *result_of(const char *yaml, const struct try_file *file, const char *args)
{
	struct try_run r = try_pipeline(yaml, file, 1, args);
	if (r.exit)
		fail_msg("exit code %d: %s", r.exit, r.err);
	char *out = try_read(&r, "run/out");
	try_release(&r);
	return out;
}

static void a_packed_input_gives_the_same(void **state)
{
	(void)state;
	static const enum packing kinds[] = { PACK_GZIP, PACK_ZSTD };
	str plain = lines();
	struct try_file file = as_file("in", &plain);
	char *want = result_of(PIPELINE("in"), &file, "-j 2");
	for (size_t i = 0; i < 2; i++) {
		str packed = { 0 }; /* three members, cut anywhere */
		pack_add(kinds[i], plain.at, 1000, &packed);
		pack_add(kinds[i], plain.at + 1000, 500000, &packed);
		pack_add(kinds[i], plain.at + 501000, plain.len - 501000, &packed);
		file = as_file("in", &packed);
		char *from_file = result_of(PIPELINE("in"), &file, "-j 2");
		char *from_pipe = result_of(PIPELINE("'-'"), &file, "-j 2 <in");
		assert_string_equal(from_file, want);
		assert_string_equal(from_pipe, want);
		free(from_file);
		free(from_pipe);
		str_release(&packed);
	}
	free(want);
	str_release(&plain);
}

static void a_packed_text_has_the_id_of_the_text(void **state)
{
	(void)state;
	str packed = { 0 };
	pack_add(PACK_GZIP, "It rained.", 10, &packed);
	struct try_file file = as_file("in/a.txt.gz", &packed);
	char *out = result_of(TEXTS, &file, "");
	assert_non_null(strstr(out, "{\"id\": \"a.txt\", \"text\": \"It rained.\""));
	free(out);
	str_release(&packed);
}

static void assert_breaks(const char *bytes, size_t n, const char *want)
{
	struct try_file file = { "in", bytes, n };
	struct try_run r = try_pipeline(PIPELINE("in"), &file, 1, "-j 2");
	assert_int_equal(r.exit, 5);
	if (!strstr(r.err, want))
		fail_msg("%s\ndoes not say: %s", r.err, want);
	assert_null(try_read(&r, "run/out"));
	try_release(&r);
}

static void a_broken_one_is_named(void **state)
{
	(void)state;
	str plain = lines(), packed = { 0 };
	pack_add(PACK_GZIP, plain.at, 10000, &packed);
	assert_breaks(packed.at, packed.len - 20, "ends in the middle, at byte ");
	memset(packed.at + packed.len / 2, 'x', 40);
	assert_breaks(packed.at, packed.len, "teasel: cannot unpack the input in near byte ");
	assert_breaks("\x1f\x8bnothing of the kind", 21, "it is no gzip: unknown compression method");
	assert_breaks("\x28\xb5\x2f\xfd\xff\xff\xff\xff\xff\xff", 10, "ends in the middle, at byte 10");
	str_clear(&packed);
	pack_add(PACK_ZSTD, plain.at, 10000, &packed);
	memset(packed.at + packed.len / 2, 'x', 40);
	assert_breaks(packed.at, packed.len, "it is no Zstandard: ");
	str_release(&packed);
	str_release(&plain);
}

/* ---- outputs ---- */

static void assert_packs(const char *name, const char *also)
{
	static const char two[] = "teasel: 1\ninput:\n  - jsonl: {paths: [%s]}\noutput:\n  - jsonl: {path: %s}\n";
	str plain = lines();
	char first[256], again[256], packed[64], command[512];
	snprintf(packed, sizeof(packed), "run/%s", name);
	snprintf(first, sizeof(first), two, "in", name);
	snprintf(again, sizeof(again), two, packed, "all");
	const struct try_file files[] = { as_file("in", &plain), { "again.yaml", again, 0 } };
	snprintf(command, sizeof(command),
		 "$TEASEL run pipeline.yaml --out run -j 2 && $TEASEL run pipeline.yaml --out one --in-process && "
		 "cmp run/%s one/%s && grep -q $(sha256sum run/%s | cut -c1-64) run/manifest.json && "
		 "$TEASEL run again.yaml --out again && sed s/%s/all/ pipeline.yaml >plain.yaml && "
		 "$TEASEL run plain.yaml --out plain && cmp again/all plain/all && %s",
		 name, name, name, name, also);
	struct try_run r = try_shell(first, files, 2, command);
	if (r.exit)
		fail_msg("%s%s", r.out, r.err);
	try_release(&r);
	str_release(&plain);
}

/* Each block is a member of its own, which other programs read as one stream. */
static void an_output_is_packed_by_its_name(void **state)
{
	(void)state;
	assert_packs("all.jsonl.gz", "gzip -dc run/all.jsonl.gz | cmp - plain/all");
	assert_packs("all.jsonl.zst", "true");
}

/* ---- bombs ---- */

#define MOST_MEMORY (300 << 10) /* KiB; a sanitized program takes more */

static void assert_is_refused(const struct try_run *r)
{
	char *failed = try_read(r, "run/failed.jsonl");
	struct rusage usage;
	assert_int_equal(r->exit, 3);
	assert_non_null(
		strstr(failed, "\"cause\": \"the record is longer than the limit of 64 MiB (limits: {document: 64})"));
	getrusage(RUSAGE_CHILDREN, &usage);
	if (!strstr(getenv("TEASEL_BUILD") ? getenv("TEASEL_BUILD") : "", "sanitize"))
		assert_in_range(usage.ru_maxrss, 0, MOST_MEMORY);
	free(failed);
}

static void a_small_file_that_unpacks_to_much_is_a_failed_document(void **state)
{
	(void)state;
	static const enum packing kinds[] = { PACK_GZIP, PACK_ZSTD };
	char *zeros = calloc(1, 1 << 20);
	for (size_t i = 0; i < 2; i++) {
		str packed = { 0 };
		for (int n = 0; n < 256; n++)
			pack_add(kinds[i], zeros, 1 << 20, &packed);
		struct try_file file = as_file("in/bomb", &packed);
		struct try_run r = try_pipeline(TEXTS, &file, 1, "-j 1");
		assert_is_refused(&r);
		try_release(&r);
		str_release(&packed);
	}
	free(zeros);
}

static void a_line_of_a_gibibyte_is_a_failed_document_and_the_next_is_read(void **state)
{
	(void)state;
	static const char next[] = "{\"id\": \"next\", \"text\": \"It rained.\"}\n";
	struct try_file file = { "next", next, 0 };
	struct try_run r = try_shell(PIPELINE("'-'"), &file, 1,
				     "(head -c 1073741824 /dev/zero; echo; cat next) | "
				     "$TEASEL run pipeline.yaml --out run -j 1");
	assert_is_refused(&r);
	char *out = try_read(&r, "run/out");
	assert_non_null(strstr(out, "{\"id\": \"next\", \"text\": \"It rained.\""));
	free(out);
	try_release(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_packed_input_gives_the_same),
		cmocka_unit_test(a_packed_text_has_the_id_of_the_text),
		cmocka_unit_test(a_broken_one_is_named),
		cmocka_unit_test(an_output_is_packed_by_its_name),
		cmocka_unit_test(a_small_file_that_unpacks_to_much_is_a_failed_document),
		cmocka_unit_test(a_line_of_a_gibibyte_is_a_failed_document_and_the_next_is_read),
	};
	return cmocka_run_group_tests_name("test_packed", tests, NULL, NULL);
}
