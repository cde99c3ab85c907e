/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <fcgiapp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "fcgi/http/answer.h"
#include "hive/base/log.h"
#include "hive/base/option.h"
#include "hive/base/zone.h"

/*
 * A parent and its responders.  The parent listens, keeps as many processes
 * alive as it was told, and on SIGHUP reads the configuration and has them
 * replaced; each responder answers one request at a time and shares nothing
 * with the others.  Signals are blocked but while a responder waits for its
 * next request, so no answer is cut off.
 */

#define PROCESSES	4
#define PROCESSES_MAX	64
#define OPTIONS_MAX	(16u << 20)	/* bytes of arena for them */

static struct {
	const char	*config, *pool, *listen;
	int		 processes;
} options = { SITE_DEFAULT_PATH, "control", NULL, PROCESSES };

/* In a responder: take no further request. */
static void
end_soon(int sig)
{
	(void)sig;
	FCGX_ShutdownPending();
}

/* ---- Options ------------------------------------------------------------- */

static const struct option rows[] = {
	{ .name = "config", VALUE("FILE", V_FILE),
	    .doc = "the configuration; default " SITE_DEFAULT_PATH },
	{ .name = "pool", VALUE("POOL", V_WORD, .words = "control|data"),
	    .doc = "what the log calls these processes; default control" },
	{ .name = "listen", VALUE("PATH", V_FILE), .doc = "the socket to make;"
	    " default: descriptor 0 is one" },
	{ .name = "processes", VALUE("N", V_WHOLE, .min = 1,
	    .max = PROCESSES_MAX), .doc = "how many; default 4" },
	{ .name = "version", .doc = "print the version" },
	{ .name = "help", .doc = "print this" },
	OPTIONS_END
};

static void
help(struct arena *a)
{
	printf("usage: powerhive-fcgi [--config FILE]"
	    " [--pool control|data] [--listen PATH] [--processes N]"
	    " [--version]\n\n");
	options_print(stdout, a, rows);
	printf("\nvalues:\n");
	values_print(stdout, a, NULL, rows, NULL);
}

static void
set_options(const struct options *o)
{
	const char *text;

	if ((text = options_value(o, "config")))
		options.config = text;
	if ((text = options_value(o, "pool")))
		options.pool = text;
	options.listen = options_value(o, "listen");
	options.processes = (int)options_number(o, "processes", PROCESSES);
}

static void
read_options(int argc, char *argv[])
{
	struct arena a;
	struct options o;
	const char *error;

	arena_init(&a, OPTIONS_MAX);
	options_begin(&o, &a, argc - 1, argv + 1);
	o.rows[0] = rows;
	o.help = "powerhive-fcgi --help";
	if ((error = options_all(&o, NULL))) {
		fprintf(stderr, "powerhive-fcgi: %s\n", error);
		exit(EX_USAGE);
	}
	if (options_value(&o, "help"))
		help(&a);
	else if (options_value(&o, "version"))
		printf("powerhive-fcgi %s\n", PACKAGE_VERSION);
	if (options_value(&o, "help") || options_value(&o, "version"))
		exit(EXIT_SUCCESS);
	set_options(&o);
	arena_free(&a);
}

/* The socket that systemd or spawn-fcgi left on descriptor 0, or our own. */
static int
listening(void)
{
	int fd;

	if (!options.listen)
		return 0;
	unlink(options.listen);
	umask(0117);
	fd = FCGX_OpenSocket(options.listen, 512);
	umask(027);
	if (fd < 0 || chmod(options.listen, 0660) < 0)
		log_exit(EX_CANTCREAT, "cannot listen path=\"%s\"",
		    options.listen);
	return fd;
}

/* What the parent is told: to stop, to read the configuration again, that a
 * responder has ended. */
static void
signals(sigset_t *set)
{
	sigemptyset(set);
	sigaddset(set, SIGTERM);
	sigaddset(set, SIGINT);
	sigaddset(set, SIGHUP);
	sigaddset(set, SIGCHLD);
}

