/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/farm_help.h"

static bool
near(double x, double wanted, double share)
{
	return x > wanted * (1 - share) && x < wanted * (1 + share);
}

/* At 2000 W, settled; the label is not the truth. */
static void
bench_at_2000(struct bench *b)
{
	bench_open(b);
	bench_unlock(b, 1);
	bench_preset(b, 1, "2000");
	bench_wait(b, 400);
	bench_unlock(b, 1);
}

static void
test_labels(void)
{
	struct bench b;
	int inside = 0, off = 0;

	bench_calm(&b, 200);
	bench_open(&b);
	for (int i = 1; i <= 200; i++) {
		struct sim_miner m = bench_miner(&b, i);

		if (!m.label_w)
			continue;
		inside += m.power_w > 0.88 * m.label_w &&
		    m.power_w < 1.04 * m.label_w;
		off += !near(m.power_w, m.label_w, 0.02);
	}
	CHECK(inside > 180);
	CHECK(off > 50);
	bench_close(&b);
}

static void
test_quick_change(void)
{
	struct bench b;
	struct sim_miner m;
	double before;

	bench_calm(&b, 1);
	bench_at_2000(&b);
	before = bench_miner(&b, 1).power_w;
	CHECK(bench_preset(&b, 1, "3050") == 200);
	CHECK_TEXT(b.reply.body,
	    "{\"restart_required\":false,\"reboot_required\":false}");
	CHECK(b.reply.delay_ms == 14);
	bench_wait(&b, 3);
	m = bench_miner(&b, 1);
	CHECK(m.power_w > before && m.power_w < m.level_w * 0.98);
	bench_wait(&b, 20);
	m = bench_miner(&b, 1);
	CHECK(near(m.power_w, m.level_w, 0.02));
	CHECK(near(m.level_w, before * 3050 / 2000, 0.04));
	CHECK_TEXT(m.state, "mining");
	CHECK(m.starts == 0 && m.hashrate_ths > 90);
	bench_ask(&b, 1, "GET", "/perf-summary", NULL);
	CHECK(bench_says(&b, "{\"name\":\"3050\""));
	bench_ask(&b, 1, "GET", "/summary", NULL);
	CHECK(near(bench_number(&b, "power_consumption"), m.power_w, 0.02));
	CHECK(near(bench_number(&b, "hr_realtime"), m.hashrate_ths * 1000,
	    0.01));
	bench_close(&b);
}

/* What a restart looks like from outside, second by second. */
struct curve {
	double	least_w;
	int	back_s;		/* until the power is there again */
	int	blind_s;	/* mining, but 0 W shown */
	int	states;		/* changes of the state */
};

static struct curve
watch_restart(struct bench *b)
{
	struct curve c = { .least_w = 1e9 };
	const char *state = "mining";

	for (int s = 1; s < 400; s++) {
		struct sim_miner m;

		bench_wait(b, 1);
		m = bench_miner(b, 1);
		if (m.power_w < c.least_w)
			c.least_w = m.power_w;
		if (!c.back_s && s > 10 && m.power_w > 0.97 * m.level_w)
			c.back_s = s;
		c.states += strcmp(m.state, state) != 0;
		state = m.state;
		bench_ask(b, 1, "GET", "/summary", NULL);
		c.blind_s += !strcmp(state, "mining") &&
		    bench_number(b, "power_consumption") == 0;
	}
	return c;
}

static void
test_restart(void)
{
	static const struct {
		const char	*firmware;
		bool		 slow;
		int		 back_most_s, blind_least_s, blind_most_s;
	} rows[] = {
		{ "1.2.6", false, 90, 78, 82 },
		{ "1.2.0-rc3", false, 90, 78, 82 },
		{ "1.3.4", false, 90, 0, 4 },
		{ "1.2.7", true, 240, 78, 82 }
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct bench b;
		struct curve c;

		bench_calm(&b, 1);
		b.options.firmware = rows[i].firmware;
		b.options.slow = rows[i].slow;
		bench_at_2000(&b);
		CHECK(bench_ask(&b, 1, "POST", "/mining/restart", NULL) ==
		    200);
		CHECK(b.reply.len == 0);
		c = watch_restart(&b);
		printf("# %s: back after %d s, blind for %d s\n",
		    rows[i].firmware, c.back_s, c.blind_s);
		CHECK(c.least_w > 50 && c.least_w < 120);
		CHECK(c.back_s > 50 && c.back_s <= rows[i].back_most_s);
		CHECK(c.blind_s >= rows[i].blind_least_s);
		CHECK(c.blind_s <= rows[i].blind_most_s);
		CHECK(c.states == 4);
		bench_close(&b);
	}
}

