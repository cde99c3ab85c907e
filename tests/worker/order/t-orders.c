/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/json/json.h"
#include "tests/lib/site_rig.h"

/* Orders of all kinds with bodies that lack what they can lack: whoever may
 * order something must not be able to end the worker by it. */

static const char *mac;

/* What must be said may not be null, wherever it stands. */
static void
check_nulls(void)
{
	static const struct {
		const char *order, *body, *pointer;
	} cases[] = {
		{ "miners_patch", "{\"macs\":[null],\"set\":{}}", "/macs/0" },
		{ "miners_patch", "{\"macs\":[],\"set\":null}", "" },
		{ "miner_replace", "{\"by\":null}", "" },
		{ "miner_patch", "{\"hold\":{\"reason\":null}}", "/hold" },
		{ "commands", "{\"macs\":[null],\"action\":\"stop\"}",
		    "/macs/0" },
		{ "command", "{\"action\":null}", "" },
		{ "token_create", "{\"name\":null,\"scope\":null}", "" },
		{ "alert_test", "{\"channel\":null}", "" },
		{ "emergency_stop", "{\"action\":null}", "" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct answer a = rig_order(&b, cases[i].order,
		    mac, cases[i].body);

		CHECK_INT(a.status, 400);
		CHECK_TEXT(a.pointer, cases[i].pointer);
	}
}

/* Some value that this field would take. */
static void
put_sample(struct json *j, const struct field *f)
{
	const char *word = f->words ? f->words[1] : f->values ?
	    arena_text(&b.arena, f->values, strcspn(f->values, "|")) :
	    "2026-11";

	json_key(j, f->name);
	switch (f->kind) {
	case F_TEXT:
	case F_WORD:
		json_text(j, word);
		break;
	case F_TIME:
		json_text(j, "2026-11-20T10:00:00Z");
		break;
	case F_BOOL:
	case F_FLAG:
		json_raw(j, "true");
		break;
	case F_LIST:
		json_raw(j, "[]");
		break;
	case F_ONE:
		json_open(j, '{');
		for (const struct field *s = f->sub; s->name; s++)
			put_sample(j, s);
		json_close(j, '}');
		break;
	default:
		json_int(j, f->min > 0 ? f->min : 1);
	}
}

/* What is needed, and of the rest: all null (-1), or one with a value. */
static const char *
some_body(const struct field *fields, int one)
{
	struct json j;
	int i = 0;

	json_init(&j, &b.arena);
	json_open(&j, '{');
	for (const struct field *f = fields; f->name; f++, i++)
		if (f->needed || i == one)
			put_sample(&j, f);
		else if (one < 0)
			json_pair(&j, f->name, NULL);
	json_close(&j, '}');
	return json_done(&j);
}

/* Every order with all that it can leave out, and with whatever target: it
 * is answered, and the worker lives. */
static void
check_every_order(void)
{
	const char *targets[] = { "1", "x", "", NULL, NULL };
	int answered = 0, asked = 0;

	targets[4] = mac;
	for (const struct order_kind *k = order_kinds; k->name; k++) {
		int n = 0;

		while (k->fields && k->fields[n].name)
			n++;
		for (int i = -1; i < n + 1; i++)
			for (size_t t = 0; t < 5; t++) {
				struct answer a = rig_order(&b, k->name,
				    targets[t], k->fields ?
				    some_body(k->fields, i) : NULL);

				asked++;
				answered += a.status >= 200 &&
				    a.status < 504 && a.status != 500;
			}
	}
	CHECK(asked > 300);
	CHECK_INT(answered, asked);
	rig_run(&b, 60000);
}

int
main(void)
{
	struct farm_options o;

	farm_defaults(&o);
	o.miners = 3;
	o.net = "127.1.0.0/28";
	rig_open_farm(&b, &o);
	rig_run(&b, 60000);
	mac = mac_of(1);
	check_nulls();
	check_every_order();
	rig_close(&b);
	return tap_done();
}
