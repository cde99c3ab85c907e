/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sys/wait.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hive/book.h"
#include "hive/day.h"
#include "hive/entry.h"
#include "hive/log.h"
#include "hive/meter.h"
#include "tests/tap.h"

/*
 * From messages to net slots: random histories of boards that restart, roll
 * back, fall silent and tell nonsense, their messages repeated and shuffled,
 * must come to what an oracle that knows the truth says, to the micro-Wh.
 */
#define T0		INT64_C(1790000100000)	/* in the middle of a slot */
#define NOW		(T0 + INT64_C(90) * 86400000)
#define SLOTS		600
#define MESSAGES	400

static struct arena arena;
static struct db *db;
static char path[64];
static uint64_t seed = 88172645463325252u;

static int64_t
dice(int64_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (int64_t)(seed % (uint64_t)n);
}

/* ---- The truth ---------------------------------------------------------- */

static struct history {
	int64_t	 slot[SLOTS];		/* by the oracle */
	int64_t	 total;
	char	 text[MESSAGES][256];
	int	 n;
} history;

/* A board: its register, what of it is saved, and its clock. */
static struct {
	int64_t	 at, reg, saved, boot, seq, boot_reg, boot_at;
	int64_t	 power;			/* W */
	int64_t	 told_at, told_reg;	/* of the last message */
	bool	 told;
} board;

static void
message(int64_t reg)
{
	char at[DAY_TEXT_SIZE];

	day_show(at, board.at);
	snprintf(history.text[history.n++], sizeof *history.text,
	    "{\"esp32_name\":\"x\",\"timestamp\":\"%s\","
	    "\"energy_wh_total\":%lld.%06lld,\"boot\":%lld,"
	    "\"sequence_no\":%lld,\"boot_energy_wh\":%lld.%06lld}", at,
	    (long long)(reg / 1000000), (long long)(reg % 1000000),
	    (long long)board.boot, (long long)board.seq++,
	    (long long)(board.boot_reg / 1000000),
	    (long long)(board.boot_reg % 1000000));
}

/* The oracle's edge: how much of the step lies before the instant. */
static int64_t
before(int64_t edge, int64_t uwh)
{
	if (edge <= board.told_at)
		return 0;
	if (edge >= board.at)
		return uwh;
	return (int64_t)((__int128)uwh * (edge - board.told_at) /
	    (board.at - board.told_at));
}

static void
oracle(int64_t uwh)
{
	int64_t first = T0 - T0 % SLOT_MS;

	for (int i = 0; i < SLOTS; i++)
		history.slot[i] += before(first + (i + 1) * SLOT_MS, uwh) -
		    before(first + i * SLOT_MS, uwh);
	history.total += uwh;
}

/* The board tells its register, and the oracle what that must count. */
static void
tell(void)
{
	if (board.told)
		oracle(board.boot_reg < board.told_reg &&
		    board.boot_at > board.told_at ?
		    board.reg - board.boot_reg :
		    board.reg - board.told_reg);
	message(board.reg);
	board.told = true;
	board.told_at = board.at;
	board.told_reg = board.reg;
}

static void
restart(void)
{
	int64_t how = dice(3);

	board.boot++;
	board.seq = 0;
	board.reg = how == 0 ? 0 : how == 1 ? board.saved : board.reg;
	board.saved = board.boot_reg = board.reg;
	board.boot_at = board.at;
}

static void
pass(int64_t ms)
{
	board.at += ms;
	board.reg += board.power * 1000 * ms / 3600;	/* W x ms in uWh */
	if (board.reg - board.saved > 10000000)
		board.saved = board.reg - dice(10000000);
}

static void
make_history(void)
{
	int64_t steps = 20 + dice(120);

	memset(&history, 0, sizeof history);
	memset(&board, 0, sizeof board);
	board.at = T0 + dice(3000000);
	board.reg = dice(2) ? dice(90000000000) : dice(50000000);
	board.boot_reg = board.saved = board.reg;
	for (int64_t i = 0; i < steps; i++) {
		board.power = dice(9000);
		pass(1000 + dice(dice(20) ? 120000 : 12000000));
		if (dice(12) == 0) {
			restart();
			pass(1 + dice(5000));
		}
		if (board.at > T0 + (SLOTS - 2) * (int64_t)SLOT_MS)
			break;
		tell();
		/* A flash of zero or of much, known by nobody after it. */
		if (i > 3 && i < steps - 4 && dice(25) == 0 &&
		    board.reg > 4000000000) {
			board.at += 7;
			message(dice(2) ? 0 : board.reg + 90000000000000);
		}
	}
}

