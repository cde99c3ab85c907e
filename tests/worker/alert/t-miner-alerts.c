/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/alert_rig.h"

/*
 * What may be wrong with miners, and when people hear of it: once, and once
 * when it is over.  t-alert-channels.c has by which ways, t-site-alerts.c what
 * is no miner's.
 */

static void
check_lost(void)
{
	struct alert a;

	farm("miner 3 silent");
	rig_run(&b, 60000);
	CHECK_INT(open_alerts("miner_lost"), 0);	/* not for so long */
	rig_run(&b, 90000);
	CHECK_INT(open_alerts("miner_lost"), 1);
	a = newest("miner_lost", "open");
	CHECK(a.miner && !strcmp(a.key, a.miner));
	CHECK_TEXT(severity_words[a.severity], "warning");
	CHECK_TEXT(a.text, "The miner does not answer; it was last at "
	    "127.1.0.3.");
	CHECK_INT(ears.posts, 1);
	CHECK(heard("\"kind\":\"alerts\"") && heard("\"site\":\"bench\"") &&
	    heard("\"severity\":\"warning\"") &&
	    heard("\"rule\":\"miner_lost\""));
	rig_run(&b, 600000);
	CHECK_INT(ears.posts, 1);		/* told once */
	farm("miner 3 online");
	rig_run(&b, 200000);
	CHECK_INT(open_alerts(NULL), 0);
	CHECK_INT(ears.posts, 2);
	CHECK(heard("\"severity\":null") && heard("over: The miner"));
	CHECK_INT(message_count(b.worker.turn.db), 0);
}

/* A switch fails: one alert, told once, and once when it is over. */
static void
check_flood(void)
{
	struct alert a;

	silence();
	farm("miner 5-28 silent");
	rig_run(&b, 240000);
	CHECK_INT(open_alerts("miner_lost"), 1);
	a = newest("miner_lost", "open");
	CHECK_TEXT(a.key, "*");
	CHECK_INT(a.count, 24);
	CHECK_TEXT(a.text, "24 miners do not answer, all in 127.1.0.0/24.");
	CHECK_INT(ears.posts, 1);
	CHECK(heard("24 miners do not answer"));
	farm("miner 5-20 online");
	rig_run(&b, 240000);
	a = newest("miner_lost", "open");
	CHECK_INT(a.count, 24);
	CHECK_TEXT(a.text, "8 miners do not answer, all in 127.1.0.0/24.");
	CHECK_INT(ears.posts, 1);
	/* One more, later, is no part of it. */
	farm("miner 30 silent");
	rig_run(&b, 240000);
	CHECK_INT(open_alerts("miner_lost"), 2);
	CHECK_INT(ears.posts, 2);
	farm("miner 5-30 online");
	rig_run(&b, 240000);
	CHECK_INT(open_alerts(NULL), 0);
	CHECK(ears.posts > 2 && heard("over: "));
	CHECK_INT(message_count(b.worker.turn.db), 0);
}

/* What a fault of a miner raises, and when. */
static const struct {
	const char	*fault, *rule, *text;
	int64_t		 before_s, after_s;	/* not yet; surely */
} faults[] = {
	{ "board 2", "board_missing", "1 of 3 boards do not work.",
	    90, 200 },
	{ "fan 1", "fan_lost", "1 of 4 fans do not turn.", 30, 120 },
	{ "hot 60", "chip_hot", "The hottest chip has ", 30, 600 },
	{ "pool-dead", "pool_dead", "None of its 2 pools works.", 240, 400 },
	{ "fail", "miner_failed", "The miner says that it has failed.",
	    60, 300 },
};

