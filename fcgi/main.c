/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <fcgiapp.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "fcgi/answer.h"
#include "hive/log.h"
#include "hive/zone.h"

#define PROCESSES	4
#define PROCESSES_MOST	64

static struct {
	const char	*config, *pool, *listen;
	int		 processes;
} options = { SITE_DEFAULT_PATH, "control", NULL, PROCESSES };

static volatile sig_atomic_t stopping;

static void
stop(int sig)
{
	(void)sig;
	stopping = 1;
}

static void
usage(FILE *to)
{
	fprintf(to, "usage: powerhive-fcgi [--config FILE]"
	    " [--pool control|data] [--listen PATH] [--processes N]"
	    " [--version]\n");
}

static int
processes_of(const char *text)
{
	long n = strtol(text, NULL, 10);

	if (n < 1 || n > PROCESSES_MOST) {
		fprintf(stderr, "processes must be from 1 to %d\n",
		    PROCESSES_MOST);
		exit(EX_USAGE);
	}
	return (int)n;
}

static void
read_options(int argc, char *argv[])
{
	static const struct option longs[] = {
		{ "config", required_argument, NULL, 'c' },
		{ "pool", required_argument, NULL, 'p' },
		{ "listen", required_argument, NULL, 'l' },
		{ "processes", required_argument, NULL, 'n' },
		{ "version", no_argument, NULL, 'v' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 }
	};
	int c;

	while ((c = getopt_long(argc, argv, "", longs, NULL)) != -1)
		switch (c) {
		case 'c':
			options.config = optarg;
			break;
		case 'p':
			options.pool = optarg;
			break;
		case 'l':
			options.listen = optarg;
			break;
		case 'n':
			options.processes = processes_of(optarg);
			break;
		case 'v':
			printf("powerhive-fcgi %s\n", PACKAGE_VERSION);
			exit(EXIT_SUCCESS);
		case 'h':
			usage(stdout);
			exit(EXIT_SUCCESS);
		default:
			usage(stderr);
			exit(EX_USAGE);
		}
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

/* One process: one request at a time, until its parent is gone. */
static void
respond(int fd, const struct site *site)
{
	FCGX_Request f;

	prctl(PR_SET_PDEATHSIG, SIGTERM);
	signal(SIGTERM, SIG_DFL);
	signal(SIGINT, SIG_DFL);
	FCGX_InitRequest(&f, fd, 0);
	answer_begin(site);
	while (FCGX_Accept_r(&f) == 0)
		answer_one(&f);
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

static void
keep_alive(int fd, const struct site *site)
{
	pid_t pids[PROCESSES_MOST];

	for (int i = 0; i < options.processes; i++)
		pids[i] = fork_one(fd, site);
	while (!stopping) {
		int status;
		pid_t gone = wait(&status);

		for (int i = 0; !stopping && i < options.processes; i++)
			if (gone > 0 && pids[i] == gone) {
				log_warn("a responder ended pid=%d status=%d",
				    (int)gone, status);
				usleep(100000);	/* not in a tight loop */
				pids[i] = fork_one(fd, site);
			}
	}
	for (int i = 0; i < options.processes; i++)
		kill(pids[i], SIGTERM);
	while (wait(NULL) > 0)
		;
}

int
main(int argc, char *argv[])
{
	struct sigaction on_stop = { .sa_handler = stop };
	const char *warnings, *wrong;
	struct arena arena;
	struct site site;
	int fd;

	read_options(argc, argv);
	arena_init(&arena, 16 << 20);
	if ((wrong = site_load(&arena, options.config, &site, &warnings)) ||
	    (wrong = zone_use(site.timezone)))
		log_exit(EX_CONFIG, "%s", wrong);
	sigaction(SIGTERM, &on_stop, NULL);
	sigaction(SIGINT, &on_stop, NULL);
	signal(SIGPIPE, SIG_IGN);
	FCGX_Init();
	fd = listening();
	log_info("service started service=powerhive-fcgi pool=%s processes=%d"
	    " version=%s", options.pool, options.processes, PACKAGE_VERSION);
	keep_alive(fd, &site);
	if (options.listen)
		unlink(options.listen);
	return EXIT_SUCCESS;
}
