/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "ctl/doctor/doctor.h"
#include "hive/alert/alert.h"
#include "hive/balance/balance.h"
#include "hive/base/instant.h"
#include "hive/miner/miner.h"
#include "hive/service/health.h"

/*
 * As monitoring plugins do: one line "POWERHIVE WORD - why | figures", exit
 * status 0 well, 1 warning, 2 critical, 3 cannot tell.
 */
enum level { WELL, WARNING, CRITICAL, UNKNOWN };

#define BEAT_WARNING_S	30
#define BEAT_CRITICAL_S	60
#define LATE_WARNING	3	/* intervals without a whole round */
#define LATE_CRITICAL	10

struct verdict {
	enum level	 level;
	struct buf	 why;
};

static void
say(struct verdict *v, enum level level, const char *what)
{
	if (level > v->level)
		v->level = level;
	buf_printf(&v->why, "%s%s", v->why.len ? ", " : "", what);
}

static enum level
by(int64_t n, int64_t warning, int64_t critical)
{
	return n > critical ? CRITICAL : n > warning ? WARNING : WELL;
}

static void
judge_worker(struct ctl *c, struct verdict *v, int64_t now)
{
	struct worker_state w;
	int64_t age_s;

	if (!worker_state_get(c->db, &c->arena, &w)) {
		say(v, CRITICAL, "no worker has run yet");
		return;
	}
	age_s = (now - w.seen_at) / 1000;
	if (!ctl_locked(c))
		say(v, CRITICAL, arena_printf(&c->arena, "the worker is "
		    "not running, last seen %lld s ago", (long long)age_s));
	else
		say(v, by(age_s, BEAT_WARNING_S, BEAT_CRITICAL_S),
		    arena_printf(&c->arena, "worker seen %lld s ago",
		    (long long)age_s));
}

/* A round that never ended is counted from its first start. */
static void
judge_rounds(struct ctl *c, struct verdict *v, int64_t now)
{
	struct query *q = round_list(c->db);
	struct round_state r;

	while (db_row(c->db, q, round_state_fields, &r)) {
		int64_t since = r.ok_at != NONE ? r.ok_at : r.started_at;
		int64_t late = since == NONE || r.interval_s < 1 ? 0 :
		    (now - since) / 1000 / r.interval_s;
		enum level level = by(late, LATE_WARNING, LATE_CRITICAL);

		if (level != WELL)
			say(v, level, arena_printf(&c->arena,
			    "round %s is %lld s old", r.name,
			    (long long)((now - since) / 1000)));
	}
}

static void
judge_miners(struct ctl *c, struct verdict *v, const struct miner_sums *sum)
{
	int64_t warning = ctl_number(c, "warning", 5);
	int64_t critical = ctl_number(c, "critical", 25);
	int64_t gone = sum->total - sum->online;

	say(v, by(gone * 100, warning * sum->total,
	    critical * sum->total), arena_printf(&c->arena,
	    "%lld of %lld miners online", (long long)sum->online,
	    (long long)sum->total));
	if (sum->conflict > 0)
		say(v, WARNING, arena_printf(&c->arena,
		    "%lld in conflict", (long long)sum->conflict));
	if (sum->keyless > 0)
		say(v, WARNING, arena_printf(&c->arena,
		    "%lld without a key", (long long)sum->keyless));
}

/* Those that somebody has acknowledged are somebody's. */
static void
judge_alerts(struct ctl *c, struct verdict *v)
{
	struct alert_sums s;

	alert_sum(c->db, &s);
	if (s.critical_waiting + s.warning_waiting > 0)
		say(v, s.critical_waiting > 0 ? CRITICAL : WARNING,
		    arena_printf(&c->arena, "%lld critical and %lld warning "
		    "alerts", (long long)s.critical_waiting,
		    (long long)s.warning_waiting));
}

