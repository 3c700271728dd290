/* Which code points past ASCII are capital or small letters, as Python's str.isupper() sees them. */
#include "chars.h"
#include "vader.h"

/* Ranges in order, each written FIRST-LAST in hexadecimal. */
static const struct {
	const char *range;
	size_t len;
	enum vader_case kind;
} ranges[] = {
#include "sentiment_vader_case.inc"
};

static uint32_t read_hex(const char **at)
{
	uint32_t value = 0;
	for (; **at && **at != '-'; (*at)++)
		value = value * 16 + (uint32_t)(char_is_digit((unsigned char)**at) ? **at - '0' : **at - 'A' + 10);
	return value;
}

enum vader_case vader_case_of(uint32_t point)
{
	size_t low = 0, high = sizeof ranges / sizeof *ranges;
	while (low < high) {
		size_t middle = (low + high) / 2;
		const char *at = ranges[middle].range;
		uint32_t first = read_hex(&at);
		at++; /* the hyphen */
		uint32_t last = read_hex(&at);
		if (point > last)
			low = middle + 1;
		else if (point < first)
			high = middle;
		else if (ranges[middle].kind == VADER_IN_TURN)
			return (point - first) % 2 ? VADER_SMALL : VADER_CAPITAL;
		else
			return ranges[middle].kind;
	}
	return VADER_NO_CASE;
}
