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

void vader_open_cases(struct vader *v, const tsl_host *host, tsl_setup *setup)
{
	v->n_cases = sizeof ranges / sizeof *ranges;
	v->cases = host->keep(setup, v->n_cases * sizeof *v->cases);
	for (size_t i = 0; i < v->n_cases; i++) {
		const char *at = ranges[i].range;
		v->cases[i].first = read_hex(&at);
		at++; /* the hyphen */
		v->cases[i].last = read_hex(&at);
		v->cases[i].kind = ranges[i].kind;
	}
}

enum vader_case vader_case_of(const struct vader *v, uint32_t point)
{
	size_t low = 0, high = v->n_cases;
	while (low < high) {
		size_t middle = (low + high) / 2;
		const struct vader_case_range *range = &v->cases[middle];
		if (point > range->last)
			low = middle + 1;
		else if (point < range->first)
			high = middle;
		else if (range->kind == VADER_IN_TURN)
			return (point - range->first) % 2 ? VADER_SMALL : VADER_CAPITAL;
		else
			return range->kind;
	}
	return VADER_NO_CASE;
}
