/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fcgi/api/api.h"
#include "fcgi/http/list.h"
#include "fcgi/http/route.h"
#include "hive/miner/miner.h"
#include "hive/service/health.h"

#define BEAT_LATE_MS 20000	/* four heartbeats */

int
get_index(struct request *r)
{
	struct json *j = &r->out;

	json_open(j, '[');
	for (const struct route *row = routes; row->path; row++) {
		json_open(j, '{');
		json_pair(j, "method", method_words[row->method]);
		json_pair(j, "path", arena_printf(r->arena, "%s%s",
		    route_is_beside(row->path) ? "" : "/api", row->path));
		json_pair(j, "scope", scope_word(row->scope));
		json_pair(j, "summary", row->doc);
		json_close(j, '}');
	}
	json_close(j, ']');
	return 200;
}

int
get_site(struct request *r)
{
	const struct site *s = r->site;
	const struct site_word *contact = s->contacts.v;
	struct json *j = &r->out;

	json_open(j, '{');
	json_pair(j, "name", s->name);
	json_pair(j, "timezone", s->timezone);
	json_pair(j, "currency", s->currency);
	json_pair_bool(j, "simulation", s->simulation == 1);
	json_pair_bool(j, "plant", s->plant != NULL);
	json_pair_int(j, "subnets", (int64_t)s->subnets.n);
	json_pair_int(j, "status_interval_s", s->status_s);
	json_key(j, "contacts");
	json_open(j, '[');
	for (size_t i = 0; i < s->contacts.n; i++)
		json_text(j, contact[i].text);
	json_close(j, ']');
	json_pair(j, "version", PACKAGE_VERSION);
	json_pair(j, "user", r->who);
	json_pair(j, "scope", scope_word(r->scope));
	json_close(j, '}');
	return 200;
}

static void
show_database(struct json *j, const struct worker_state *w)
{
	json_key(j, "database");
	json_open(j, '{');
	json_pair_int(j, "size_bytes", w->size_bytes);
	json_pair_int(j, "growth_bytes_per_day", w->growth_bytes_per_day);
	json_pair_int(j, "schema", db_schema_version());
	json_close(j, '}');
}

static int64_t
count_unknown_hosts(struct request *r)
{
	struct query *q = unknown_host_list(r->db);
	struct unknown_host s;
	int64_t n = 0;

	while (db_row(r->db, q, unknown_host_fields, &s))
		n++;
	return n;
}

static void
show_scan(struct request *r, const struct worker_state *w)
{
	struct json *j = &r->out;
	int64_t percent = w->scan_addresses > 0 ?
	    w->scan_done * 100 / w->scan_addresses : NONE;

	json_key(j, "scan");
	json_open(j, '{');
	json_pair_int(j, "addresses", w->scan_addresses);
	json_pair_int(j, "done", w->scan_done);
	json_pair_int(j, "done_percent", percent);
	json_pair_int(j, "left_s", w->scan_left_s);
	json_pair_int(j, "strangers", count_unknown_hosts(r));
	json_close(j, '}');
}

static void
show_rounds(struct request *r)
{
	struct query *q = round_list(r->db);
	struct round_state s;

	json_key(&r->out, "rounds");
	json_open(&r->out, '[');
	while (db_row(r->db, q, round_state_fields, &s))
		json_record(&r->out, round_state_fields, &s);
	json_close(&r->out, ']');
}

static void
show_counters(struct request *r)
{
	struct query *q = counter_list(r->db);
	struct counter c;

	json_key(&r->out, "counters");
	json_open(&r->out, '{');
	while (db_row(r->db, q, counter_fields, &c))
		json_pair_int(&r->out, c.name, c.n);
	json_close(&r->out, '}');
}

static bool
worker_lives(struct request *r, struct worker_state *w)
{
	record_clear(worker_state_fields, w);
	return worker_state_get(r->db, r->arena, w) &&
	    r->now - w->seen_at < BEAT_LATE_MS;
}

int
get_health(struct request *r)
{
	struct json *j = &r->out;
	struct worker_state w;
	struct miner_sums sums;
	bool lives = worker_lives(r, &w);

	miner_sum(r->db, &sums);
	json_open(j, '{');
	json_pair(j, "status", lives ? "ok" : "worker not running");
	json_key(j, "worker_seen_at");
	json_time(j, w.seen_at);
	json_pair_int(j, "interval_s", 5);
	json_key(j, "started_at");
	json_time(j, w.started_at);
	json_pair(j, "version", w.version);
	show_database(j, &w);
	json_pair(j, "broker", broker_words[w.broker]);
	show_scan(r, &w);
	json_key(j, "miners");
	json_record(j, miner_sums_fields, &sums);
	show_rounds(r);
	show_counters(r);
	json_close(j, '}');
	return 200;
}

int
get_live(struct request *r)
{
	json_open(&r->out, '{');
	json_pair(&r->out, "status", "ok");
	json_close(&r->out, '}');
	return 200;
}

int
get_ready(struct request *r)
{
	struct worker_state w;

	if (!worker_lives(r, &w))
		return request_fail(r, 503, "the worker is not running");
	return get_live(r);
}

int
post_scan(struct request *r)
{
	return request_order(r, "scan", NULL);
}

int
get_unknown_hosts(struct request *r)
{
	struct list_out l;
	struct unknown_host s;
	struct query *q;

	list_begin(&l, r, unknown_host_fields, sizeof s, 1000);
	if (r->error)
		return 400;
	q = unknown_host_list(r->db);
	while (db_row(r->db, q, unknown_host_fields, &s))
		list_row(&l, &s);
	return list_end(&l);
}