/* ---- The books ---------------------------------------------------------- */

static void
take(const char *device, const char *text, enum meter_take want)
{
	struct meter_verdict v;
	char named[320];
	enum meter_take got;

	snprintf(named, sizeof named, "{\"esp32_name\":\"%s\"%s", device,
	    strchr(text, ','));
	got = meter_take(db, &arena, device, named, strlen(named), NOW, &v);
	if (got != want && !(want == METER_ACCEPTED &&
	    got == METER_DUPLICATE))
		printf("# %s: %s %s\n", named, meter_take_word(got),
		    v.why ? v.why : "");
}

static void
book_all(void)
{
	while (book_step(db, &arena, NOW, 1))
		;
	arena_reset(&arena);
}

/* Everything once, some of it twice, in any order, booked now and then. */
static void
take_history(const char *device)
{
	int order[2 * MESSAGES], n = 0;

	for (int i = 0; i < history.n; i++) {
		order[n++] = i;
		if (dice(10) < 3)
			order[n++] = i;
	}
	for (int i = n - 1; i > 0; i--) {
		int j = (int)dice(i + 1), k = order[i];

		order[i] = order[j];
		order[j] = k;
	}
	for (int i = 0; i < n; i++) {
		take(device, history.text[order[i]], METER_ACCEPTED);
		if (dice(20) == 0)
			book_all();
	}
	book_all();
}

/* The first slot that differs from the oracle's, or -1. */
static int
difference(const char *device, int64_t *booked)
{
	int64_t slot[SLOTS] = { 0 }, first = T0 - T0 % SLOT_MS;
	struct meter m;
	struct slot_sum sum;
	struct query *q;

	*booked = 0;
	if (!meter_find(db, &arena, device, METER_CHANNEL, &m))
		return 0;
	q = slot_sums(db, m.id, 0, INT64_MAX);
	while (db_row(db, q, slot_sum_fields, &sum)) {
		*booked += sum.energy_uwh;
		slot[(sum.slot_at - first) / SLOT_MS] = sum.energy_uwh;
	}
	for (int i = 0; i < SLOTS; i++)
		if (slot[i] != history.slot[i])
			return i;
	return -1;
}

static void
check_histories(int n)
{
	int wrong = 0, at;
	char device[32];
	int64_t booked, nets = 0;

	for (int i = 0; i < n; i++) {
		uint64_t was = seed;

		snprintf(device, sizeof device, "board-%d", i);
		make_history();
		db_begin(db);
		take_history(device);
		db_commit(db);
		at = difference(device, &booked);
		nets += booked;
		if (at < 0 && booked == history.total)
			continue;
		if (wrong++ < 5)
			printf("# history %d seed %llu: slot %d, %lld of"
			    " %lld uWh\n", i, (unsigned long long)was, at,
			    (long long)booked, (long long)history.total);
	}
	CHECK_INT(wrong, 0);
	CHECK(nets > 0);
	CHECK_INT(book_next_at(db), INT64_MAX);
}

/*
 * Boards that tell any nonsense: nobody knows the truth, but whatever is made
 * of it must not depend on the order in which it came, nor on when it was
 * booked.
 */
