/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <unistd.h>

#include "hive/balance/report.h"
#include "tests/lib/alert_rig.h"
#include "worker/alert/alert.h"
#include "worker/alert/send.h"

/*
 * How people are told: by a webhook or by mail, again when nobody takes it,
 * by the next worker, by a report in the morning, and when nothing can be
 * written any more.
 */

static int64_t
counted(const char *name)
{
	struct query *q = counter_list(b.worker.turn.db);
	struct counter c;
	int64_t n = 0;

	while (db_row(b.worker.turn.db, q, counter_fields, &c))
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
	farm("miner 4 silent");
	rig_run(&b, 240000);
	CHECK(ears.posts >= 3 && ears.posts <= 6);
	posts = ears.posts;
	ears.status = 500;
	rig_run(&b, 3600000);
	CHECK(ears.posts > posts && ears.posts < posts + 12);
	CHECK_INT(counted("alerts_failed_webhook"), failed + ears.posts);
	CHECK_INT(message_count(b.worker.turn.db), 1);
	ears.status = 204;
	rig_run(&b, 900000);
	CHECK_INT(message_count(b.worker.turn.db), 0);
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
	rig_restart(&b);
	rig_run(&b, 300000);
	CHECK_INT(newest("miner_lost", "open").id, id);
	CHECK_INT(ears.posts, 0);
	farm("miner 4 online");
	rig_run(&b, 200000);
	CHECK_INT(open_alerts(NULL), 0);
	CHECK_INT(ears.posts, 1);
}

static void
check_mail(void)
{
	static struct site_word to[] = { { "ops@example.com" },
	    { "night@example.com" } };

	silence();
	b.worker.site.webhook_url = NULL;
	b.worker.site.email_to = (struct list){ to, 2 };
	b.worker.site.email_from = "hive@example.com";
	b.worker.site.smtp_url = "smtp://" BENCH_OUTSIDE ":2525";
	b.worker.site.name = "Usina Jo\303\243o";
	farm("miner 4 silent");
	rig_run(&b, 240000);
	CHECK_INT(ears.mails, 1);
	CHECK_INT(ears.posts, 0);
	CHECK(heard("From: PowerHive <hive@example.com>\r\n"
	    "To: <ops@example.com>,\r\n <night@example.com>\r\n"));
	CHECK(heard("\r\nSubject: =?UTF-8?B?W1VzaW5hIEpvw6NvXSB3YXJuaW5n"));
	CHECK(heard("\r\n\r\nwarning: The miner does not answer"));
	CHECK(!strstr(ears.body, "\r\n\r\n\r\n") && !heard("To call"));
	/* Quiet below the least severity. */
	b.worker.site.min_severity = SEVERITY_CRITICAL;
	farm("miner 4 online");
	rig_run(&b, 200000);
	CHECK_INT(ears.mails, 1);
	b.worker.site.min_severity = SEVERITY_WARNING;
	b.worker.site.email_to.n = 0;
	b.worker.site.webhook_url = "http://" BENCH_OUTSIDE "/hook";
}

static struct answer
test_channel(const char *channel)
{
	static struct order_call c;

	c = (struct order_call){ .turn = &b.worker.turn,
	    .rooms = &b.worker.rooms, .arena = &b.arena,
	    .order = { .order = "alert_test", .scope = "operate",
		.who = "user:ana", .door = "basic",
		.body = arena_printf(&b.arena, "{\"channel\":\"%s\"}",
		channel) } };
	db_begin(b.worker.turn.db);
	order_serve(&c);
	db_commit(b.worker.turn.db);
	rig_run(&b, 15000);
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

/* The morning after: one report, once. */
static void
check_report(void)
{
	CHECK_INT(ears.reports, 0);
	b.worker.site.status_s = b.worker.site.plant_s = 3600;
	b.worker.site.discovery_s = 3600;
	rig_run(&b, (20 * 3600 - 60) * 1000 - b.now_ms);
	CHECK_INT(ears.reports, 0);		/* 05:59 */
	rig_run(&b, 600000);
	CHECK_INT(ears.reports, 1);
	CHECK_TEXT(ears.report_day,
	    "Usina Jo\303\243o: Report of 2026-11-20");
	rig_run(&b, 36000000);
	CHECK_INT(ears.reports, 1);
}

/* What cannot be written cannot be queued: it is told all the same, once. */
static void
check_sick(void)
{
	char path[] = "/tmp/t-alarm-XXXXXX";
	const char *error;
	int fd = mkstemp(path);

	close(fd);
	db_close(b.worker.turn.db);
	db_close(db_create(path, &error));
	b.worker.turn.db = db_open_read(path, &error);
	db_begin(b.worker.turn.db);
	counter_add(b.worker.turn.db, "x", 1);
	CHECK(db_sick(b.worker.turn.db));
	silence();
	for (int i = 0; i < 360; i++) {		/* an hour */
		b.worker.turn.now_ms += 10000;
		alerts_turn(&b.worker.turn, &b.worker.alerts);
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
	alarm_open();
	check_deaf();
	check_restart();
	check_mail();
	check_test();
	check_report();
	check_sick();
	rig_close(&b);
	return tap_done();
}
