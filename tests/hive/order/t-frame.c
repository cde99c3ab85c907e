/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sys/socket.h>
#include <sys/time.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "hive/order/order.h"
#include "tests/lib/tap.h"

/* An order's frame: its limits, and a socket that is slow, shared or gone. */

#define HEAD	4

static struct arena arena;
static int pair[2];

static void
open_pair(int flags)
{
	CHECK(!socketpair(AF_UNIX, SOCK_STREAM | flags, 0, pair));
}

static void
close_pair(void)
{
	close(pair[0]);
	close(pair[1]);
}

static bool
make(struct order_frame *f, size_t body)
{
	char *text = arena_take(&arena, body + 1);
	struct order o = { .order = "miner_set", .who = "local:0",
	    .body = text };

	memset(text, 'x', body);
	text[body] = '\0';
	return order_frame_make(&arena, f, order_fields, &o);
}

/* The longest is taken on both sides, one byte more on neither. */
static void
check_limits(void)
{
	static const struct {
		const char		 head[HEAD + 1];
		enum order_frame_state	 state;
	} heads[] = {
		{ "\0\0\0\0", FRAME_BROKEN }, { "\0\0\0\1", FRAME_MORE },
		{ "\xff\xff\xff\xff", FRAME_BROKEN },
	};
	struct order_frame f, in;
	char head[HEAD];
	size_t more;

	CHECK(make(&f, 1000));
	more = f.size - HEAD - 1000;
	CHECK(make(&f, ORDER_MAX - more) && f.size == HEAD + ORDER_MAX);
	CHECK(!make(&f, ORDER_MAX - more + 1));
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		open_pair(SOCK_NONBLOCK);
		CHECK(write(pair[0], heads[i].head, HEAD) == HEAD);
		in = (struct order_frame){ .size = 0 };
		CHECK_INT(order_frame_read(&arena, &in, pair[1]),
		    heads[i].state);
		close_pair();
	}
	for (size_t len = ORDER_MAX; len <= ORDER_MAX + 1; len++) {
		for (int i = 0; i < HEAD; i++)
			head[i] = (char)(len >> (24 - 8 * i));
		open_pair(SOCK_NONBLOCK);
		CHECK(write(pair[0], head, HEAD) == HEAD);
		in = (struct order_frame){ .size = 0 };
		CHECK_INT(order_frame_read(&arena, &in, pair[1]),
		    len > ORDER_MAX ? FRAME_BROKEN : FRAME_MORE);
		close_pair();
	}
}

/* Two orders in a row: the first reader leaves the second where it is. */
static void
check_two(void)
{
	struct order_frame out[2], in[2] = { { .size = 0 }, { .size = 0 } };
	struct order o;

	open_pair(SOCK_NONBLOCK);
	for (int i = 0; i < 2; i++) {
		CHECK(make(&out[i], 10 + (size_t)i));
		CHECK_INT(order_frame_write(&out[i], pair[0]), FRAME_DONE);
	}
	for (size_t i = 0; i < 2; i++) {
		CHECK_INT(order_frame_read(&arena, &in[i], pair[1]),
		    FRAME_DONE);
		CHECK(order_frame_take(&arena, &in[i], order_fields, &o));
		CHECK_INT(strlen(o.body), 10 + i);
	}
	/* Part of a head is no reason to read into the next. */
	in[0] = (struct order_frame){ .size = 0 };
	out[0].at = 0;
	CHECK(write(pair[0], out[0].bytes, 2) == 2);
	CHECK_INT(order_frame_read(&arena, &in[0], pair[1]), FRAME_MORE);
	CHECK(write(pair[0], out[0].bytes + 2, out[0].size - 2) > 0);
	CHECK_INT(order_frame_read(&arena, &in[0], pair[1]), FRAME_DONE);
	CHECK(order_frame_take(&arena, &in[0], order_fields, &o));
	close_pair();
}

/* One that is larger than the socket goes over in pieces, whole. */
static void
check_pieces(void)
{
	enum order_frame_state written = FRAME_MORE, read = FRAME_MORE;
	struct order_frame out, in = { .size = 0 };
	int small = 4096, pieces = 0;
	struct order o;

	open_pair(SOCK_NONBLOCK);
	CHECK(!setsockopt(pair[0], SOL_SOCKET, SO_SNDBUF, &small,
	    sizeof small));
	CHECK(make(&out, 100000));
	out.bytes[out.size - 5] = 'y';	/* of ..xxxxx"} */
	for (; read == FRAME_MORE && pieces < 1000; pieces++) {
		if (written == FRAME_MORE)
			written = order_frame_write(&out, pair[0]);
		read = order_frame_read(&arena, &in, pair[1]);
	}
	CHECK(pieces > 2);
	CHECK_INT(written, FRAME_DONE);
	CHECK_INT(read, FRAME_DONE);
	CHECK(in.size == out.size && !memcmp(in.bytes, out.bytes, in.size));
	CHECK(order_frame_take(&arena, &in, order_fields, &o));
	CHECK_INT(strlen(o.body), 100000);
	close_pair();
}

/* The first word says how it is, and it is known whether it was said. */
static void
check_greeting(void)
{
	static const struct {
		const char	*why;
		int64_t		 status;
	} cases[] = { { NULL, 100 }, { "this user may not order", 503 } };
	struct order_frame in;
	struct answer answer;
	char *long_why = arena_take(&arena, ORDER_MAX + 1);

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		open_pair(SOCK_NONBLOCK);
		CHECK(order_greet(&arena, pair[0], cases[i].why));
		in = (struct order_frame){ .size = 0 };
		CHECK_INT(order_frame_read(&arena, &in, pair[1]), FRAME_DONE);
		CHECK(order_frame_take(&arena, &in, answer_fields, &answer));
		CHECK_INT(answer.status, cases[i].status);
		CHECK_TEXT(answer.why, cases[i].why);
		close_pair();
	}
	memset(long_why, 'x', ORDER_MAX);
	long_why[ORDER_MAX] = '\0';
	open_pair(SOCK_NONBLOCK);
	CHECK(!order_greet(&arena, pair[0], long_why));
	close(pair[1]);
	CHECK(!order_greet(&arena, pair[0], NULL));
	close(pair[0]);
}

static void
on_alarm(int signal)
{
	(void)signal;
}

/* Nothing yet, a signal meanwhile, nobody there any more, no socket. */
static void
check_calls(void)
{
	struct sigaction act = { .sa_handler = on_alarm };
	struct itimerval soon = { .it_value = { .tv_usec = 20000 },
	    .it_interval = { .tv_usec = 20000 } }, never = { .it_value =
	    { .tv_sec = 0 } };
	struct order_frame in = { .size = 0 };

	open_pair(0);
	sigaction(SIGALRM, &act, NULL);
	setitimer(ITIMER_REAL, &soon, NULL);
	CHECK_INT(order_frame_read(&arena, &in, pair[1]), FRAME_MORE);
	setitimer(ITIMER_REAL, &never, NULL);
	fcntl(pair[1], F_SETFL, O_NONBLOCK);
	CHECK_INT(order_frame_read(&arena, &in, pair[1]), FRAME_MORE);
	close(pair[0]);
	errno = EAGAIN;
	CHECK_INT(order_frame_read(&arena, &in, pair[1]), FRAME_BROKEN);
	close(pair[1]);
	CHECK_INT(order_frame_read(&arena, &in, pair[1]), FRAME_BROKEN);
}

int
main(void)
{
	arena_init(&arena, 256 << 20);
	check_limits();
	check_two();
	check_pieces();
	check_greeting();
	check_calls();
	arena_free(&arena);
	return tap_done();
}
