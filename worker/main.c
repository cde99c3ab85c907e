/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <curl/curl.h>
#include <getopt.h>
#include <libgen.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "hive/log.h"
#include "worker/stop_all.h"
#include "worker/turn.h"

static struct work work;

static void
usage(FILE *to)
{
	fprintf(to, "usage: powerhived [--config FILE] [--check-config]"
	    " [--log-level debug|info|warn] [--version]\n"
	    "       powerhived --stop-all [--managed] [--action stop|lowest|"
	    "freeze] [--config FILE]\n");
}

static void
show_version(void)
{
	printf("powerhived %s\nSQLite %s\nlibcurl %s\nlibsodium %s\n",
	    PACKAGE_VERSION, db_library_version(),
	    curl_version_info(CURLVERSION_NOW)->version,
	    sodium_version_string());
}

static int
check_config(const char *path)
{
	struct arena a;
	struct site site;
	const char *warnings, *wrong;
	struct json j;

	arena_init(&a, 16 << 20);
	wrong = site_load(&a, path, &site, &warnings);
	if (warnings)
		fprintf(stderr, "%s", warnings);
	if (wrong)
		fprintf(stderr, "%s", wrong);
	else {
		json_init(&j, &a);
		site_show(&j, &site);
		printf("%s\n", json_done(&j));
	}
	arena_free(&a);
	return wrong ? EX_CONFIG : EXIT_SUCCESS;
}

static void
set_log_level(const char *word)
{
	if (!strcmp(word, "debug"))
		log_level(LOG_TRACE);
	else if (!strcmp(word, "warn"))
		log_level(LOG_NOTE);
	else if (strcmp(word, "info")) {
		usage(stderr);
		exit(EX_USAGE);
	}
}

static struct {
	bool		 all;
	const char	*scope, *action;
} stop = { .scope = "all", .action = "stop" };

static void
set_stop_action(const char *word)
{
	stop.action = word;
	if (record_word("stop|lowest|freeze", word))
		return;
	usage(stderr);
	exit(EX_USAGE);
}

static const struct option options[] = {
	{ "config", required_argument, NULL, 'c' },
	{ "check-config", no_argument, NULL, 'k' },
	{ "log-level", required_argument, NULL, 'l' },
	{ "stop-all", no_argument, NULL, 's' },
	{ "managed", no_argument, NULL, 'm' },
	{ "action", required_argument, NULL, 'a' },
	{ "version", no_argument, NULL, 'v' },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 }
};

static void
read_options(int argc, char *argv[])
{
	bool check = false;
	int c;

	work.site_path = SITE_DEFAULT_PATH;
	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1)
		switch (c) {
		case 'c':
			work.site_path = optarg;
			break;
		case 'k':
			check = true;
			break;
		case 'l':
			set_log_level(optarg);
			break;
		case 's':
			stop.all = true;
			break;
		case 'm':
			stop.scope = "managed";
			break;
		case 'a':
			set_stop_action(optarg);
			break;
		case 'v':
			show_version();
			exit(EXIT_SUCCESS);
		case 'h':
			usage(stdout);
			exit(EXIT_SUCCESS);
		default:
			usage(stderr);
			exit(EX_USAGE);
		}
	if (optind < argc) {
		usage(stderr);
		exit(EX_USAGE);
	}
	if (check)
		exit(check_config(work.site_path));
}

static void
signalled(struct watch *w, uint32_t events)
{
	struct signalfd_siginfo s;

	(void)events;
	while (read(w->fd, &s, sizeof s) == (ssize_t)sizeof s)
		if (s.ssi_signo == SIGHUP)
			work.reload = true;
		else
			work.stopping = true;
}

static void
watch_signals(void)
{
	static struct watch watch;
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	sigprocmask(SIG_BLOCK, &set, NULL);
	signal(SIGPIPE, SIG_IGN);
	watch = (struct watch){ signalfd(-1, &set, SFD_NONBLOCK |
	    SFD_CLOEXEC), signalled, NULL };
	loop_watch(work.loop, &watch, EPOLLIN);
}

int
main(int argc, char *argv[])
{
	read_options(argc, argv);
	umask(027);
	if (sodium_init() < 0)
		log_die("cannot start libsodium");
	work.loop = loop_new();
	watch_signals();
	if (stop.all)
		return stop_all_alone(&work, stop.action, stop.scope);
	work_open(&work);
	while (!work.stopping)
		work_turn(&work);
	work_close(&work);
	return EXIT_SUCCESS;
}
