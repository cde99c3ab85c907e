/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sys/wait.h>

#include <signal.h>
#include <stdbool.h>

#include "tests/lib/books_help.h"

/*
 * A worker is killed in the middle, time and again: what it acknowledged is
 * on the disk, what it did not is sent anew, and all of it counts once.
 */
#define BOARDS	12
#define KILLS	20

static struct history boards[BOARDS];
static int sent[BOARDS * MESSAGES];	/* board * MESSAGES + message */

/* How many messages all boards have, in any order. */
static int
make_boards(void)
{
	int n = 0;

	for (int b = 0; b < BOARDS; b++) {
		history_make();
		boards[b] = history;
		for (int i = 0; i < history.n; i++)
			sent[n++] = b * MESSAGES + i;
	}
	dice_shuffle(sent, n);
	return n;
}

static const char *
name_of(int board)
{
	static char device[32];

	snprintf(device, sizeof device, "killed-%d", board);
	return device;
}

/* The child: take from there on, tell after each commit how far it is. */
static void
worker(int from, int n, int tell_fd)
{
	books_open();
	while (from < n) {
		int upto = from + 1 + (int)dice(20);

		db_begin(books.db);
		for (; from < n && from < upto; from++) {
			int board = sent[from] / MESSAGES;

			books_want(name_of(board), boards[board].text[
			    sent[from] % MESSAGES], METER_ACCEPTED);
		}
		if (dice(3) == 0)
			book_step(books.db, &books.arena, NOW, 100);
		if (!db_commit(books.db))
			_exit(2);
		arena_reset(&books.arena);
		if (write(tell_fd, &from, sizeof from) != sizeof from)
			_exit(3);
	}
	db_begin(books.db);
	books_book();
	if (!db_commit(books.db))
		_exit(2);
	_exit(books.odd ? 4 : 0);
}

/* Run a worker until it acknowledged so many batches, then kill it; to the
 * end: NONE.  How far it came; in *status how it ended. */
static int
run_worker(int from, int n, int64_t batches, int *status)
{
	int fd[2], acked = from;
	bool to_the_end = batches == NONE;
	pid_t pid;

	if (pipe(fd) || (pid = fork()) < 0)
		log_die("no child");
	if (pid == 0) {
		close(fd[0]);
		dice_seed += (uint64_t)from * 2654435761u;
		worker(from, n, fd[1]);
	}
	close(fd[1]);
	while ((to_the_end || batches-- > 0) &&
	    read(fd[0], &acked, sizeof acked) == sizeof acked)
		;
	if (!to_the_end)
		kill(pid, SIGKILL);
	while (read(fd[0], &acked, sizeof acked) == sizeof acked)
		;
	waitpid(pid, status, 0);
	close(fd[0]);
	return acked;
}

static void
check_kills(void)
{
	int n = make_boards(), at = 0, killed = 0, error = 0, status;
	int64_t booked;

	db_close(books.db);
	for (int i = 0; i < KILLS; i++) {
		at = run_worker(at, n, 1 + dice(n / 12 / KILLS), &status);
		killed += WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
	}
	CHECK_INT(killed, KILLS);
	CHECK(at > 0 && at < n);
	CHECK_INT(run_worker(at, n, NONE, &status), n);
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	books_open();
	db_begin(books.db);
	books_book();
	CHECK(db_commit(books.db));
	for (int b = 0; b < BOARDS; b++) {
		history = boards[b];
		error += books_difference(name_of(b), &booked) >= 0 ||
		    booked != history.total;
	}
	CHECK_INT(error, 0);
}

int
main(void)
{
	books_make("t-books-kill");
	check_kills();
	db_close(books.db);
	books_remove();
	return tap_done();
}
