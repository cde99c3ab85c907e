/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "hive/day.h"
#include "hive/log.h"
#include "tests/sim/meters.h"
#include "tests/sim/serve.h"

#define FAULTS_MOST 64
#define SCRIPT_MOST (1 << 20)

struct wishes {
	struct farm_options	farm;
	struct serve_options	serve;
	struct meters_options	meters;
	const char		*script, *faults[FAULTS_MOST];
	int			faults_n;
};

enum what { WHOLE, LONG, TEXT, SECONDS, KILO, PERCENT, SWITCH, OFF };

/* An option that fills one member of struct wishes. */
struct knob {
	const char	*name;
	enum what	 what;
	size_t		 at;
	double		 least, most;
};

#define OF(member) offsetof(struct wishes, member)

static const struct knob knobs[] = {
	{ "miners", WHOLE, OF(farm.miners), 1, 10000 },
	{ "net", TEXT, OF(farm.net), 0, 0 },
	{ "port", WHOLE, OF(serve.port), 0, 65535 },
	{ "plant-port", WHOLE, OF(serve.plant_port), 0, 65535 },
	{ "plant-day", SECONDS, OF(farm.plant_day_ms), 1, 1e7 },
	{ "plant-period", SECONDS, OF(farm.plant_period_ms), 0.1, 86400 },
	{ "plant-key", TEXT, OF(farm.plant_key), 0, 0 },
	{ "plant-id", TEXT, OF(farm.plant_id), 0, 0 },
	{ "control", TEXT, OF(serve.control), 0, 0 },
	{ "script", TEXT, OF(script), 0, 0 },
	{ "model", TEXT, OF(farm.model), 0, 0 },
	{ "firmware", TEXT, OF(farm.firmware), 0, 0 },
	{ "password", TEXT, OF(farm.password), 0, 0 },
	{ "tuned", PERCENT, OF(farm.tuned_percent), 0, 100 },
	{ "dead", PERCENT, OF(farm.dead_percent), 0, 100 },
	{ "closed", PERCENT, OF(farm.closed_percent), 0, 100 },
	{ "switcher", PERCENT, OF(farm.switcher_percent), 0, 100 },
	{ "ignored", PERCENT, OF(farm.ignored_percent), 0, 100 },
	{ "refused", PERCENT, OF(farm.refused_percent), 0, 100 },
	{ "restart-required", PERCENT, OF(farm.restart_percent), 0, 100 },
	{ "late-restart", PERCENT, OF(farm.late_percent), 0, 100 },
	{ "latency", SECONDS, OF(farm.latency_ms), 0, 600 },
	{ "session", SECONDS, OF(farm.token_ms), 0.001, 1e7 },
	{ "nameplate", KILO, OF(farm.nameplate_w), 0, 1e9 },
	{ "meters", WHOLE, OF(meters.meters), 0, METERS_MOST },
	{ "mqtt", TEXT, OF(meters.url), 0, 0 },
	{ "mqtt-ca", TEXT, OF(meters.ca_file), 0, 0 },
	{ "mqtt-password-file", TEXT, OF(meters.password_file), 0, 0 },
	{ "mqtt-prefix", TEXT, OF(meters.prefix), 0, 0 },
	{ "meter-period", SECONDS, OF(meters.period_ms), 0.001, 86400 },
	{ "meter-fault", TEXT, OF(meters.fault), 0, 0 },
	{ "meter-history", SECONDS, OF(meters.history_ms), 0, 1e6 },
	{ "meter-readings", LONG, OF(meters.readings), 0, 1e9 },
	{ "slow", SWITCH, OF(farm.slow), 0, 0 },
	{ "restart-on-change", SWITCH, OF(farm.restart_on_change), 0, 0 },
	{ "cold", SWITCH, OF(farm.cold), 0, 0 },
	{ "meter-without-miners", OFF, OF(farm.meter_includes_miners), 0, 0 },
	{ .name = NULL }
};

static volatile int stop;

static void
on_signal(int signal)
{
	(void)signal;
	stop = 1;
}

static void
usage(FILE *to)
{
	fputs("usage: powerhive-sim [options]\n"
	    "       powerhive-sim [--control PATH] trip [SHARE] [for S]\n"
	    "       powerhive-sim [--control PATH] tell COMMAND\n"
	    "see powerhive-sim(1)\n", to);
}

static double
number(const struct knob *k, const char *text)
{
	char *end;
	double n = strtod(text, &end);

	if (end == text || *end || !(n >= k->least && n <= k->most))
		log_exit(EX_USAGE, "--%s: want a number from %g to %g",
		    k->name, k->least, k->most);
	return n;
}

static void
set(struct wishes *w, const struct knob *k, const char *text)
{
	void *at = (char *)w + k->at;

	switch (k->what) {
	case WHOLE:
		*(int *)at = (int)number(k, text);
		break;
	case LONG:
		*(int64_t *)at = (int64_t)number(k, text);
		break;
	case TEXT:
		*(const char **)at = text;
		break;
	case SECONDS:
		*(int64_t *)at = (int64_t)(number(k, text) * 1000);
		break;
	case KILO:
	case PERCENT:
		*(double *)at = number(k, text) * (k->what == KILO ? 1000 : 1);
		break;
	case SWITCH:
	case OFF:
		*(bool *)at = k->what == SWITCH;
	}
}

