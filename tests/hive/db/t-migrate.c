/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "hive/db/outline.h"
#include "tests/lib/old_help.h"

/*
 * The way from an old version to ours, broken off everywhere: a process that
 * is killed at each statement and at each access to the disk, a disk that
 * fails or is full at each write, a log that a power cut left torn.  What is
 * there afterwards is the old version, whole, or ours, whole; and the next
 * start goes on from it.
 *
 * A file system of SQLite counts what the migration does to the disk, and a
 * trace counts its statements.  Both stand under all connections of this
 * test, so nothing in the programs knows of them.
 */
#define MAX	500	/* statements, accesses or writes */

static struct arena arena;
static char path[64], kept[72];		/* kept: the old file, to copy */
static int old_version;

/* ---- What breaks it off -------------------------------------------------- */

enum breach { NOTHING, KILL_STATEMENT, KILL_ACCESS, FAIL_WRITE, FULL_WRITE };

static struct {
	enum breach	 breach;
	int64_t		 at, statements, accesses, writes;
} now;

static sqlite3_vfs under, over;
/* Of the database, which is locked, and of files beside it. */
static const sqlite3_io_methods *plain[2];
static sqlite3_io_methods counted[2];

static const sqlite3_io_methods *
plain_of(const sqlite3_file *f)
{
	return plain[f->pMethods == &counted[1]];
}

static void
accessed(void)
{
	if (++now.accesses == now.at && now.breach == KILL_ACCESS)
		kill(getpid(), SIGKILL);
}

/* What a write says instead, or SQLITE_OK: once it failed it fails on. */
static int
write_fails(void)
{
	accessed();
	if (++now.writes < now.at)
		return SQLITE_OK;
	return now.breach == FAIL_WRITE ? SQLITE_IOERR_WRITE :
	    now.breach == FULL_WRITE ? SQLITE_FULL : SQLITE_OK;
}

static int
our_write(sqlite3_file *f, const void *from, int n, sqlite3_int64 at)
{
	int rc = write_fails();

	return rc == SQLITE_OK ? plain_of(f)->xWrite(f, from, n, at) : rc;
}

static int
our_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	accessed();
	return plain_of(f)->xTruncate(f, size);
}

static int
our_sync(sqlite3_file *f, int flags)
{
	accessed();
	return plain_of(f)->xSync(f, flags);
}

/* Memory that two processes share, the log's index, is theirs to write; the
 * first of it is asked for when the log is opened. */
static int
our_map(sqlite3_file *f, int page, int size, int extend, void volatile **to)
{
	accessed();
	return plain_of(f)->xShmMap(f, page, size, extend, to);
}

static int
our_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags,
    int *out)
{
	int rc = under.xOpen(vfs, name, f, flags, out);
	int beside = !(flags & SQLITE_OPEN_MAIN_DB);

	if (rc != SQLITE_OK || !f->pMethods)
		return rc;
	plain[beside] = f->pMethods;
	counted[beside] = *f->pMethods;
	counted[beside].xWrite = our_write;
	counted[beside].xTruncate = our_truncate;
	counted[beside].xSync = our_sync;
	counted[beside].xShmMap = our_map;
	f->pMethods = &counted[beside];
	return rc;
}

static int
traced(unsigned kind, void *arg, void *stmt, void *sql)
{
	(void)kind;
	(void)arg;
	(void)stmt;
	(void)sql;
	if (++now.statements == now.at && now.breach == KILL_STATEMENT)
		kill(getpid(), SIGKILL);
	return 0;
}

static int
trace(sqlite3 *lite, const char **error, const struct sqlite3_api_routines *a)
{
	(void)error;
	(void)a;
	/* our own schema, made in memory to compare with, is no file */
	if (*sqlite3_db_filename(lite, "main"))
		sqlite3_trace_v2(lite, SQLITE_TRACE_STMT, traced,
		    NULL);
	return SQLITE_OK;
}

static void
stand_under(void)
{
	under = *sqlite3_vfs_find(NULL);
	over = under;
	over.zName = "counted";
	over.xOpen = our_open;
	sqlite3_vfs_register(&over, 1);
	sqlite3_auto_extension((void (*)(void))trace);
}

static void
arm(enum breach breach, int64_t at)
{
	memset(&now, 0, sizeof now);
	now.breach = breach;
	now.at = at;
}

