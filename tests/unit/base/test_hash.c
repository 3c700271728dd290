#include "../unit.h"

#include "base/hash.h"

/* The examples of FIPS 180-2, appendix B, and the sum of nothing. */
static void sha256_has_the_published_sums(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{ "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
		{ "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
		{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
		  "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
	};
	char hex[SHA256_HEX];
	for (size_t i = 0; i < COUNT(cases); i++) {
		sha256_of(cases[i][0], strlen(cases[i][0]), hex);
		assert_string_equal(hex, cases[i][1]);
	}
}

static void sha256_is_the_same_in_pieces(void **state)
{
	(void)state;
	char text[3000], whole[SHA256_HEX], parts[SHA256_HEX];
	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = (char)(i * 7);
	sha256_of(text, sizeof(text), whole);
	for (size_t step = 1; step < sizeof(text); step = 2 * step + 1) {
		struct sha256 *sum = sha256_new();
		for (size_t i = 0; i < sizeof(text); i += step)
			sha256_add(sum, text + i, sizeof(text) - i < step ? sizeof(text) - i : step);
		sha256_hex(sum, parts);
		sha256_free(sum);
		assert_string_equal(parts, whole);
	}
	sha256_free(NULL);
}

/* Blocks and repeated ids depend on these: the numbers must not change from one release to the next. */
static void hashes_in_memory_are_xxh3(void **state)
{
	(void)state;
	assert_true(hash_bytes("", 0) == 0x2D06800538D394C2u);
	hash128 none = hash_bytes128("", 0);
	assert_true(none.high == 0x99AA06D3014798D8u && none.low == 0x6001C324468D497Fu);
	assert_true(hash_bytes("a", 1) != hash_bytes("b", 1));
	hash128 a = hash_bytes128("a", 1), b = hash_bytes128("b", 1);
	assert_true(a.low != b.low && a.high != b.high);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sha256_has_the_published_sums),
		cmocka_unit_test(sha256_is_the_same_in_pieces),
		cmocka_unit_test(hashes_in_memory_are_xxh3),
	};
	return cmocka_run_group_tests_name("test_hash", tests, NULL, NULL);
}
