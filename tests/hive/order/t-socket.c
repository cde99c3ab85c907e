/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <linux/capability.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "hive/order/order.h"
#include "tests/lib/tap.h"

/* Sockets at which an order comes to nobody, and what its sender is told. */

static struct arena arena;
static char dir[] = "/tmp/t-socket-XXXXXX";
static const struct order scan = { .order = "scan", .who = "local:0" };

static void
order_to(const char *path, int timeout_ms, int64_t status, const char *why)
{
	struct answer answer = { .body = "of another order" };

	order_send(&arena, path, &scan, timeout_ms, &answer);
	CHECK_INT(answer.status, status);
	CHECK_TEXT(answer.why, why);
	CHECK_TEXT(answer.body, NULL);
}

static const char *
path_of(const char *name)
{
	return arena_printf(&arena, "%s/%s", dir, name);
}

/* A socket at which so many may wait; its path may fill all the room. */
static int
listen_at(const char *path, int waiting)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	int door = socket(AF_UNIX, SOCK_STREAM, 0);

	CHECK(strlen(path) <= sizeof at.sun_path);
	memcpy(at.sun_path, path, strlen(path));
	CHECK(!bind(door, (struct sockaddr *)&at, sizeof at));
	CHECK(!listen(door, waiting));
	return door;
}

/* Nothing there, no socket, one that a worker has left behind. */
static void
check_nobody(void)
{
	const char *left = path_of("left");

	order_to(path_of("none"), 1000, 503, "the worker is not running");
	order_to(dir, 1000, 503, "the worker is not running");
	order_to("", 1000, 503, "the worker is not running");
	close(listen_at(left, 1));
	order_to(left, 1000, 503, "the worker is not running");
	unlink(left);
}

/* The longest path has room for its end.  A longer one is not cut off, for
 * what lies there is another's. */
static void
check_long_paths(void)
{
	enum { ROOM = sizeof ((struct sockaddr_un){ 0 }).sun_path };
	char path[ROOM + 2];
	int longest, cut;

	memset(path, 'x', sizeof path);
	memcpy(path, dir, strlen(dir));
	path[strlen(dir)] = '/';
	path[ROOM - 1] = '\0';
	longest = listen_at(path, 1);
	order_to(path, 20, 503,
	    "the worker does not answer; nothing was ordered");
	unlink(path);
	path[ROOM - 1] = 'x';
	path[ROOM] = '\0';
	cut = listen_at(path, 1);
	order_to(path, 1000, 503, "the worker is not running");
	path[ROOM] = 'x';
	path[ROOM + 1] = '\0';
	order_to(path, 1000, 503, "the worker is not running");
	path[ROOM] = '\0';
	unlink(path);
	close(longest);
	close(cut);
}

/* So many wait that the worker's door takes no more. */
static void
check_crowd(void)
{
	const char *path = path_of("crowd");
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	int door = listen_at(path, 1), fd[100], n = 0;

	memcpy(at.sun_path, path, strlen(path));
	for (; n < 100; n++) {
		fd[n] = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
		if (connect(fd[n], (struct sockaddr *)&at, sizeof at))
			break;
	}
	CHECK(n > 0 && n < 100 && errno == EAGAIN);
	order_to(path, 1000, 503,
	    "too many wait for the worker; nothing was ordered");
	for (; n >= 0; n--)
		close(fd[n]);
	close(door);
	unlink(path);
}

/* As the system's superuser sees no "denied", it ceases to be one. */
static void
check_denied(void)
{
	struct __user_cap_header_struct head = { _LINUX_CAPABILITY_VERSION_3,
	    0 };
	struct __user_cap_data_struct none[2] = { { 0 }, { 0 } };
	const char *path = path_of("denied");
	int door = listen_at(path, 1), status;
	struct answer answer;
	pid_t pid;

	CHECK(!chmod(path, 0));
	fflush(stdout);
	if ((pid = fork()) == 0) {
		if (syscall(SYS_capset, &head, none))
			_exit(98);
		order_send(&arena, path, &scan, 1000, &answer);
		_exit(answer.status != 503 || strcmp(answer.why,
		    "this user may not send orders to the worker"));
	}
	CHECK(waitpid(pid, &status, 0) == pid && status == 0);
	close(door);
	unlink(path);
}

int
main(void)
{
	arena_init(&arena, 64 << 20);
	if (!mkdtemp(dir))
		return 99;
	check_nobody();
	check_long_paths();
	check_crowd();
	check_denied();
	rmdir(dir);
	arena_free(&arena);
	return tap_done();
}
