/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "hive/base/instant.h"
#include "hive/base/log.h"
#include "hive/base/option.h"
#include "hive/site/site.h"
#include "tests/sim/meters.h"
#include "tests/sim/serve.h"

#define FAULTS_MAX 64
#define SCRIPT_MAX (1 << 20)

struct requests {
	struct farm_options	farm;
	struct serve_options	serve;
	struct meters_options	meters;
	const char		*script, *faults[FAULTS_MAX];
	int			faults_n;
};

enum what { WHOLE, LONG, TEXT, SECONDS, KILO, PERCENT, SWITCH, OFF, FAULT,
	SHAPE, UNIT, NO_TRIPS, NOTHING };

/* An option that fills one member of struct requests, or some of them.  Those
 * who start a farm put their options before those of somebody else, so each
 * may be given again, and the last one counts. */
struct knob {
	enum what	 what;
	size_t		 at;
	struct option	 option;
};

#define OF(member) offsetof(struct requests, member)

static const struct knob knobs[] = {
	{ WHOLE, OF(farm.miners), { .name = "miners",
	    VALUE("N", V_WHOLE, .min = 1, .max = 10000),
	    .doc = "how many; default 50", .many = true } },
	{ TEXT, OF(farm.net), { .name = "net", VALUE("NET", V_TEXT),
	    .doc = "where they live; default 127.1.0.0/16", .many = true } },
	{ WHOLE, OF(serve.port), { .name = "port",
	    VALUE("N", V_WHOLE, .min = 0, .max = 65535),
	    .doc = "their port; default 18080, 0: any that is "
	    "free", .many = true } },
	{ TEXT, OF(farm.model), { .name = "model", VALUE("ALIAS", V_TEXT),
	    .doc = "one model for all", .many = true } },
	{ TEXT, OF(farm.firmware), { .name = "firmware",
	    VALUE("VERSION", V_TEXT),
	    .doc = "one version for all", .many = true } },
	{ TEXT, OF(farm.password), { .name = "password", VALUE("TEXT", V_TEXT),
	    .doc = "of all miners; default admin", .many = true } },
	{ LONG, OF(farm.seed), { .name = "seed",
	    VALUE("N", V_WHOLE, .min = 0, .max = 1e15),
	    .doc = "another farm", .many = true } },
	{ SWITCH, OF(farm.cold), { .name = "cold",
	    .doc = "all miners are stopped at first", .many = true } },
	{ SWITCH, OF(farm.slow), { .name = "slow",
	    .doc = "starts and changes of the preset take "
	    "long", .many = true } },
	{ SWITCH, OF(farm.restart_on_change), { .name = "restart-on-change",
	    .doc = "every change of the preset restarts "
	    "mining", .many = true } },
	{ PERCENT, OF(farm.tuned_percent), { .name = "tuned",
	    VALUE("PERCENT", V_REAL, .min = 0, .max = 100),
	    .doc = "presets that are tuned; default 75", .many = true } },
	{ PERCENT, OF(farm.dead_percent), { .name = "dead",
	    VALUE("PERCENT", V_REAL, .min = 0, .max = 100),
	    .doc = "miners that have failed; default 1.5", .many = true } },
	{ PERCENT, OF(farm.closed_percent), { .name = "closed",
	    VALUE("PERCENT", V_REAL, .min = 0, .max = 100),
	    .doc = "miners whose summary wants credentials; default "
	    "0", .many = true } },
	{ PERCENT, OF(farm.switcher_percent), { .name = "switcher",
	    VALUE("PERCENT", V_REAL, .min = 0, .max = 100),
	    .doc = "miners whose thermal switcher moves the preset; "
	    "default 6", .many = true } },
	{ PERCENT, OF(farm.ignored_percent), { .name = "ignored",
	    VALUE("PERCENT", V_REAL, .min = 0, .max = 100),
	    .doc = "changes that are ignored; default 0.5", .many = true } },
	{ PERCENT, OF(farm.refused_percent), { .name = "refused",
	    VALUE("PERCENT", V_REAL, .min = 0, .max = 100),
	    .doc = "changes that are refused; default 0.5", .many = true } },
	{ PERCENT, OF(farm.restart_percent), { .name = "restart-required",
	    VALUE("PERCENT", V_REAL, .min = 0, .max = 100),
	    .doc = "changes that wait for a restart; default "
	    "2", .many = true } },
	{ PERCENT, OF(farm.late_percent), { .name = "late-restart",
	    VALUE("PERCENT", V_REAL, .min = 0, .max = 100),
	    .doc = "changes that restart late; default 0.5", .many = true } },
	{ SECONDS, OF(farm.latency_ms), { .name = "latency",
	    VALUE("SECONDS", V_REAL, .min = 0, .max = 600),
	    .doc = "every reply takes that long; default 0", .many = true } },
	{ SECONDS, OF(farm.token_ms), { .name = "session",
	    VALUE("SECONDS", V_REAL, .min = 0.001, .max = 1e7),
	    .doc = "life of a session; default 240", .many = true } },
	{ FAULT, 0, { .name = "fault", VALUE("WHO:FAULT", V_TEXT),
	    .doc = "from the start; up to 64 of them", .many = true } },
	{ TEXT, OF(script), { .name = "script", VALUE("FILE", V_FILE),
	    .doc = "commands, one a line", .many = true } },
	{ TEXT, OF(serve.control), { .name = "control", VALUE("PATH", V_FILE),
	    .doc = "the socket that takes commands", .many = true } },
	{ WHOLE, OF(serve.plant_port), { .name = "plant-port",
	    VALUE("N", V_WHOLE, .min = 0, .max = 65535),
	    .doc = "the plant's port; default 18090, 0: any that is "
	    "free", .many = true } },
	{ TEXT, OF(farm.plant_key), { .name = "plant-key", VALUE("KEY", V_TEXT),
	    .doc = "its bearer key; default demo-plant-key", .many = true } },
	{ TEXT, OF(farm.plant_id), { .name = "plant-id", VALUE("NAME", V_TEXT),
	    .doc = "its name; default riverside", .many = true } },
	{ KILO, OF(farm.nameplate_w), { .name = "nameplate",
	    VALUE("KW", V_REAL, .min = 0, .max = 1e9),
	    .doc = "what it is built for", .many = true } },
	{ SECONDS, OF(farm.plant_day_ms), { .name = "plant-day",
	    VALUE("SECONDS", V_REAL, .min = 1, .max = 1e7),
	    .doc = "length of its day; default 3600", .many = true } },
	{ SECONDS, OF(farm.plant_period_ms), { .name = "plant-period",
	    VALUE("SECONDS", V_REAL, .min = 0.1, .max = 86400),
	    .doc = "between two of its readings; default 60", .many = true } },
	{ SHAPE, 0, { .name = "plant-shape",
	    VALUE("SHAPE", V_WORD, .of = plant_shape_words),
	    .doc = "how its generation goes", .many = true } },
	{ UNIT, 0, { .name = "plant-unit",
	    VALUE("UNIT", V_WORD, .of = plant_unit_words),
	    .doc = "of fields that end in _mw; default kW", .many = true } },
	{ NO_TRIPS, 0, { .name = "no-trips",
	    .doc = "generation is never lost", .many = true } },
	{ OFF, OF(farm.meter_includes_miners), { .name = "meter-without-miners",
	    .doc = "the containers' consumption is without the "
	    "miners", .many = true } },
	{ WHOLE, OF(meters.meters), { .name = "meters",
	    VALUE("N", V_WHOLE, .min = 0, .max = METERS_MAX),
	    .doc = "boards that meter a circuit each; default "
	    "0", .many = true } },
	{ TEXT, OF(meters.url), { .name = "mqtt", VALUE("URL", V_TEXT),
	    .doc = "the broker that they publish to", .many = true } },
	{ TEXT, OF(meters.ca_file), { .name = "mqtt-ca", VALUE("FILE", V_FILE),
	    .doc = "certificates that the broker's comes "
	    "from", .many = true } },
	{ TEXT, OF(meters.password_file), { .name = "mqtt-password-file",
	    VALUE("FILE", V_FILE),
	    .doc = "a password for all boards", .many = true } },
	{ TEXT, OF(meters.prefix), { .name = "mqtt-prefix",
	    VALUE("TOPIC", V_TEXT), .doc = "default autovolt", .many = true } },
	{ SECONDS, OF(meters.period_ms), { .name = "meter-period",
	    VALUE("SECONDS", V_REAL, .min = 0.001, .max = 86400),
	    .doc = "between two readings of a board; default "
	    "30", .many = true } },
	{ SECONDS, OF(meters.history_ms), { .name = "meter-history",
	    VALUE("SECONDS", V_REAL, .min = 0, .max = 1e6),
	    .doc = "what each board has kept; default 0", .many = true } },
	{ TEXT, OF(meters.fault), { .name = "meter-fault",
	    VALUE("FAULT", V_TEXT),
	    .doc = "of every board from the start", .many = true } },
	{ LONG, OF(meters.readings), { .name = "meter-readings",
	    VALUE("N", V_WHOLE, .min = 0, .max = 1e9),
	    .doc = "a board makes no more; default 0, no end", .many = true } },
	{ NOTHING, 0, { .name = "help", .doc = "print this", .many = true } },
	{ NOTHING, 0, { .name = "version",
	    .doc = "print the version", .many = true } },
};

