/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/json/json.h"
#include "tests/fake/http.h"
#include "tests/lib/site_rig.h"

/*
 * One address, stage by stage, for a person who wonders why a miner does not
 * appear: the answer tells how far it came, and why no further.
 */
#define ALL "connect info model summary unlock apikeys presets lock"

static const char *bad_path, *bad_text;
static int bad_status, asked;
static bool lock_ends, keys_end;	/* the connection */

struct stage {
	const char	*stage, *detail;
	int64_t		 ok;
};

struct stages {
	struct list	 all;
};

static const struct field stage_fields[] = {
	FIELD(struct stage, stage),
	FLAG(struct stage, ok),
	FIELD(struct stage, detail),
	FIELDS_END
};

static const struct field stages_fields[] = {
	LIST(struct stages, all, stage_fields, struct stage),
	FIELDS_END
};

/* The miner at this address, but for one path that is answered so. */
static int64_t
outside(struct http_call *c)
{
	const char *path = strstr(c->url, "/api/v1");

	asked++;
	if (path && !strcmp(path + 7, "/lock"))
		lock_ends = c->last;
	if (path && !strcmp(path + 7, "/apikeys"))
		keys_end = c->last;
	if (!bad_path || !path || strcmp(path + 7, bad_path))
		return fake_from_farm(b.farm, c, b.now_ms);
	c->status = bad_status;
	c->text = arena_copy(&c->arena, bad_text);
	c->len = strlen(bad_text);
	if (!bad_status)
		c->why = "it hung up";
	return 1;
}

static struct order_call *
probe(const char *target)
{
	struct order_call *c = ARENA_NEW(&b.arena, struct order_call);

	*c = (struct order_call){ .turn = &b.worker.turn,
	    .rooms = &b.worker.rooms, .arena = &b.arena,
	    .order = { .order = "probe", .target = target,
		.scope = "operate", .who = "user:test", .door = "basic" } };
	db_begin(b.worker.turn.db);
	order_serve(c);
	CHECK(db_commit(b.worker.turn.db));
	return c;
}

/* The stages that went well, with a minus before one that did not; *said: of
 * the last that said something, or of the one that is named. */
static const char *
went(const char *target, const char *name, const char **said)
{
	struct order_call *c = probe(target);
	struct stages s;
	const struct stage *stage;
	const char *text = "", *body;

	CHECK(c->later);
	for (int i = 0; i < 200 && !c->answer.body; i++)
		rig_run(&b, 100);
	CHECK_INT(c->answer.status, 200);
	body = arena_printf(&b.arena, "{\"all\":%s}", c->answer.body ?
	    c->answer.body : "[]");
	CHECK_TEXT(json_read(&b.arena, body, strlen(body), stages_fields, &s),
	    NULL);
	stage = s.all.v;
	*said = NULL;
	for (size_t i = 0; i < s.all.n; i++) {
		text = arena_printf(&b.arena, "%s%s%s%s", text,
		    *text ? " " : "", stage[i].ok == 1 ? "" : "-",
		    stage[i].stage);
		if (!strcmp(stage[i].stage, name))
			*said = stage[i].detail;
	}
	return text;
}

/* ---- One that is well ---------------------------------------------------- */

static void
check_well(void)
{
	const char *said;

	CHECK_TEXT(went(BENCH_OUTSIDE, "info", &said), ALL);
	/* all on one connection, which the last question ends */
	CHECK(lock_ends && !keys_end);
	CHECK_TEXT(said, arena_printf(&b.arena,
	    "%s, model s19jpro, firmware vnish %s", mac_of(2),
	    truth(2).firmware));
	went(BENCH_OUTSIDE, "connect", &said);
	CHECK_TEXT(said, NULL);
	went(BENCH_OUTSIDE, "apikeys", &said);
	CHECK_TEXT(said, "our key is there");
	went(BENCH_OUTSIDE, "presets", &said);
	CHECK_TEXT(said, arena_printf(&b.arena, "%d presets",
	    control_of(2)->n));
	bad_path = "/apikeys";
	bad_status = 200;
	bad_text = "[]";
	went(BENCH_OUTSIDE, "apikeys", &said);
	CHECK_TEXT(said, "no key of ours yet");
}

