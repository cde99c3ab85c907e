/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sodium.h>
#include <sqlite3.h>
#include <sys/syscall.h>
#include <time.h>

#include "hive/base/duration.h"
#include "hive/base/instant.h"
#include "tests/lib/old_help.h"
#include "worker/open.h"
#include "worker/worker.h"

/*
 * The start of a worker whose database is of an earlier release and so large
 * that it takes ten minutes to migrate.
 */
#define MIGRATION_MS	(10 * MINUTE_MS)

static char dir[] = "/tmp/t-open-XXXXXX", path[64];
static struct arena arena;
static struct worker worker;
static int64_t ahead_ms;	/* of the machine's clocks */

/* In place of the C library's. */
int
clock_gettime(clockid_t which, struct timespec *t)
{
	int error = (int)syscall(SYS_clock_gettime, which, t);

	t->tv_sec += ahead_ms / 1000;
	return error;
}

/* The migration is one transaction and the first. */
static int
on_commit(void *arg)
{
	(void)arg;
	if (ahead_ms == 0)
		ahead_ms = MIGRATION_MS;
	return 0;
}

static int
watch(sqlite3 *lite, const char **error,
    const struct sqlite3_api_routines *api)
{
	(void)error;
	(void)api;
	sqlite3_commit_hook(lite, on_commit, NULL);
	return SQLITE_OK;
}

static const char *
in_dir(const char *name)
{
	return arena_printf(&arena, "%s/%s", dir, name);
}

static void
make_site(const char *sql_file)
{
	const char *config = in_dir("site.json");
	FILE *f;

	snprintf(path, sizeof path, "%s", in_dir("x.db"));
	old_make(sql_file, path);
	if (!(f = fopen(config, "we")))
		log_die("cannot write %s", config);
	fprintf(f, "{\"site\":{\"name\":\"Old\",\"simulation\":true},"
	    "\"database\":{\"path\":\"%s\"},\"network\":{\"subnets\":"
	    "[\"127.39.0.0/30\"]},\"run\":{\"path\":\"%s\"}}\n", path, dir);
	fclose(f);
	worker = (struct worker){ .site_path = arena_copy(&arena, config),
	    .loop = loop_new() };
}

/* Whatever opens after the migration is told the time after it: or it would
 * take ten minutes for the age of what it knows. */
static void
check_clocks(const char *sql_file)
{
	int64_t wall_ms, mono_ms;

	make_site(sql_file);
	ahead_ms = 0;
	wall_ms = day_wall_ms();
	mono_ms = day_mono_ms();
	worker_open(&worker);
	CHECK_INT(ahead_ms, MIGRATION_MS);
	CHECK_INT(lite_ask(path, "SELECT count(*) FROM event"
	    " WHERE kind = 'migrated'"), 1);
	CHECK(worker.turn.wall_ms - wall_ms >= MIGRATION_MS);
	CHECK(worker.turn.now_ms - mono_ms >= MIGRATION_MS);
	CHECK_INT(worker.health.state.started_at, worker.turn.wall_ms);
	CHECK(worker.health.state.seen_at - wall_ms >= MIGRATION_MS);
	worker_close(&worker);
}

static void
clear(void)
{
	static const char *const names[] = { "site.json", "powerhive.key",
	    "ledger.key", "ledger.pub", "lock", "ballast", "orders.sock",
	    "ctl.sock" };

	remove_file(path);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		unlink(in_dir(names[i]));
	CHECK_INT(rmdir(dir), 0);
}

int
main(void)
{
	glob_t all = old_files();

	if (sodium_init() < 0 || !mkdtemp(dir))
		return 99;
	arena_init(&arena, 1 << 20);
	log_level(LOG_FAIL);
	sqlite3_auto_extension((void (*)(void))watch);
	check_clocks(all.gl_pathv[0]);
	clear();
	globfree(&all);
	arena_free(&arena);
	return tap_done();
}