static void
test_untuned(void)
{
	struct bench b;
	struct sim_miner m;
	double least = 1e9, most = 0;

	bench_calm(&b, 1);
	bench_at_2000(&b);
	CHECK(!farm_command(b.farm, "miner 1 untuned"));
	bench_preset(&b, 1, "2500");
	bench_wait(&b, 2);
	CHECK_TEXT(bench_miner(&b, 1).state, "restarting");
	bench_wait(&b, 120);
	CHECK_TEXT(bench_miner(&b, 1).state, "auto-tuning");
	for (int s = 0; s < 100; s++) {
		bench_wait(&b, 1);
		m = bench_miner(&b, 1);
		least = m.power_w < least ? m.power_w : least;
		most = m.power_w > most ? m.power_w : most;
	}
	CHECK(most - least > 0.03 * m.level_w);
	bench_wait(&b, 900);
	CHECK_TEXT(bench_miner(&b, 1).state, "mining");
	bench_ask(&b, 1, "GET", "/perf-summary", NULL);
	CHECK(bench_says(&b, "\"status\":\"tuned\""));
	bench_close(&b);
}

/* Accepted is not applied. */
static void
test_not_applied(void)
{
	static const struct {
		const char	*fault, *says;
		int		 status;
		bool		 wants_later;
	} rows[] = {
		{ "restart-required", "restart_required\":true", 200, true },
		{ "late-restart", "restart_required\":false", 200, true },
		{ "ignore-preset", "restart_required\":false", 200, false },
		{ "refuse-preset", "\"err\":", 500, false }
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct bench b;

		bench_calm(&b, 1);
		bench_at_2000(&b);
		CHECK(!farm_command(b.farm, arena_printf(&b.arena,
		    "miner 1 %s", rows[i].fault)));
		CHECK(bench_preset(&b, 1, "3050") == rows[i].status);
		CHECK(bench_says(&b, rows[i].says));
		bench_wait(&b, 60);
		CHECK_TEXT(bench_miner(&b, 1).preset, "2000");
		CHECK_TEXT(bench_miner(&b, 1).configured,
		    rows[i].status == 200 ? "3050" : "2000");
		bench_ask(&b, 1, "GET", "/status", NULL);
		CHECK(bench_says(&b, "restart_required\":true") ==
		    rows[i].wants_later);
		bench_ask(&b, 1, "POST", "/mining/restart", NULL);
		bench_wait(&b, 120);
		CHECK_TEXT(bench_miner(&b, 1).preset,
		    rows[i].status == 200 ? "3050" : "2000");
		bench_ask(&b, 1, "GET", "/status", NULL);
		CHECK(bench_says(&b, "restart_required\":false"));
		bench_close(&b);
	}
}

static void
test_stop_and_start(void)
{
	struct bench b;

	bench_calm(&b, 1);
	bench_at_2000(&b);
	CHECK(bench_ask(&b, 1, "POST", "/mining/start", NULL) == 500);
	CHECK_TEXT(b.reply.body, "{\"err\":\"CGMiner err: Cgminer error "
	    "failed-to-activate-resume-mode \"}");
	CHECK(bench_ask(&b, 1, "POST", "/mining/stop", NULL) == 200);
	CHECK(b.reply.len == 0);
	bench_wait(&b, 3.5);
	CHECK(bench_miner(&b, 1).power_w < 30);
	bench_wait(&b, 3);
	CHECK_TEXT(bench_miner(&b, 1).state, "stopped");
	CHECK(bench_ask(&b, 1, "POST", "/mining/pause", NULL) == 500);
	CHECK(bench_says(&b, "pause-mode \""));
	bench_ask(&b, 1, "GET", "/summary", NULL);
	CHECK(bench_number(&b, "power_consumption") == 0);
	bench_preset(&b, 1, "2500");
	CHECK(bench_ask(&b, 1, "POST", "/mining/resume", NULL) == 200);
	bench_wait(&b, 150);
	CHECK_TEXT(bench_miner(&b, 1).state, "mining");
	CHECK_TEXT(bench_miner(&b, 1).preset, "2500");
	bench_close(&b);
}

