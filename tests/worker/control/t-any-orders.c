/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "hive/base/log.h"
#include "tests/lib/site_rig.h"

/*
 * Whatever people order, whatever miners do, and whenever the worker ends:
 * what is on record of a command goes forward only, it ends, and while an
 * emergency stop is in force no miner that rests mines again.  The orders
 * are drawn; the seed is printed.
 */
#define MINERS	8
#define STORIES	6
#define STEPS	120		/* of each */
#define KEPT	4096		/* commands */
#define CALM_MS	8000		/* what was out when the stop came arrives */

static uint32_t seed;
static enum command_state shown[KEPT];
static int64_t commands;
static int64_t stopped_ms;	/* of the farm; 0: no stop is in force */
static bool rested[MINERS + 1];

static int
below(int n)
{
	seed = seed * 1664525 + 1013904223;
	return (int)((seed >> 8) % (uint32_t)n);
}

/* ---- What must hold ------------------------------------------------------ */

static bool
has_ended(enum command_state s)
{
	return s == COMMAND_CONFIRMED || s == COMMAND_FAILED ||
	    s == COMMAND_EXPIRED;
}

/* Commands that went back, or on after their end. */
static int
out_of_order(void)
{
	static struct arena a;
	struct command c;
	int bad = 0;

	if (!a.limit)
		arena_init(&a, 1 << 22);
	for (int64_t id = 1; id < KEPT; id++) {
		if (has_ended(shown[id]))
			continue;
		if (!command_get(b.worker.turn.db, &a, id, &c))
			break;
		commands = id;
		if (c.state < shown[id]) {
			printf("# command %d: %s after %s\n", (int)id,
			    command_state_words[c.state],
			    command_state_words[shown[id]]);
			bad++;
		}
		shown[id] = c.state;
	}
	arena_reset(&a);
	return bad;
}

/* Miners that rested and do not any more, though a stop is in force. */
static int
raised(void)
{
	bool late = stopped_ms && b.now_ms >= stopped_ms + CALM_MS;
	struct sim_miner m;
	int bad = 0;

	for (int i = 1; i <= MINERS; i++) {
		bool rests = farm_miner(b.farm, i, &m) &&
		    !strcmp(m.state, "stopped");

		if (late && rested[i] && !rests) {
			printf("# miner %d: %s\n", i, m.state);
			bad++;
		}
		rested[i] = late && rests;
	}
	return bad;
}

/* ---- What happens -------------------------------------------------------- */

static void
any_order(void)
{
	static const char *const presets[] = { "1780", "2330", "3120" };
	int miner = 1 + below(MINERS);
	enum action a = below(2) ? ACTION_PRESET : 1 + below(ACTIONS - 1);

	if (a == ACTION_PRESET)
		tell_preset(miner, presets[below(3)]);
	else
		order("command", mac_of(miner), arena_printf(&b.arena,
		    "{\"action\":\"%s\",\"percent\":%d}", action_words[a],
		    20 + below(80)));
}

static void
any_fault(void)
{
	static const char *const faults[] = { "ignore-preset",
	    "restart-required", "refuse-preset", "hang 6000", "hang 30000",
	    "offline", "ok", "ok", "ok" };

	farm(arena_printf(&b.arena, "miner %d %s", 1 + below(MINERS),
	    faults[below(9)]));
}

static void
any_stop(void)
{
	static const char *const how[] = { "stop", "stop", "lowest",
	    "freeze" };

	if (stopped_ms && below(2)) {
		order("emergency_release", NULL, NULL);
		stopped_ms = 0;
		return;
	}
	order("emergency_stop", NULL, arena_printf(&b.arena,
	    "{\"action\":\"%s\"}", how[below(4)]));
	if (!stopped_ms)
		stopped_ms = b.now_ms + 1;
}

static void
anything(void)
{
	int what = below(20);

	if (what < 11)
		any_order();
	else if (what < 16)
		any_fault();
	else if (what < 18)
		any_stop();
	else
		rig_kill(&b);
}

/* Now and then long enough for a change to be given up. */
static int
time_passes(int *up)
{
	int back = 0;

	for (int s = below(8) ? below(6) : 80; s >= 0; s--) {
		rig_run(&b, 200 + below(1800));
		back += out_of_order();
		*up += raised();
	}
	return back;
}

static void
check_story(uint32_t from)
{
	int back = 0, up = 0;

	seed = from;
	printf("# seed %u\n", (unsigned)seed);
	for (int i = 0; i < STEPS; i++) {
		anything();
		back += time_passes(&up);
	}
	CHECK_INT(back, 0);
	CHECK_INT(up, 0);
}

/* Once all is well again each command has come to an end. */
static void
check_all_end(void)
{
	int open = 0, ended = 0;

	for (int i = 1; i <= MINERS; i++)
		farm(arena_printf(&b.arena, "miner %d ok", i));
	if (stopped_ms)
		order("emergency_release", NULL, NULL);
	stopped_ms = 0;
	rig_run(&b, 600000);
	CHECK_INT(out_of_order(), 0);
	for (int64_t id = 1; id <= commands; id++) {
		open += !has_ended(shown[id]);
		ended++;
	}
	printf("# commands %d\n", ended);
	CHECK(ended > STEPS / 4);
	CHECK_INT(open, 0);
	CHECK_INT(command_open_count(b.worker.turn.db), 0);
}

/* Nothing happened to a change that the table of its life does not have. */
static void
check_log(FILE *log)
{
	char line[1024];
	int bad = 0, n = 0;

	log_error("the log is kept");
	rewind(log);
	for (; fgets(line, sizeof line, log); n++)
		if (strstr(line, "a change cannot do this")) {
			printf("# %s", line);
			bad++;
		}
	CHECK(n > 0);
	CHECK_INT(bad, 0);
}

int
main(int argc, char **argv)
{
	struct farm_options o;
	FILE *log = tmpfile();

	if (!log || dup2(fileno(log), STDERR_FILENO) < 0)
		return 1;
	willing_farm(&o, MINERS);
	o.firmware = "1.3.3";
	rig_open_farm(&b, &o);
	rig_run(&b, 120000);
	manage();
	set_limit("3120");
	if (argc > 1)
		check_story((uint32_t)strtoul(argv[1], NULL, 10));
	else
		for (uint32_t i = 1; i <= STORIES; i++)
			check_story(i);
	check_all_end();
	check_log(log);
	rig_close(&b);
	return tap_done();
}
