/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/wait.h>

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "hive/base/instant.h"
#include "hive/order/order.h"
#include "tests/lib/tap.h"

/* An order to a worker that is well, slow, broken or not there. */

static struct arena arena;
static char dir[] = "/tmp/t-order-XXXXXX";
static struct sockaddr_un at = { .sun_family = AF_UNIX };

enum manner { ECHO, SILENT, BREAK_OFF, TOO_LONG, NO_JSON, NO_STATUS,
    BYTEWISE, SLOW, DEAF, GONE, REFUSES };

/* Longer than the greeting may take. */
#define SLOW_MS 1500

static void
ready(int fd, short events)
{
	struct pollfd p = { .fd = fd, .events = events };

	while (poll(&p, 1, 10000) < 0 && errno == EINTR)
		;
}

/* What the order said, as the body of the answer. */
static void
echo(int fd, bool bytewise, bool slow)
{
	struct order_frame in = { .size = 0 }, out;
	enum order_frame_state s = FRAME_MORE;
	struct answer answer = { .status = 200 };
	struct order order;

	while (s == FRAME_MORE) {
		ready(fd, POLLIN);
		s = order_frame_read(&arena, &in, fd);
	}
	if (s != FRAME_DONE ||
	    !order_frame_take(&arena, &in, order_fields, &order))
		_exit(1);
	if (slow)
		poll(NULL, 0, SLOW_MS);
	answer.id = order.target;
	answer.body = order.body;
	order_frame_make(&arena, &out, answer_fields, &answer);
	for (size_t all = out.size; s == FRAME_DONE && out.at < all;) {
		if (bytewise)
			out.size = out.at + 1;
		ready(fd, POLLOUT);
		if (order_frame_write(&out, fd) == FRAME_BROKEN)
			_exit(1);
	}
}

static void
serve(int door, enum manner manner)
{
	int fd = accept4(door, NULL, NULL, SOCK_NONBLOCK);
	char rest[64];

	/* One that is not greeted must not order: not a byte comes. */
	if (manner == DEAF) {
		ready(fd, POLLIN);
		_exit(read(fd, rest, sizeof rest) != 0);
	}
	if (manner == GONE)
		_exit(0);
	order_greet(&arena, fd, manner == REFUSES ? "not you" : NULL);
	if (manner == REFUSES)
		_exit(0);
	if (manner == ECHO || manner == BYTEWISE || manner == SLOW)
		echo(fd, manner == BYTEWISE, manner == SLOW);
	else if (manner == TOO_LONG && write(fd, "\x7f\0\0\0", 4) != 4)
		_exit(1);
	else if (manner == NO_JSON && write(fd, "\0\0\0\2{x", 6) != 6)
		_exit(1);
	else if (manner == NO_STATUS && write(fd, "\0\0\0\2{}", 6) != 6)
		_exit(1);
	if (manner == BREAK_OFF)
		_exit(0);
	/* Until the asking side goes. */
	do
		ready(fd, POLLIN);
	while (read(fd, rest, sizeof rest) > 0);
	_exit(0);
}

static void
ask(enum manner manner, const struct order *order, int timeout_ms,
    struct answer *answer)
{
	int door = socket(AF_UNIX, SOCK_STREAM, 0), status;
	pid_t pid;

	unlink(at.sun_path);
	if (bind(door, (struct sockaddr *)&at, sizeof at) || listen(door, 1))
		CHECK(!"a socket could be made");
	fflush(stdout);
	if ((pid = fork()) == 0)
		serve(door, manner);
	close(door);
	order_send(&arena, at.sun_path, order, timeout_ms, answer);
	CHECK(waitpid(pid, &status, 0) == pid && status == 0);
}