#define KNOBS	(sizeof knobs / sizeof *knobs)

static struct option rows[KNOBS + 1];

static volatile int stop;

static void
on_signal(int signal)
{
	(void)signal;
	stop = 1;
}

static const char usage[] = "usage: powerhive-sim [options]\n"
    "       powerhive-sim [--control PATH] trip [SHARE] [for S]\n"
    "       powerhive-sim [--control PATH] tell COMMAND\n"
    "see powerhive-sim(1)\n";

static void
help(struct arena *a)
{
	printf("%s\n", usage);
	options_print(stdout, a, rows);
	printf("\nvalues:\n");
	values_print(stdout, a, NULL, rows, NULL);
}

static void
error_usage(const char *error)
{
	fprintf(stderr, "powerhive-sim: %s\n", error);
	exit(EX_USAGE);
}

/* The option's row has looked at the text. */
static void
set(struct requests *w, const struct knob *k, const char *text)
{
	void *at = (char *)w + k->at;

	switch (k->what) {
	case WHOLE:
		*(int *)at = (int)strtol(text, NULL, 10);
		break;
	case LONG:
		*(int64_t *)at = strtoll(text, NULL, 10);
		break;
	case TEXT:
		*(const char **)at = text;
		break;
	case SECONDS:
		*(int64_t *)at = (int64_t)(strtod(text, NULL) * 1000);
		break;
	case KILO:
	case PERCENT:
		*(double *)at = strtod(text, NULL) *
		    (k->what == KILO ? 1000 : 1);
		break;
	case SWITCH:
	case OFF:
		*(bool *)at = k->what == SWITCH;
		break;
	case FAULT:
		if (w->faults_n == FAULTS_MAX)
			error_usage("more than 64 of --fault");
		w->faults[w->faults_n++] = text;
		break;
	case SHAPE:
		w->farm.shape = words_value(plant_shape_words, text);
		break;
	case UNIT:
		w->farm.plant_unit_mw =
		    words_value(plant_unit_words, text) == UNIT_MW;
		break;
	case NO_TRIPS:
		w->farm.trip_first_ms = -1;
		break;
	case NOTHING:
		break;
	}
}

