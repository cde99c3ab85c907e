/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <unistd.h>

#include "hive/alert.h"
#include "hive/day.h"
#include "hive/json.h"
#include "hive/meter.h"
#include "hive/report.h"
#include "hive/ticket.h"
#include "tests/tap.h"
#include "tests/work_bench.h"
#include "worker/alert_send.h"

/* The worker's alerts over a simulated farm, and what its channels get. */

static struct bench b;

/* ---- Who is told --------------------------------------------------------- */

static struct {
	int		 posts, mails, beats;
	char		 body[20000];	/* of the last that was taken */
	int		 status;	/* that is answered; 0: nobody there */
} ears = { .status = 200 };

static int said_report;
static char report_day[80];

static int64_t
outside(struct http_call *c)
{
	c->status = ears.status;
	if (!c->status)
		c->why = "connection refused";
	if (!c->mail && c->body && strstr(c->body, "\"kind\":\"report\"")) {
		said_report++;
		snprintf(report_day, sizeof report_day, "%.*s",
		    (int)strcspn(c->body + 9, "\\"), c->body + 9);
	} else if (strstr(c->url, "/beat"))
		ears.beats++;
	else {
		ears.posts += !c->mail;
		ears.mails += c->mail != NULL;
		snprintf(ears.body, sizeof ears.body, "%s",
		    c->mail ? c->mail->text : c->body);
	}
	return 20;
}

static bool
heard(const char *text)
{
	return strstr(ears.body, text) != NULL;
}

static void
silence(void)
{
	ears.posts = ears.mails = ears.beats = 0;
	ears.body[0] = '\0';
}

/* ---- What is on record --------------------------------------------------- */

static struct alert
newest(const char *rule, const char *state)
{
	struct query *q = alert_list(b.work.db, state, 1000);
	struct alert a, found = { .id = NONE };

	while (db_row(b.work.db, q, alert_fields, &a))
		if (found.id == NONE && !strcmp(a.rule, rule)) {
			record_keep(&b.arena, alert_fields, &a);
			found = a;
		}
	return found;
}

static int
open_alerts(const char *rule)
{
	struct query *q = alert_list(b.work.db, "present", 1000);
	struct alert a;
	int n = 0;

	while (db_row(b.work.db, q, alert_fields, &a))
		if (!rule || !strcmp(a.rule, rule)) {
			printf("# %s %s %s\n", a.rule, a.key, a.text);
			n++;
		}
	return n;
}

static void
miner_fault(const char *line)
{
	CHECK_TEXT(farm_command(b.farm, line), NULL);
}

static void
check_lost(void)
{
	struct alert a;

	miner_fault("miner 3 silent");
	bench_run(&b, 60000);
	CHECK_INT(open_alerts("miner_lost"), 0);	/* not for so long */
	bench_run(&b, 90000);
	CHECK_INT(open_alerts("miner_lost"), 1);
	a = newest("miner_lost", "open");
	CHECK(a.miner && !strcmp(a.key, a.miner));
	CHECK_TEXT(a.severity, "warning");
	CHECK_TEXT(a.text, "The miner does not answer; it was last at "
	    "127.1.0.3.");
	CHECK_INT(ears.posts, 1);
	CHECK(heard("\"kind\":\"alerts\"") && heard("\"site\":\"bench\"") &&
	    heard("\"severity\":\"warning\"") &&
	    heard("\"rule\":\"miner_lost\""));
	bench_run(&b, 600000);
	CHECK_INT(ears.posts, 1);		/* told once */
	miner_fault("miner 3 online");
	bench_run(&b, 200000);
	CHECK_INT(open_alerts(NULL), 0);
	CHECK_INT(ears.posts, 2);
	CHECK(heard("\"severity\":null") && heard("over: The miner"));
	CHECK_INT(message_count(b.work.db), 0);
}

