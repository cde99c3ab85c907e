/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/alert/alert.h"
#include "hive/balance/report.h"
#include "hive/base/duration.h"
#include "hive/json/json.h"
#include "hive/miner/miner.h"

#define SLOPE_MIN	500	/* decisions */
#define MOVED_MIN	0.03	/* of the mean load, as a deviation */

/* Sums for a straight line, in kW. */
struct line {
	int64_t	 n;
	double	 x, y, xx, xy;
};

static const struct field line_fields[] = {
	FIELD(struct line, n),
	FIELD(struct line, x),
	FIELD(struct line, y),
	FIELD(struct line, xx),
	FIELD(struct line, xy),
	FIELDS_END
};

double
report_meter_slope(struct db *db, int64_t since_at)
{
	static struct query q = QUERY("SELECT count(*) AS n,"
	    " sum(least_w / 1e3) AS x, sum(container_w / 1e3) AS y,"
	    " sum(least_w / 1e3 * (least_w / 1e3)) AS xx,"
	    " sum(least_w / 1e3 * (container_w / 1e3)) AS xy FROM decision"
	    " WHERE at >= :since AND reading_state = 'FRESH'"
	    " AND least_w IS NOT NULL AND container_w IS NOT NULL");
	double n, spread;
	struct line l;

	db_int(db, &q, ":since", since_at);
	if (!db_one(db, &q, NULL, line_fields, &l) || l.n < SLOPE_MIN)
		return NAN;
	n = (double)l.n;
	spread = l.xx / n - l.x / n * (l.x / n);
	if (!(spread > 0) || sqrt(spread) < MOVED_MIN * l.x / n)
		return NAN;
	return (l.xy / n - l.x / n * (l.y / n)) / spread;
}

/* ---- The report --------------------------------------------------------- */

#define STILL_MS MINUTE_MS	/* a decision stands for no longer */

static const struct field span_fields[] = {
	FIELD(struct report, known_ms),
	FIELD(struct report, ok_ms),
	FIELD(struct report, over_ms),
	FIELD(struct report, blind_ms),
	FIELD(struct report, used_kwh),
	FIELD(struct report, available_kwh),
	FIELD(struct report, generated_kwh),
	FIELD(struct report, margin_most),
	FIELD(struct report, changed),
	FIELD(struct report, failed),
	FIELD(struct report, by_people),
	FIELD(struct report, info),
	FIELD(struct report, warning),
	FIELD(struct report, critical),
	FIELD(struct report, readings),
	FIELD(struct report, refused),
	FIELDS_END
};

void
report_begin(struct report *r, int64_t since_at, int64_t until_at)
{
	*r = (struct report){ .since_at = since_at, .until_at = until_at,
	    .margin_most = NAN };
}

/* From a part, by the kind of each field. */
static void
add_part(struct report *to, const struct report *part)
{
	for (const struct field *f = span_fields; f->name; f++)
		if (f->kind == F_INT && AT_CONST(part, f, int64_t) != NONE)
			AT(to, f, int64_t) += AT_CONST(part, f, int64_t);
	if (!isnan(part->used_kwh))
		to->used_kwh += part->used_kwh;
	if (!isnan(part->available_kwh))
		to->available_kwh += part->available_kwh;
	if (!isnan(part->generated_kwh))
		to->generated_kwh += part->generated_kwh;
	if (isnan(to->margin_most) || part->margin_most > to->margin_most)
		to->margin_most = part->margin_most;
}

static void
one_span(struct db *db, struct query *q, struct report *to,
    int64_t since_at, int64_t until_at)
{
	struct report part;

	db_int(db, q, ":since", since_at);
	db_int(db, q, ":until", until_at);
	if (db_one(db, q, NULL, span_fields, &part))
		add_part(to, &part);
}

#define WEIGHED(what) \
	" sum(CASE WHEN " what " THEN ms ELSE 0 END)"
#define KWH(column) " sum(" column " * (ms / 3.6e9))"

static void
add_decisions(struct db *db, struct report *r, int64_t tolerance_w,
    int64_t since_at, int64_t until_at)
{
	static struct query q = QUERY("WITH d AS (SELECT reading_state,"
	    " least_w, target_w, available_w, generation_w,"
	    " lead(at, 1, :until) OVER (ORDER BY at, id) - at AS gap"
	    " FROM decision WHERE at >= :since AND at < :until),"
	    " t AS (SELECT *, CASE WHEN gap > :still THEN :still ELSE gap"
	    " END AS ms FROM d) SELECT sum(ms) AS known_ms,"
	    WEIGHED("reading_state = 'FRESH'"
		" AND least_w <= target_w + :tolerance") " AS ok_ms,"
	    WEIGHED("least_w > available_w") " AS over_ms,"
	    WEIGHED("reading_state IS NULL OR reading_state <> 'FRESH'")
	    " AS blind_ms," KWH("least_w") " AS used_kwh,"
	    KWH("available_w") " AS available_kwh,"
	    KWH("generation_w") " AS generated_kwh,"
	    " max(CASE WHEN available_w > target_w THEN"
	    " 1.0 * (least_w - target_w) / (available_w - target_w) END)"
	    " AS margin_most FROM t");

	db_int(db, &q, ":tolerance", tolerance_w);
	db_int(db, &q, ":still", STILL_MS);
	one_span(db, &q, r, since_at, until_at);
}