/* ---- Files --------------------------------------------------------------- */

static void
copy_file(const char *from, const char *to)
{
	char piece[65536];
	FILE *in = fopen(from, "r"), *out = fopen(to, "w");
	size_t n;

	while (in && out && (n = fread(piece, 1, sizeof piece, in)) > 0)
		fwrite(piece, 1, n, out);
	if (!in || !out || fclose(out))
		log_die("cannot copy %s", from);
	fclose(in);
}

static void
take_old(void)
{
	remove_file(path);
	copy_file(kept, path);
}

/* Which version is in the file, whole: its own tables and its rows; -1. */
static int
whole_version(void)
{
	int version = (int)lite_ask(path, "PRAGMA user_version");
	int64_t views = lite_ask(path, "SELECT count(*) FROM sqlite_schema"
	    " WHERE type = 'view' AND name = 'miner_now'");
	int64_t told = lite_ask(path, "SELECT count(*) FROM event"
	    " WHERE kind = 'migrated'");
	int64_t entries = lite_ask(path, "SELECT max(id) = count(*) AND"
	    " count(*) > 100 FROM entry");
	int64_t well = lite_ask(path, "SELECT quick_check = 'ok'"
	    " FROM pragma_quick_check");
	bool ours = version == db_schema_version();

	if (entries == 1 && well == 1 && told == ours &&
	    (ours ? views == 1 : version == old_version))
		return version;
	printf("# version=%d views=%d told=%d entries=%d well=%d\n", version,
	    (int)views, (int)told, (int)entries, (int)well);
	return -1;
}

/* A worker's start; what it says, or NULL when the database is open. */
static const char *
start(void)
{
	const char *error = NULL;
	struct db *db = db_create(path, &error);

	db_close(db);
	return db ? NULL : error;
}

/* Whole, and the next start brings it to our version; 1: it was the old. */
static int
goes_on(int *broken)
{
	int version, after;

	arm(NOTHING, 0);
	version = whole_version();
	if (start() || (after = whole_version()) != db_schema_version())
		after = -1;
	*broken += version < 0 || after < 0;
	return version == old_version;
}

/* ---- Killed -------------------------------------------------------------- */

/* True: it was killed before it came to its end. */
static bool
killed_at(enum breach breach, int64_t at)
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		arm(breach, at);
		_exit(start() != NULL);
	}
	waitpid(child, &status, 0);
	if (WIFEXITED(status))
		CHECK_INT(WEXITSTATUS(status), 0);
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

static void
check_kills(enum breach breach, int64_t min)
{
	int64_t kills = 0;
	int old = 0, broken = 0;

	for (; kills < MAX; kills++) {
		take_old();
		if (!killed_at(breach, kills + 1))
			break;
		old += goes_on(&broken);
	}
	printf("# %d kills, %d of them before the commit\n", (int)kills, old);
	CHECK(kills > min && kills < MAX);
	/* the last statement is the commit, which takes several accesses */
	CHECK(breach == KILL_STATEMENT ? old == kills : old > 0 &&
	    old < kills - 1);
	CHECK_INT(broken, 0);
	CHECK_INT(whole_version(), db_schema_version());
}

/* ---- A disk that fails --------------------------------------------------- */

static void
check_disk(enum breach breach, const char *word)
{
	const char *said;
	int failed = 0, unsaid = 0, broken = 0, changed = 0;

	for (int64_t at = 1; at < MAX; at++) {
		take_old();
		arm(breach, at);
		said = start();
		if (!said)
			break;
		failed++;
		unsaid += !strstr(said, word);
		changed += !goes_on(&broken);
	}
	printf("# %d writes failed\n", failed);
	CHECK(failed > 3 && failed < MAX - 1);
	CHECK_INT(unsaid, 0);
	CHECK_INT(changed, 0);
	CHECK_INT(broken, 0);
}

/* The sentence that an administrator reads. */
static void
check_sentence(void)
{
	const char *said;

	take_old();
	lite_do(path, "PRAGMA wal_checkpoint(TRUNCATE)");
	arm(FULL_WRITE, 4);
	said = start();
	CHECK(said && strstr(said, arena_printf(&arena, "it stays at version"
	    " %d and could not be brought to %d: database or disk is full",
	    old_version, db_schema_version())));
	arm(NOTHING, 0);
	CHECK_INT(whole_version(), old_version);
}

