/* What each character is, by tables. */
#include "kind.h"

/* clang-format off */
enum { _ = SPACE, W = WORD, S = SIGN, H = HIGH };
const unsigned char byte_kind[256] = {
	_, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _,
	_, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _,
	_, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S,
	W, W, W, W, W, W, W, W, W, W, S, S, S, S, S, S,
	S, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W,
	W, W, W, W, W, W, W, W, W, W, W, S, S, S, S, S,
	S, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W,
	W, W, W, W, W, W, W, W, W, W, W, S, S, S, S, _,
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
};
/* clang-format on */

struct range {
	uint32_t first, last;
	enum kind kind;
};

/* The code points beyond ASCII that are not of a word, in order. Blocks that hold signs and little else are taken
 * whole. */
static const struct range ranges[] = {
	{ 0x0080, 0x00A0, SPACE }, /* controls, no-break space */
	{ 0x00A1, 0x00A9, SIGN },  /* Latin-1 signs */
	{ 0x00AB, 0x00AC, SIGN },
	{ 0x00AD, 0x00AD, JOINER }, /* soft hyphen */
	{ 0x00AE, 0x00B1, SIGN },
	{ 0x00B4, 0x00B4, SIGN },
	{ 0x00B6, 0x00B8, SIGN },
	{ 0x00BB, 0x00BB, SIGN },
	{ 0x00BF, 0x00BF, SIGN },
	{ 0x00D7, 0x00D7, SIGN },
	{ 0x00F7, 0x00F7, SIGN },
	{ 0x037E, 0x037E, SIGN }, /* Greek question mark */
	{ 0x0387, 0x0387, SIGN },
	{ 0x055A, 0x055F, SIGN }, /* Armenian */
	{ 0x0589, 0x058F, SIGN },
	{ 0x05BE, 0x05BE, SIGN }, /* Hebrew */
	{ 0x05C0, 0x05C0, SIGN },
	{ 0x05C3, 0x05C3, SIGN },
	{ 0x05C6, 0x05C6, SIGN },
	{ 0x05F3, 0x05F4, SIGN },
	{ 0x0606, 0x060F, SIGN }, /* Arabic */
	{ 0x061B, 0x061B, SIGN },
	{ 0x061C, 0x061C, SPACE },
	{ 0x061D, 0x061F, SIGN },
	{ 0x066A, 0x066D, SIGN },
	{ 0x06D4, 0x06D4, SIGN },
	{ 0x0964, 0x0965, SIGN }, /* danda */
	{ 0x0E4F, 0x0E4F, SIGN }, /* Thai */
	{ 0x0E5A, 0x0E5B, SIGN },
	{ 0x104A, 0x104F, SIGN }, /* Myanmar */
	{ 0x1360, 0x1368, SIGN }, /* Ethiopic */
	{ 0x1680, 0x1680, SPACE },
	{ 0x17D4, 0x17D6, SIGN }, /* Khmer */
	{ 0x1800, 0x180A, SIGN }, /* Mongolian */
	{ 0x180E, 0x180E, SPACE },
	{ 0x2000, 0x200B, SPACE },  /* general punctuation */
	{ 0x200C, 0x200D, JOINER }, /* zero width (non-)joiner */
	{ 0x200E, 0x200F, SPACE },
	{ 0x2010, 0x2018, SIGN },
	{ 0x2019, 0x2019, SIGN }, /* the apostrophe; see joins() */
	{ 0x201A, 0x2027, SIGN },
	{ 0x2028, 0x202F, SPACE },
	{ 0x2030, 0x205E, SIGN },
	{ 0x205F, 0x206F, SPACE },
	{ 0x207A, 0x207E, SIGN }, /* raised and lowered signs */
	{ 0x208A, 0x208E, SIGN },
	{ 0x20A0, 0x20CF, SIGN }, /* currencies */
	{ 0x2117, 0x2117, SIGN },
	{ 0x2120, 0x2120, SIGN },
	{ 0x2122, 0x2122, SIGN }, /* trade mark */
	{ 0x2190, 0x2BFF, SIGN }, /* arrows, mathematics, boxes, symbols */
	{ 0x2E00, 0x2E7F, SIGN }, /* supplemental punctuation */
	{ 0x2FF0, 0x2FFF, SIGN },
	{ 0x3000, 0x3000, SPACE },
	{ 0x3001, 0x3004, SIGN }, /* CJK punctuation */
	{ 0x3008, 0x3020, SIGN },
	{ 0x3030, 0x3030, SIGN },
	{ 0x3036, 0x3037, SIGN },
	{ 0x303D, 0x303F, SIGN },
	{ 0x30A0, 0x30A0, SIGN },
	{ 0x30FB, 0x30FB, SIGN },
	{ 0xE000, 0xF8FF, SIGN }, /* private use */
	{ 0xFD3E, 0xFD3F, SIGN },
	{ 0xFE00, 0xFE0F, SPACE }, /* variation selectors: the sign is the same with and without */
	{ 0xFE10, 0xFE1F, SIGN },
	{ 0xFE30, 0xFE6F, SIGN },
	{ 0xFEFF, 0xFEFF, SPACE }, /* byte-order mark */
	{ 0xFF01, 0xFF0F, SIGN },  /* wide forms */
	{ 0xFF1A, 0xFF20, SIGN },
	{ 0xFF3B, 0xFF40, SIGN },
	{ 0xFF5B, 0xFF65, SIGN },
	{ 0xFFE0, 0xFFEF, SIGN },
	{ 0xFFF0, 0xFFFB, SPACE },
	{ 0xFFFC, 0xFFFF, SIGN },
	{ 0x1F000, 0x1F3FA, SIGN },  /* emoji and other pictures */
	{ 0x1F3FB, 0x1F3FF, SPACE }, /* skin tones */
	{ 0x1F400, 0x1FAFF, SIGN },
	{ 0xE0000, 0xE0FFF, SPACE }, /* tags, variation selectors */
};

enum kind point_kind(uint32_t c)
{
	/* Most letters of the Latin, Greek and Cyrillic scripts, and the ideographs. */
	if ((c >= 0xC0 && c < 0x37E && (c | 0x20) != 0xF7) || (c >= 0x388 && c < 0x55A) || (c >= 0x3400 && c < 0xE000))
		return WORD;
	size_t low = 0, high = sizeof(ranges) / sizeof *ranges;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (c > ranges[middle].last)
			low = middle + 1;
		else
			high = middle;
	}
	return low < sizeof(ranges) / sizeof *ranges && c >= ranges[low].first ? ranges[low].kind : WORD;
}
