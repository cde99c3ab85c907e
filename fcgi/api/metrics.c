/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "fcgi/api/api.h"
#include "hive/alert/alert.h"
#include "hive/balance/balance.h"
#include "hive/miner/miner.h"
#include "hive/service/health.h"

/* Prometheus text format 0.0.4: base units, _total on counters, HELP on all,
 * timestamps instead of ages. */

static void
head(struct request *r, const char *name, const char *type, const char *help)
{
	buf_printf(&r->out.buf, "# HELP powerhive_%s %s\n"
	    "# TYPE powerhive_%s %s\n", name, help, name, type);
}

static void
gauge(struct request *r, const char *name, const char *help, double value)
{
	if (!isfinite(value))
		return;
	head(r, name, "gauge", help);
	buf_printf(&r->out.buf, "powerhive_%s %.15g\n", name, value);
}

static double
number(int64_t n, double scale)
{
	return n == NONE ? NAN : (double)n * scale;
}

/* A label's value: backslash, quote and newline escaped. */
static const char *
label(struct arena *a, const char *s)
{
	char *to = arena_take(a, 2 * strlen(s) + 1), *p = to;

	for (; *s; s++) {
		if (*s == '\\' || *s == '"')
			*p++ = '\\';
		if (*s == '\n') {
			*p++ = '\\';
			*p++ = 'n';
		} else
			*p++ = *s;
	}
	return to;
}

static void
worker_metrics(struct request *r)
{
	struct worker_state w;

	head(r, "build_info", "gauge", "Version of the API's program.");
	buf_printf(&r->out.buf, "powerhive_build_info{version=\"%s\"} 1\n",
	    PACKAGE_VERSION);
	if (!worker_state_get(r->db, r->arena, &w))
		return;
	gauge(r, "worker_seen_timestamp_seconds",
	    "Last heartbeat of the worker.", number(w.seen_at, 1e-3));
	gauge(r, "worker_started_timestamp_seconds",
	    "When the worker started.", number(w.started_at, 1e-3));
	gauge(r, "database_size_bytes", "Size of the database.",
	    number(w.size_bytes, 1));
	gauge(r, "scan_addresses", "Addresses of the running sweep.",
	    number(w.scan_addresses, 1));
	gauge(r, "scan_done_addresses", "Addresses asked in this sweep.",
	    number(w.scan_done, 1));
	if (w.broker)
		gauge(r, "broker_connected", "Whether the meters' broker is "
		    "connected.", w.broker == BROKER_CONNECTED);
}

static void
fleet_metrics(struct request *r)
{
	struct miner_sums s;

	miner_sum(r->db, &s);
	gauge(r, "miners", "Miners in service.", number(s.total, 1));
	gauge(r, "miners_online", "Miners that answer.", number(s.online, 1));
	gauge(r, "miners_managed", "Miners that the balancer may change.",
	    number(s.managed, 1));
	gauge(r, "miners_in_conflict", "Miners whose MAC two addresses claim.",
	    number(s.conflict, 1));
	gauge(r, "miners_held", "Miners that a person holds.",
	    number(s.held, 1));
	gauge(r, "miners_without_key", "Miners without a key of ours.",
	    number(s.keyless, 1));
	gauge(r, "miners_power_watts", "Power of the online miners, as they "
	    "say.", number(s.power_w, 1));
	gauge(r, "miners_hashrate_hashes_per_second",
	    "Hashrate of the online miners.", s.hashrate_ths * 1e12);
}

struct series {
	const char	*name, *type, *help;
	size_t		 at;		/* int64_t in struct round_state */
	double		 scale;
};

#define ROUND(member) offsetof(struct round_state, member)

static const struct series round_series[] = {
	{ "round_started_timestamp_seconds", "gauge",
	    "When the last pass began.", ROUND(started_at), 1e-3 },
	{ "round_ok_timestamp_seconds", "gauge",
	    "When the last whole pass ended.", ROUND(ok_at), 1e-3 },
	{ "round_duration_seconds", "gauge", "Length of the last pass.",
	    ROUND(ms), 1e-3 },
	{ "round_asked", "gauge", "Machines asked in the last pass.",
	    ROUND(asked), 1 },
	{ "round_kept", "gauge", "Answers kept in the last pass.",
	    ROUND(kept), 1 },
	{ "round_lost", "gauge", "Answers missed in the last pass.",
	    ROUND(lost), 1 },
	{ "rounds_total", "counter", "Passes since the worker started.",
	    ROUND(rounds), 1 },
};

