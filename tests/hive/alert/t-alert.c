/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/alert/alert.h"
#include "hive/alert/watch.h"
#include "hive/balance/balance.h"
#include "hive/balance/report.h"
#include "hive/miner/command.h"
#include "hive/plant/plant.h"
#include "tests/lib/store.h"
#include "tests/lib/tap.h"

static struct db *db;
static struct arena arena;

/* ---- Hysteresis --------------------------------------------------------- */

/* What is seen each second: + present, - absent, o unknown; what comes of
 * it: b it begins, e it ends, . nothing. */
static const struct {
	const char	*what;
	int64_t		 hold_s, clear_s;
	const char	*seen, *wanted;
} sights[] = {
	{ "at once, with no hold", 0, 0, "-+++--", ".b..e." },
	{ "not before it held", 3, 0, "++++", "...b" },
	{ "a gap begins the hold anew", 3, 0, "++-++++", "......b" },
	{ "not over before it was away", 0, 3, "+----+", "b...eb" },
	{ "comes back before it is over", 0, 3, "+--+----", "b......e" },
	{ "flapping is one alert", 0, 5, "+-+-+-+-+-", "b........." },
	{ "flapping is none", 3, 0, "+-+-+-+-", "........" },
	{ "nobody knows: it neither begins", 2, 0, "+oooooo", "......." },
	{ "nor ends", 0, 2, "+-oooooo-", "b.......e" },
	{ "nor is interrupted", 4, 0, "++ooo+", ".....b" },
	{ "again after its end", 0, 0, "+-+-", "bebe" },
};

static void
check_sights(void)
{
	for (size_t i = 0; i < sizeof sights / sizeof *sights; i++) {
		struct alert_watch w = { .raised = false };
		char got[32] = "";
		size_t n = strlen(sights[i].seen);

		for (size_t t = 0; t < n; t++) {
			char c = sights[i].seen[t];
			enum alert_turn turn = alert_watch(&w, c == '+' ?
			    ALERT_PRESENT : c == '-' ? ALERT_ABSENT :
			    ALERT_UNKNOWN, sights[i].hold_s * 1000,
			    sights[i].clear_s * 1000,
			    7000000 + (int64_t)t * 1000);

			got[t] = turn == ALERT_BEGINS ? 'b' :
			    turn == ALERT_ENDS ? 'e' : '.';
		}
		printf("# %s\n", sights[i].what);
		CHECK_TEXT(got, sights[i].wanted);
	}
}

static void
check_resume(void)
{
	struct alert_watch w;

	alert_watch_resume(&w);
	CHECK(alert_watch(&w, ALERT_PRESENT, 0, 60000, 5000) == ALERT_STAYS);
	CHECK(alert_watch(&w, ALERT_ABSENT, 0, 60000, 6000) == ALERT_STAYS);
	CHECK(alert_watch(&w, ALERT_ABSENT, 0, 60000, 66000) == ALERT_ENDS);
}

/* ---- Floods ------------------------------------------------------------- */

static void
check_floods(void)
{
	struct alert_flood f = { .n = 0 };

	for (int i = 0; i < ALERT_FLOOD; i++)
		CHECK(!alert_flood(&f, 1, 1000 * i));
	CHECK(alert_flood(&f, 1, 59999));	/* the eleventh in a minute */
	CHECK(alert_flood(&f, 1, 60999));
	CHECK(!alert_flood(&f, 1, 119999 + 3000));
	f = (struct alert_flood){ .n = 0 };
	CHECK(!alert_flood(&f, 10, 500));
	CHECK(!alert_flood(&f, 10, 60500));	/* a minute later */
	f = (struct alert_flood){ .n = 0 };
	CHECK(alert_flood(&f, 612, 500));
	CHECK(!alert_flood(&f, 1, 60500));
}

/* ---- On record ---------------------------------------------------------- */

static int64_t
raise(const char *rule, const char *key, int64_t row, int64_t now)
{
	return alert_raise(db, &(struct alert){ .rule = rule, .key = key,
	    .severity = SEVERITY_WARNING, .row = row, .text = "It is so.",
	    .since_at = now - 5000, .last_at = now, .count = 1 });
}