static void
make_nonsense(void)
{
	int n = 10 + (int)dice(60);
	int64_t at = T0, reg = dice(1000000), boot = 1, kind = dice(4);

	memset(&history, 0, sizeof history);
	for (int i = 0; i < n; i++) {
		char *to = history.text[history.n++];
		int room = sizeof *history.text, m;

		at += 1 + dice(dice(8) ? 90000 : 7200000);
		reg = dice(6) ? reg + dice(3000) : dice(2) ? reg -
		    dice(20000) : dice(2000000);
		reg = reg < 0 ? 0 : reg;
		boot += dice(9) == 0;
		m = snprintf(to, (size_t)room, "{\"esp32_name\":\"x\","
		    "\"timestamp\":%lld", (long long)at);
		if (dice(8) || kind == 0)
			m += snprintf(to + m, (size_t)(room - m),
			    ",\"energy_wh_total\":%lld.%03lld",
			    (long long)(reg / 1000), (long long)(reg % 1000));
		if (kind > 0 && dice(2))
			m += snprintf(to + m, (size_t)(room - m),
			    ",\"power_w\":%lld", (long long)dice(9000));
		if (kind == 2)
			m += snprintf(to + m, (size_t)(room - m),
			    ",\"uptime_seconds\":%lld", (long long)dice(400));
		if (kind == 3 || kind == 0)
			m += snprintf(to + m, (size_t)(room - m),
			    ",\"boot\":%lld", (long long)boot);
		snprintf(to + m, (size_t)(room - m), "}");
	}
}

/* Not everything of it is a reading; the rest is told by no word. */
static void
take_any(const char *device, const char *text)
{
	struct meter_verdict v;
	char named[320];

	snprintf(named, sizeof named, "{\"esp32_name\":\"%s\"%s", device,
	    strchr(text, ','));
	meter_take(db, &arena, device, named, strlen(named), NOW, &v);
}

static void
take_nonsense(const char *device, bool in_order)
{
	int order[MESSAGES];

	for (int i = 0; i < history.n; i++)
		order[i] = i;
	for (int i = history.n - 1; i > 0 && !in_order; i--) {
		int j = (int)dice(i + 1), k = order[i];

		order[i] = order[j];
		order[j] = k;
	}
	for (int i = 0; i < history.n; i++) {
		take_any(device, history.text[order[i]]);
		if (!in_order && dice(4) == 0)
			book_all();
	}
	book_all();
}

static void
narrow(const char *device)
{
	struct meter m;

	if (!meter_find(db, &arena, device, METER_CHANNEL, &m))
		return;
	m.power_most_w = 20000;
	meter_change(db, &arena, &m, "user:test", NOW);
}

/* The other meter is narrow before its first reading. */
static void
make_narrow(const char *device)
{
	struct meter m;

	record_clear(meter_fields, &m);
	m.device = device;
	m.power_most_w = 20000;
	meter_make(db, &arena, &m, "user:test", NOW);
}

static void
check_nonsense(int n)
{
	int wrong = 0;
	char sorted[32], mixed[32];
	int64_t booked;

	for (int i = 0; i < n; i++) {
		uint64_t was = seed;
		struct slot_sum sum;
		struct query *q;
		struct meter m;

		snprintf(sorted, sizeof sorted, "sorted-%d", i);
		snprintf(mixed, sizeof mixed, "mixed-%d", i);
		make_nonsense();
		db_begin(db);
		take_nonsense(sorted, true);
		narrow(sorted);
		book_all();
		make_narrow(mixed);
		take_nonsense(mixed, false);
		db_commit(db);
		if (!meter_find(db, &arena, sorted, METER_CHANNEL, &m))
			continue;
		memset(history.slot, 0, sizeof history.slot);
		q = slot_sums(db, m.id, 0, INT64_MAX);
		while (db_row(db, q, slot_sum_fields, &sum))
			history.slot[(sum.slot_at - (T0 - T0 % SLOT_MS)) /
			    SLOT_MS] = sum.energy_uwh;
		if (difference(mixed, &booked) < 0)
			continue;
		if (wrong++ < 5)
			printf("# nonsense %d seed %llu\n", i,
			    (unsigned long long)was);
	}
	CHECK_INT(wrong, 0);
}

/* What is in the order of its instants is booked once, and never again. */
static void
check_once(void)
{
	static struct query q = QUERY("SELECT count(*) FROM entry WHERE"
	    " kind = 'correction' AND meter = :meter");
	struct meter m;
	int64_t booked;

	make_history();
	db_begin(db);
	for (int i = 0; i < history.n; i++)
		take("orderly", history.text[i], METER_ACCEPTED);
	book_all();
	for (int i = 0; i < history.n; i++)
		take("orderly", history.text[i], METER_DUPLICATE);
	book_all();
	CHECK(db_commit(db));
	CHECK_INT(difference("orderly", &booked), -1);
	CHECK(meter_find(db, &arena, "orderly", METER_CHANNEL, &m));
	db_int(db, &q, ":meter", m.id);
	CHECK_INT(db_number(db, &q, -1), 0);
}

