/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "hive/base/instant.h"
#include "hive/base/record.h"
#include "tests/lib/tap.h"
#include "worker/system/scan.h"

/* The light scan on real sockets: some addresses of loopback listen. */

#define BASE 0x7f050000u	/* 127.5.0.0 */

static int port, found_n, named_n, silent_n;
static bool seen[65536];

static bool
skip(void *arg, uint32_t ip)
{
	(void)arg;
	return ip == BASE + 7;
}

static void
found(void *arg, uint32_t ip, bool named)
{
	(void)arg;
	seen[ip - BASE] = true;
	found_n += !named;
	named_n += named;
}

static void
silent(void *arg, uint32_t ip)
{
	(void)arg;
	(void)ip;
	silent_n++;
}

static int
listen_at(uint32_t ip)
{
	struct sockaddr_in a = { .sin_family = AF_INET,
	    .sin_port = htons((uint16_t)port),
	    .sin_addr.s_addr = htonl(ip) };
	socklen_t size = sizeof a;
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (bind(fd, (struct sockaddr *)&a, sizeof a) < 0 ||
	    listen(fd, 64) < 0)
		return -1;
	getsockname(fd, (struct sockaddr *)&a, &size);
	port = ntohs(a.sin_port);
	return fd;
}

static void
run(struct loop *loop, struct scan *s)
{
	while (scan_progress(s, day_mono_ms()).running ||
	    !scan_named_done(s)) {
		scan_turn(s, day_mono_ms());
		loop_wait(loop, 100);
	}
}

/* A wide stretch that is excluded does not hold up the turn. */
static bool
skip_all(void *arg, uint32_t ip)
{
	(void)arg;
	(void)ip;
	return true;
}

static void
check_wide(struct loop *loop)
{
	static const uint32_t wide[][2] = { { BASE, BASE + 0xffff } };
	struct scan_options with = { .timeout_ms = 300, .in_flight = 0,
	    .skip = skip_all, .found = found, .silent = silent };
	struct scan *s = scan_new(loop, &with);
	int64_t done = 0, turns = 0;
	bool small = true;

	scan_ranges(s, wide, 1);
	CHECK(scan_sweep(s));
	while (scan_progress(s, 0).running && turns++ < 1000) {
		scan_turn(s, day_mono_ms());
		small &= scan_progress(s, 0).done - done < 5000;
		done = scan_progress(s, 0).done;
	}
	CHECK(small);
	CHECK_INT(done, 0x10000);
	CHECK(!scan_progress(s, 0).running);
	scan_free(s);
}

int
main(void)
{
	static const uint32_t at[] = { 1, 7, 200, 4095, 5000 };
	static const uint32_t ranges[][2] = {
	    { BASE + 1, BASE + 4096 }, { BASE + 5000, BASE + 5000 } };
	struct scan_options with = { .timeout_ms = 300, .in_flight = 64,
	    .skip = skip, .found = found, .silent = silent };
	struct loop *loop = loop_new();
	struct scan_progress p;
	struct scan *s;

	for (size_t i = 0; i < 5; i++)
		CHECK(listen_at(BASE + at[i]) >= 0);
	with.port = port;
	s = scan_new(loop, &with);
	scan_ranges(s, ranges, 2);
	CHECK(scan_sweep(s));
	CHECK(!scan_sweep(s));
	run(loop, s);
	CHECK_INT(found_n, 4);		/* the fifth is excluded */
	CHECK(seen[1] && seen[200] && seen[4095] && seen[5000]);
	p = scan_progress(s, day_mono_ms());
	CHECK_INT(p.addresses, 4097);
	CHECK_INT(p.done, 4097);
	CHECK_INT(p.left_s, 0);

	scan_name(s, BASE + 7);		/* by name it is asked all the same */
	scan_name(s, BASE + 8);
	run(loop, s);
	CHECK_INT(named_n, 1);
	CHECK_INT(silent_n, 1);
	CHECK(scan_sweep(s));
	run(loop, s);
	CHECK_INT(found_n, 8);
	scan_free(s);
	check_wide(loop);
	loop_free(loop);
	return tap_done();
}