static int
listed(const char *state)
{
	struct query *q = alert_list(db,
	    words_value(alert_filter_words, state), 1000);
	struct alert a;
	int n = 0;

	while (db_row(db, q, alert_fields, &a)) {
		n++;
		if (state && !record_word("present", state))
			CHECK_TEXT(alert_state_words[a.state], state);
	}
	return n;
}

static void
check_record(void)
{
	int64_t id = raise("miner_lost", "02:00:00:00:00:01", 1, 10000);
	struct alert a;

	CHECK(id != NONE);
	CHECK_INT(raise("miner_lost", "02:00:00:00:00:01", 1, 11000), id);
	CHECK(raise("plant_stale", "", NONE, 12000) != id);
	CHECK(alert_get(db, &arena, id, &a));
	CHECK_TEXT(alert_state_words[a.state], "open");
	CHECK_TEXT(a.miner, "02:00:00:00:00:01");
	CHECK_INT(a.since_at, 5000);
	CHECK_INT(a.last_at, 11000);
	CHECK(alert_acknowledge(db, id, "user:ana", 13000));
	CHECK(!alert_acknowledge(db, id, "user:bo", 14000));
	CHECK(!alert_acknowledge(db, 4711, "user:bo", 14000));
	CHECK(alert_get(db, &arena, id, &a));
	CHECK_TEXT(alert_state_words[a.state], "acknowledged");
	CHECK_TEXT(a.acknowledged_by, "user:ana");
	CHECK_INT(listed("open"), 1);
	CHECK_INT(listed("acknowledged"), 1);
	CHECK_INT(listed("present"), 2);
	CHECK_INT(alert_end(db, "miner_lost", "02:00:00:00:00:01", 15000),
	    id);
	CHECK_INT(alert_end(db, "miner_lost", "02:00:00:00:00:01", 15000),
	    NONE);
	CHECK_INT(listed("ended"), 1);
	CHECK(!alert_acknowledge(db, id, "user:bo", 16000));
	/* It comes back: another alert. */
	CHECK(raise("miner_lost", "02:00:00:00:00:01", 1, 17000) != id);
	CHECK_INT(listed(NULL), 3);
}

static void
check_fold(void)
{
	struct alert_sums s;
	struct alert a;
	int64_t flood, early, seen;

	early = raise("fan_lost", "02:00:00:00:00:02", 2, 100000);
	seen = raise("fan_lost", "02:00:00:00:00:03", 3, 200000);
	alert_acknowledge(db, seen, "user:ana", 200500);
	for (int i = 4; i < 9; i++)
		raise("fan_lost", arena_printf(&arena, "02:00:00:00:00:%02x",
		    (unsigned)i), i, 201000);
	flood = alert_raise(db, &(struct alert){ .rule = "fan_lost",
	    .key = ALERT_KEY_FLOOD, .severity = SEVERITY_WARNING, .row = NONE,
	    .text = "12 miners", .since_at = 201000, .last_at = 202000,
	    .count = 12 });
	alert_fold(db, "fan_lost", 150000, flood, 202000);
	alert_sum(db, &s);
	CHECK_INT(s.warning, 5);	/* 3 here, 2 of check_record() */
	CHECK_INT(s.critical, 0);
	CHECK_INT(s.waiting, 4);
	CHECK_INT(s.warning_waiting, 4);
	CHECK_INT(s.critical_waiting, 0);
	CHECK_INT(listed("ended"), 1);	/* what was folded is not shown */
	CHECK(alert_get(db, &arena, early, &a));
	CHECK_TEXT(alert_state_words[a.state], "open");
	/* The count is the most there ever was, the text is what is now. */
	alert_raise(db, &(struct alert){ .rule = "fan_lost",
	    .key = ALERT_KEY_FLOOD, .severity = SEVERITY_WARNING, .row = NONE,
	    .text = "3 miners", .last_at = 203000, .count = 3 });
	CHECK(alert_get(db, &arena, flood, &a));
	CHECK_INT(a.count, 12);
	CHECK_TEXT(a.text, "3 miners");
	CHECK_INT(a.since_at, 201000);
	alert_end(db, "fan_lost", ALERT_KEY_FLOOD, 300000);
	alert_forget(db, 299999);
	CHECK(alert_get(db, &arena, flood, &a));
	alert_forget(db, 300001);
	CHECK(!alert_get(db, &arena, flood, &a));
	CHECK_INT(listed("ended"), 0);
}

