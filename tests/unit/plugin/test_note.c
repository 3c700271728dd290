#include "../unit.h"

#include "plugin/library.h"
#include "plugin/note.h"

#include <elf.h>
#include <sys/mman.h>

/* ---- a shared library's headers, as small as they can be ---- */

struct elf_note {
	Elf64_Nhdr header;
	char name[8];
	uint32_t data[5];
};

struct library_file {
	Elf64_Ehdr header;
	Elf64_Phdr segments[2];
	struct elf_note other, ours; /* linkers put a build id before */
};

static struct elf_note make_note(const char *name, uint32_t type)
{
	struct elf_note note = { .header = { .n_namesz = (uint32_t)strlen(name) + 1, .n_descsz = 20, .n_type = type },
				 .data = { TSL_ABI, PLUGIN_STAGE, sizeof(tsl_plugin), sizeof(tsl_field),
					   sizeof(tsl_option) } };
	memcpy(note.name, name, strlen(name));
	return note;
}

static struct library_file make_file(void)
{
	uint16_t one = 1;
	struct library_file f = { .header = { .e_type = ET_DYN,
					      .e_phoff = offsetof(struct library_file, segments),
					      .e_phentsize = sizeof(Elf64_Phdr),
					      .e_phnum = 2 },
				  .segments = { { .p_type = PT_LOAD },
						{ .p_type = PT_NOTE,
						  .p_offset = offsetof(struct library_file, other),
						  .p_filesz = 2 * sizeof(struct elf_note) } },
				  .other = make_note("GNUGNU", 3),
				  .ours = make_note("TEASEL", 1) };
	memcpy(f.header.e_ident, ELFMAG, SELFMAG);
	f.header.e_ident[EI_CLASS] = ELFCLASS64;
	f.header.e_ident[EI_DATA] = *(char *)&one ? ELFDATA2LSB : ELFDATA2MSB;
	return f;
}

/* ---- reading bytes that end where memory ends ---- */

#define PAGES ((size_t)4 << 12)

static char *guarded; /* PAGES that may be written, and behind them one that may not even be read */