/* Damage is found before anything is done. */
static void
check_damage(void)
{
	struct stat st;
	const char *said;
	int fd;

	take_old();
	stat(path, &st);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	for (off_t at = 20 * 8192; at + 8192 < st.st_size; at += 5 * 8192)
		CHECK(pwrite(fd, "hole", 4, at + 3) == 4);
	close(fd);
	said = start();
	CHECK(said && strstr(said, arena_printf(&arena, "it is damaged and "
	    "stays at version %d; restore a backup", old_version)));
	CHECK_INT(lite_ask(path, "PRAGMA user_version"), old_version);
}

/* Somebody added a table: nothing is done to what is not ours. */
static void
check_foreign(void)
{
	const char *said;

	take_old();
	lite_do(path, "CREATE TABLE theirs (x)");
	said = start();
	CHECK(said && strstr(said, "table theirs is none of ours"));
	CHECK_INT(whole_version(), old_version);
}

/* ---- A power cut --------------------------------------------------------- */

/* The log as the migration left it, kept by a reader that stood before it,
 * so that nothing went into the file. */
static size_t
make_log(char *log_copy)
{
	struct stat st = { .st_size = 0 };
	char log_file[80];
	int status;
	pid_t child;

	snprintf(log_file, sizeof log_file, "%s-wal", path);
	take_old();
	if ((child = fork()) == 0) {
		const char *error;
		struct db *db = db_create(path, &error);

		/* no clean end: nothing is copied into the file */
		_exit(!db);
	}
	waitpid(child, &status, 0);
	CHECK_INT(status, 0);
	stat(log_file, &st);
	copy_file(log_file, log_copy);
	return (size_t)st.st_size;
}

static int
power_cut(const char *log_copy, size_t size, bool sector, int *broken)
{
	char log_file[80], rubbish[512];
	int fd;

	take_old();
	snprintf(log_file, sizeof log_file, "%s-wal", path);
	copy_file(log_copy, log_file);
	memset(rubbish, 0xa5, sizeof rubbish);
	if (sector) {
		fd = open(log_file, O_WRONLY | O_CLOEXEC);
		*broken += pwrite(fd, rubbish, sizeof rubbish,
		    (off_t)size) != sizeof rubbish;
		close(fd);
	} else
		*broken += truncate(log_file, (off_t)size) != 0;
	return goes_on(broken);
}

static void
check_power_cut(void)
{
	char log_copy[80];
	size_t size;
	int old = 0, broken = 0, cuts = 0;

	snprintf(log_copy, sizeof log_copy, "%s.log", path);
	size = make_log(log_copy);
	CHECK(size > 3 * 8192);
	CHECK(!power_cut(log_copy, size, false, &broken));
	for (size_t at = 0; at < size; at += 512 * 3, cuts += 2) {
		old += power_cut(log_copy, at, false, &broken);
		old += power_cut(log_copy, at, true, &broken);
	}
	printf("# %d cuts in a log of %zu bytes\n", cuts, size);
	CHECK_INT(old, cuts);
	CHECK_INT(broken, 0);
	unlink(log_copy);
}

int
main(void)
{
	glob_t all = old_files();
	int tried = 0;

	arena_init(&arena, 16 << 20);
	log_level(LOG_FAIL);
	snprintf(path, sizeof path, "/tmp/t-migrate-%d.db", (int)getpid());
	snprintf(kept, sizeof kept, "%s.old", path);
	stand_under();
	for (size_t i = 0; i < all.gl_pathc; i++) {
		printf("# %s\n", all.gl_pathv[i]);
		old_make(all.gl_pathv[i], kept);
		old_version = (int)lite_ask(kept, "PRAGMA user_version");
		if (old_version == db_schema_version())
			continue;
		tried++;
		check_kills(KILL_STATEMENT, 15);
		check_kills(KILL_ACCESS, 10);
		check_disk(FAIL_WRITE, "disk I/O error");
		check_disk(FULL_WRITE, "full");
		check_sentence();
		check_damage();
		check_foreign();
		check_power_cut();
		remove_file(kept);
	}
	CHECK(tried > 0);
	remove_file(path);
	globfree(&all);
	arena_free(&arena);
	return tap_done();
}