/* The words after the options, each a string, NULL at the end. */
static char **
read_options(struct arena *a, int argc, char **argv, struct requests *w)
{
	struct options o;
	const char *error;

	for (size_t i = 0; i < KNOBS; i++)
		rows[i] = knobs[i].option;
	options_begin(&o, a, argc - 1, argv + 1);
	o.rows[0] = rows;
	o.help = "powerhive-sim --help";
	if ((error = options_lead(&o)))
		error_usage(error);
	if (options_value(&o, "help"))
		help(a);
	else if (options_value(&o, "version"))
		puts("powerhive-sim " PACKAGE_VERSION);
	if (options_value(&o, "help") || options_value(&o, "version"))
		exit(EXIT_SUCCESS);
	for (int i = 0; i < o.said_n; i++)
		set(w, &knobs[o.said[i].option - rows], o.said[i].text);
	return o.next;
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
tell(const struct requests *w, struct arena *arena, char **words)
{
	const char *line = strcmp(*words, "tell") ? *words : "";

	if (*line && strcmp(line, "trip")) {
		fputs(usage, stderr);
		return EX_USAGE;
	}
	while (*++words)
		line = arena_printf(arena, "%s%s%s", line, *line ? " " : "",
		    *words);
	return control_tell(w->serve.control, line);
}

static void
run_script(struct farm *farm, struct arena *arena, const struct requests *w)
{
	const char *error;
	FILE *f;
	char *text;

	for (int i = 0; i < w->faults_n; i++)
		if ((error = farm_fault(farm, w->faults[i])))
			log_exit(EX_USAGE, "--fault %s: %s", w->faults[i],
			    error);
	if (!w->script)
		return;
	if (!(f = fopen(w->script, "r")))
		log_exit(EX_NOINPUT, "%s: %s", w->script, strerror(errno));
	text = arena_take(arena, SCRIPT_MAX + 1);
	text[fread(text, 1, SCRIPT_MAX, f)] = '\0';
	fclose(f);
	if ((error = farm_script(farm, arena, text)))
		log_exit(EX_DATAERR, "%s: %s", w->script, error);
}

static int
serve(struct requests *w, struct farm *farm)
{
	struct sigaction action = { .sa_handler = on_signal };
	struct server server;
	const char *error = serve_open(&server, farm, w->farm.wall_ms,
	    &w->serve);

	if (error) {
		log_error("cannot listen: %s", error);
		serve_close(&server);
		return EX_UNAVAILABLE;
	}
	if (w->meters.meters && (error = meters_open(&w->meters))) {
		log_error("meters: %s", error);
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
run(struct requests *w, struct arena *arena)
{
	const char *error;
	struct farm *farm;
	int status;

	w->farm.wall_ms = w->meters.wall_ms = day_wall_ms();
	w->meters.seed = w->farm.seed;
	if (w->meters.meters && !w->meters.url)
		log_exit(EX_USAGE, "--meters wants --mqtt URL");
	if (!(farm = farm_new(&w->farm, &error)))
		log_exit(EX_USAGE, "%s", error);
	run_script(farm, arena, w);
	status = serve(w, farm);
	farm_free(farm);
	return status;
}

int
main(int argc, char **argv)
{
	struct requests w = { .serve = { .port = 18080, .plant_port = 18090 },
	    .meters = { .prefix = "autovolt", .period_ms = 30000 } };
	struct arena arena;
	char **words;
	int status;

	arena_init(&arena, 16 << 20);
	farm_defaults(&w.farm);
	w.serve.control = usual_control(&arena);
	words = read_options(&arena, argc, argv, &w);
	status = *words ? tell(&w, &arena, words) : run(&w, &arena);
	arena_free(&arena);
	return status;
}