/* A switch fails: one alert, told once, and once when it is over. */
static void
check_flood(void)
{
	struct alert a;

	silence();
	miner_fault("miner 5-28 silent");
	bench_run(&b, 240000);
	CHECK_INT(open_alerts("miner_lost"), 1);
	a = newest("miner_lost", "open");
	CHECK_TEXT(a.key, "*");
	CHECK_INT(a.count, 24);
	CHECK_TEXT(a.text, "24 miners do not answer, all in 127.1.0.0/24.");
	CHECK_INT(ears.posts, 1);
	CHECK(heard("24 miners do not answer"));
	miner_fault("miner 5-20 online");
	bench_run(&b, 240000);
	a = newest("miner_lost", "open");
	CHECK_INT(a.count, 24);
	CHECK_TEXT(a.text, "8 miners do not answer, all in 127.1.0.0/24.");
	CHECK_INT(ears.posts, 1);
	/* One more, later, is no part of it. */
	miner_fault("miner 30 silent");
	bench_run(&b, 240000);
	CHECK_INT(open_alerts("miner_lost"), 2);
	CHECK_INT(ears.posts, 2);
	miner_fault("miner 5-30 online");
	bench_run(&b, 240000);
	CHECK_INT(open_alerts(NULL), 0);
	CHECK_INT(message_count(b.work.db), 0);
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
		miner_fault(arena_printf(&b.arena, "miner %zu %s", 2 + i,
		    faults[i].fault));
		bench_run(&b, faults[i].before_s * 1000);
		CHECK_INT(open_alerts(faults[i].rule), 0);
		bench_run(&b, (faults[i].after_s - faults[i].before_s) *
		    1000);
		CHECK_INT(open_alerts(faults[i].rule), 1);
		a = newest(faults[i].rule, "open");
		CHECK(a.text && !strncmp(a.text, faults[i].text,
		    strlen(faults[i].text)));
		miner_fault(arena_printf(&b.arena, "miner %zu ok", 2 + i));
		miner_fault(arena_printf(&b.arena, "miner %zu mend", 2 + i));
	}
	bench_run(&b, 1200000);
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		CHECK_INT(open_alerts(faults[i].rule), 0);
}

/* With two of three boards, and learned as such by the balancer: the alert
 * knows what was usual. */
static void
check_hashrate(void)
{
	miner_fault("miner 11 board 2");
	bench_run(&b, 1700000);
	CHECK_INT(open_alerts("hashrate_low"), 0);
	bench_run(&b, 900000);
	CHECK_INT(open_alerts("hashrate_low"), 1);
	db_begin(b.work.db);
	alerts_follow(&b.work);		/* a start changes nothing */
	db_commit(b.work.db);
	bench_run(&b, 1800000);
	CHECK_INT(open_alerts("hashrate_low"), 1);
	miner_fault("miner 11 ok");
	bench_run(&b, 1500000);
	CHECK_INT(open_alerts("hashrate_low"), 0);
}

/* Who is stopped need not hash: the alert is over. */
static void
check_stopped(void)
{
	miner_fault("miner 14 pool-dead");
	bench_run(&b, 400000);
	CHECK_INT(open_alerts("pool_dead"), 1);
	miner_fault("miner 14 stop");
	bench_run(&b, 400000);
	CHECK_INT(open_alerts("pool_dead"), 0);
	miner_fault("miner 14 ok");
	miner_fault("miner 14 start");
	bench_run(&b, 600000);
	CHECK_INT(open_alerts("pool_dead"), 0);
}

static int
tell_miner(int number, const char *preset)
{
	struct sim_miner s;

	farm_miner(b.farm, number, &s);
	return (int)bench_order(&b, "command", s.mac, arena_printf(&b.arena,
	    "{\"action\":\"preset\",\"preset\":\"%s\"}", preset)).status;
}

/* Twice it says yes and does nothing; then it obeys. */
static void
check_obeys(void)
{
	static const char *const presets[] = { "2710", "2330", "2710" };
	struct sim_miner s;

	farm_miner(b.farm, 13, &s);
	CHECK_INT(bench_order(&b, "model_patch", s.model,
	    "{\"max_preset\":\"3980\"}").status, 200);
	miner_fault("miner 13 ignore-preset");
	for (int i = 0; i < 2; i++) {
		CHECK_INT(open_alerts("uncontrollable"), 0);
		CHECK_INT(tell_miner(13, presets[i]), 202);
		bench_run(&b, 400000);
	}
	CHECK_INT(open_alerts("uncontrollable"), 1);
	miner_fault("miner 13 ok");
	CHECK_INT(tell_miner(13, presets[2]), 202);
	bench_run(&b, 400000);
	CHECK_INT(open_alerts("uncontrollable"), 0);
}

/* It falls over again and again; a start that we ordered is none. */
static void
check_loop(void)
{
	for (int i = 0; i < 4; i++) {
		CHECK_INT(open_alerts("restart_loop"), 0);
		miner_fault("miner 12 reboot");
		bench_run(&b, 600000);
	}
	CHECK_INT(open_alerts("restart_loop"), 1);
	bench_run(&b, 4500000);
	CHECK_INT(open_alerts("restart_loop"), 0);
}