static void
judge_stop(struct ctl *c, struct verdict *v, const struct emergency *e)
{
	say(v, CRITICAL, arena_printf(&c->arena, "an emergency stop is in "
	    "force since %s by %s: %s %s, %lld of %lld confirmed",
	    ctl_time(c, e->at), ctl_text(c, e->who), ctl_text(c,
	    emergency_action_words[e->action]), ctl_text(c,
	    emergency_scope_words[e->scope]),
	    (long long)e->confirmed, (long long)e->asked));
}

/* A balancer that has a good reading and looks around before it decides: at
 * its miners, and at what else the plant feeds. */
static bool
young(const struct balance *b)
{
	return b->reading_state == PLANT_FRESH && (b->state == BALANCE_INIT ||
	    b->status == BALANCE_NO_DATA);
}

static void
judge_reading(struct ctl *c, struct verdict *v, const struct balance *b)
{
	if (b->reading_state && b->reading_state != PLANT_FRESH)
		say(v, WARNING, arena_printf(&c->arena, "plant data %s: "
		    "%s", plant_state_words[b->reading_state],
		    ctl_text(c, b->reading_reason)));
}

/* Without a plant nothing is balanced, and nothing is wrong with that. */
static void
judge_balance(struct ctl *c, struct verdict *v, const struct balance *b)
{
	const char *kw = arena_printf(&c->arena, "%s of %s kW", ctl_real(c,
	    (double)b->current_w / 1000), ctl_real(c,
	    (double)b->target_w / 1000));

	if (b->emergency)
		judge_stop(c, v, b->emergency);
	if (!c->site.plant)
		return;
	if (!b->status)
		say(v, CRITICAL, "nothing was balanced yet");
	else if (young(b) && b->status != BALANCE_OVER_TARGET)
		say(v, WELL, "the balancer looks around first");
	else if (b->status == BALANCE_NO_DATA)
		say(v, CRITICAL, arena_printf(&c->arena, "no plant data "
		    "since %s%s%s", ctl_time(c, b->last_reading_at),
		    b->reading_reason ? ": " : "", b->reading_reason ?
		    ctl_text(c, b->reading_reason) : ""));
	else if (b->status == BALANCE_OVER_TARGET)
		say(v, CRITICAL, arena_printf(&c->arena, "load over "
		    "target, %s", kw));
	else if (b->status == BALANCE_WARNING)
		say(v, WARNING, arena_printf(&c->arena, "load above "
		    "target, %s", kw));
	else
		say(v, WELL, arena_printf(&c->arena, "load %s, mode %s",
		    kw, ctl_text(c, balancer_mode_words[b->mode])));
	if (b->status && b->status != BALANCE_NO_DATA)
		judge_reading(c, v, b);
}

static const char *
figure(struct ctl *c, int64_t w)
{
	return w == NONE ? "U" : arena_printf(&c->arena, "%lldW",
	    (long long)w);
}

int
status_run(struct ctl *c)
{
	static const char *const words[] = { "OK", "WARNING", "CRITICAL",
	    "UNKNOWN" };
	struct verdict v = { WELL, { 0 } };
	struct miner_sums sum;
	struct balance b;
	int64_t now = day_wall_ms();

	if (ctl_db(c)) {
		printf("POWERHIVE UNKNOWN - the database cannot be read\n");
		return UNKNOWN;
	}
	buf_init(&v.why, &c->arena);
	miner_sum(c->db, &sum);
	judge_worker(c, &v, now);
	judge_rounds(c, &v, now);
	judge_miners(c, &v, &sum);
	judge_alerts(c, &v);
	balance_show(c->db, &c->arena, &b);
	judge_balance(c, &v, &b);
	printf("POWERHIVE %s - %s | miners=%lld online=%lld managed=%lld "
	    "power=%s hashrate=%s load=%s target=%s headroom=%s\n",
	    words[v.level], buf_done(&v.why), (long long)sum.total,
	    (long long)sum.online, (long long)sum.managed,
	    figure(c, sum.power_w), isnan(sum.hashrate_ths) ? "U" :
	    arena_printf(&c->arena, "%.1fTH", sum.hashrate_ths),
	    figure(c, b.current_w), figure(c, b.target_w),
	    figure(c, b.headroom_w));
	return (int)v.level;
}
