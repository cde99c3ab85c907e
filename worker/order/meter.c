/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "hive/request/meter.h"
#include "worker/core/turn.h"
#include "worker/order/orders.h"

#define READINGS_MAX	1000

/* ---- Readings ----------------------------------------------------------- */

static int
status_of(enum meter_take t)
{
	static const int status[] = { 200, 200, 409, 422 };

	return status[t];
}

static enum meter_take
take(struct order_call *c, const char *text, size_t len,
    struct meter_verdict *v)
{
	return meter_take(c->turn->db, c->arena, NULL, text, len,
	    c->turn->wall_ms, v);
}

static void
show(struct json *j, enum meter_take t, const struct meter_verdict *v)
{
	json_open(j, '{');
	json_pair_int(j, "status", status_of(t));
	json_pair(j, "result", meter_take_word(t));
	if (v->meter != NONE)
		json_pair_int(j, "meter", v->meter);
	if (v->rule) {
		json_pair(j, "rule", v->rule);
		json_pair(j, "reason", v->why);
	}
	json_close(j, '}');
}

static void
take_one(struct order_call *c, const char *body)
{
	struct meter_verdict v;
	enum meter_take t = take(c, body, strlen(body), &v);
	struct json j;

	if (v.rule) {
		order_refuse(c, status_of(t), arena_printf(c->arena,
		    "%s: %s", v.rule, v.why), NULL);
		return;
	}
	json_init(&j, c->arena);
	show(&j, t, &v);
	c->answer.body = json_done(&j);
}

static void
take_all(struct order_call *c, const struct list *items)
{
	const struct json_item *item = items->v;
	int64_t n[4] = { 0 };
	struct json j;

	json_init(&j, c->arena);
	json_open(&j, '{');
	json_key(&j, "results");
	json_open(&j, '[');
	for (size_t i = 0; i < items->n; i++) {
		struct meter_verdict v;
		enum meter_take t = take(c, item[i].text, item[i].len, &v);

		n[t]++;
		show(&j, t, &v);
	}
	json_close(&j, ']');
	for (int t = METER_ACCEPTED; t <= METER_REJECTED; t++)
		json_pair_int(&j, meter_take_word((enum meter_take)t), n[t]);
	json_close(&j, '}');
	c->answer.body = json_done(&j);
}

/* The list in the body, which may stand alone or as {"readings": [...]}. */
static const char *
list_of(const char *body, size_t *len)
{
	static const char key[] = "\"readings\"", blank[] = " \t\r\n";
	const char *p = body + strspn(body, blank);

	*len = strlen(p);
	if (*p != '{')
		return p;
	p += 1 + strspn(p + 1, blank);
	if (strncmp(p, key, sizeof key - 1))
		return body;
	p += sizeof key - 1;
	p += strspn(p, blank);
	if (*p++ != ':')
		return body;
	*len = strlen(p);
	while (*len && strchr(blank, p[*len - 1]))
		--*len;
	if (!*len || p[--*len] != '}')
		return body;
	return p;
}

void
serve_meter_telemetry(struct order_call *c)
{
	const char *body = c->order.body ? c->order.body : "", *list;
	struct list items;
	size_t len;

	list = list_of(body, &len);
	if (list == body && *list != '[')
		take_one(c, body);
	else if (json_items(c->arena, list, len, READINGS_MAX, &items))
		take_all(c, &items);
	else
		order_refuse(c, 400, "one reading, or a list of up to 1000",
		    NULL);
}

/* ---- Meters ------------------------------------------------------------- */

static const char *
told(struct order_call *c, const struct meter *m)
{
	struct json j;

	json_init(&j, c->arena);
	json_record(&j, meter_fields, m);
	return json_done(&j);
}

static const char *
who(const struct order_call *c)
{
	return c->order.who ? c->order.who : "local";
}

static void
refuse_field(struct order_call *c, const char *why, const char *field)
{
	order_refuse(c, 422, why, arena_printf(c->arena, "/%s", field));
}

void
serve_meter_create(struct order_call *c)
{
	const struct meter_request *w = c->body;
	const char *error, *pointer = "";
	struct meter m;

	record_clear(meter_fields, &m);
	error = meter_request(c->turn->db, c->arena, &m, w, meter_make_fields,
	    c->given, who(c), c->turn->wall_ms, &pointer);
	if (error) {
		refuse_field(c, error, pointer);
		return;
	}
	meter_get(c->turn->db, c->arena, m.id, &m);
	c->new = c->answer.body = told(c, &m);
	c->answer.status = 201;
}

static bool
find(struct order_call *c, struct meter *m)
{
	char *end;
	long long id = strtoll(c->order.target, &end, 10);

	if (!*end && meter_get(c->turn->db, c->arena, id, m))
		return true;
	order_refuse(c, 404, "no such meter", NULL);
	return false;
}

void
serve_meter_patch(struct order_call *c)
{
	const char *error, *pointer = "";
	struct meter m;

	if (!find(c, &m))
		return;
	c->old = told(c, &m);
	error = meter_request(c->turn->db, c->arena, &m, c->body,
	    meter_request_fields, c->given, who(c), c->turn->wall_ms, &pointer);
	if (error) {
		refuse_field(c, error, pointer);
		return;
	}
	meter_get(c->turn->db, c->arena, m.id, &m);
	c->new = c->answer.body = told(c, &m);
}

void
serve_meter_swap(struct order_call *c)
{
	const char *error;
	struct meter m;

	if (!find(c, &m))
		return;
	error = meter_swap(c->turn->db, &m, c->body, c->turn->wall_ms);
	if (error) {
		order_refuse(c, 422, error, NULL);
		return;
	}
	c->new = c->order.body;
	c->answer.body = told(c, &m);
}

/* ---- Entries and tickets ------------------------------------------------ */

void
serve_entry_create(struct order_call *c)
{
	struct entry e;
	struct json j;
	const char *error = entry_request(c->turn->db, c->arena, c->body,
	    who(c), c->turn->wall_ms, &e);

	if (error) {
		order_refuse(c, 422, error, NULL);
		return;
	}
	json_init(&j, c->arena);
	entry_words(c->arena, &e);
	json_record(&j, entry_show, &e);
	c->new = c->order.body;
	c->answer.body = json_done(&j);
	c->answer.status = 201;
}

void
serve_ticket_patch(struct order_call *c)
{
	const struct ticket_request *w = c->body;
	char *end;
	long long id = strtoll(c->order.target, &end, 10);
	struct ticket t;
	struct json j;

	if (*end || !ticket_get(c->turn->db, c->arena, id, &t)) {
		order_refuse(c, 404, "no such ticket", NULL);
		return;
	}
	c->old = arena_printf(c->arena, "{\"state\":\"%s\"}",
	    ticket_state_words[t.state]);
	t.state = w->state;
	if (w->resolution)
		t.resolution = w->resolution;
	t.actor = who(c);
	t.changed_at = c->turn->wall_ms;
	ticket_change(c->turn->db, &t);
	json_init(&j, c->arena);
	json_record(&j, ticket_fields, &t);
	c->new = c->order.body;
	c->answer.body = json_done(&j);
}
