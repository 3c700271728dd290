#include "../unit.h"

#include "run/crew.h"
#include "run/zygote.h"

#include <sys/socket.h>

static void a_message_of_another_size_is_none(void **state)
{
	(void)state;
	static const struct message sent[2] = { { MESSAGE_SLOT, 3 }, { MESSAGE_SLOT, 4 } };
	struct message m;
	int pair[2];
	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair), 0);
	for (size_t n = 1; n <= sizeof(sent); n++) {
		assert_int_equal(send(pair[0], sent, n, 0), n);
		assert_true(message_receive(pair[1], &m, NULL) == (n == sizeof(m)));
	}
	assert_true(message_send(pair[0], MESSAGE_SLOT, 7));
	assert_true(message_receive(pair[1], &m, NULL));
	assert_int_equal(m.value, 7);
	close(pair[0]);
	assert_false(message_receive(pair[1], &m, NULL));
	close(pair[1]);
}

static void add_part(str *to, const char *at, uint64_t n)
{
	str_add(to, (const char *)&n, sizeof(n));
	str_add(to, at, n);
}

/* The plan, the identity, the size of the input in `size` bytes, and one writer's head and tail. */
static bool read_briefing(uint64_t size, size_t cut)
{
	static const char input[16] = { 5 };
	struct briefing b = { 0 };
	tsl_error e;
	add_part(&b.bytes, "plan", 4);
	add_part(&b.bytes, "identity", 8);
	add_part(&b.bytes, input, size);
	add_part(&b.bytes, "head", 4);
	add_part(&b.bytes, "tail", 4);
	b.bytes.len -= cut;
	bool good = briefing_read(&b, 1, &e);
	if (good)
		assert_int_equal(b.input_bytes, 5);
	str_release(&b.bytes);
	free(b.heads);
	free(b.tails);
	return good;
}

static void a_briefing_that_is_not_whole_is_refused(void **state)
{
	(void)state;
	assert_true(read_briefing(sizeof(uint64_t), 0));
	assert_false(read_briefing(0, 0));
	assert_false(read_briefing(4, 0));
	assert_false(read_briefing(16, 0));
	for (size_t cut = 1; cut < 12; cut++)
		assert_false(read_briefing(sizeof(uint64_t), cut));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_message_of_another_size_is_none),
		cmocka_unit_test(a_briefing_that_is_not_whole_is_refused),
	};
	return cmocka_run_group_tests_name("test_messages", tests, NULL, NULL);
}