static int map_guarded(void **state)
{
	(void)state;
	guarded = mmap(NULL, PAGES + 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	return guarded == MAP_FAILED || mprotect(guarded + PAGES, 4096, PROT_NONE);
}

static int unmap_guarded(void **state)
{
	(void)state;
	return munmap(guarded, PAGES + 4096);
}

/* One byte read too many would end the program. */
static bool read_at_the_edge(const void *bytes, size_t n, struct note *note, tsl_error *e)
{
	char *at = guarded + PAGES - n;
	memcpy(at, bytes, n);
	e->text[0] = 0;
	*note = (struct note){ 0 };
	bool good = note_read(at, n, note, e);
	if (!good)
		assert_true(e->text[0]);
	return good;
}

static void the_note_is_found_behind_others(void **state)
{
	(void)state;
	struct library_file f = make_file();
	struct note note;
	tsl_error e;
	assert_true(read_at_the_edge(&f, sizeof(f), &note, &e));
	assert_int_equal(note.abi, TSL_ABI);
	assert_int_equal(note.kind, PLUGIN_STAGE);
	assert_int_equal(note.plugin, sizeof(tsl_plugin));
	assert_int_equal(note.field, sizeof(tsl_field));
	assert_int_equal(note.option, sizeof(tsl_option));
	assert_true(note_fits(&note, &e));
}

static void a_file_cut_at_any_length_is_refused(void **state)
{
	(void)state;
	struct library_file f = make_file();
	struct note note;
	tsl_error e;
	for (size_t n = 0; n < sizeof(f); n++)
		assert_false(read_at_the_edge(&f, n, &note, &e));
}

static void a_file_with_any_byte_mangled_is_read_within_its_bounds(void **state)
{
	(void)state;
	static const unsigned char values[] = { 0x00, 0x01, 0x7F, 0x80, 0xFF, 0xF8 };
	struct note note;
	tsl_error e;
	for (size_t i = 0; i < sizeof(struct library_file); i++)
		for (size_t v = 0; v < COUNT(values); v++) {
			struct library_file f = make_file();
			((unsigned char *)&f)[i] = values[v];
			read_at_the_edge(&f, sizeof(f), &note, &e);
		}
}

static void many_bytes_mangled_are_read_within_their_bounds(void **state)
{
	(void)state;
	uint32_t seed = 99;
	struct note note;
	tsl_error e;
	for (int round = 0; round < 100000; round++) {
		struct library_file f = make_file();
		uint32_t n = 1 + unit_random(&seed, 6);
		while (n--)
			((unsigned char *)&f)[SELFMAG + 2 + unit_random(&seed, sizeof(f) - SELFMAG - 2)] =
				(unsigned char)unit_random(&seed, 256);
		size_t cut = unit_random(&seed, 4) ? 0 : unit_random(&seed, sizeof(f));
		read_at_the_edge(&f, sizeof(f) - cut, &note, &e);
	}
}

static void sizes_that_would_wrap_around_are_refused(void **state)
{
	(void)state;
	static const uint32_t sizes[] = { UINT32_MAX, UINT32_MAX - 1, UINT32_MAX - 3, 1u << 31, 60, 28 };
	struct note note;
	tsl_error e;
	for (size_t i = 0; i < COUNT(sizes); i++) {
		struct library_file f = make_file();
		f.other.header.n_descsz = sizes[i];
		assert_false(read_at_the_edge(&f, sizeof(f), &note, &e));
		f = make_file();
		f.other.header.n_namesz = sizes[i];
		assert_false(read_at_the_edge(&f, sizeof(f), &note, &e));
		f = make_file();
		f.segments[1].p_offset = UINT64_MAX - sizes[i];
		assert_false(read_at_the_edge(&f, sizeof(f), &note, &e));
		f = make_file();
		f.segments[1].p_filesz = UINT64_MAX - sizes[i];
		assert_false(read_at_the_edge(&f, sizeof(f), &note, &e));
		f = make_file();
		f.header.e_phoff = UINT64_MAX - sizes[i];
		assert_false(read_at_the_edge(&f, sizeof(f), &note, &e));
	}
}

static void check_refused(const struct library_file *f, const char *says)
{
	struct note note;
	tsl_error e;
	assert_false(read_at_the_edge(f, sizeof(*f), &note, &e));
	if (!strstr(e.text, says))
		fail_msg("%s", e.text);
}

static void what_is_no_plugin_is_told_apart(void **state)
{
	(void)state;
	struct library_file f = make_file();
	f.header.e_ident[0] = 'x';
	check_refused(&f, "no ELF header");
	f = make_file();
	f.header.e_ident[EI_CLASS] = ELFCLASS32;
	check_refused(&f, "not a shared library for this machine");
	f = make_file();
	f.header.e_type = ET_EXEC;
	check_refused(&f, "not a shared library for this machine");
	f = make_file();
	f.header.e_phentsize = 8;
	check_refused(&f, "is broken");
	f = make_file();
	f.ours = make_note("TEASED", 1);
	check_refused(&f, "not a plugin of teasel");
	f = make_file();
	f.ours.header.n_type = 2;
	check_refused(&f, "not a plugin of teasel");
	f = make_file();
	f.ours.header.n_descsz = 16;
	check_refused(&f, "not a plugin of teasel");
	f = make_file();
	f.segments[1].p_type = PT_LOAD;
	check_refused(&f, "not a plugin of teasel");
}

static void only_a_plugin_of_this_contract_fits(void **state)
{
	(void)state;
	const struct note good = { TSL_ABI, PLUGIN_READER, sizeof(tsl_plugin), sizeof(tsl_field), sizeof(tsl_option) };
	tsl_error e;
	assert_true(note_fits(&good, &e));
	struct note note = good;
	note.abi++;
	assert_false(note_fits(&note, &e));
	assert_non_null(strstr(e.text, "version 2 of the plugin contract, this teasel has version 1"));
	note = good;
	note.plugin += 8;
	assert_false(note_fits(&note, &e));
	assert_non_null(strstr(e.text, "newer teasel.h"));
	note = good;
	note.field += 8;
	assert_false(note_fits(&note, &e));
	note = good;
	note.option += 8;
	assert_false(note_fits(&note, &e));
	note = good;
	note.kind = 0;
	assert_false(note_fits(&note, &e));
	note.kind = 4;
	assert_false(note_fits(&note, &e));
}

static void a_plugin_with_smaller_structs_is_an_older_one_and_fits(void **state)
{
	(void)state;
	const struct note note = { TSL_ABI, PLUGIN_READER, sizeof(tsl_plugin) - 8, sizeof(tsl_field) - 8,
				   sizeof(tsl_option) - 8 };
	tsl_error e;
	assert_true(note_fits(&note, &e));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_note_is_found_behind_others),
		cmocka_unit_test(a_file_cut_at_any_length_is_refused),
		cmocka_unit_test(a_file_with_any_byte_mangled_is_read_within_its_bounds),
		cmocka_unit_test(many_bytes_mangled_are_read_within_their_bounds),
		cmocka_unit_test(sizes_that_would_wrap_around_are_refused),
		cmocka_unit_test(what_is_no_plugin_is_told_apart),
		cmocka_unit_test(only_a_plugin_of_this_contract_fits),
		cmocka_unit_test(a_plugin_with_smaller_structs_is_an_older_one_and_fits),
	};
	return cmocka_run_group_tests_name("test_note", tests, map_guarded, unmap_guarded);
}