/* ---- Channels ------------------------------------------------------------ */

static int64_t
counted(const char *name)
{
	struct query *q = counter_list(b.work.db);
	struct counter c;
	int64_t n = 0;

	while (db_row(b.work.db, q, counter_fields, &c))
		if (!strcmp(c.name, name))
			n = c.n;
	return n;
}

/* Nobody takes it: again and again, ever less often, until somebody does. */
static void
check_deaf(void)
{
	int64_t failed = counted("alerts_failed_webhook");
	int64_t sent = counted("alerts_sent_webhook");
	int posts;

	silence();
	ears.status = 0;
	miner_fault("miner 4 silent");
	bench_run(&b, 240000);
	CHECK(ears.posts >= 3 && ears.posts <= 6);
	posts = ears.posts;
	ears.status = 500;
	bench_run(&b, 3600000);
	CHECK(ears.posts > posts && ears.posts < posts + 12);
	CHECK_INT(counted("alerts_failed_webhook"), failed + ears.posts);
	CHECK_INT(message_count(b.work.db), 1);
	ears.status = 204;
	bench_run(&b, 900000);
	CHECK_INT(message_count(b.work.db), 0);
	CHECK_INT(counted("alerts_sent_webhook"), sent + 1);
	CHECK(heard("\"state\":\"open\""));
	ears.status = 200;
}

/* A worker that starts again knows what is open, and ends what is over. */
static void
check_restart(void)
{
	int64_t id = newest("miner_lost", "open").id;

	silence();
	CHECK(id != NONE);
	db_begin(b.work.db);
	alerts_follow(&b.work);
	db_commit(b.work.db);
	bench_run(&b, 300000);
	CHECK_INT(newest("miner_lost", "open").id, id);
	CHECK_INT(ears.posts, 0);
	miner_fault("miner 4 online");
	bench_run(&b, 200000);
	CHECK_INT(open_alerts(NULL), 0);
	CHECK_INT(ears.posts, 1);
}

static void
check_mail(void)
{
	static struct site_word to[] = { { "ops@example.com" },
	    { "night@example.com" } };

	silence();
	b.work.site.webhook_url = NULL;
	b.work.site.email_to = (struct list){ to, 2 };
	b.work.site.email_from = "hive@example.com";
	b.work.site.smtp_url = "smtp://" BENCH_OUTSIDE ":2525";
	b.work.site.name = "Usina Jo\303\243o";
	miner_fault("miner 4 silent");
	bench_run(&b, 240000);
	CHECK_INT(ears.mails, 1);
	CHECK_INT(ears.posts, 0);
	CHECK(heard("From: PowerHive <hive@example.com>\r\n"
	    "To: <ops@example.com>,\r\n <night@example.com>\r\n"));
	CHECK(heard("\r\nSubject: =?UTF-8?B?W1VzaW5hIEpvw6NvXSB3YXJuaW5n"));
	CHECK(heard("\r\n\r\nwarning: The miner does not answer"));
	CHECK(!strstr(ears.body, "\r\n\r\n\r\n") && !heard("To call"));
	/* Quiet below the least severity. */
	b.work.site.min_severity = "critical";
	miner_fault("miner 4 online");
	bench_run(&b, 200000);
	CHECK_INT(ears.mails, 1);
	b.work.site.min_severity = "warning";
	b.work.site.email_to.n = 0;
	b.work.site.webhook_url = "http://" BENCH_OUTSIDE "/hook";
}

static struct answer
test_channel(const char *channel)
{
	static struct order_call c;

	c = (struct order_call){ .work = &b.work, .arena = &b.arena,
	    .order = { .order = "alert_test", .scope = "operate",
		.who = "user:ana", .door = "basic",
		.body = arena_printf(&b.arena, "{\"channel\":\"%s\"}",
		channel) } };
	db_begin(b.work.db);
	order_serve(&c);
	db_commit(b.work.db);
	bench_run(&b, 15000);
	return c.answer;
}

