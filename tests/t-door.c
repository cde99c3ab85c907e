/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "hive/day.h"
#include "hive/log.h"
#include "tests/fake_http.h"
#include "tests/tap.h"
#include "worker/orders.h"

/* The door of the order socket: connections that say nothing take all the
 * places, and the worker must not spin because of those that wait. */
#define CALLERS	100
#define TURNS	10
#define TURN_MS	40

static char path[64];

int64_t
fake_answer(struct http_call *c, int64_t now_ms)
{
	(void)c;
	(void)now_ms;
	return 0;
}

static int
call_door(void)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	snprintf(to.sun_path, sizeof to.sun_path, "%s", path);
	return connect(fd, (struct sockaddr *)&to, sizeof to) ? -1 : fd;
}

static int64_t
turns(struct work *w, int n, int64_t ms)
{
	int64_t from = day_mono_ms();

	for (int i = 0; i < n; i++) {
		loop_wait(w->loop, ms);
		w->now_ms = day_mono_ms();
	}
	return day_mono_ms() - from;
}

int
main(void)
{
	static const char order[] = "\0\0\0\20{\"order\":\"scan\"}";
	static struct work w;
	const char *wrong;
	int fd[CALLERS];

	log_level(LOG_FAIL);
	snprintf(path, sizeof path, "/tmp/t-door-%d.sock", (int)getpid());
	w.loop = loop_new();
	w.now_ms = day_mono_ms();
	CHECK((w.orders = orders_open(&w, path, &wrong)) != NULL);
	for (int i = 0; i < CALLERS; i++)
		CHECK((fd[i] = call_door()) >= 0);
	turns(&w, CALLERS, 0);
	CHECK(turns(&w, TURNS, TURN_MS) >= TURNS * TURN_MS / 2);
	CHECK(!orders_ready(w.orders));
	/* some leave: those behind them are let in and heard */
	for (int i = 0; i < CALLERS / 2; i++)
		close(fd[i]);
	CHECK(write(fd[CALLERS - 1], order, sizeof order - 1) ==
	    sizeof order - 1);
	for (int i = 0; i < 1000 && !orders_ready(w.orders); i++)
		turns(&w, 1, TURN_MS);
	CHECK(orders_ready(w.orders));
	orders_close(w.orders);
	loop_free(w.loop);
	for (int i = CALLERS / 2; i < CALLERS; i++)
		close(fd[i]);
	return tap_done();
}
