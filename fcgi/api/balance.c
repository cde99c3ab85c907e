/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fcgi/api/api.h"
#include "fcgi/http/list.h"
#include "hive/balance/balance.h"
#include "hive/base/duration.h"
#include "hive/base/text.h"
#include "hive/miner/command.h"
#include "hive/plant/plant.h"
#include "hive/site/setting.h"
#include "hive/site/site.h"

#define POINTS_MAX 2000

static const char NO_PLANT[] = "the configuration names no plant";

/* ---- The plant ---------------------------------------------------------- */

int
get_plant(struct request *r)
{
	struct plant_reading p;

	return plant_latest(r->db, r->arena, false, &p) ?
	    request_record(r, plant_fields, &p) :
	    request_fail(r, 404, r->site->plant ?
	    "the plant has not answered yet" :
	    NO_PLANT);
}

int
get_plant_history(struct request *r)
{
	int64_t until = request_time(r, "until", r->now + MINUTE_MS);
	int64_t since = request_time(r, "since", NONE);
	int64_t limit = request_int(r, "limit", 100, 1, 100000);
	struct list_out l;
	struct plant_reading p;
	struct query *q;
	bool many;

	if (r->error)
		return 400;
	many = limit > POINTS_MAX &&
	    plant_count(r->db, since, until) > POINTS_MAX;
	if (many)
		list_begin(&l, r, plant_fields, sizeof p, limit);
	else
		list_log(&l, r, plant_fields, "recorded_at", 100);
	if (r->error)
		return 400;
	if (many && since == NONE)
		since = plant_first_at(r->db, NONE);
	q = many ? plant_means(r->db, since, until,
	    ((until < r->now ? until : r->now) - since) / (POINTS_MAX - 1) +
	    1) :
	    plant_list(r->db, since, until < l.below ? until : l.below,
	    list_rows(&l));
	while (db_row(r->db, q, plant_columns, &p))
		list_row(&l, &p);
	return list_end(&l);
}

/* ---- The balance -------------------------------------------------------- */

/* Nothing is balanced, or not yet; figures of a former plant tell nothing. */
static void
show_none(struct request *r, struct balance *b)
{
	struct settings s;

	setting_load(r->db, r->arena, &s);
	*b = (struct balance){ .status = BALANCE_NO_DATA, .at = NONE,
	    .mode = r->site->plant ? s.balancer_mode : BALANCER_OFF,
	    .state = r->site->plant ? BALANCE_INIT : BALANCE_NONE,
	    .decision = NONE,
	    .reading_reason = r->site->plant ? NULL : NO_PLANT,
	    .last_reading_at = NONE, .generation_w = NONE,
	    .container_w = NONE, .available_w = NONE, .target_w = NONE,
	    .target_kw_w = NONE, .headroom_w = NONE, .current_w = NONE,
	    .managed_w = NONE, .unmanaged_w = NONE, .expected_w = NONE,
	    .managed_miners = NONE, .worker_seen_at = b->worker_seen_at,
	    .margin_percent = s.safety_margin_percent,
	    .emergency = b->emergency };
}

int
get_balance(struct request *r)
{
	struct balance b;
	bool there = balance_show(r->db, r->arena, &b);

	if (!there || !r->site->plant)
		show_none(r, &b);
	b.interval_s = r->site->balancer_s;
	r->live = true;
	return request_record(r, balance_fields, &b);
}

int
get_balance_events(struct request *r)
{
	const char *id = request_text(r, "miner_id");
	struct list_out l;
	struct balance_event e;
	struct query *q;
	char mac[18];

	if (id && !text_mac(mac, id))
		request_note(r, "miner_id must be a MAC", NULL);
	list_log(&l, r, balance_event_fields, "id", 100);
	if (r->error)
		return 400;
	q = balance_event_list(r->db, id ? mac : NULL, l.below,
	    list_rows(&l));
	while (db_row(r->db, q, balance_event_fields, &e))
		list_row(&l, &e);
	return list_end(&l);
}

int
get_decisions(struct request *r)
{
	int64_t before = request_int(r, "before", INT64_MAX, 1, INT64_MAX);
	int64_t until = request_time(r, "until", NONE);
	int64_t since = request_time(r, "since", NONE);
	struct list_out l;
	struct decision d;
	struct query *q;

	list_log(&l, r, decision_fields, "id", 100);
	if (r->error)
		return 400;
	q = decision_list(r->db, before < l.below ? before : l.below, since,
	    until, list_rows(&l));
	while (db_row(r->db, q, decision_fields, &d))
		list_row(&l, &d);
	return list_end(&l);
}

int
get_decision(struct request *r)
{
	struct decision d;

	return decision_get(r->db, r->arena, request_id(r, 0), &d) ?
	    request_record(r, decision_fields, &d) :
	    request_fail(r, 404, "no such decision");
}

/* What would happen now is known to the worker alone. */
int
get_plan(struct request *r)
{
	return request_order(r, "plan", NULL);
}

/* ---- Emergency ---------------------------------------------------------- */

int
get_emergency(struct request *r)
{
	struct emergency e;

	return emergency_now(r->db, r->arena, &e) ?
	    request_record(r, emergency_fields, &e) :
	    request_fail(r, 404, "no emergency stop is in force");
}

int
post_emergency(struct request *r)
{
	return request_order(r, "emergency_stop", NULL);
}

int
post_release(struct request *r)
{
	int status = request_order(r, "emergency_release", NULL);

	return status ? status : get_balance(r);
}
