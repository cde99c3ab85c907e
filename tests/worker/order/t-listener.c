/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#include "hive/base/log.h"
#include "hive/order/order.h"
#include "tests/lib/order_help.h"
#include "tests/lib/tap.h"
#include "worker/order/listener.h"

/*
 * A socket of the worker's own: what cannot be made is told, and whoever calls
 * is heard or told why not, before he has said a word.
 */
static char path[64];
static struct arena arena;

/* The kernel as the test wants it; these stand in place of the C library's. */
static bool no_chmod, no_listen, no_peer;
static uid_t peer, worker;

uid_t
geteuid(void)
{
	return worker;
}

int
chmod(const char *at, mode_t mode)
{
	errno = EROFS;
	return no_chmod ? -1 : fchmodat(AT_FDCWD, at, mode, 0);
}

int
listen(int fd, int max)
{
	errno = EADDRINUSE;
	return no_listen ? -1 : (int)syscall(SYS_listen, fd, max);
}

int
getsockopt(int fd, int level, int name, void *value, socklen_t *size)
{
	struct ucred *of = value;

	(void)fd;
	if (no_peer || level != SOL_SOCKET || name != SO_PEERCRED ||
	    *size < sizeof *of)
		return -1;
	*of = (struct ucred){ .uid = peer };
	return 0;
}

static int
call(void)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	snprintf(to.sun_path, sizeof to.sun_path, "%s", path);
	return connect(fd, (struct sockaddr *)&to, sizeof to) ? -1 : fd;
}

/* The greeting's status, or NONE where none came. */
static struct answer
hear(int fd)
{
	fcntl(fd, F_SETFL, O_NONBLOCK);
	return order_heard(&arena, fd, 10, NULL);
}

/* ---- Making it ---------------------------------------------------------- */

static void
check_making(void)
{
	struct listener l;
	int caller;

	no_chmod = true;
	CHECK_TEXT(listener_open(&l, PEER_CTL, path), strerror(EROFS));
	no_chmod = false;
	no_listen = true;
	CHECK_TEXT(listener_open(&l, PEER_CTL, path), strerror(EADDRINUSE));
	no_listen = false;
	CHECK_TEXT(listener_open(&l, PEER_CTL, "/nowhere/at/all"),
	    strerror(ENOENT));
	/* one that a worker before it has left is in nobody's way */
	CHECK_TEXT(listener_open(&l, PEER_CTL, path), NULL);
	CHECK(!l.held && l.watch.fd >= 0);
	CHECK((caller = call()) >= 0);
	close(caller);
	listener_close(&l);
	CHECK(access(path, F_OK) != 0);
}

/* ---- Who calls ---------------------------------------------------------- */

static int
accepted(struct listener *l, int *caller)
{
	uid_t user = 4711;
	int fd;

	CHECK((*caller = call()) >= 0);
	fd = listener_accept(l, &user);
	if (fd >= 0)
		CHECK_INT(user, peer);
	return fd;
}

/* Root may, and the worker's own user, who are two. */
static void
check_users(void)
{
	struct listener l = { .peer = PEER_CTL };

	worker = 990;
	CHECK(listener_admits(&l, 0, true));
	CHECK(listener_admits(&l, 990, true));
	CHECK(!listener_admits(&l, 989, true));
	CHECK(!listener_admits(&l, 991, true));
	worker = 0;
	CHECK(listener_admits(&l, 0, true));
	CHECK(!listener_admits(&l, 990, true));
}

static void
check_callers(void)
{
	struct listener l;
	struct answer a;
	int caller, fd;
	uid_t user;

	CHECK_TEXT(listener_open(&l, PEER_RESPONDER, path), NULL);
	l.responder = 991;
	CHECK_INT(listener_accept(&l, &user), -1);	/* nobody calls */
	peer = geteuid();
	CHECK((fd = accepted(&l, &caller)) > 2);
	CHECK_INT(hear(caller).status, NONE);	/* its owner greets him */
	close(fd);
	close(caller);
	peer = 991;
	CHECK((fd = accepted(&l, &caller)) > 2);
	close(fd);
	close(caller);
	peer = geteuid() + 1000;
	CHECK_INT(accepted(&l, &caller), -1);
	a = hear(caller);
	CHECK_INT(a.status, 503);
	CHECK_TEXT(a.why, "the worker takes no orders from this user");
	close(caller);
	/* of whom nothing is known nothing is taken, and he is told nothing */
	peer = geteuid();
	no_peer = true;
	CHECK_INT(accepted(&l, &caller), -1);
	CHECK_INT(hear(caller).status, NONE);
	no_peer = false;
	close(caller);
	listener_close(&l);
}

int
main(void)
{
	log_level(LOG_FAIL);
	arena_init(&arena, 1 << 20);
	snprintf(path, sizeof path, "/tmp/t-listener-%d.sock", (int)getpid());
	check_making();
	check_users();
	check_callers();
	arena_free(&arena);
	return tap_done();
}
