#include "../unit.h"

#include "base/pack.h"

#include <string.h>

/* All that is in n bytes, taken by steps of so many bytes in and out. False, with a sentence, where it is no stream. */
static bool unpack(enum packing kind, const str *from, size_t step, str *to, tsl_error *e)
{
	struct unpack *u = unpack_new(kind);
	bool good = true;
	str_clear(to);
	for (size_t i = 0, used, made; good && i < from->len; i += used) {
		size_t left = from->len - i;
		char *room = str_room(to, step);
		good = unpack_some(u, from->at + i, left < step ? left : step, &used, room, step, &made, e);
		to->len += made;
	}
	good = good && unpack_is_whole(u);
	unpack_free(u);
	return good;
}

static void what_was_packed_comes_out_by_any_steps(void **state)
{
	(void)state;
	const enum packing kinds[] = { PACK_GZIP, PACK_ZSTD };
	for (size_t k = 0; k < 2; k++) {
		str packed = STR_NEEDED, text = STR_NEEDED;
		tsl_error e = { "" };
		pack_add(kinds[k], "The ferry to Aldmoor ", 21, &packed);
		pack_add(kinds[k], "leaves at nine.", 15, &packed);
		for (size_t step = 1; step < 100; step++) {
			assert_true(unpack(kinds[k], &packed, step, &text, &e));
			assert_int_equal(text.len, 36);
			assert_memory_equal(text.at, "The ferry to Aldmoor leaves at nine.", 36);
		}
		str_release(&packed);
		str_release(&text);
	}
}

/* The library knows frames that are older than RFC 8878, and reads them or not, by how they are cut. */
static void frames_of_before_the_specification_are_refused_by_any_steps(void **state)
{
	(void)state;
	const char old[] = "\x26\xb5\x2f\xfd\x00\x20\x05\x01\x00\x28\x00";
	for (int behind = 0; behind < 2; behind++) {
		str packed = STR_NEEDED, text = STR_NEEDED;
		if (behind)
			pack_add(PACK_ZSTD, "Nine.", 5, &packed);
		str_add(&packed, old, sizeof(old) - 1);
		for (size_t step = 1; step < 30; step++) {
			tsl_error e = { "" };
			assert_false(unpack(PACK_ZSTD, &packed, step, &text, &e));
			assert_string_equal(e.text, "it is no Zstandard: there is no frame where one should begin");
		}
		str_release(&packed);
		str_release(&text);
	}
}

/* The library reads a frame that is there in full, with room for all of it, by other code, which asks less of it. */
static void frames_against_the_specification_are_refused_by_any_steps(void **state)
{
	(void)state;
	const struct {
		const char *at, *why;
		size_t n;
	} frames[] = {
		/* a window of 2 GiB, and one block of four bytes as they are */
		{ "\x28\xb5\x2f\xfd\x80\xa8\x04\x00\x00\x00\x21\x00\x00"
		  "Nine",
		  "it was packed with a window over 128 MiB: pack it again without --long", 17 },
		/* a window of 1 KiB, and one block of 2,000 times the same byte */
		{ "\x28\xb5\x2f\xfd\x80\x00\xd0\x07\x00\x00\x83\x3e\x00"
		  "N",
		  "it is no Zstandard: Data corruption detected", 14 },
	};
	for (size_t i = 0; i < sizeof(frames) / sizeof(frames[0]); i++) {
		str packed = STR_NEEDED, text = STR_NEEDED;
		str_add(&packed, frames[i].at, frames[i].n);
		for (size_t step = 1; step <= 4096; step += step < 30 ? 1 : 500) {
			tsl_error e = { "" };
			assert_false(unpack(PACK_ZSTD, &packed, step, &text, &e));
			assert_string_equal(e.text, frames[i].why);
		}
		str_release(&packed);
		str_release(&text);
	}
}

/* A frame of anything that is not for the text: RFC 8878, 3.1.2. */
static void skippable_frames_are_skipped(void **state)
{
	(void)state;
	const char skipped[] = "\x5e\x2a\x4d\x18\x03\x00\x00\x00"
			       "abc";
	for (size_t step = 1; step < 30; step++) {
		str packed = STR_NEEDED, text = STR_NEEDED;
		tsl_error e = { "" };
		pack_add(PACK_ZSTD, "Nine ", 5, &packed);
		str_add(&packed, skipped, sizeof(skipped) - 1);
		pack_add(PACK_ZSTD, "or ten.", 7, &packed);
		assert_true(unpack(PACK_ZSTD, &packed, step, &text, &e));
		assert_int_equal(text.len, 12);
		assert_memory_equal(text.at, "Nine or ten.", 12);
		str_release(&packed);
		str_release(&text);
	}
}

static void a_packing_is_told_by_its_first_bytes(void **state)
{
	(void)state;
	assert_int_equal(pack_of_bytes("\x1f\x8b\x08\x00", 4), PACK_GZIP);
	assert_int_equal(pack_of_bytes("\x28\xb5\x2f\xfd", 4), PACK_ZSTD);
	assert_int_equal(pack_of_bytes("\x50\x2a\x4d\x18", 4), PACK_ZSTD); /* a frame to be skipped */
	assert_int_equal(pack_of_bytes("\x5f\x2a\x4d\x18", 4), PACK_ZSTD);
	assert_int_equal(pack_of_bytes("\x60\x2a\x4d\x18", 4), PACK_NONE);
	assert_int_equal(pack_of_bytes("P*M", 3), PACK_NONE);
	assert_int_equal(pack_of_bytes("{\"id", 4), PACK_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_packed_comes_out_by_any_steps),
		cmocka_unit_test(frames_of_before_the_specification_are_refused_by_any_steps),
		cmocka_unit_test(frames_against_the_specification_are_refused_by_any_steps),
		cmocka_unit_test(skippable_frames_are_skipped),
		cmocka_unit_test(a_packing_is_told_by_its_first_bytes),
	};
	return cmocka_run_group_tests_name("test_pack", tests, NULL, NULL);
}
