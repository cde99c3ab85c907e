/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sys/file.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hive/db/db.h"
#include "hive/order/order.h"

/*
 * What powerhivectl meets in tests/ctl/t-ctl.sh:
 *
 *	make DB			a new database
 *	write DB FILE		pairs of rows, one commit a pair; how many are
 *				committed is kept in FILE; until SIGTERM
 *	count DB		"pairs": how many; fails if half a pair is there
 *	answer SOCKET FILE LOG	a worker that writes each order as a line of
 *				LOG and answers with what FILE holds
 *	hold LOCK COMMAND...	run the command while the lock is held
 */

static volatile sig_atomic_t stopping;

static void
stop(int sig)
{
	(void)sig;
	stopping = 1;
}

static int
fail(const char *what, const char *why)
{
	fprintf(stderr, "ctl_peer: %s: %s\n", what, why);
	return 1;
}

static int
make(const char *path)
{
	const char *error;
	struct db *db = db_create(path, &error);

	if (!db)
		return fail(path, error);
	db_close(db);
	return 0;
}

static bool
add(struct db *db, int64_t n)
{
	static struct query q = QUERY("INSERT INTO event (at, kind, text)"
	    " VALUES (:at, :kind, 'a pair')");

	for (int i = 0; i < 2; i++) {
		db_int(db, &q, ":at", n);
		db_text(db, &q, ":kind", i ? "right" : "left");
		if (!db_run(db, &q))
			return false;
	}
	return true;
}

static void
note(const char *path, int64_t n)
{
	char fresh[1024];
	FILE *f;

	snprintf(fresh, sizeof fresh, "%s.new", path);
	if (!(f = fopen(fresh, "w")) ||
	    fprintf(f, "%lld\n", (long long)n) < 0 || fclose(f) ||
	    rename(fresh, path))
		exit(fail(path, strerror(errno)));
}

static int
write_pairs(const char *path, const char *acknowledged)
{
	const char *error;
	struct db *db = db_create(path, &error);

	if (!db)
		return fail(path, error);
	for (int64_t n = 1; !stopping; n++) {
		db_begin(db);
		if (!add(db, n) || !db_commit(db))
			return fail(path, "a row was refused");
		note(acknowledged, n);
		if (n % 50 == 0)
			db_checkpoint(db);
	}
	db_close(db);
	return 0;
}

static int
count_pairs(const char *path)
{
	static struct query left = QUERY("SELECT count(*) FROM event"
	    " WHERE kind = 'left'");
	static struct query right = QUERY("SELECT count(*) FROM event"
	    " WHERE kind = 'right'");
	const char *error;
	struct db *db = db_open_read(path, &error);
	int64_t n;

	if (!db)
		return fail(path, error);
	n = db_number(db, &left, -1);
	if (n != db_number(db, &right, -2))
		return fail(path, "half a pair");
	printf("%lld\n", (long long)n);
	db_close(db);
	return 0;
}

static void
wait_for(int fd, short events)
{
	struct pollfd p = { .fd = fd, .events = events };

	poll(&p, 1, -1);
}

static void
answer_one(int fd, const char *file, const char *log)
{
	struct order_frame in = { .size = 0 }, out;
	enum order_frame_state s = FRAME_MORE;
	struct arena arena;
	char text[8192];
	struct answer answer;
	FILE *f;

	arena_init(&arena, 16 << 20);
	order_greet(&arena, fd, NULL);
	while (s == FRAME_MORE) {
		wait_for(fd, POLLIN);
		s = order_frame_read(&arena, &in, fd);
	}
	if (s == FRAME_DONE && (f = fopen(log, "a"))) {
		fprintf(f, "%s\n", in.bytes + 4);
		fclose(f);
	}
	f = fopen(file, "r");
	text[f ? fread(text, 1, sizeof text - 1, f) : 0] = '\0';
	if (f)
		fclose(f);
	json_read(&arena, text, strlen(text), answer_fields, &answer);
	order_frame_make(&arena, &out, answer_fields, &answer);
	for (s = FRAME_MORE; s == FRAME_MORE;) {
		wait_for(fd, POLLOUT);
		s = order_frame_write(&out, fd);
	}
	arena_free(&arena);
}

static int
answer_all(const char *path, const char *file, const char *log)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	int door = socket(AF_UNIX, SOCK_STREAM, 0), fd;

	snprintf(at.sun_path, sizeof at.sun_path, "%s", path);
	if (bind(door, (struct sockaddr *)&at, sizeof at) || listen(door, 9))
		return fail(path, strerror(errno));
	puts("ready");
	fflush(stdout);
	while (!stopping)
		if ((fd = accept4(door, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
			answer_one(fd, file, log);
			close(fd);
		}
	close(door);
	unlink(path);
	return 0;
}

static int
hold(const char *path, char **command)
{
	int fd = open(path, O_RDWR | O_CREAT, 0600);

	if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB))
		return fail(path, strerror(errno));
	execvp(command[0], command);
	return fail(command[0], strerror(errno));
}

int
main(int argc, char **argv)
{
	struct sigaction term = { .sa_handler = stop };

	sigaction(SIGTERM, &term, NULL);
	if (argc == 3 && !strcmp(argv[1], "make"))
		return make(argv[2]);
	if (argc == 4 && !strcmp(argv[1], "write"))
		return write_pairs(argv[2], argv[3]);
	if (argc == 3 && !strcmp(argv[1], "count"))
		return count_pairs(argv[2]);
	if (argc == 5 && !strcmp(argv[1], "answer"))
		return answer_all(argv[2], argv[3], argv[4]);
	if (argc > 3 && !strcmp(argv[1], "hold"))
		return hold(argv[2], argv + 3);
	return fail("usage", "see the source");
}