static void
test_throttle(void)
{
	struct bench b;
	double before;

	bench_calm(&b, 1);
	b.options.firmware = "1.3.3";
	bench_at_2000(&b);
	before = bench_miner(&b, 1).power_w;
	CHECK(bench_ask(&b, 1, "POST", "/mining/throttle",
	    "{\"percent\":19}") == 400);
	CHECK(bench_ask(&b, 1, "POST", "/mining/throttle",
	    "{\"percent\":50}") == 200);
	bench_wait(&b, 20);
	CHECK(bench_miner(&b, 1).power_w > 0.8 * before);
	bench_wait(&b, 62);
	CHECK(near(bench_miner(&b, 1).power_w, 0.52 * before, 0.04));
	CHECK_TEXT(bench_miner(&b, 1).state, "mining");
	bench_ask(&b, 1, "GET", "/status", NULL);
	CHECK(bench_number(&b, "throttled") == 50);
	bench_close(&b);
}

static void
test_reboot(void)
{
	struct bench b;
	uint32_t ip;

	bench_calm(&b, 3);
	bench_at_2000(&b);
	ip = bench_miner(&b, 1).ip;
	CHECK(bench_ask(&b, 1, "POST", "/system/reboot", NULL) == 200);
	CHECK_TEXT(b.reply.body, "{\"after\":3}");
	CHECK(b.reply.close);
	bench_wait(&b, 4);
	CHECK(farm_door(b.farm, ip) == SIM_REFUSED);
	CHECK(bench_miner(&b, 1).power_w < 30);
	bench_wait(&b, 7);
	CHECK(farm_door(b.farm, ip) == SIM_SILENT);
	bench_wait(&b, 63);
	CHECK(farm_door(b.farm, ip) == SIM_OPEN);
	/* Sessions are gone, and mining comes back. */
	CHECK(bench_ask(&b, 1, "GET", "/settings", NULL) == 401);
	bench_wait(&b, 120);
	CHECK_TEXT(bench_miner(&b, 1).state, "mining");
	/* The third one hangs up before it has answered. */
	bench_unlock(&b, 3);
	bench_ask(&b, 3, "POST", "/system/reboot", NULL);
	CHECK(b.reply.end == SIM_CUT && b.reply.cut_after == 0);
	bench_close(&b);
}

static void
test_stays_stopped(void)
{
	struct bench b;

	bench_calm(&b, 1);
	bench_at_2000(&b);
	CHECK(bench_ask(&b, 1, "POST", "/settings", "{\"miner\":{\"misc\":"
	    "{\"remain_stopped_on_reboot\":true}}}") == 200);
	CHECK(!farm_command(b.farm, "miner 1 unplug for 60"));
	bench_wait(&b, 300);
	CHECK_TEXT(bench_miner(&b, 1).state, "mining");
	CHECK(!farm_command(b.farm, "miner 1 stop"));
	bench_wait(&b, 10);
	CHECK(!farm_command(b.farm, "miner 1 unplug for 60"));
	bench_wait(&b, 30);
	CHECK(!bench_miner(&b, 1).reachable);
	CHECK(bench_miner(&b, 1).power_w == 0);
	bench_wait(&b, 300);
	CHECK(bench_miner(&b, 1).reachable);
	CHECK_TEXT(bench_miner(&b, 1).state, "stopped");
	bench_close(&b);
}

