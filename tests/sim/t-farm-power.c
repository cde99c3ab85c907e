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
rig_at_2000(struct rig *b)
{
	rig_open(b);
	rig_unlock(b, 1);
	rig_preset(b, 1, "2000");
	rig_wait(b, 400);
	rig_unlock(b, 1);
}

static void
test_labels(void)
{
	struct rig b;
	int inside = 0, off = 0;

	rig_calm(&b, 200);
	rig_open(&b);
	for (int i = 1; i <= 200; i++) {
		struct sim_miner m = rig_miner(&b, i);

		if (!m.label_w)
			continue;
		inside += m.power_w > 0.88 * m.label_w &&
		    m.power_w < 1.04 * m.label_w;
		off += !near(m.power_w, m.label_w, 0.02);
	}
	CHECK(inside > 180);
	CHECK(off > 50);
	rig_close(&b);
}

static void
test_quick_change(void)
{
	struct rig b;
	struct sim_miner m;
	double before;

	rig_calm(&b, 1);
	rig_at_2000(&b);
	before = rig_miner(&b, 1).power_w;
	CHECK(rig_preset(&b, 1, "3050") == 200);
	CHECK_TEXT(b.reply.body,
	    "{\"restart_required\":false,\"reboot_required\":false}");
	CHECK(b.reply.delay_ms == 14);
	rig_wait(&b, 3);
	m = rig_miner(&b, 1);
	CHECK(m.power_w > before && m.power_w < m.level_w * 0.98);
	rig_wait(&b, 20);
	m = rig_miner(&b, 1);
	CHECK(near(m.power_w, m.level_w, 0.02));
	CHECK(near(m.level_w, before * 3050 / 2000, 0.04));
	CHECK_TEXT(m.state, "mining");
	CHECK(m.starts == 0 && m.hashrate_ths > 90);
	rig_ask(&b, 1, "GET", "/perf-summary", NULL);
	CHECK(rig_says(&b, "{\"name\":\"3050\""));
	rig_ask(&b, 1, "GET", "/summary", NULL);
	CHECK(near(rig_number(&b, "power_consumption"), m.power_w, 0.02));
	CHECK(near(rig_number(&b, "hr_realtime"), m.hashrate_ths * 1000,
	    0.01));
	rig_close(&b);
}

/* What a restart looks like from outside, second by second. */
struct curve {
	double	min_w;
	int	back_s;		/* until the power is there again */
	int	blind_s;	/* mining, but 0 W shown */
	int	states;		/* changes of the state */
};

static struct curve
watch_restart(struct rig *b)
{
	struct curve c = { .min_w = 1e9 };
	const char *state = "mining";

	for (int s = 1; s < 400; s++) {
		struct sim_miner m;

		rig_wait(b, 1);
		m = rig_miner(b, 1);
		if (m.power_w < c.min_w)
			c.min_w = m.power_w;
		if (!c.back_s && s > 10 && m.power_w > 0.97 * m.level_w)
			c.back_s = s;
		c.states += strcmp(m.state, state) != 0;
		state = m.state;
		rig_ask(b, 1, "GET", "/summary", NULL);
		c.blind_s += !strcmp(state, "mining") &&
		    rig_number(b, "power_consumption") == 0;
	}
	return c;
}

static void
test_restart(void)
{
	static const struct {
		const char	*firmware;
		bool		 slow;
		int		 back_max_s, blind_min_s, blind_max_s;
	} rows[] = {
		{ "1.2.6", false, 90, 78, 82 },
		{ "1.2.0-rc3", false, 90, 78, 82 },
		{ "1.3.4", false, 90, 0, 4 },
		{ "1.2.7", true, 240, 78, 82 }
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct rig b;
		struct curve c;

		rig_calm(&b, 1);
		b.options.firmware = rows[i].firmware;
		b.options.slow = rows[i].slow;
		rig_at_2000(&b);
		CHECK(rig_ask(&b, 1, "POST", "/mining/restart", NULL) ==
		    200);
		CHECK(b.reply.len == 0);
		c = watch_restart(&b);
		printf("# %s: back after %d s, blind for %d s\n",
		    rows[i].firmware, c.back_s, c.blind_s);
		CHECK(c.min_w > 50 && c.min_w < 120);
		CHECK(c.back_s > 50 && c.back_s <= rows[i].back_max_s);
		CHECK(c.blind_s >= rows[i].blind_min_s);
		CHECK(c.blind_s <= rows[i].blind_max_s);
		CHECK(c.states == 4);
		rig_close(&b);
	}
}

