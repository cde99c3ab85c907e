/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "hive/base/instant.h"
#include "hive/base/log.h"
#include "tests/fake/http.h"
#include "tests/lib/tap.h"
#include "tests/lib/work_rig.h"
#include "worker/order/listener.h"
#include "worker/order/orders.h"
#include "worker/system/system.h"

/* The door of the order socket: connections that say nothing take all the
 * places, and the worker must not spin because of those that wait. */
#define CALLERS	100
#define TURNS	10
#define TURN_MS	40

static char path[64], ctl_path[64];

int64_t
fake_answer(struct http_call *c, int64_t now_ms)
{
	(void)c;
	(void)now_ms;
	return 0;
}

/* The scan is never begun. */
bool
rig_open(uint32_t ip)
{
	(void)ip;
	return false;
}

static int
call_door(const char *at)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	snprintf(to.sun_path, sizeof to.sun_path, "%s", at);
	return connect(fd, (struct sockaddr *)&to, sizeof to) ? -1 : fd;
}

static struct loop *loop;
static struct turn turn;
static struct orders *orders;
static struct arena memory;

static int64_t
turns(int n, int64_t ms)
{
	int64_t from = day_mono_ms();

	for (int i = 0; i < n; i++) {
		loop_wait(loop, ms);
		turn.now_ms = day_mono_ms();
	}
	return day_mono_ms() - from;
}

static bool
greeted(int fd)
{
	char text[64];

	return recv(fd, text, sizeof text, MSG_DONTWAIT) > 4;
}

static bool
open_door(void)
{
	const char *error;

	arena_init(&memory, 1 << 20);
	loop = loop_new();
	turn.now_ms = day_mono_ms();
	orders = orders_open(&turn, NULL, loop, &memory, path, ctl_path,
	    &error);
	return orders != NULL;
}

static void
close_door(void)
{
	orders_close(orders);
	loop_free(loop);
	arena_free(&memory);
}

static void
check_full(void)
{
	static const char order[] = "\0\0\0\20{\"order\":\"scan\"}";
	int fd[CALLERS], ctl;

	CHECK(open_door());
	for (int i = 0; i < CALLERS; i++)
		CHECK((fd[i] = call_door(path)) >= 0);
	turns(CALLERS, 0);
	CHECK(turns(TURNS, TURN_MS) >= TURNS * TURN_MS / 2);
	CHECK(!orders_ready(orders));
	CHECK(greeted(fd[0]) && !greeted(fd[CALLERS - 1]));
	/* powerhivectl is heard all the same */
	CHECK((ctl = call_door(ctl_path)) >= 0);
	turns(2, 0);
	CHECK(greeted(ctl));
	close(ctl);
	/* some leave: those behind them are let in and heard */
	for (int i = 0; i < CALLERS / 2; i++)
		close(fd[i]);
	CHECK(write(fd[CALLERS - 1], order, sizeof order - 1) ==
	    sizeof order - 1);
	for (int i = 0; i < 1000 && !orders_ready(orders); i++)
		turns(1, TURN_MS);
	CHECK(orders_ready(orders));
	CHECK(greeted(fd[CALLERS - 1]));
	close_door();
	for (int i = CALLERS / 2; i < CALLERS; i++)
		close(fd[i]);
	CHECK(access(path, F_OK) && access(ctl_path, F_OK));
}

/* What our own sockets let in by their mode. */
static void
check_modes(void)
{
	struct stat st;

	CHECK(open_door());
	CHECK(stat(path, &st) == 0);
	CHECK_INT(st.st_mode & 07777, 0660);
	CHECK(stat(ctl_path, &st) == 0);
	CHECK_INT(st.st_mode & 07777, 0600);
	close_door();
}

/* ---- Who may ------------------------------------------------------------ */

#define OVERFLOW 65534

static bool
admits(enum peer peer, bool held, uid_t user, bool seen)
{
	struct listener l = { .peer = peer, .held = held, .responder = 991 };

	return listener_admits(&l, user, seen);
}