static void
check_test(void)
{
	struct answer a;

	silence();
	a = test_channel("webhook");
	CHECK_INT(a.status, 200);
	CHECK_TEXT(a.body,
	    "{\"channel\":\"webhook\",\"status\":\"sent\",\"ms\":20}");
	CHECK(heard("\"kind\":\"test\"") && heard("sent by user:ana"));
	ears.status = 403;
	a = test_channel("webhook");
	CHECK_INT(a.status, 502);
	CHECK_TEXT(a.why, "the test was not taken: status 403");
	ears.status = 200;
	CHECK_INT(test_channel("email").status, 422);
	CHECK_INT(test_channel("pager").status, 400);
}

/* ---- The site ------------------------------------------------------------ */

static void
check_beat(void)
{
	struct sim_miner s;

	silence();
	b.work.site.heartbeat_url = "http://" BENCH_OUTSIDE "/beat";
	bench_run(&b, 600000);
	CHECK(ears.beats >= 9 && ears.beats <= 11);
	miner_fault("plant silent");
	bench_run(&b, 400000);
	CHECK_INT(open_alerts("plant_stale"), 1);
	CHECK_TEXT(newest("plant_stale", "open").severity, "critical");
	CHECK(heard("The plant's data are ") && heard("\"Ann +41 1\""));
	ears.beats = 0;
	bench_run(&b, 600000);
	CHECK_INT(ears.beats, 0);	/* the switch falls */
	miner_fault("plant ok");
	bench_run(&b, 400000);
	CHECK_INT(open_alerts("plant_stale"), 0);
	CHECK(ears.beats > 0);
	farm_miner(b.farm, 1, &s);
	CHECK(s.reachable);
}

static void
check_broker(void)
{
	CHECK_INT(open_alerts("broker_lost"), 0);
	b.work.broker = (struct broker_state){ .wanted = true,
	    .why = "no route" };
	bench_run(&b, 120000);
	CHECK_INT(open_alerts("broker_lost"), 1);
	CHECK_TEXT(newest("broker_lost", "open").text,
	    "The meters' broker is away: no route.");
	b.work.broker.up = true;
	bench_run(&b, 120000);
	CHECK_INT(open_alerts("broker_lost"), 0);
	CHECK_INT(open_alerts("broker_dropped"), 0);
	b.work.broker.dropped = 12;
	b.work.broker.dropped_ms = b.work.now_ms;
	bench_run(&b, 120000);
	CHECK_TEXT(newest("broker_dropped", "open").text, "The meters' broker"
	    " has dropped 12 messages: its queue was full.");
	bench_run(&b, 3600000);
	CHECK_INT(open_alerts("broker_dropped"), 0);
}

/* Everybody knows that it is pulled, and by whom. */
static void
check_stop(void)
{
	struct answer a = bench_order(&b, "emergency_stop", NULL,
	    "{\"action\":\"freeze\"}");

	silence();
	CHECK_INT(a.status, 202);
	bench_run(&b, 15000);
	CHECK_TEXT(newest("emergency_stop", "open").text, "The emergency "
	    "stop (freeze, all) is in force, by user:test.");
	CHECK_INT(ears.posts, 1);
	CHECK_INT(bench_order(&b, "emergency_release", NULL, NULL).status,
	    200);
	bench_run(&b, 15000);
	CHECK_INT(open_alerts("emergency_stop"), 0);
}

static void
meter_says(int64_t wh)
{
	int64_t now = BENCH_WALL_MS + b.now_ms;
	struct meter_verdict v;
	char at[DAY_TEXT_SIZE];
	const char *text;

	day_show(at, now);
	text = arena_printf(&b.arena, "{\"esp32_name\":\"pump\","
	    "\"timestamp\":\"%s\",\"energy_wh_total\":%lld}", at,
	    (long long)wh);
	db_begin(b.work.db);
	CHECK(meter_take(b.work.db, &b.arena, "pump", text, strlen(text),
	    now, &v) == METER_ACCEPTED);
	db_commit(b.work.db);
}

