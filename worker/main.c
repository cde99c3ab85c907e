/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <curl/curl.h>
#include <libgen.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "hive/base/log.h"
#include "hive/base/option.h"
#include "worker/stop_all.h"
#include "worker/system/loop.h"

#define OPTIONS_MAX	(16u << 20)	/* bytes of arena for them */

/* The one process; too large for the stack. */
static struct worker worker;

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
	const char *warnings, *error;
	struct json j;

	arena_init(&a, 16 << 20);
	error = site_load(&a, path, &site, &warnings);
	if (warnings)
		fprintf(stderr, "%s", warnings);
	if (error)
		fprintf(stderr, "%s", error);
	else {
		json_init(&j, &a);
		site_show(&j, &site);
		printf("%s\n", json_done(&j));
	}
	arena_free(&a);
	return error ? EX_CONFIG : EXIT_SUCCESS;
}

/* ---- Options ------------------------------------------------------------- */

/* What is logged. */
enum loudness {
	LOUDNESS_UNSAID, LOUDNESS_DEBUG, LOUDNESS_INFO, LOUDNESS_WARN
};

static const char *const loudness_words[] = {
	[LOUDNESS_DEBUG] = "debug", [LOUDNESS_INFO] = "info",
	[LOUDNESS_WARN] = "warn", NULL
};

static const struct option options[] = {
	{ .name = "config", VALUE("FILE", V_FILE),
	    .doc = "the configuration; default " SITE_DEFAULT_PATH },
	{ .name = "check-config",
	    .doc = "print the configuration that is in force, and end" },
	{ .name = "log-level", VALUE("LEVEL", V_WORD,
	    .of = loudness_words),
	    .doc = "log more, or less; default info" },
	{ .name = "stop-all", .doc = "the emergency stop when no worker "
	    "answers: stop the miners, and end" },
	{ .name = "managed", .doc = "with --stop-all: the managed ones only" },
	{ .name = "action", VALUE("ACTION", V_WORD,
	    .of = emergency_action_words),
	    .doc = "with --stop-all: what they are told; default stop" },
	{ .name = "version", .doc = "print the versions" },
	{ .name = "help", .doc = "print this" },
	OPTIONS_END
};

static const struct option_rule rules[] = {
	{ RULE_ONE_MAX, "check-config|stop-all" },
	{ RULE_ONLY_WITH, "managed|stop-all" },
	{ RULE_ONLY_WITH, "action|stop-all" },
	RULES_END
};

static void
help(struct arena *a)
{
	printf("usage: powerhived [--config FILE] [--check-config]"
	    " [--log-level debug|info|warn] [--version]\n"
	    "       powerhived --stop-all [--managed] [--action stop|lowest|"
	    "freeze] [--config FILE]\n\n");
	options_print(stdout, a, options);
	printf("\nvalues:\n");
	values_print(stdout, a, NULL, options, rules);
}

static void
set_log_level(const char *word)
{
	static const enum log_level levels[] = {
		[LOUDNESS_DEBUG] = LOG_TRACE, [LOUDNESS_INFO] = LOG_TELL,
		[LOUDNESS_WARN] = LOG_NOTE
	};

	log_level(levels[words_value(loudness_words, word)]);
}

/* What was read lives in the arena until the process ends. */
static void
read_options(struct options *o, struct arena *a, int argc, char *argv[])
{
	const char *error, *text;

	arena_init(a, OPTIONS_MAX);
	options_begin(o, a, argc - 1, argv + 1);
	o->rows[0] = options;
	o->help = "powerhived --help";
	if ((error = options_all(o, rules))) {
		fprintf(stderr, "powerhived: %s\n", error);
		exit(EX_USAGE);
	}
	if (options_value(o, "help"))
		help(a);
	else if (options_value(o, "version"))
		show_version();
	if (options_value(o, "help") || options_value(o, "version"))
		exit(EXIT_SUCCESS);
	if ((text = options_value(o, "log-level")))
		set_log_level(text);
	text = options_value(o, "config");
	worker.site_path = text ? text : SITE_DEFAULT_PATH;
	if (options_value(o, "check-config"))
		exit(check_config(worker.site_path));
}

static void
signalled(struct watch *w, uint32_t events)
{
	struct signalfd_siginfo s;

	(void)events;
	while (read(w->fd, &s, sizeof s) == (ssize_t)sizeof s)
		if (s.ssi_signo == SIGHUP)
			worker.reload = true;
		else
			worker.stopping = true;
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
	loop_watch(worker.loop, &watch, EPOLLIN);
}

int
main(int argc, char *argv[])
{
	static struct options o;
	static struct arena arena;
	enum emergency_action action;

	read_options(&o, &arena, argc, argv);
	umask(027);
	if (sodium_init() < 0)
		log_die("cannot start libsodium");
	worker.loop = loop_new();
	watch_signals();
	action = words_value(emergency_action_words,
	    options_value(&o, "action"));
	if (options_value(&o, "stop-all"))
		return stop_all_alone(&worker, action ? action :
		    EMERGENCY_STOP, options_value(&o, "managed") ?
		    EMERGENCY_MANAGED : EMERGENCY_ALL);
	worker_open(&worker);
	while (!worker.stopping)
		worker_turn(&worker);
	worker_close(&worker);
	return EXIT_SUCCESS;
}