static void
test_untuned(void)
{
	struct rig b;
	struct sim_miner m;
	double min = 1e9, max = 0;

	rig_calm(&b, 1);
	rig_at_2000(&b);
	CHECK(!farm_command(b.farm, "miner 1 untuned"));
	rig_preset(&b, 1, "2500");
	rig_wait(&b, 2);
	CHECK_TEXT(rig_miner(&b, 1).state, "restarting");
	rig_wait(&b, 120);
	CHECK_TEXT(rig_miner(&b, 1).state, "auto-tuning");
	for (int s = 0; s < 100; s++) {
		rig_wait(&b, 1);
		m = rig_miner(&b, 1);
		min = m.power_w < min ? m.power_w : min;
		max = m.power_w > max ? m.power_w : max;
	}
	CHECK(max - min > 0.03 * m.level_w);
	rig_wait(&b, 900);
	CHECK_TEXT(rig_miner(&b, 1).state, "mining");
	rig_ask(&b, 1, "GET", "/perf-summary", NULL);
	CHECK(rig_says(&b, "\"status\":\"tuned\""));
	rig_close(&b);
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
		struct rig b;

		rig_calm(&b, 1);
		rig_at_2000(&b);
		CHECK(!farm_command(b.farm, arena_printf(&b.arena,
		    "miner 1 %s", rows[i].fault)));
		CHECK(rig_preset(&b, 1, "3050") == rows[i].status);
		CHECK(rig_says(&b, rows[i].says));
		rig_wait(&b, 60);
		CHECK_TEXT(rig_miner(&b, 1).preset, "2000");
		CHECK_TEXT(rig_miner(&b, 1).configured,
		    rows[i].status == 200 ? "3050" : "2000");
		rig_ask(&b, 1, "GET", "/status", NULL);
		CHECK(rig_says(&b, "restart_required\":true") ==
		    rows[i].wants_later);
		rig_ask(&b, 1, "POST", "/mining/restart", NULL);
		rig_wait(&b, 120);
		CHECK_TEXT(rig_miner(&b, 1).preset,
		    rows[i].status == 200 ? "3050" : "2000");
		rig_ask(&b, 1, "GET", "/status", NULL);
		CHECK(rig_says(&b, "restart_required\":false"));
		rig_close(&b);
	}
}

static void
test_stop_and_start(void)
{
	struct rig b;

	rig_calm(&b, 1);
	rig_at_2000(&b);
	CHECK(rig_ask(&b, 1, "POST", "/mining/start", NULL) == 500);
	CHECK_TEXT(b.reply.body, "{\"err\":\"CGMiner err: Cgminer error "
	    "failed-to-activate-resume-mode \"}");
	CHECK(rig_ask(&b, 1, "POST", "/mining/stop", NULL) == 200);
	CHECK(b.reply.len == 0);
	rig_wait(&b, 3.5);
	CHECK(rig_miner(&b, 1).power_w < 30);
	rig_wait(&b, 3);
	CHECK_TEXT(rig_miner(&b, 1).state, "stopped");
	CHECK(rig_ask(&b, 1, "POST", "/mining/pause", NULL) == 500);
	CHECK(rig_says(&b, "pause-mode \""));
	rig_ask(&b, 1, "GET", "/summary", NULL);
	CHECK(rig_number(&b, "power_consumption") == 0);
	rig_preset(&b, 1, "2500");
	CHECK(rig_ask(&b, 1, "POST", "/mining/resume", NULL) == 200);
	rig_wait(&b, 150);
	CHECK_TEXT(rig_miner(&b, 1).state, "mining");
	CHECK_TEXT(rig_miner(&b, 1).preset, "2500");
	rig_close(&b);
}