/* ---- Where it ends ------------------------------------------------------- */

static const struct {
	const char *path;
	int status;
	const char *text, *went, *stage, *said;
} ends[] = {
	{ "/info", 0, "", "-connect", "connect",
	    "no answer: it hung up" },
	{ "/info", 500, "", "connect -info", "info", "HTTP 500" },
	{ "/info", 200, "{}", "connect -info", "info", NULL },
	{ "/model", 404, "", "connect info -model summary unlock "
	    "apikeys presets lock", "model", "HTTP 404" },
	{ "/model", 0, "", "connect info -model summary unlock "
	    "apikeys presets lock", "model", "no answer: it hung up" },
	{ "/summary", 401, "", "connect info model -summary unlock "
	    "apikeys presets lock", "summary", "HTTP 401" },
	{ "/unlock", 403, "", "connect info model summary -unlock",
	    "unlock", "HTTP 403" },
	{ "/unlock", 200, "{}", "connect info model summary -unlock",
	    "unlock", NULL },
	{ "/apikeys", 401, "", "connect info model summary unlock "
	    "-apikeys", "apikeys", "HTTP 401" },
	{ "/apikeys", 200, "{", "connect info model summary unlock "
	    "-apikeys", "apikeys", NULL },
	{ "/autotune/presets", 500, "", "connect info model summary "
	    "unlock apikeys -presets", "presets", "HTTP 500" },
	{ "/autotune/presets", 200, "{", "connect info model summary "
	    "unlock apikeys -presets", "presets", NULL },
	{ "/lock", 500, "", "connect info model summary unlock "
	    "apikeys presets -lock", "lock", "HTTP 500" },
};

/* What a stage that fails says, and that only /model and /summary may be
 * missing. */
static void
check_ends(void)
{
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		const char *said;

		bad_path = ends[i].path;
		bad_status = ends[i].status;
		bad_text = ends[i].text;
		CHECK_TEXT(went(BENCH_OUTSIDE, ends[i].stage, &said),
		    ends[i].went);
		if (ends[i].said)
			CHECK_TEXT(said, ends[i].said);
		else
			CHECK(said && *said);
	}
	bad_path = NULL;
}

/* ---- Whom --------------------------------------------------------------- */

static void
check_targets(void)
{
	const char *said;
	int before = asked;

	CHECK_INT(probe("127.0.0")->answer.status, 400);
	CHECK_INT(probe("miner")->answer.status, 400);
	CHECK_INT(asked, before);
	CHECK_TEXT(went("127.0.0.5", "connect", &said), "-connect");
	CHECK_TEXT(said, "no answer: connection refused");
}

/* With all connections in use it is said at once. */
static void
check_full(void)
{
	int room = http_room(b.worker.polls.http);
	struct order_call *last = NULL, *one;

	CHECK(room > 1);
	for (int i = 0; i < room; i++) {
		last = probe(BENCH_OUTSIDE);
		CHECK(last->later);
	}
	one = probe(BENCH_OUTSIDE);
	CHECK_INT(one->answer.status, 503);
	CHECK(!one->later);
	rig_run(&b, 20000);
	CHECK_INT(last->answer.status, 200);
	CHECK(last->answer.body != NULL);
}

int
main(void)
{
	struct farm_options o;

	willing_farm(&o, 2);
	o.net = "127.0.0.0/29";
	o.plant_key = NULL;
	rig_open_farm(&b, &o);
	b.outside = outside;
	rig_run(&b, 60000);
	check_well();
	check_ends();
	check_targets();
	check_full();
	rig_close(&b);
	return tap_done();
}
