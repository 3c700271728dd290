/* What a plugin's file says of itself. */
#include "fuzz.h"

#include "plugin/note.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct note note;
	tsl_error e = { "" };
	if (!note_read(data, size, &note, &e)) {
		must(e.text[0], "what is wrong is said");
		return 0;
	}
	note_fits(&note, &e);
	return 0;
}