static void
round_metrics(struct request *r)
{
	for (size_t i = 0; i < sizeof round_series / sizeof *round_series;
	    i++) {
		const struct series *s = &round_series[i];
		struct query *q = round_list(r->db);
		struct round_state round;

		head(r, s->name, s->type, s->help);
		while (db_row(r->db, q, round_state_fields, &round)) {
			int64_t n = *(const int64_t *)(const void *)
			    ((const char *)&round + s->at);

			if (n != NONE)
				buf_printf(&r->out.buf,
				    "powerhive_%s{round=\"%s\"} %.15g\n",
				    s->name, round.name, number(n, s->scale));
		}
	}
}

static void
counter_metrics(struct request *r)
{
	struct query *q = counter_list(r->db);
	struct counter c;

	head(r, "counted_total", "counter",
	    "Refused replies and other things that are counted.");
	while (db_row(r->db, q, counter_fields, &c))
		buf_printf(&r->out.buf,
		    "powerhive_counted_total{what=\"%s\"} %lld\n",
		    label(r->arena, c.name), (long long)c.n);
}

static void
alert_metrics(struct request *r)
{
	struct alert_sums s;

	alert_sum(r->db, &s);
	head(r, "alerts", "gauge", "Alerts that are open.");
	buf_printf(&r->out.buf, "powerhive_alerts{severity=\"info\"} %lld\n"
	    "powerhive_alerts{severity=\"warning\"} %lld\n"
	    "powerhive_alerts{severity=\"critical\"} %lld\n",
	    (long long)s.info, (long long)s.warning, (long long)s.critical);
	gauge(r, "alerts_not_acknowledged", "Open alerts that nobody has "
	    "acknowledged.", number(s.waiting, 1));
	gauge(r, "alert_messages_waiting", "Messages that no channel has "
	    "taken yet.", number(message_count(r->db), 1));
}

/* Absent at a site without a plant. */
static void
balance_metrics(struct request *r)
{
	struct balance b;

	if (!balance_get(r->db, r->arena, &b))
		return;
	gauge(r, "plant_reading_timestamp_seconds",
	    "When the newest accepted reading was taken.",
	    number(b.last_reading_at, 1e-3));
	gauge(r, "generation_watts", "What the plant generates.",
	    number(b.generation_w, 1));
	gauge(r, "available_watts", "What the plant can spare.",
	    number(b.available_w, 1));
	gauge(r, "target_watts", "What the balancer aims at.",
	    number(b.target_w, 1));
	gauge(r, "load_watts", "Best estimate of what the miners draw.",
	    number(b.current_w, 1));
	gauge(r, "expected_load_watts",
	    "The same when every change in flight has landed.",
	    number(b.expected_w, 1));
}

int
get_metrics(struct request *r)
{
	r->type = "text/plain; version=0.0.4; charset=utf-8";
	worker_metrics(r);
	fleet_metrics(r);
	alert_metrics(r);
	balance_metrics(r);
	round_metrics(r);
	counter_metrics(r);
	return 200;
}

/* ---- One series a miner ------------------------------------------------- */

static void
miner_metric(struct request *r, const char *name, const char *help,
    double (*of)(const struct miner *, const struct latest *))
{
	struct query *q = miner_list(r->db, "");
	struct miner_parts parts = MINER_PARTS;
	struct miner m;

	head(r, name, "gauge", help);
	while (miner_next(r->db, q, &m, &parts)) {
		double value = of(&m, m.latest_status);

		if (isfinite(value))
			buf_printf(&r->out.buf,
			    "powerhive_%s{mac=\"%s\",name=\"%s\"} %.15g\n",
			    name, m.mac, m.name ? label(r->arena, m.name) : "",
			    value);
	}
}

static double
online_of(const struct miner *m, const struct latest *l)
{
	(void)l;
	return m->online;
}

static double
power_of(const struct miner *m, const struct latest *l)
{
	return m->online && l ? number(l->power_w, 1) : NAN;
}

static double
hashrate_of(const struct miner *m, const struct latest *l)
{
	return m->online && l ? l->hashrate_ths * 1e12 : NAN;
}

static double
chip_of(const struct miner *m, const struct latest *l)
{
	return m->online && l ? number(l->chip_max_c, 1) : NAN;
}

int
get_miner_metrics(struct request *r)
{
	r->type = "text/plain; version=0.0.4; charset=utf-8";
	miner_metric(r, "miner_online", "Whether the miner answers.",
	    online_of);
	miner_metric(r, "miner_power_watts", "Power, as the miner says.",
	    power_of);
	miner_metric(r, "miner_hashrate_hashes_per_second", "Hashrate.",
	    hashrate_of);
	miner_metric(r, "miner_chip_celsius", "The hottest chip.", chip_of);
	return 200;
}