static void
check_health(void)
{
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
		struct alert a;

		printf("# %s\n", faults[i].fault);
		farm(arena_printf(&b.arena, "miner %zu %s", 2 + i,
		    faults[i].fault));
		rig_run(&b, faults[i].before_s * 1000);
		CHECK_INT(open_alerts(faults[i].rule), 0);
		rig_run(&b, (faults[i].after_s - faults[i].before_s) *
		    1000);
		CHECK_INT(open_alerts(faults[i].rule), 1);
		a = newest(faults[i].rule, "open");
		CHECK(a.text && !strncmp(a.text, faults[i].text,
		    strlen(faults[i].text)));
		farm(arena_printf(&b.arena, "miner %zu ok", 2 + i));
		farm(arena_printf(&b.arena, "miner %zu mend", 2 + i));
	}
	rig_run(&b, 1200000);
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		CHECK_INT(open_alerts(faults[i].rule), 0);
}

/* With two of three boards, and learned as such by the balancer: the alert
 * knows what was usual. */
static void
check_hashrate(void)
{
	int64_t id;

	farm("miner 11 board 2");
	rig_run(&b, 1700000);
	CHECK_INT(open_alerts("hashrate_low"), 0);
	rig_run(&b, 900000);
	CHECK_INT(open_alerts("hashrate_low"), 1);
	id = newest("hashrate_low", "open").id;
	rig_restart(&b);		/* a start changes nothing */
	rig_run(&b, 1800000);
	CHECK_INT(newest("hashrate_low", "open").id, id);
	CHECK_INT(open_alerts("hashrate_low"), 1);
	farm("miner 11 ok");
	rig_run(&b, 1500000);
	CHECK_INT(open_alerts("hashrate_low"), 0);
}

/* Who is stopped need not hash: the alert is over. */
static void
check_stopped(void)
{
	farm("miner 14 pool-dead");
	rig_run(&b, 400000);
	CHECK_INT(open_alerts("pool_dead"), 1);
	farm("miner 14 stop");
	rig_run(&b, 400000);
	CHECK_INT(open_alerts("pool_dead"), 0);
	farm("miner 14 ok");
	farm("miner 14 start");
	rig_run(&b, 600000);
	CHECK_INT(open_alerts("pool_dead"), 0);
}

/* Twice it says yes and does nothing; then it obeys. */
static void
check_obeys(void)
{
	set_limit("3980");
	farm("miner 13 ignore-preset");
	for (int i = 0; i < 2; i++) {
		CHECK_INT(open_alerts("uncontrollable"), 0);
		CHECK_INT(tell_preset(13, i ? "2330" : "2710"), 202);
		rig_run(&b, 400000);
	}
	CHECK_INT(open_alerts("uncontrollable"), 1);
	farm("miner 13 ok");
	CHECK_INT(tell_preset(13, "2710"), 202);
	rig_run(&b, 400000);
	CHECK_INT(open_alerts("uncontrollable"), 0);
}

/* It falls over again and again; a start that we ordered is none. */
static void
check_loop(void)
{
	for (int i = 0; i < 4; i++) {
		CHECK_INT(open_alerts("restart_loop"), 0);
		farm("miner 12 reboot");
		CHECK_INT(order_to(16, "restart"), 202);
		rig_run(&b, 600000);
	}
	CHECK_INT(open_alerts("restart_loop"), 1);
	CHECK_TEXT(newest("restart_loop", "open").miner, mac_of(12));
	rig_run(&b, 4500000);
	CHECK_INT(open_alerts("restart_loop"), 0);
}

/* An alert of a miner that is taken out of service is over. */
static void
check_retired(void)
{
	farm("miner 15 silent");
	rig_run(&b, 240000);
	CHECK_INT(open_alerts("miner_lost"), 1);
	CHECK_INT(order("miner_retire", mac_of(15), NULL), 204);
	rig_run(&b, 60000);
	CHECK_INT(open_alerts("miner_lost"), 0);
}

int
main(void)
{
	alarm_open();
	check_lost();
	check_flood();
	check_health();
	check_hashrate();
	check_stopped();
	check_obeys();
	check_loop();
	check_retired();
	rig_close(&b);
	return tap_done();
}
