/* decimal.h: decimal numbers as the project's own files write them, such as -1.25; no exponent, no locale. */
#ifndef COMMON_DECIMAL_H
#define COMMON_DECIMAL_H

#include <stdbool.h>
#include <teasel.h>

#define DECIMAL_DIGITS 15 /* at most; a double holds as many exactly, and one division rounds once */

/* Reads the whole of `s`. False where it is anything but a sign, digits and at most one point. */
static inline bool decimal_read(tsl_str s, double *number)
{
	bool minus = s.len && s.at[0] == '-', point = false;
	size_t i = s.len && (s.at[0] == '-' || s.at[0] == '+'), digits = 0;
	double value = 0, scale = 1;
	for (; i < s.len; i++) {
		if (s.at[i] == '.' && !point) {
			point = true;
		} else if (s.at[i] >= '0' && s.at[i] <= '9' && digits < DECIMAL_DIGITS) {
			value = value * 10 + (s.at[i] - '0');
			scale = point ? scale * 10 : scale;
			digits++;
		} else {
			return false;
		}
	}
	*number = (minus ? -value : value) / scale;
	return digits > 0;
}

#endif