static void
check_orders(void)
{
	struct order order = { .order = "miner_set", .who = "local:0",
	    .target = "02:00:00:00:00:01", .body = "{\"name\":\"a\\\"b\"}" };
	char *long_body = arena_take(&arena, ORDER_MAX + 1);
	char long_path[200] = { 0 };
	struct answer answer;

	ask(ECHO, &order, 10000, &answer);
	CHECK_INT(answer.status, 200);
	CHECK_TEXT(answer.id, order.target);
	CHECK_TEXT(answer.body, order.body);
	CHECK_TEXT(answer.why, NULL);
	ask(BYTEWISE, &order, 10000, &answer);
	CHECK_TEXT(answer.body, order.body);
	ask(BREAK_OFF, &order, 10000, &answer);
	CHECK_INT(answer.status, 503);
	CHECK(answer.why != NULL);
	ask(SILENT, &order, 100, &answer);
	CHECK_INT(answer.status, 503);
	CHECK(strstr(answer.why, "did not answer in time"));
	CHECK(strstr(answer.why, "may be carried out"));
	ask(TOO_LONG, &order, 10000, &answer);
	CHECK_INT(answer.status, 503);
	CHECK(strstr(answer.why, "broke off"));
	ask(NO_JSON, &order, 10000, &answer);
	CHECK_INT(answer.status, 503);
	CHECK(strstr(answer.why, "broke off"));
	ask(NO_STATUS, &order, 10000, &answer);
	CHECK_INT(answer.status, 503);
	CHECK(strstr(answer.why, "broke off"));

	memset(long_body, 'x', ORDER_MAX - 4096);
	order.body = long_body;
	ask(ECHO, &order, 60000, &answer);
	CHECK_INT(answer.status, 200);
	CHECK_TEXT(answer.body, long_body);
	memset(long_body, 'x', ORDER_MAX);
	ask(SILENT, &order, 10000, &answer);
	CHECK_TEXT(answer.why, "the order is too long");

	unlink(at.sun_path);
	order_send(&arena, at.sun_path, &order, 1000, &answer);
	CHECK_INT(answer.status, 503);
	CHECK_TEXT(answer.why, "the worker is not running");
	CHECK_TEXT(answer.body, NULL);
	memset(long_path, 'a', sizeof long_path - 1);
	order_send(&arena, long_path, &order, 1000, &answer);
	CHECK_INT(answer.status, 503);
	CHECK_TEXT(answer.why, "the worker is not running");
}

static void
on_alarm(int signal)
{
	(void)signal;
}

/* Signals make the time neither shorter nor longer. */
static void
check_signals(void)
{
	struct sigaction act = { .sa_handler = on_alarm,
	    .sa_flags = SA_RESTART };
	struct itimerval often = { .it_value = { .tv_usec = 20000 },
	    .it_interval = { .tv_usec = 20000 } }, never = { .it_value =
	    { .tv_sec = 0 } };
	struct order order = { .order = "miner_set", .who = "local:0" };
	struct answer answer;
	int64_t begun_ms = day_mono_ms();

	sigaction(SIGALRM, &act, NULL);
	setitimer(ITIMER_REAL, &often, NULL);
	ask(SILENT, &order, 500, &answer);
	CHECK(strstr(answer.why, "did not answer in time"));
	CHECK(day_mono_ms() - begun_ms >= 500);
	ask(ECHO, &order, 60000, &answer);
	CHECK_INT(answer.status, 200);
	setitimer(ITIMER_REAL, &never, NULL);
}

/* A socket that takes connections is no worker: after a second the caller
 * knows that nothing was ordered, whatever the order may take. */
static void
check_greeting(void)
{
	struct order order = { .order = "scan" };
	struct answer answer;
	int64_t from_ms = day_mono_ms();

	ask(DEAF, &order, 60000, &answer);
	CHECK_INT(answer.status, 503);
	CHECK_TEXT(answer.why, "the worker does not answer; nothing was "
	    "ordered");
	CHECK(day_mono_ms() - from_ms >= ORDER_GREETING_MS);
	CHECK(day_mono_ms() - from_ms < 10 * ORDER_GREETING_MS);
	/* who waits for less than that is not kept longer */
	from_ms = day_mono_ms();
	ask(DEAF, &order, 100, &answer);
	CHECK_INT(answer.status, 503);
	CHECK(day_mono_ms() - from_ms < ORDER_GREETING_MS);
	ask(SLOW, &order, 60000, &answer);
	CHECK_INT(answer.status, 200);
	ask(GONE, &order, 10000, &answer);
	CHECK_INT(answer.status, 503);
	CHECK_TEXT(answer.why, "the worker broke off; nothing was ordered");
	ask(REFUSES, &order, 10000, &answer);
	CHECK_INT(answer.status, 503);
	CHECK_TEXT(answer.why, "not you");
}

int
main(void)
{
	arena_init(&arena, 256 << 20);
	if (!mkdtemp(dir))
		return 99;
	snprintf(at.sun_path, sizeof at.sun_path, "%s/s", dir);
	check_orders();
	check_greeting();
	check_signals();
	unlink(at.sun_path);
	rmdir(dir);
	arena_free(&arena);
	return tap_done();
}