static void
check_admitted(void)
{
	struct listener nobody = { .peer = PEER_RESPONDER };
	uid_t other = geteuid() + 1000;

	for (int held = 0; held < 2; held++) {
		CHECK(admits(PEER_RESPONDER, held, 0, true));
		CHECK(admits(PEER_RESPONDER, held, geteuid(), true));
		CHECK(admits(PEER_RESPONDER, held, 991, true));
		CHECK(!admits(PEER_RESPONDER, held, other, true));
		CHECK(!admits(PEER_RESPONDER, held, OVERFLOW, true));
		CHECK(admits(PEER_CTL, held, 0, true));
		CHECK(admits(PEER_CTL, held, geteuid(), true));
		CHECK(!admits(PEER_CTL, held, 991, true));
		CHECK(!admits(PEER_CTL, held, OVERFLOW, false));
	}
	/* whom the namespace hides: only where systemd's mode let it in */
	CHECK(admits(PEER_RESPONDER, true, OVERFLOW, false));
	CHECK(!admits(PEER_RESPONDER, false, OVERFLOW, false));
	/* ... also if it looks like a user that we would let in */
	CHECK(!admits(PEER_RESPONDER, false, geteuid(), false));
	CHECK(!admits(PEER_RESPONDER, false, 991, false));
	CHECK(!admits(PEER_CTL, true, geteuid(), false));
	CHECK(!listener_admits(&nobody, 991, true));
}

static void
check_map(void)
{
	static const char all[] = "         0          0 4294967295\n";
	static const char private[] = "         0          0          1\n"
	    "       992        992          1\n";
	static const char shifted[] = "0 100000 65536";

	CHECK(system_map_has(all, 0) && system_map_has(all, OVERFLOW));
	CHECK(system_map_has(private, 0));
	CHECK(system_map_has(private, 992));
	CHECK(!system_map_has(private, 1));
	CHECK(!system_map_has(private, 991));
	CHECK(!system_map_has(private, 993));
	CHECK(!system_map_has(private, OVERFLOW));
	CHECK(system_map_has(shifted, 65535));
	CHECK(!system_map_has(shifted, 65536));
	CHECK(!system_map_has(shifted, 100000));
	CHECK(!system_map_has("", 0));
	CHECK(system_sees_user(geteuid()));
}

/* ---- What systemd hands over -------------------------------------------- */

static void
hand_over(const char *names, const char *count, int pid)
{
	char text[16];

	snprintf(text, sizeof text, "%d", pid);
	setenv("LISTEN_PID", text, 1);
	setenv("LISTEN_FDS", count, 1);
	setenv("LISTEN_FDNAMES", names, 1);
}

/* Descriptors 3 and 4, as at the start of a process. */
static void
check_handed(void)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	int door = socket(AF_UNIX, SOCK_STREAM, 0), me = (int)getpid();
	struct listener l;

	snprintf(at.sun_path, sizeof at.sun_path, "%s", path);
	CHECK(bind(door, (struct sockaddr *)&at, sizeof at) == 0);
	CHECK(dup2(door, 3) == 3 && dup2(door, 4) == 4);
	hand_over("ctl:orders", "2", me);
	CHECK_INT(system_socket("orders"), -1);		/* nobody listens */
	CHECK(listen(door, 1) == 0);
	CHECK_INT(system_socket("ctl"), 3);
	CHECK_INT(system_socket("orders"), 4);
	CHECK_INT(fcntl(4, F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
	CHECK_INT(fcntl(4, F_GETFL) & O_NONBLOCK, O_NONBLOCK);
	CHECK_INT(system_socket("order"), -1);
	CHECK_INT(system_socket("orders2"), -1);
	CHECK_INT(system_socket(""), -1);
	hand_over("ctl:orders", "1", me);
	CHECK_INT(system_socket("orders"), -1);
	hand_over("ctl", "2", me);
	CHECK_INT(system_socket("orders"), -1);
	hand_over("ctl:orders", "2", me + 1);
	CHECK_INT(system_socket("ctl"), -1);
	/* what is not ours to make is not ours to remove */
	hand_over("ctl:orders", "2", me);
	CHECK_TEXT(listener_open(&l, PEER_RESPONDER, path), NULL);
	CHECK(l.held && l.watch.fd == 4);
	listener_close(&l);
	CHECK(access(path, F_OK) == 0);
	CHECK_INT(system_socket("orders"), -1);		/* closed by now */
	unsetenv("LISTEN_PID");
	CHECK_INT(system_socket("ctl"), -1);
	close(3);
	close(door);
	unlink(path);
}

int
main(void)
{
	log_level(LOG_FAIL);
	snprintf(path, sizeof path, "/tmp/t-door-%d.sock", (int)getpid());
	snprintf(ctl_path, sizeof ctl_path, "/tmp/t-door-%d.ctl",
	    (int)getpid());
	check_handed();
	check_admitted();
	check_map();
	check_modes();
	check_full();
	return tap_done();
}