static void
test_throttle(void)
{
	struct rig b;
	double before;

	rig_calm(&b, 1);
	b.options.firmware = "1.3.3";
	rig_at_2000(&b);
	before = rig_miner(&b, 1).power_w;
	CHECK(rig_ask(&b, 1, "POST", "/mining/throttle",
	    "{\"percent\":19}") == 400);
	CHECK(rig_ask(&b, 1, "POST", "/mining/throttle",
	    "{\"percent\":50}") == 200);
	rig_wait(&b, 20);
	CHECK(rig_miner(&b, 1).power_w > 0.8 * before);
	rig_wait(&b, 62);
	CHECK(near(rig_miner(&b, 1).power_w, 0.52 * before, 0.04));
	CHECK_TEXT(rig_miner(&b, 1).state, "mining");
	rig_ask(&b, 1, "GET", "/status", NULL);
	CHECK(rig_number(&b, "throttled") == 50);
	rig_close(&b);
}

static void
test_reboot(void)
{
	struct rig b;
	uint32_t ip;

	rig_calm(&b, 3);
	rig_at_2000(&b);
	ip = rig_miner(&b, 1).ip;
	CHECK(rig_ask(&b, 1, "POST", "/system/reboot", NULL) == 200);
	CHECK_TEXT(b.reply.body, "{\"after\":3}");
	CHECK(b.reply.close);
	rig_wait(&b, 4);
	CHECK(farm_door(b.farm, ip) == SIM_REFUSED);
	CHECK(rig_miner(&b, 1).power_w < 30);
	rig_wait(&b, 7);
	CHECK(farm_door(b.farm, ip) == SIM_SILENT);
	rig_wait(&b, 63);
	CHECK(farm_door(b.farm, ip) == SIM_OPEN);
	/* Sessions are gone, and mining comes back. */
	CHECK(rig_ask(&b, 1, "GET", "/settings", NULL) == 401);
	rig_wait(&b, 120);
	CHECK_TEXT(rig_miner(&b, 1).state, "mining");
	/* The third one hangs up before it has answered. */
	rig_unlock(&b, 3);
	rig_ask(&b, 3, "POST", "/system/reboot", NULL);
	CHECK(b.reply.end == SIM_CUT && b.reply.cut_after == 0);
	rig_close(&b);
}

static void
test_stays_stopped(void)
{
	struct rig b;

	rig_calm(&b, 1);
	rig_at_2000(&b);
	CHECK(rig_ask(&b, 1, "POST", "/settings", "{\"miner\":{\"misc\":"
	    "{\"remain_stopped_on_reboot\":true}}}") == 200);
	CHECK(!farm_command(b.farm, "miner 1 unplug for 60"));
	rig_wait(&b, 300);
	CHECK_TEXT(rig_miner(&b, 1).state, "mining");
	CHECK(!farm_command(b.farm, "miner 1 stop"));
	rig_wait(&b, 10);
	CHECK(!farm_command(b.farm, "miner 1 unplug for 60"));
	rig_wait(&b, 30);
	CHECK(!rig_miner(&b, 1).reachable);
	CHECK(rig_miner(&b, 1).power_w == 0);
	rig_wait(&b, 300);
	CHECK(rig_miner(&b, 1).reachable);
	CHECK_TEXT(rig_miner(&b, 1).state, "stopped");
	rig_close(&b);
}