#define COUNT(what) " count(CASE WHEN " what " THEN 1 END)"

void
report_add(struct db *db, struct report *r, int64_t tolerance_w,
    int64_t since_at, int64_t until_at)
{
	static struct query commands = QUERY("SELECT"
	    COUNT("who = 'balancer' AND state = 'confirmed'") " AS changed,"
	    COUNT("state IN ('failed', 'expired')") " AS failed,"
	    COUNT("who <> 'balancer'") " AS by_people FROM command"
	    " WHERE at >= :since AND at < :until AND dry = 0");
	static struct query alerts = QUERY("SELECT"
	    COUNT("severity = 'info'") " AS info,"
	    COUNT("severity = 'warning'") " AS warning,"
	    COUNT("severity = 'critical'") " AS critical FROM alert"
	    " WHERE since_at >= :since AND since_at < :until"
	    " AND flood IS NULL");
	static struct query readings = QUERY("SELECT count(*) AS readings,"
	    COUNT("state <> 'FRESH'") " AS refused FROM plant_reading"
	    " WHERE recorded_at >= :since AND recorded_at < :until");

	add_decisions(db, r, tolerance_w, since_at, until_at);
	one_span(db, &commands, r, since_at, until_at);
	one_span(db, &alerts, r, since_at, until_at);
	one_span(db, &readings, r, since_at, until_at);
}

static void
line(struct buf *b, const char *text)
{
	buf_text(b, text);
	buf_byte(b, '\n');
}

static void
balance_lines(struct buf *b, const struct report *r)
{
	struct arena *a = b->arena;
	double known = (double)r->known_ms / 100;

	if (!r->known_ms) {
		line(b, "Balance: the balancer made no decision.");
		return;
	}
	line(b, arena_printf(a, "Balance: in order %.1f %% of %.1f h that "
	    "were watched; above the limit %.1f min; without fresh plant "
	    "data %.1f min.", (double)r->ok_ms / known,
	    (double)r->known_ms / 3.6e6, (double)r->over_ms / 6e4,
	    (double)r->blind_ms / 6e4));
	line(b, arena_printf(a, "Energy: the miners used %.0f kWh, %.1f %% "
	    "of the %.0f kWh that were to spare; %.0f kWh were generated.",
	    r->used_kwh, r->available_kwh > 0 ? 100 * r->used_kwh /
	    r->available_kwh : 0.0, r->available_kwh, r->generated_kwh));
	if (!isnan(r->margin_most))
		line(b, arena_printf(a, "Margin: %.0f %% of it was used at "
		    "most.", r->margin_most > 0 ? 100 * r->margin_most :
		    0.0));
}

static void
open_lines(struct db *db, struct buf *b)
{
	struct query *q = alert_list(db, ALERTS_PRESENT, 20);
	struct alert a;
	int n = 0;

	while (db_row(db, q, alert_fields, &a)) {
		if (n++ == 0)
			line(b, "Open now:");
		line(b, arena_printf(b->arena, "    %s: %s%s%s",
		    severity_words[a.severity], a.miner ? a.miner : "",
		    a.miner ? ": " : "", a.text));
	}
	if (n == 0)
		line(b, "Open now: nothing.");
}

const char *
report_text(struct db *db, struct arena *a, const struct report *r,
    const char *title)
{
	struct miner_sums s;
	struct buf b;

	buf_init(&b, a);
	line(&b, title);
	line(&b, "");
	balance_lines(&b, r);
	line(&b, arena_printf(a, "Changes: %lld confirmed, %lld failed; "
	    "%lld by people.", (long long)r->changed, (long long)r->failed,
	    (long long)r->by_people));
	line(&b, arena_printf(a, "Plant data: %lld readings, %lld of them "
	    "refused.", (long long)r->readings, (long long)r->refused));
	line(&b, arena_printf(a, "Alerts: %lld critical, %lld warnings, "
	    "%lld others began.", (long long)r->critical,
	    (long long)r->warning, (long long)r->info));
	miner_sum(db, &s);
	line(&b, arena_printf(a, "Miners now: %lld of %lld answer, %.1f "
	    "PH/s, %.0f kW by their own word.", (long long)s.online,
	    (long long)s.total, isnan(s.hashrate_ths) ? 0.0 :
	    s.hashrate_ths / 1e3, s.power_w == NONE ? 0.0 :
	    (double)s.power_w / 1e3));
	open_lines(db, &b);
	return buf_done(&b);
}

int64_t
report_first_at(struct db *db)
{
	static struct query q = QUERY("SELECT min(first_seen_at) FROM miner");

	return db_number(db, &q, NONE);
}

int64_t
report_last(struct db *db)
{
	static struct query q = QUERY("SELECT max(day) FROM report");

	return db_number(db, &q, NONE);
}

void
report_keep(struct db *db, int64_t day, const char *text, int64_t now)
{
	static struct query q = QUERY("INSERT INTO report (day, made_at,"
	    " text) VALUES (:day, :now, :text) ON CONFLICT (day) DO NOTHING");

	db_int(db, &q, ":day", day);
	db_int(db, &q, ":now", now);
	db_text(db, &q, ":text", text);
	db_run(db, &q);
}
