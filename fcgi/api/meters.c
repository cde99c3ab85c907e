/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>

#include "fcgi/api/api.h"
#include "fcgi/http/list.h"
#include "hive/base/duration.h"
#include "hive/ledger/health.h"
#include "hive/ledger/signed_head.h"
#include "hive/money/period.h"
#include "hive/money/statement.h"
#include "hive/request/meter.h"
#include "hive/verify/reconcile.h"


/* A meter by its id, or by the name of its device; NONE: not said. */
static int64_t
meter_of(struct request *r)
{
	const char *s = request_text(r, "meter");
	struct meter m;
	char *end;
	long long id;

	if (!s)
		return NONE;
	id = strtoll(s, &end, 10);
	if (end != s && !*end)
		return id;
	if (meter_find(r->db, r->arena, s, METER_CHANNEL, &m))
		return m.id;
	request_note(r, "meter is neither a meter's id nor a device", NULL);
	return NONE;
}

/* A board that said that it is there and then fell silent is not. */
static void
now_online(struct request *r, struct meter *m)
{
	if (m->online == 1 && m->last_seen_at != NONE &&
	    r->now - m->last_seen_at > m->gap_most_s * 1000)
		m->online = 0;
}

int
get_meters(struct request *r)
{
	struct list_out l;
	struct query *q;
	struct meter m;

	list_begin(&l, r, meter_fields, sizeof m, 100000);
	if (r->error)
		return 400;
	q = meter_list(r->db);
	while (db_row(r->db, q, meter_fields, &m)) {
		now_online(r, &m);
		list_row(&l, &m);
	}
	return list_end(&l);
}

int
get_meter(struct request *r)
{
	struct meter m;
	char *end;
	long long id = strtoll(r->part[0], &end, 10);

	if (*end || !meter_get(r->db, r->arena, id, &m))
		return request_fail(r, 404, "no such meter");
	now_online(r, &m);
	return request_record(r, meter_fields, &m);
}

int
post_meter(struct request *r)
{
	return request_order(r, "meter_create", NULL);
}

int
patch_meter(struct request *r)
{
	return request_order(r, "meter_patch", r->part[0]);
}

int
post_swap(struct request *r)
{
	return request_order(r, "meter_swap", r->part[0]);
}

int
post_readings(struct request *r)
{
	return request_order(r, "meter_telemetry", NULL);
}

int
get_readings(struct request *r)
{
	struct list_out l;
	struct query *q;
	struct meter_reading m;
	int64_t meter = meter_of(r);
	int64_t to = request_time(r, "to", INT64_MAX);
	int64_t from = request_time(r, "from", INT64_MIN + 1);

	list_begin(&l, r, meter_reading_show, sizeof m, 1000);
	if (meter == NONE)
		request_note(r, "meter must be named", NULL);
	if (r->error)
		return 400;
	q = meter_reading_list(r->db, meter, from, to, list_rows(&l));
	while (db_row(r->db, q, meter_reading_fields, &m)) {
		meter_reading_words(&m);
		list_row(&l, &m);
	}
	return list_end(&l);
}

int
get_entries(struct request *r)
{
	struct list_out l;
	struct query *q;
	struct entry e;
	int64_t meter = meter_of(r);
	int64_t to = request_time(r, "to", r->now);
	int64_t from = request_time(r, "from", to - DAY_MS);
	int64_t as_of = request_time(r, "as_of", INT64_MAX);

	list_begin(&l, r, entry_show, sizeof e, 1000);
	if (r->error)
		return 400;
	q = entry_list(r->db, meter, from, to, as_of, list_rows(&l));
	while (db_row(r->db, q, entry_fields, &e)) {
		entry_words(r->arena, &e);
		list_row(&l, &e);
	}
	return list_end(&l);
}

int
post_entry(struct request *r)
{
	return request_order(r, "entry_create", NULL);
}

int
get_tickets(struct request *r)
{
	struct list_out l;
	struct query *q;
	struct ticket t;
	const char *state = request_text(r, "state");

	list_begin(&l, r, ticket_fields, sizeof t, 1000);
	if (r->error)
		return 400;
	q = ticket_list(r->db, state, list_rows(&l));
	while (db_row(r->db, q, ticket_fields, &t))
		list_row(&l, &t);
	return list_end(&l);
}

int
patch_ticket(struct request *r)
{
	return request_order(r, "ticket_patch", r->part[0]);
}

int
get_heads(struct request *r)
{
	struct list_out l;
	struct query *q;
	struct ledger_head h;

	list_begin(&l, r, ledger_head_show, sizeof h, 1000);
	if (r->error)
		return 400;
	q = head_gets(r->db);
	while (db_row(r->db, q, ledger_head_fields, &h)) {
		h.hash_hex = head_hex(r->arena, h.hash.p, h.hash.n);
		h.signature_hex = head_hex(r->arena, h.signature.p,
		    h.signature.n);
		list_row(&l, &h);
	}
	return list_end(&l);
}

int
post_head(struct request *r)
{
	return request_order(r, "ledger_sign", NULL);
}

int
get_statement(struct request *r)
{
	const char *period = request_text(r, "period"), *kept;

	if (!period) {
		request_note(r, "period must be named: 2026-11", NULL);
		return 400;
	}
	if (request_flag(r, "again") == 1)
		return request_order(r, "ledger_statement_again", period);
	/* The worker would say the same, if there is one. */
	if ((kept = period_statement(r->db, r->arena, period))) {
		json_raw(&r->out, kept);
		return 200;
	}
	return request_order(r, "ledger_statement", period);
}

int
get_reconciliations(struct request *r)
{
	struct list_out l;
	struct query *q;
	struct reconcile_run run;

	list_begin(&l, r, reconcile_fields, sizeof run, 100);
	if (r->error)
		return 400;
	q = reconcile_list(r->db, list_rows(&l));
	while (db_row(r->db, q, reconcile_fields, &run))
		list_row(&l, &run);
	return list_end(&l);
}

int
get_reconciliation(struct request *r)
{
	struct reconcile_run run;
	char *end;
	long long id = strtoll(r->part[0], &end, 10);

	return !*end && reconcile_get(r->db, r->arena, id, &run) ?
	    request_record(r, reconcile_fields, &run) :
	    request_fail(r, 404, "no such run");
}

int
post_reconciliation(struct request *r)
{
	return request_order(r, "ledger_reconcile", NULL);
}

int
get_ledger_health(struct request *r)
{
	struct ledger_health h;

	ledger_health(r->db, r->arena, &h, r->now);
	return request_record(r, ledger_health_fields, &h);
}
