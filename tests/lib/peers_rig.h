/* SPDX-License-Identifier: ISC */
#ifndef TESTS_LIB_PEERS_RIG_H
#define TESTS_LIB_PEERS_RIG_H

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "hive/balance/balance.h"
#include "hive/base/instant.h"
#include "hive/order/order.h"
#include "hive/site/setting.h"
#include "tests/lib/tap.h"

/*
 * The worker as its unit starts it: the sockets are made by somebody else and
 * handed over, and it lives in a user namespace (PrivateUsers=yes) that knows
 * root and its own user only.  Those who send it orders are other real users.
 */
#define WORKER		61001
#define RESPONDER	61002
#define STRANGER	61003
#define GROUP		WORKER	/* of the responders too */
#define STRANGERS	STRANGER
#define SOON_MS		60000

static struct arena arena;
static char dir[] = "/tmp/t-peers-XXXXXX";
static int worker_program, ctl_program, notices;
static int held[2];			/* orders, ctl */
static pid_t worker;

static inline const char *
in_dir(const char *name)
{
	return arena_printf(&arena, "%s/%s", dir, name);
}

static inline bool
write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
	size_t n = strlen(text);
	bool well = fd >= 0 && write(fd, text, n) == (ssize_t)n;

	return fd >= 0 && close(fd) == 0 && well;
}

/* ---- The site, as tmpfiles and the socket units make it ----------------- */

static inline int
bound(const char *name, int type, uid_t owner, mode_t mode)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, type | SOCK_CLOEXEC, 0);

	snprintf(at.sun_path, sizeof at.sun_path, "%s/%s", dir, name);
	CHECK(bind(fd, (struct sockaddr *)&at, sizeof at) == 0 &&
	    chmod(at.sun_path, mode) == 0 &&
	    chown(at.sun_path, owner, owner) == 0);
	return fd;
}

static inline void
make_folder(const char *name, mode_t mode)
{
	CHECK(mkdir(in_dir(name), mode) == 0 &&
	    chmod(in_dir(name), mode) == 0 &&
	    chown(in_dir(name), WORKER, GROUP) == 0);
}

static inline void
make_site(void)
{
	const char *config = in_dir("powerhive.json");

	CHECK(chmod(dir, 0711) == 0);
	make_folder("db", 0750);
	make_folder("run", 0755);
	CHECK(write_file(config, "{\"site\":{\"name\":\"Trial\","
	    "\"simulation\":true},\"database\":{\"path\":"
	    "\"db/powerhive.db\"},\"network\":{\"subnets\":"
	    "[\"127.38.0.0/30\"],\"miner_port\":9},"
	    "\"run\":{\"path\":\"run\"}}\n"));
	CHECK(chmod(config, 0640) == 0 && chown(config, 0, GROUP) == 0);
	held[0] = bound("run/orders.sock", SOCK_STREAM, RESPONDER, 0600);
	held[1] = bound("run/ctl.sock", SOCK_STREAM, WORKER, 0600);
	CHECK(listen(held[0], 128) == 0 && listen(held[1], 128) == 0);
	notices = bound("notify", SOCK_DGRAM, 0, 0666);
}

/* ---- The worker --------------------------------------------------------- */

static inline void
become(uid_t user, gid_t group)
{
	if (setgroups(0, NULL) || setresgid(group, group, group) ||
	    setresuid(user, user, user))
		_exit(71);
}

static inline void
hand_over(void)
{
	char pid[16];
	int orders = fcntl(held[0], F_DUPFD, 10);
	int ctl = fcntl(held[1], F_DUPFD, 10);

	snprintf(pid, sizeof pid, "%d", (int)getpid());
	if (dup2(orders, 3) != 3 || dup2(ctl, 4) != 4)
		_exit(71);
	close(orders);
	close(ctl);
	setenv("LISTEN_PID", pid, 1);
	setenv("LISTEN_FDS", "2", 1);
	setenv("LISTEN_FDNAMES", "orders:ctl", 1);
}

static inline void
be_worker(int to_parent, int from_parent, bool with_sockets)
{
	const char *words[] = { "powerhived", "--config",
	    in_dir("powerhive.json"), NULL };
	int log = open(in_dir("log"), O_WRONLY | O_CREAT | O_APPEND, 0600);
	int program = fcntl(worker_program, F_DUPFD_CLOEXEC, 20);
	char mapped;

	if (unshare(CLONE_NEWUSER) || write(to_parent, "", 1) != 1 ||
	    read(from_parent, &mapped, 1) != 1)
		_exit(71);
	become(WORKER, GROUP);
	dup2(log, STDERR_FILENO);
	dup2(log, STDOUT_FILENO);
	setenv("NOTIFY_SOCKET", in_dir("notify"), 1);
	if (with_sockets)
		hand_over();
	fexecve(program, (char *const *)words, environ);
	_exit(71);
}

/* As systemd writes them for PrivateUsers=yes. */
static inline bool
map_users(pid_t pid)
{
	const char *map = arena_printf(&arena, "0 0 1\n%d %d 1\n", WORKER,
	    WORKER);

	return write_file(arena_printf(&arena, "/proc/%d/uid_map", (int)pid),
	    map) && write_file(arena_printf(&arena, "/proc/%d/gid_map",
	    (int)pid), map);
}