/* ---- Killed in the middle ------------------------------------------------ */

#define BOARDS	12
#define KILLS	20

static struct history boards[BOARDS];
static struct { int board, message; } sent[BOARDS * MESSAGES];

static void
open_database(void)
{
	const char *wrong;

	if (!(db = db_create(path, &wrong)))
		log_die("no database why=\"%s\"", wrong);
}

static void
shuffle_boards(int *n)
{
	*n = 0;
	for (int b = 0; b < BOARDS; b++) {
		make_history();
		boards[b] = history;
		for (int i = 0; i < history.n; i++, (*n)++) {
			sent[*n].board = b;
			sent[*n].message = i;
		}
	}
	for (int i = *n - 1; i > 0; i--) {
		int j = (int)dice(i + 1), b = sent[i].board;
		int m = sent[i].message;

		sent[i] = sent[j];
		sent[j].board = b;
		sent[j].message = m;
	}
}

/* The child: take from there on, tell after each commit how far it is. */
static void
worker(int from, int n, int tell_fd)
{
	char device[32];

	open_database();
	while (from < n) {
		int upto = from + 1 + (int)dice(20);

		db_begin(db);
		for (; from < n && from < upto; from++) {
			snprintf(device, sizeof device, "killed-%d",
			    sent[from].board);
			take(device, boards[sent[from].board].text[
			    sent[from].message], METER_ACCEPTED);
		}
		if (dice(3) == 0)
			book_step(db, &arena, NOW, 100);
		if (!db_commit(db))
			_exit(2);
		arena_reset(&arena);
		if (write(tell_fd, &from, sizeof from) != sizeof from)
			_exit(3);
	}
	db_begin(db);
	book_all();
	db_commit(db);
	_exit(0);
}

/* Run a worker until it acknowledged so many batches, then kill it.  What
 * was acknowledged is not sent again; the rest is. */
static int
run_killed(int from, int n, int64_t batches)
{
	int fd[2], acked = from, status;
	pid_t pid;

	if (pipe(fd) || (pid = fork()) < 0)
		log_die("no child");
	if (pid == 0) {
		close(fd[0]);
		seed += (uint64_t)from * 2654435761u;
		worker(from, n, fd[1]);
	}
	close(fd[1]);
	while (batches-- > 0 && read(fd[0], &acked, sizeof acked) ==
	    sizeof acked)
		;
	kill(pid, SIGKILL);
	while (read(fd[0], &acked, sizeof acked) == sizeof acked)
		;
	waitpid(pid, &status, 0);
	close(fd[0]);
	return acked;
}

static void
check_kills(void)
{
	int n, at = 0, kills = 0, wrong = 0;
	int64_t booked;
	char device[32];

	shuffle_boards(&n);
	db_close(db);
	for (; kills < KILLS; kills++)
		at = run_killed(at, n, 1 + dice(n / 12 / KILLS));
	CHECK(at > 0 && at < n);
	CHECK_INT(run_killed(at, n, INT64_MAX), n);
	open_database();
	db_begin(db);
	book_all();
	CHECK(db_commit(db));
	for (int b = 0; b < BOARDS; b++) {
		snprintf(device, sizeof device, "killed-%d", b);
		history = boards[b];
		wrong += difference(device, &booked) >= 0 ||
		    booked != history.total;
	}
	CHECK_INT(wrong, 0);
}

static void
remove_files(void)
{
	static const char *const tails[] = { "", "-wal", "-shm" };
	char name[80];

	for (int i = 0; i < 3; i++) {
		snprintf(name, sizeof name, "%s%s", path, tails[i]);
		unlink(name);
	}
}

int
main(int argc, char **argv)
{
	int histories = argc > 1 ? atoll(argv[1]) > 0 ?
	    (int)atoll(argv[1]) : 1 : 1000;

	snprintf(path, sizeof path, "/tmp/t-books-%d.db", (int)getpid());
	remove_files();
	arena_init(&arena, 256u << 20);
	open_database();
	check_once();
	check_histories(histories);
	check_nonsense(histories / 2 + 1);
	check_kills();
	db_close(db);
	remove_files();
	return tap_done();
}