/* A dead miner goes on naming its preset. */
static void
test_failure(void)
{
	struct rig b;

	rig_calm(&b, 1);
	rig_at_2000(&b);
	CHECK(!farm_command(b.farm, "miner 1 fail"));
	rig_wait(&b, 660);
	rig_unlock(&b, 1);
	rig_ask(&b, 1, "GET", "/summary", NULL);
	CHECK(rig_says(&b, "\"miner_state\":\"failure\""));
	CHECK(rig_says(&b, "\"failure_code\":"));
	CHECK(rig_says(&b, "\"chains\":[]"));
	CHECK(rig_number(&b, "power_consumption") == 0);
	CHECK(rig_number(&b, "hr_realtime") == 0);
	rig_ask(&b, 1, "GET", "/perf-summary", NULL);
	CHECK(rig_says(&b, "{\"name\":\"2000\""));
	rig_ask(&b, 1, "GET", "/chains", NULL);
	CHECK_TEXT(b.reply.body, "[]");
	CHECK(rig_ask(&b, 1, "POST", "/mining/stop", NULL) == 500);
	CHECK(rig_ask(&b, 1, "POST", "/mining/restart", NULL) == 200);
	rig_wait(&b, 100);
	CHECK_TEXT(rig_miner(&b, 1).state, "failure");
	CHECK(!farm_command(b.farm, "miner 1 mend"));
	rig_wait(&b, 100);
	CHECK_TEXT(rig_miner(&b, 1).state, "mining");
	rig_close(&b);
}

static void
test_switcher(void)
{
	struct rig b;
	struct sim_miner m;

	rig_calm(&b, 1);
	b.options.switcher_percent = 100;
	rig_at_2000(&b);
	CHECK(!farm_command(b.farm, "miner 1 hot 25"));
	rig_wait(&b, 900);
	m = rig_miner(&b, 1);
	CHECK_TEXT(m.configured, "2000");
	CHECK(m.label_w > 0 && m.label_w < 2000);
	/* Cool again it climbs, above what is configured unless pinned. */
	CHECK(!farm_command(b.farm, "miner 1 hot 0"));
	rig_wait(&b, 3000);
	CHECK(rig_miner(&b, 1).label_w > 2000);
	rig_unlock(&b, 1);
	CHECK(rig_ask(&b, 1, "POST", "/settings", "{\"miner\":"
	    "{\"overclock\":{\"preset\":\"1750\",\"preset_switcher\":"
	    "{\"top_preset\":\"1750\"}}}}") == 200);
	rig_wait(&b, 1800);
	CHECK_TEXT(rig_miner(&b, 1).preset, "1750");
	rig_close(&b);
}

static void
test_broken_parts(void)
{
	struct rig b;
	double before;
	int alive;

	rig_calm(&b, 1);
	rig_at_2000(&b);
	before = rig_miner(&b, 1).power_w;
	CHECK(!farm_command(b.farm, "miner 1 board 2"));
	CHECK(!farm_command(b.farm, "miner 1 fan 3"));
	rig_wait(&b, 20);
	CHECK(near(rig_miner(&b, 1).power_w, before * 0.68, 0.03));
	rig_ask(&b, 1, "GET", "/summary", NULL);
	CHECK(rig_says(&b, "\"rpm\":0,\"status\":\"lost\""));
	CHECK(rig_says(&b, "\"state\":\"failure\""));
	rig_ask(&b, 1, "GET", "/chains", NULL);
	CHECK(rig_says(&b, "\"chips\":[]"));
	alive = 0;
	for (const char *p = b.reply.body;
	    (p = strstr(p, "\"state\":\"mining\"")); p++)
		alive++;
	CHECK(alive == 2);
	rig_close(&b);
}

static void
test_odd_chips(void)
{
	struct rig b;
	int orange = 0, red = 0;

	rig_calm(&b, 100);
	b.options.odd_percent = 20;
	rig_open(&b);
	for (int i = 1; i <= 100; i++) {
		rig_ask(&b, i, "GET", "/chains", NULL);
		for (const char *p = b.reply.body;
		    (p = strstr(p, "\"grade\":\"")); p++) {
			orange += p[9] == 'o';
			red += p[9] == 'r';
		}
		arena_reset(&b.arena);
	}
	CHECK(orange > 3 && red > 3);
	CHECK(orange + red < 60);
	rig_close(&b);
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