static inline bool
tells(const char *word)
{
	struct pollfd p = { .fd = notices, .events = POLLIN };
	char text[256];
	ssize_t n;

	while (poll(&p, 1, SOON_MS) > 0) {
		n = recv(notices, text, sizeof text - 1, 0);
		text[n > 0 ? n : 0] = '\0';
		if (!strcmp(text, word))
			return true;
	}
	return false;
}

static inline void
start_worker(bool with_sockets)
{
	int up[2], down[2];
	char ready;

	CHECK(pipe2(up, O_CLOEXEC) == 0 && pipe2(down, O_CLOEXEC) == 0);
	fflush(stdout);
	if ((worker = fork()) == 0)
		be_worker(up[1], down[0], with_sockets);
	CHECK(read(up[0], &ready, 1) == 1);
	CHECK(map_users(worker));
	CHECK(write(down[1], "", 1) == 1);
	for (int i = 0; i < 2; i++) {
		close(up[i]);
		close(down[i]);
	}
	CHECK(tells("READY=1"));
}

static inline void
end_worker(int sig)
{
	int status;

	CHECK(kill(worker, sig) == 0 &&
	    waitpid(worker, &status, 0) == worker);
	CHECK(sig == SIGKILL ? WIFSIGNALED(status) : status == 0);
}

/* ---- Who sends it orders ------------------------------------------------ */

struct said {
	int	status;
	char	why[128];
};

static inline void
send_order(const char *path, const struct order *order, int to_parent)
{
	struct answer answer;
	struct said said = { 0 };

	order_send(&arena, path, order, SOON_MS, &answer);
	said.status = (int)answer.status;
	snprintf(said.why, sizeof said.why, "%s",
	    answer.why ? answer.why : "");
	_exit(write(to_parent, &said, sizeof said) != sizeof said);
}

static inline struct said
order_as(uid_t user, const char *socket_name, const struct order *order)
{
	const char *path = in_dir(socket_name);
	struct said said = { 0 };
	int pipes[2], status;
	pid_t pid;

	CHECK(pipe2(pipes, O_CLOEXEC) == 0);
	fflush(stdout);
	if ((pid = fork()) == 0) {
		become(user, user == 0 ? 0 : user == STRANGER ? STRANGERS :
		    GROUP);
		send_order(path, order, pipes[1]);
	}
	CHECK(read(pipes[0], &said, sizeof said) == sizeof said);
	CHECK(waitpid(pid, &status, 0) == pid && status == 0);
	close(pipes[0]);
	close(pipes[1]);
	return said;
}

/* Set the cooldown as a person at the page, or at the machine. */
static inline struct said
set_cooldown(uid_t user, const char *socket_name, const char *door, int s)
{
	struct order order = { .order = "settings_patch", .who = "user:ann",
	    .door = door, .scope = "admin",
	    .body = arena_printf(&arena, "{\"cooldown_s\":%d}", s) };

	return order_as(user, socket_name, &order);
}

static inline struct db *
look(void)
{
	const char *error;
	struct db *db = db_open_read(in_dir("db/powerhive.db"), &error);

	CHECK(db != NULL);
	return db;
}

static inline int64_t
cooldown(void)
{
	struct db *db = look();
	struct settings s;

	setting_load(db, &arena, &s);
	db_close(db);
	return s.cooldown_s;
}

static inline const char *
emergency(void)
{
	struct db *db = look();
	struct emergency e;
	const char *who = emergency_now(db, &arena, &e) ? e.who : NULL;

	db_close(db);
	return who;
}

/* powerhivectl itself; its exit status. */
static inline int
ctl_as(uid_t user, const char *command, const char *word, const char *more)
{
	const char *words[] = { "powerhivectl", "--config",
	    in_dir("powerhive.json"), command, word, more, NULL };
	int log = open(in_dir("log"), O_WRONLY | O_APPEND | O_CLOEXEC);
	int status;
	pid_t pid;

	fflush(stdout);
	if ((pid = fork()) == 0) {
		dup2(log, STDOUT_FILENO);
		dup2(log, STDERR_FILENO);
		become(user, user == 0 ? 0 : user == STRANGER ? STRANGERS :
		    GROUP);
		fexecve(ctl_program, (char *const *)words, environ);
		_exit(71);
	}
	close(log);
	CHECK(waitpid(pid, &status, 0) == pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* ---- Before and after ---------------------------------------------------- */

static inline void
show_log(void)
{
	FILE *f = fopen(in_dir("log"), "re");
	char line[512];

	while (f && fgets(line, sizeof line, f))
		printf("# %s", line);
	if (f)
		fclose(f);
}

static inline void
clear(void)
{
	const char *words[] = { "rm", "-rf", dir, NULL };
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		execvp("rm", (char *const *)words);
		_exit(71);
	}
	waitpid(pid, &status, 0);
}

/* False: there is nobody to be. */
static inline bool
peers_open(void)
{
	arena_init(&arena, 16 << 20);
	worker_program = open("powerhived", O_RDONLY | O_CLOEXEC);
	ctl_program = open("powerhivectl", O_RDONLY | O_CLOEXEC);
	if (worker_program < 0 || ctl_program < 0 || !mkdtemp(dir))
		return false;
	make_site();
	return true;
}

static inline int
peers_close(void)
{
	if (tap_failed)
		show_log();
	clear();
	arena_free(&arena);
	return tap_done();
}

#endif
