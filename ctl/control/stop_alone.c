/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <errno.h>
#include <grp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "ctl/command/file.h"
#include "ctl/control/control.h"
#include "hive/base/instant.h"

/*
 * When no worker answers: end the process that holds the worker's lock, if it
 * really is a worker, and run `powerhived --stop-all' in its place and as its
 * user, because files that root wrote the next worker could not read.
 */

#define GONE_MS	5000	/* for a killed worker to let go of its lock */

/* ---- The worker that does not answer ------------------------------------ */

/* The process that holds the lock, by what it wrote into it; 0: cannot tell. */
static pid_t
holder(struct ctl *c)
{
	FILE *f = fopen(site_lock_file(&c->arena, &c->site), "re");
	long pid = 0;

	if (f && fscanf(f, "%ld", &pid) != 1)
		pid = 0;
	if (f)
		fclose(f);
	return pid > 1 ? (pid_t)pid : 0;
}

/* A restore holds the same lock, and process ids are used again. */
static bool
is_worker(struct ctl *c, pid_t pid)
{
	FILE *f = fopen(arena_printf(&c->arena, "/proc/%ld/comm", (long)pid),
	    "re");
	char name[32] = "";

	if (f && !fgets(name, sizeof name, f))
		*name = '\0';
	if (f)
		fclose(f);
	return !strcmp(name, "powerhived\n");
}

/* It may be stopped or stuck in the kernel: no signal but this one is sure to
 * end it, and it is built to be killed at any instant. */
static int
end_worker(struct ctl *c)
{
	int64_t end_ms = day_mono_ms() + GONE_MS;
	pid_t pid = holder(c);

	if (!ctl_locked(c))
		return 0;
	if (!pid || !is_worker(c, pid))
		return ctl_fail(EX_TEMPFAIL, "process %ld, which is no "
		    "worker, holds the lock", (long)pid);
	fprintf(stderr, "powerhivectl: the worker does not answer: ending "
	    "process %ld\n", (long)pid);
	if (kill(pid, SIGKILL) && errno != ESRCH)
		return ctl_fail(EX_NOPERM, "cannot end process %ld: %s",
		    (long)pid, strerror(errno));
	while (holder(c) == pid && ctl_locked(c) && day_mono_ms() < end_ms)
		poll(NULL, 0, 10);
	return 0;
}

/* ---- In its place ------------------------------------------------------- */

/* The one beside this program, else the one that was installed. */
static const char *
worker_program(struct ctl *c)
{
	char self[4096];
	ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
	const char *path;

	if (n > 0) {
		self[n] = '\0';
		path = arena_printf(&c->arena, "%s/powerhived",
		    file_folder(&c->arena, self));
		if (!access(path, X_OK))
			return path;
	}
	return SBINDIR "/powerhived";
}

/* The worker could not read later what root has written: become the owner of
 * the folder. */
static bool
become_owner(struct ctl *c)
{
	struct stat s;

	if (geteuid() != 0 || stat(file_folder(&c->arena,
	    site_lock_file(&c->arena, &c->site)), &s) || s.st_uid == 0)
		return true;
	return !setgroups(1, &s.st_gid) && !setgid(s.st_gid) &&
	    !setuid(s.st_uid);
}

static void
be_worker(struct ctl *c, const char *action, enum emergency_scope scope)
{
	const char *program = worker_program(c);
	const char *words[] = { program, "--config", c->config,
	    "--log-level", "warn", "--stop-all", "--action", action,
	    scope == EMERGENCY_ALL ? NULL : "--managed", NULL };

	if (!become_owner(c))
		fprintf(stderr, "powerhivectl: cannot become the worker's "
		    "user: %s\n", strerror(errno));
	execv(program, (char *const *)words);
	fprintf(stderr, "powerhivectl: %s: %s\n", program, strerror(errno));
	_exit(EX_UNAVAILABLE);
}

int
stop_alone(struct ctl *c, const char *action, enum emergency_scope scope)
{
	int state, status = end_worker(c);
	pid_t child;

	if (status)
		return status;
	ctl_close(c);
	fflush(stdout);
	child = fork();
	if (child == 0)
		be_worker(c, action, scope);
	if (child < 0 || waitpid(child, &state, 0) != child)
		return ctl_fail(EX_OSERR, "cannot start powerhived: %s",
		    strerror(errno));
	if (!WIFEXITED(state))
		return ctl_fail(EX_SOFTWARE, "powerhived --stop-all was "
		    "ended by signal %d", WTERMSIG(state));
	return WEXITSTATUS(state);
}