/* One process: one request at a time, until its parent is gone or has a new
 * configuration.  Only the wait for a request may be interrupted. */
static void
respond(int fd, const struct site *site)
{
	struct sigaction on_hup = { .sa_handler = end_soon };
	struct responder responder;
	FCGX_Request f;
	sigset_t set;

	prctl(PR_SET_PDEATHSIG, SIGTERM);
	sigaction(SIGHUP, &on_hup, NULL);
	FCGX_InitRequest(&f, fd, 0);
	answer_begin(&responder, site);
	signals(&set);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	sigemptyset(&set);
	sigaddset(&set, SIGHUP);
	while (FCGX_Accept_r(&f) == 0) {
		sigprocmask(SIG_BLOCK, &set, NULL);
		answer_one(&responder, &f);
		FCGX_Finish_r(&f);
		sigprocmask(SIG_UNBLOCK, &set, NULL);
	}
	exit(EXIT_SUCCESS);
}

static pid_t
fork_one(int fd, const struct site *site)
{
	pid_t pid = fork();

	if (pid < 0)
		log_die("cannot fork");
	if (pid == 0)
		respond(fd, site);
	return pid;
}

/* Others in the place of those that have ended. */
static void
replace(pid_t *pids, int fd, const struct site *site)
{
	pid_t gone;
	int status;

	while ((gone = waitpid(-1, &status, WNOHANG)) > 0)
		for (int i = 0; i < options.processes; i++) {
			if (pids[i] != gone)
				continue;
			if (status != 0) {
				log_warn("a responder ended pid=%d status=%d",
				    (int)gone, status);
				usleep(100000);	/* not in a tight loop */
			}
			pids[i] = fork_one(fd, site);
		}
}

static const char *
load(struct arena *a, struct site *site)
{
	const char *warnings;

	arena_init(a, 16 << 20);
	return site_load(a, options.config, site, &warnings);
}

/* The worker goes on with the database, the sockets and the zone that it was
 * started with, so the responders do as well. */
static bool
reload(struct arena *arena, struct site *site)
{
	struct arena a;
	struct site new;
	const char *error = load(&a, &new);

	if (error) {
		log_error("configuration refused, the old one stays why=\"%s\"",
		    error);
		arena_free(&a);
		return false;
	}
	new.database_path = arena_copy(&a, site->database_path);
	new.run_path = arena_copy(&a, site->run_path);
	new.timezone = arena_copy(&a, site->timezone);
	arena_free(arena);
	*arena = a;
	*site = new;
	log_info("configuration reloaded");
	return true;
}

static void
keep_alive(int fd, struct arena *arena, struct site *site)
{
	pid_t pids[PROCESSES_MAX] = { 0 };
	sigset_t set;
	int sig;

	signals(&set);
	sigprocmask(SIG_BLOCK, &set, NULL);
	for (int i = 0; i < options.processes; i++)
		pids[i] = fork_one(fd, site);
	while (sigwait(&set, &sig) == 0 && (sig == SIGCHLD || sig == SIGHUP))
		if (sig == SIGCHLD)
			replace(pids, fd, site);
		else if (reload(arena, site))
			for (int i = 0; i < options.processes; i++)
				kill(pids[i], SIGHUP);
	for (int i = 0; i < options.processes; i++)
		kill(pids[i], SIGTERM);
	while (wait(NULL) > 0)
		;
}

int
main(int argc, char *argv[])
{
	struct arena arena;
	struct site site;
	const char *error;
	int fd;

	read_options(argc, argv);
	if ((error = load(&arena, &site)) ||
	    (error = zone_use(site.timezone)))
		log_exit(EX_CONFIG, "%s", error);
	signal(SIGPIPE, SIG_IGN);
	FCGX_Init();
	fd = listening();
	log_info("service started service=powerhive-fcgi pool=%s processes=%d"
	    " version=%s", options.pool, options.processes, PACKAGE_VERSION);
	keep_alive(fd, &arena, &site);
	if (options.listen)
		unlink(options.listen);
	arena_free(&arena);
	return EXIT_SUCCESS;
}
