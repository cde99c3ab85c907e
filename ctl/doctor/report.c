/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sys/utsname.h>
#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "ctl/command/file.h"
#include "ctl/doctor/doctor.h"
#include "hive/base/instant.h"
#include "hive/db/row_count.h"

#define LINES		500

static void
title(FILE *to, const char *text)
{
	fprintf(to, "\n==== %s\n", text);
}

static void
tell_versions(struct ctl *c, FILE *to)
{
	struct utsname u;

	title(to, "versions");
	fprintf(to, "made_at %s\npowerhive %s\nschema %d\nsqlite %s\n"
	    "libsodium %s\n", ctl_time(c, day_wall_ms()), PACKAGE_VERSION,
	    db_schema_version(), db_library_version(),
	    sodium_version_string());
	if (uname(&u) == 0)
		fprintf(to, "system %s %s %s\n", u.sysname, u.release,
		    u.machine);
}

static void
tell_config(struct ctl *c, FILE *to)
{
	struct json j;

	title(to, "configuration in force, without secrets");
	json_init(&j, &c->arena);
	site_show(&j, &c->site);
	ctl_pretty(to, json_done(&j));
	if (c->warnings)
		fputs(c->warnings, to);
}

static void
tell_rows(struct ctl *c, FILE *to)
{
	const struct row_count *row;
	struct list rows;

	title(to, "rows per table");
	if (!c->db) {
		fprintf(to, "the database cannot be read\n");
		return;
	}
	rows = row_counts(c->db, &c->arena);
	row = rows.v;
	for (size_t i = 0; i < rows.n; i++)
		fprintf(to, "%-14s %s\n", row[i].name,
		    row[i].rows == NONE ? "cannot be read" :
		    arena_printf(&c->arena, "%lld", (long long)row[i].rows));
}

/* The program's output goes into the report's own file. */
static const char *
run_into(FILE *to, char *const *command)
{
	posix_spawn_file_actions_t files;
	int fd = fileno(to), status = 0, error;
	extern char **environ;
	pid_t pid;

	fflush(to);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null",
	    O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&files, fd, STDOUT_FILENO);
	posix_spawn_file_actions_adddup2(&files, fd, STDERR_FILENO);
	error = posix_spawnp(&pid, command[0], &files, NULL, command,
	    environ);
	posix_spawn_file_actions_destroy(&files);
	if (error)
		return strerror(error);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	fseek(to, 0, SEEK_END);
	return NULL;
}

/* The journal, or the file that a worker without systemd writes. */
static void
tell_log(struct ctl *c, FILE *to)
{
	char *lines = arena_printf(&c->arena, "%lld", (long long)
	    ctl_number(c, "lines", LINES));
	const char *log = ctl_value(c, "log");
	char *file = arena_copy(&c->arena, log ? log : "");
	char name[] = "journalctl", unit[] = "--unit=powerhive*",
	    plain[] = "--no-pager", iso[] = "--output=short-iso-precise",
	    number[] = "--lines", tail[] = "tail", count[] = "-n",
	    end[] = "--";
	char *journal[] = { name, unit, plain, iso, number, lines, NULL };
	char *last[] = { tail, count, lines, end, file, NULL };
	const char *error = run_into(to, log ? last : journal);

	if (error)
		fprintf(to, "%s: %s\n", log ? tail : name, error);
}

static void
tell_all(struct ctl *c, FILE *to)
{
	fprintf(to, "PowerHive report.  Secrets are left out; addresses, "
	    "names and MACs are in it.\n");
	tell_versions(c, to);
	tell_config(c, to);
	title(to, "doctor");
	doctor_examine(c, to, false);
	tell_rows(c, to);
	title(to, "log");
	tell_log(c, to);
}

int
report_run(struct ctl *c)
{
	const char *path = ctl_value(c, "output");
	int status = ctl_site(c), fd;
	FILE *to;

	if (status)
		return status;
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0 || !(to = fdopen(fd, "w")))
		return ctl_fail(EX_CANTCREAT, "%s",
		    file_error(&c->arena, path));
	tell_all(c, to);
	if (fflush(to) || ferror(to) || fclose(to))
		return ctl_fail(EX_IOERR, "%s", file_error(&c->arena, path));
	printf("%s\n", path);
	return 0;
}
