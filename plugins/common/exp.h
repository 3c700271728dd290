/*
 * exp.h: e to the power of x with + - * / only, so that every compiler and machine gives the same digits.
 *
 * x is k ln 2 + r with |r| at most half of ln 2. e^r is its Taylor sum up to r^13, which leaves out less than 1e-17 of
 * it; 2^k is put together from its bits and multiplied in without rounding. The relative error is below 4e-16. x beyond
 * 700 on either side counts as 700, so that the result is always a normal number; NAN gives NAN.
 */
#ifndef COMMON_EXP_H
#define COMMON_EXP_H

#include <stdint.h>
#include <string.h>

static inline double exp_power_of_two(int k)
{
	uint64_t bits = (uint64_t)(1023 + k) << 52;
	double power;
	memcpy(&power, &bits, sizeof power);
	return power;
}

static inline double exp_of(double x)
{
	/* ln 2 in two parts; k times the first, which has 32 bits, is exact. */
	static const double log2e = 1.4426950408889634, ln2_high = 0.693147180369123816,
			    ln2_low = 1.90821492927058770e-10;
	if (x != x)
		return x;
	x = x > 700 ? 700 : x < -700 ? -700 : x;
	int k = (int)(x * log2e + (x < 0 ? -0.5 : 0.5));
	double r = x - k * ln2_high - k * ln2_low, sum = 1;
	for (int i = 13; i > 0; i--)
		sum = 1 + sum * r / i;
	return sum * exp_power_of_two(k);
}

#endif
