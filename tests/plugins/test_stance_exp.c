/* exp.h: e to the power of x without a library. */
#include "../../plugins/common/exp.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void assert_near(double x, double expected)
{
	double off = x / expected - 1;
	if (!(off < 5e-16 && off > -5e-16))
		fail_msg("%.17g, not %.17g", x, expected);
}

static void known_powers(void **state)
{
	(void)state;
	assert_true(exp_of(0) == 1);
	assert_near(exp_of(1), 2.718281828459045235);
	assert_near(exp_of(-1), 0.36787944117144232160);
	assert_near(exp_of(0.5), 1.6487212707001281468);
	assert_near(exp_of(10), 22026.465794806716517);
	assert_near(exp_of(-30), 9.3576229688401746049e-14);
	assert_near(exp_of(100), 2.6881171418161354484e43);
}

static void far_away_it_stays_a_normal_number(void **state)
{
	(void)state;
	double least = exp_of(-1e300), most = exp_of(1e300), none = 0, nan = none / none;
	assert_true(least > 0 && least == exp_of(-700));
	assert_true(most * 2 > most && most == exp_of(700));
	assert_true(exp_of(nan) != exp_of(nan));
}

static void it_only_grows(void **state)
{
	(void)state;
	for (double x = -20; x < 20; x += 1.0 / 512)
		assert_true(exp_of(x) < exp_of(x + 1.0 / 512));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_powers),
		cmocka_unit_test(far_away_it_stays_a_normal_number),
		cmocka_unit_test(it_only_grows),
	};
	return cmocka_run_group_tests_name("stance_exp", tests, NULL, NULL);
}