/* Options with more to them than one member. */
static void
set_other(struct wishes *w, const char *name, const char *text)
{
	static const struct knob seed = { "seed", WHOLE, 0, 0, 1e15 };
	static const char *const shapes[] = { "day", "steady", "walk" };
	int shape = 0;

	if (!strcmp(name, "seed"))
		w->farm.seed = (uint64_t)number(&seed, text);
	else if (!strcmp(name, "fault") && w->faults_n < FAULTS_MOST)
		w->faults[w->faults_n++] = text;
	else if (!strcmp(name, "no-trips"))
		w->farm.trip_first_ms = -1;
	else if (!strcmp(name, "plant-unit") && (!strcmp(text, "kW") ||
	    !strcmp(text, "MW")))
		w->farm.plant_unit_mw = *text == 'M';
	else if (!strcmp(name, "plant-shape")) {
		while (shape < 3 && strcmp(shapes[shape], text))
			shape++;
		if (shape == 3)
			log_exit(EX_USAGE, "--plant-shape: day, steady, walk");
		w->farm.shape = (enum plant_shape)shape;
	} else
		log_exit(EX_USAGE, "--%s: cannot take that", name);
}

static void
read_options(int argc, char **argv, struct wishes *w)
{
	static const char *const others[] = { "seed", "fault", "no-trips",
	    "plant-unit", "plant-shape", "help", "version", NULL };
	struct option options[64] = { { .name = NULL } };
	int n = 0, c;

	for (; knobs[n].name; n++)
		options[n] = (struct option){ knobs[n].name,
		    knobs[n].what < SWITCH, NULL, 1 + n };
	for (int i = 0; others[i]; i++)
		options[n + i] = (struct option){ others[i],
		    strcmp(others[i], "no-trips") && i < 5, NULL, 100 + i };
	while ((c = getopt_long(argc, argv, "+", options, NULL)) != -1) {
		if (c == 106) {
			puts("powerhive-sim " PACKAGE_VERSION);
			exit(0);
		}
		if (c == 105) {
			usage(stdout);
			exit(0);
		}
		if (c >= 100)
			set_other(w, others[c - 100], optarg);
		else if (c > 0 && c <= n)
			set(w, &knobs[c - 1], optarg);
		else
			exit((usage(stderr), EX_USAGE));
	}
}

static const char *
usual_control(struct arena *arena)
{
	const char *dir = getenv("XDG_RUNTIME_DIR");

	if (dir && *dir == '/')
		return arena_printf(arena, "%s/powerhive-sim.socket", dir);
	return arena_printf(arena, "/tmp/powerhive-sim-%u.socket",
	    (unsigned)getuid());
}

/* "trip ..." or "tell COMMAND": the words as one line. */
static int
tell(const struct wishes *w, struct arena *arena, char **words)
{
	const char *line = strcmp(*words, "tell") ? *words : "";

	if (*line && strcmp(line, "trip")) {
		usage(stderr);
		return EX_USAGE;
	}
	while (*++words)
		line = arena_printf(arena, "%s%s%s", line, *line ? " " : "",
		    *words);
	return control_tell(w->serve.control, line);
}

static void
run_script(struct farm *farm, struct arena *arena, const struct wishes *w)
{
	const char *wrong;
	FILE *f;
	char *text;

	for (int i = 0; i < w->faults_n; i++)
		if ((wrong = farm_fault(farm, w->faults[i])))
			log_exit(EX_USAGE, "--fault %s: %s", w->faults[i],
			    wrong);
	if (!w->script)
		return;
	if (!(f = fopen(w->script, "r")))
		log_exit(EX_NOINPUT, "%s: %s", w->script, strerror(errno));
	text = arena_take(arena, SCRIPT_MOST + 1);
	text[fread(text, 1, SCRIPT_MOST, f)] = '\0';
	fclose(f);
	if ((wrong = farm_script(farm, arena, text)))
		log_exit(EX_DATAERR, "%s: %s", w->script, wrong);
}

static int
serve(struct wishes *w, struct farm *farm)
{
	struct sigaction action = { .sa_handler = on_signal };
	struct server server;
	const char *wrong = serve_open(&server, farm, w->farm.wall_ms,
	    &w->serve);

	if (wrong) {
		log_error("cannot listen: %s", wrong);
		serve_close(&server);
		return EX_UNAVAILABLE;
	}
	if (w->meters.meters && (wrong = meters_open(&w->meters))) {
		log_error("meters: %s", wrong);
		serve_close(&server);
		return EX_UNAVAILABLE;
	}
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	printf("ready miners=%d net=%s port=%d plant_port=%d"
	    " nameplate_kw=%.0f control=%s\n", w->farm.miners, w->farm.net,
	    server.port, server.plant_port, farm_nameplate_w(farm) / 1000,
	    w->serve.control);
	fflush(stdout);
	serve_run(&server, &stop);
	meters_close();
	serve_close(&server);
	return 0;
}

static int
run(struct wishes *w, struct arena *arena)
{
	const char *wrong;
	struct farm *farm;
	int status;

	w->farm.wall_ms = w->meters.wall_ms = day_wall_ms();
	w->meters.seed = w->farm.seed;
	if (w->meters.meters && !w->meters.url)
		log_exit(EX_USAGE, "--meters wants --mqtt URL");
	if (!(farm = farm_new(&w->farm, &wrong)))
		log_exit(EX_USAGE, "%s", wrong);
	run_script(farm, arena, w);
	status = serve(w, farm);
	farm_free(farm);
	return status;
}

int
main(int argc, char **argv)
{
	struct wishes w = { .serve = { .port = 18080, .plant_port = 18090 },
	    .meters = { .prefix = "autovolt", .period_ms = 30000 } };
	struct arena arena;
	int status;

	arena_init(&arena, 16 << 20);
	farm_defaults(&w.farm);
	w.serve.control = usual_control(&arena);
	read_options(argc, argv, &w);
	status = argv[optind] ? tell(&w, &arena, argv + optind) :
	    run(&w, &arena);
	arena_free(&arena);
	return status;
}
