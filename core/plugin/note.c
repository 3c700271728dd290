#include "plugin/note.h"

#include <elf.h>
#include <string.h>
#include <teasel.h>

/* A part of the file, if it is within it. */
static const char *part(const char *bytes, size_t n, uint64_t offset, uint64_t size)
{
	return offset <= n && size <= n - offset ? bytes + offset : NULL;
}

static bool check_header(const char *bytes, size_t n, Elf64_Ehdr *header, tsl_error *e)
{
	if (n < SELFMAG || memcmp(bytes, ELFMAG, SELFMAG) != 0)
		return error_set(e, "is not a shared library (no ELF header)");
	if (n < sizeof(*header))
		return error_set(e, "is cut short: %zu bytes are not even an ELF header", n);
	memcpy(header, bytes, sizeof(*header));
	uint16_t one = 1;
	unsigned char order = *(unsigned char *)&one ? ELFDATA2LSB : ELFDATA2MSB;
	if (header->e_ident[EI_CLASS] != ELFCLASS64 || header->e_ident[EI_DATA] != order || header->e_type != ET_DYN)
		return error_set(e, "is not a shared library for this machine");
	if (header->e_phentsize != sizeof(Elf64_Phdr))
		return error_set(e, "is broken: its program headers have a size of %u", header->e_phentsize);
	return true;
}

static size_t padded(uint32_t size)
{
	return ((size_t)size + 3) & ~(size_t)3;
}

/* Looks for our note among the notes of one segment. */
static bool find_note(const char *at, size_t n, struct note *note)
{
	while (n >= sizeof(Elf64_Nhdr)) {
		Elf64_Nhdr header;
		memcpy(&header, at, sizeof(header));
		size_t name = padded(header.n_namesz), data = padded(header.n_descsz);
		at += sizeof(header);
		n -= sizeof(header);
		if (name > n || data > n - name)
			return false;
		if (header.n_namesz == sizeof("TEASEL") && !memcmp(at, "TEASEL", sizeof("TEASEL")) &&
		    header.n_type == 1 && header.n_descsz >= sizeof(*note)) {
			memcpy(note, at + name, sizeof(*note));
			return true;
		}
		at += name + data;
		n -= name + data;
	}
	return false;
}

bool note_read(const void *bytes, size_t n, struct note *note, tsl_error *e)
{
	Elf64_Ehdr header;
	if (!check_header(bytes, n, &header, e))
		return false;
	const char *segments = part(bytes, n, header.e_phoff, (uint64_t)header.e_phnum * sizeof(Elf64_Phdr));
	if (!segments)
		return error_set(e, "is cut short: its program headers are past its end");
	for (size_t i = 0; i < header.e_phnum; i++) {
		Elf64_Phdr segment;
		memcpy(&segment, segments + i * sizeof(segment), sizeof(segment));
		if (segment.p_type != PT_NOTE)
			continue;
		const char *notes = part(bytes, n, segment.p_offset, segment.p_filesz);
		if (notes && find_note(notes, segment.p_filesz, note))
			return true;
	}
	return error_set(e, "is a shared library, but not a plugin of teasel: it does not end in TSL_READER, TSL_STAGE "
			    "or TSL_WRITER");
}

bool note_fits(const struct note *note, tsl_error *e)
{
	if (note->abi != TSL_ABI)
		return error_set(e,
				 "was built for version %u of the plugin contract, this teasel has version %u: build "
				 "it again with this teasel.h",
				 note->abi, TSL_ABI);
	if (note->plugin > sizeof(tsl_plugin) || note->field > sizeof(tsl_field) || note->option > sizeof(tsl_option))
		return error_set(
			e,
			"was built with a newer teasel.h than this teasel: update teasel, or build the plugin again");
	if (note->plugin < sizeof(uint64_t) || note->kind < 1 || note->kind > 3)
		return error_set(e, "has a broken plugin note");
	return true;
}