/* A meter falls silent, speaks again, and a ticket waits for a person. */
static void
check_ledger(void)
{
	struct ticket t;
	struct query *q;

	b.work.site.min_severity = "info";
	meter_says(1000);
	bench_run(&b, 120000);
	CHECK_INT(open_alerts("ledger_gap"), 0);
	bench_run(&b, 3600000);
	CHECK_INT(open_alerts("ledger_gap"), 1);
	CHECK_TEXT(newest("ledger_gap", "open").text, "1 meters say nothing, "
	    "among them pump: their energy will be estimated or missing.");
	meter_says(2000);
	bench_run(&b, 180000);
	CHECK_INT(open_alerts("ledger_gap"), 0);
	db_begin(b.work.db);
	CHECK(ticket_open(b.work.db, "spike", 1, 1, "Too much.", 1));
	db_commit(b.work.db);
	silence();
	bench_run(&b, 120000);
	CHECK_INT(open_alerts("ledger_ticket"), 1);
	CHECK(heard("\"severity\":\"info\""));
	q = ticket_list(b.work.db, "open", 1);
	CHECK(db_row(b.work.db, q, ticket_fields, &t));
	record_keep(&b.arena, ticket_fields, &t);
	db_end(b.work.db, q);
	t.state = "resolved";
	db_begin(b.work.db);
	ticket_change(b.work.db, &t);
	db_commit(b.work.db);
	bench_run(&b, 120000);
	CHECK_INT(open_alerts("ledger_ticket"), 0);
	b.work.site.min_severity = "warning";
}

/* An alert of a miner that is taken out of service is over. */
static void
check_retired(void)
{
	struct sim_miner s;

	farm_miner(b.farm, 15, &s);
	miner_fault("miner 15 silent");
	bench_run(&b, 240000);
	CHECK_INT(open_alerts("miner_lost"), 1);
	CHECK_INT(bench_order(&b, "miner_retire", s.mac, NULL).status, 204);
	bench_run(&b, 60000);
	CHECK_INT(open_alerts("miner_lost"), 0);
}

/* The morning after: one report, once. */
static void
check_report(void)
{
	int reports = said_report;

	CHECK_INT(reports, 0);
	b.work.site.status_s = b.work.site.plant_s = 3600;
	b.work.site.discovery_s = 3600;
	bench_run(&b, (20 * 3600 - 60) * 1000 - b.now_ms);
	CHECK_INT(said_report, 0);		/* 05:59 */
	bench_run(&b, 600000);
	CHECK_INT(said_report, 1);
	CHECK_TEXT(report_day, "Usina Jo\303\243o: Report of 2026-11-20");
	bench_run(&b, 36000000);
	CHECK_INT(said_report, 1);
}

/* What cannot be written cannot be queued: it is told all the same, once. */
static void
check_sick(void)
{
	char path[] = "/tmp/t-alarm-XXXXXX";
	const char *wrong;
	int fd = mkstemp(path);

	close(fd);
	db_close(b.work.db);
	db_close(db_create(path, &wrong));
	b.work.db = db_open_read(path, &wrong);
	db_begin(b.work.db);
	counter_add(b.work.db, "x", 1);
	CHECK(db_sick(b.work.db));
	silence();
	for (int i = 0; i < 3; i++) {
		b.work.now_ms += 10000;
		alerts_turn(&b.work);
	}
	CHECK_INT(ears.posts, 1);
	CHECK(heard("The database cannot be written") &&
	    heard("\"severity\":\"critical\""));
	unlink(path);
	unlink(arena_printf(&b.arena, "%s-wal", path));
	unlink(arena_printf(&b.arena, "%s-shm", path));
}

int
main(void)
{
	static struct site_word contacts[] = { { "Ann +41 1" } };
	struct farm_options o;

	farm_defaults(&o);
	o.miners = 30;
	o.net = "127.1.0.0/24";
	o.model = "s19jpro";
	o.dead_percent = o.odd_percent = o.switcher_percent = 0;
	o.plant_id = "plant-1";
	o.plant_key = "key";
	o.shape = PLANT_STEADY;
	o.nameplate_w = 1e6;		/* the load is no matter here */
	o.trip_first_ms = -1;
	bench_open_farm(&b, &o);
	b.arena.limit = 1 << 30;
	b.outside = outside;
	b.work.site.webhook_url = "http://" BENCH_OUTSIDE "/hook";
	b.work.site.contacts = (struct list){ contacts, 1 };
	b.work.settings.chip_hot_c = 110;
	b.work.site.telemetry_s = 86400;	/* to be quick */
	bench_run(&b, 200000);
	CHECK_INT(open_alerts(NULL), 0);
	CHECK_INT(ears.posts, 0);
	check_lost();
	check_flood();
	check_health();
	check_hashrate();
	check_stopped();
	check_obeys();
	check_loop();
	check_deaf();
	check_restart();
	check_mail();
	check_test();
	check_beat();
	check_broker();
	check_ledger();
	check_stop();
	check_retired();
	check_report();
	check_sick();
	bench_close(&b);
	return tap_done();
}