static void
check_messages(void)
{
	int64_t id = raise("key_missing", "x", NONE, 1000);
	struct list due;
	const struct message *m;

	CHECK_INT(message_next(db, CHANNEL_EMAIL), NONE);
	for (int i = 0; i < 3; i++)
		message_add(db, &(struct message){ .channel = CHANNEL_EMAIL,
		    .kind = "began", .alert = id, .queued_at = 1000,
		    .next_at = 2000 + i });
	message_add(db, &(struct message){ .channel = CHANNEL_WEBHOOK,
	    .kind = "report", .alert = NONE, .text = "All is well.",
	    .queued_at = 1000, .next_at = 1000 });
	CHECK_INT(message_next(db, CHANNEL_EMAIL), 2000);
	CHECK_INT((long long)message_due(db, &arena, CHANNEL_EMAIL,
	    1999, 9).n, 0);
	/* A clock that was set back does not hold them up. */
	CHECK_INT((long long)message_due(db, &arena, CHANNEL_EMAIL,
	    999, 9).n, 3);
	CHECK_INT((long long)message_due(db, &arena, CHANNEL_EMAIL,
	    2002, 2).n, 2);
	due = message_due(db, &arena, CHANNEL_EMAIL, 2001, 9);
	CHECK_INT((long long)due.n, 2);
	m = due.v;
	CHECK_INT(m[0].alert, id);
	message_done(db, m[0].id);
	message_again(db, m[1].id, 9000);
	CHECK_INT(message_next(db, CHANNEL_EMAIL), 2002);
	due = message_due(db, &arena, CHANNEL_EMAIL, 9000, 9);
	m = due.v;
	CHECK_INT((long long)due.n, 2);
	CHECK_INT(m[0].tries, 1);
	due = message_due(db, &arena, CHANNEL_WEBHOOK, 2000, 9);
	m = due.v;
	CHECK_TEXT(m[0].text, "All is well.");
	CHECK_INT(m[0].alert, NONE);
	CHECK_INT(message_count(db), 3);
	CHECK_INT(message_oldest(db), 1000);
	/* An alert that is forgotten takes its messages along. */
	alert_end(db, "key_missing", "x", 1500);
	alert_forget(db, 400000);
	CHECK_INT(message_count(db), 1);
}

/* ---- The report ---------------------------------------------------------- */

#define DAY_AT INT64_C(1795132800000)	/* 2026-11-20T00:00:00Z */

static void
decide(int64_t at, enum plant_state state, int64_t load_w)
{
	decision_add(db, &(struct decision){ .at = at, .cause = CAUSE_TICK,
	    .mode = BALANCER_ACT, .state = BALANCE_CONTROL, .band = BAND_GREEN,
	    .reading_state = state, .source_at = at, .age_ms = 0,
	    .generation_w = 1200000, .container_w = 200000,
	    .available_w = 1000000, .target_w = 900000, .least_w = load_w,
	    .value_ths = NAN, .bound_ths = NAN, .text = "x" });
}

static void
order(int64_t at, const char *who, enum command_state state, int64_t dry)
{
	command_add(db, &(struct command){ .at = at, .row = 1,
	    .action = ACTION_PRESET, .preset = "2620", .percent = NONE,
	    .who = who, .reason = REASON_HEADROOM, .decision = NONE,
	    .emergency = NONE, .old_w = NONE, .new_w = NONE,
	    .delta_ths = NAN, .dry = dry, .state = state, .sent_at = at,
	    .accepted_at = NONE, .ended_at = at });
}

