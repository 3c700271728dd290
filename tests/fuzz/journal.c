/* Journals as a machine that broke down may leave them, and as nobody writes them: with sums that are right. */
#include "run/journal.c" /* how it sums a line is not for others */

#include "fuzz.h"

#define OUTPUTS 2

/* Lines of the input, each with its sum where the first byte of the input says so. */
static void make(struct feed *f, str *to)
{
	bool right = feed_below(f, 2);
	for (size_t n; f->left; f->at += n, f->left -= n) {
		const char *at = (const char *)f->at, *end = memchr(at, '\n', f->left);
		n = end ? (size_t)(end + 1 - at) : f->left;
		size_t len = n - (end != NULL);
		str_add(to, at, len);
		if (right)
			str_addf(to, "%016" PRIx64, hash_bytes(at, len));
		if (end)
			str_putc(to, '\n');
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct feed f = { data, size };
	struct journal_output outputs[OUTPUTS];
	struct journal_entry entry = { .outputs = outputs };
	struct journal j = { .n_outputs = OUTPUTS, .text = STR_NEEDED, .ids_there = 1000 };
	make(&f, &j.text);
	for (uint64_t before = 0; j.text.len && journal_next(&j, &entry); before = entry.behind) {
		must(entry.behind > before && entry.behind <= j.text.len, "it goes on, and not past the end");
		must(entry.note.at >= j.text.at + before && entry.note.len <= entry.behind - before,
		     "its note is in it");
		must(entry.ids <= j.ids_there, "it has no ids that are not there");
		for (int i = 0; i < OUTPUTS; i++)
			must(strnlen(outputs[i].sum, SHA256_HEX) == SHA256_HEX - 1, "sums are whole");
	}
	str_release(&j.text);
	return 0;
}