/* A dead miner goes on naming its preset. */
static void
test_failure(void)
{
	struct bench b;

	bench_calm(&b, 1);
	bench_at_2000(&b);
	CHECK(!farm_command(b.farm, "miner 1 fail"));
	bench_wait(&b, 660);
	bench_unlock(&b, 1);
	bench_ask(&b, 1, "GET", "/summary", NULL);
	CHECK(bench_says(&b, "\"miner_state\":\"failure\""));
	CHECK(bench_says(&b, "\"failure_code\":"));
	CHECK(bench_says(&b, "\"chains\":[]"));
	CHECK(bench_number(&b, "power_consumption") == 0);
	CHECK(bench_number(&b, "hr_realtime") == 0);
	bench_ask(&b, 1, "GET", "/perf-summary", NULL);
	CHECK(bench_says(&b, "{\"name\":\"2000\""));
	bench_ask(&b, 1, "GET", "/chains", NULL);
	CHECK_TEXT(b.reply.body, "[]");
	CHECK(bench_ask(&b, 1, "POST", "/mining/stop", NULL) == 500);
	CHECK(bench_ask(&b, 1, "POST", "/mining/restart", NULL) == 200);
	bench_wait(&b, 100);
	CHECK_TEXT(bench_miner(&b, 1).state, "failure");
	CHECK(!farm_command(b.farm, "miner 1 mend"));
	bench_wait(&b, 100);
	CHECK_TEXT(bench_miner(&b, 1).state, "mining");
	bench_close(&b);
}

static void
test_switcher(void)
{
	struct bench b;
	struct sim_miner m;

	bench_calm(&b, 1);
	b.options.switcher_percent = 100;
	bench_at_2000(&b);
	CHECK(!farm_command(b.farm, "miner 1 hot 25"));
	bench_wait(&b, 900);
	m = bench_miner(&b, 1);
	CHECK_TEXT(m.configured, "2000");
	CHECK(m.label_w > 0 && m.label_w < 2000);
	/* Cool again it climbs, above what is configured unless pinned. */
	CHECK(!farm_command(b.farm, "miner 1 hot 0"));
	bench_wait(&b, 3000);
	CHECK(bench_miner(&b, 1).label_w > 2000);
	bench_unlock(&b, 1);
	CHECK(bench_ask(&b, 1, "POST", "/settings", "{\"miner\":"
	    "{\"overclock\":{\"preset\":\"1750\",\"preset_switcher\":"
	    "{\"top_preset\":\"1750\"}}}}") == 200);
	bench_wait(&b, 1800);
	CHECK_TEXT(bench_miner(&b, 1).preset, "1750");
	bench_close(&b);
}

static void
test_broken_parts(void)
{
	struct bench b;
	double before;
	int alive;

	bench_calm(&b, 1);
	bench_at_2000(&b);
	before = bench_miner(&b, 1).power_w;
	CHECK(!farm_command(b.farm, "miner 1 board 2"));
	CHECK(!farm_command(b.farm, "miner 1 fan 3"));
	bench_wait(&b, 20);
	CHECK(near(bench_miner(&b, 1).power_w, before * 0.68, 0.03));
	bench_ask(&b, 1, "GET", "/summary", NULL);
	CHECK(bench_says(&b, "\"rpm\":0,\"status\":\"lost\""));
	CHECK(bench_says(&b, "\"state\":\"failure\""));
	bench_ask(&b, 1, "GET", "/chains", NULL);
	CHECK(bench_says(&b, "\"chips\":[]"));
	alive = 0;
	for (const char *p = b.reply.body;
	    (p = strstr(p, "\"state\":\"mining\"")); p++)
		alive++;
	CHECK(alive == 2);
	bench_close(&b);
}

static void
test_odd_chips(void)
{
	struct bench b;
	int orange = 0, red = 0;

	bench_calm(&b, 100);
	b.options.odd_percent = 20;
	bench_open(&b);
	for (int i = 1; i <= 100; i++) {
		bench_ask(&b, i, "GET", "/chains", NULL);
		for (const char *p = b.reply.body;
		    (p = strstr(p, "\"grade\":\"")); p++) {
			orange += p[9] == 'o';
			red += p[9] == 'r';
		}
		arena_reset(&b.arena);
	}
	CHECK(orange > 3 && red > 3);
	CHECK(orange + red < 60);
	bench_close(&b);
}

int
main(void)
{
	test_labels();
	test_quick_change();
	test_restart();
	test_untuned();
	test_not_applied();
	test_stop_and_start();
	test_throttle();
	test_reboot();
	test_stays_stopped();
	test_failure();
	test_switcher();
	test_broken_parts();
	test_odd_chips();
	return tap_done();
}