static void
check_report(void)
{
	struct report r;
	const char *text;

	/* An hour: 30 min in order, 10 above the target, 10 above the limit,
	 * 5 blind, 5 unwatched; the day before and after do not count. */
	decide(DAY_AT - 30000, PLANT_FRESH, 2000000);
	for (int64_t i = 0; i < 55; i++)
		decide(DAY_AT + i * 60000, i < 50 ? PLANT_FRESH : PLANT_STALE,
		    i < 30 ? 900500 : i < 40 ? 950000 : i < 50 ? 1100000 :
		    600000);
	decide(DAY_AT + 3600000, PLANT_FRESH, 2000000);
	order(DAY_AT + 1, "balancer", COMMAND_CONFIRMED, 0);
	order(DAY_AT + 2, "balancer", COMMAND_CONFIRMED, 1);
	order(DAY_AT + 3, "balancer", COMMAND_FAILED, 0);
	order(DAY_AT + 4, "user:ana", COMMAND_CONFIRMED, 0);
	for (int i = 0; i < 3; i++)
		plant_add(db, &(struct plant_reading){ .plant_id = "p",
		    .recorded_at = DAY_AT + i, .source_at = DAY_AT + i,
		    .generation_w = 1, .container_w = 0, .available_w = 1,
		    .sources = "[]", .state = i ? PLANT_FRESH :
			PLANT_UNTRUSTED });
	raise("chip_hot", "02:00:00:00:00:01", 1, DAY_AT + 6000);
	report_begin(&r, DAY_AT, DAY_AT + 3600000);
	for (int64_t i = 0; i < 4; i++)		/* in four pieces */
		report_add(db, &r, 2000, DAY_AT + i * 900000,
		    DAY_AT + (i + 1) * 900000);
	CHECK_INT(r.known_ms, 55 * 60000);
	CHECK_INT(r.ok_ms, 30 * 60000);
	CHECK_INT(r.over_ms, 10 * 60000);
	CHECK_INT(r.blind_ms, 5 * 60000);
	CHECK(fabs(r.used_kwh - (30 * 900.5 + 9500 + 11000 + 3000) / 60) <
	    0.001);
	CHECK(fabs(r.available_kwh - 55 * 1000.0 / 60) < 0.001);
	CHECK(fabs(r.margin_most - 2) < 1e-9);
	CHECK_INT(r.changed, 1);
	CHECK_INT(r.failed, 1);
	CHECK_INT(r.by_people, 1);
	CHECK_INT(r.warning, 1);
	CHECK_INT(r.readings, 3);
	CHECK_INT(r.refused, 1);
	text = report_text(db, &arena, &r, "Report of 2026-11-20");
	CHECK(!strncmp(text, "Report of 2026-11-20\n\nBalance: in order "
	    "54.5 % of 0.9 h", 55));
	CHECK(strstr(text, "\nMargin: 200 % of it was used at most.\n"));
	CHECK(strstr(text, "Open now:\n    warning: 02:00:00:00:00:01: It"));
	CHECK_INT(report_last(db), NONE);
	report_keep(db, 20777, text, DAY_AT);
	CHECK_INT(report_last(db), 20777);
	report_begin(&r, 0, 1);
	report_add(db, &r, 2000, 0, 1);
	CHECK(strstr(report_text(db, &arena, &r, "x"), "no decision"));
}

/* The container meter moves with the miners, or by itself. */
static void
check_slope(void)
{
	static const double slopes[] = { 1.0, 0.05, 0.0 };

	CHECK(isnan(report_meter_slope(db, DAY_AT * 2)));
	for (int s = 0; s < 3; s++) {
		int64_t from = DAY_AT + (s + 2) * INT64_C(86400000);

		for (int64_t i = 0; i < 1000; i++) {
			int64_t load_w = 500000 + 1000 * (i % 300);

			decision_add(db, &(struct decision){
			    .at = from + i * 15000, .cause = CAUSE_TICK,
			    .mode = BALANCER_ACT, .state = BALANCE_CONTROL,
			    .band = BAND_GREEN, .reading_state = PLANT_FRESH,
			    .least_w = load_w, .container_w = 100000 +
			    (int64_t)(slopes[s] * (double)load_w) +
			    1000 * (i * 7919 % 13), .value_ths = NAN,
			    .bound_ths = NAN, .text = "x" });
		}
		CHECK(fabs(report_meter_slope(db, from) - slopes[s]) < 0.02);
	}
}

int
main(void)
{
	arena_init(&arena, 16 << 20);
	check_sights();
	check_resume();
	check_floods();
	db = store_open(":memory:");
	db_begin(db);
	store_miners(db, 20);
	check_record();
	check_fold();
	check_messages();
	check_report();
	check_slope();
	db_commit(db);
	db_close(db);
	arena_free(&arena);
	return tap_done();
}
