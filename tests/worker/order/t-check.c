/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <unistd.h>

#include "hive/base/duration.h"
#include "hive/base/log.h"
#include "hive/service/audit_log.h"
#include "tests/lib/hand_rig.h"
#include "worker/order/replay.h"

/*
 * What all orders have in common: whom they name, what is wrong with their
 * bodies, what is kept for a repetition, what stands in the audit and the log,
 * and which are served on a sick disk.
 */
static struct turn *t;

static struct order_call
call(const struct order *o)
{
	struct order_call c = { .turn = t, .rooms = &b.worker.rooms,
	    .arena = &b.arena, .order = *o };

	if (!c.order.scope)
		c.order.scope = "admin";
	if (!c.order.who)
		c.order.who = "user:ann";
	c.order.door = "basic";
	return c;
}

static struct answer
served(const struct order *o)
{
	struct order_call c = call(o);

	db_begin(t->db);
	order_serve(&c);
	CHECK(db_commit(t->db));
	return c.answer;
}

/* ---- Names, targets, bodies --------------------------------------------- */

static void
check_refused(void)
{
	const char *retired = mac_of(3);
	const struct {
		struct order order;
		int status;
		const char *why, *pointer;
	} cases[] = {
		{ { .order = "dance" }, 404, "the worker knows no such order",
		    NULL },
		{ { .order = NULL }, 404, "the worker knows no such order",
		    NULL },
		{ { .order = "scan", .scope = "read" }, 403,
		    "your scope does not allow this", NULL },
		{ { .order = "miner_rescan" }, 400,
		    "the order has no target", NULL },
		{ { .order = "circuit_remove" }, 400,
		    "the order has no target", NULL },
		{ { .order = "miner_rescan", .target = "x" }, 404,
		    "no miner has this MAC", NULL },
		{ { .order = "miner_rescan", .target = "02:00:00:00:ff:ff" },
		    404, "no miner has this MAC", NULL },
		{ { .order = "miner_rescan", .target = retired }, 404,
		    "no miner has this MAC", NULL },
		{ { .order = "settings_patch",
		    .body = "{\n \"cooldown_s\": \"x\"}" }, 400,
		    "must be a whole number", "/cooldown_s" },
		{ { .order = "user_keep", .body = NULL }, 400, NULL, "" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct answer a = served(&cases[i].order);

		printf("# %s: %s\n", cases[i].order.order ?
		    cases[i].order.order : "-", a.why ? a.why : "-");
		CHECK_INT(a.status, cases[i].status);
		if (cases[i].why)
			CHECK_TEXT(a.why, cases[i].why);
		CHECK_TEXT(a.pointer, cases[i].pointer);
	}
	CHECK_INT(order("miner_rescan", mac_of(1), NULL), 202);
}

/* Where a text breaks off is said by line and column; what is wrong with a
 * field by its place alone. */
static void
check_broken_body(void)
{
	struct answer a = served(&(struct order){ .order = "settings_patch",
	    .body = "{\n \"cooldown_s\" }" });

	CHECK_INT(a.status, 400);
	CHECK_TEXT(a.pointer, "");
	CHECK(!strncmp(a.why, "line 2, column ", 15));
}

/* ---- Repetitions -------------------------------------------------------- */

static int
with_key(const char *key, const char *who, const char *name,
    const char *body)
{
	return (int)served(&(struct order){ .order = "user_keep", .key = key,
	    .who = who, .body = arena_printf(&b.arena,
	    "{\"name\":\"%s\",\"scope\":\"%s\"}", name, body) }).status;
}

static int64_t
audits(void)
{
	static struct query q = QUERY("SELECT count(*) FROM audit");

	return db_number(t->db, &q, 0);
}

static void
check_keys(void)
{
	char key[131];
	int64_t before = audits();

	memset(key, 'k', sizeof key);
	key[129] = '\0';
	CHECK_INT(with_key("", "user:ann", "bob", "read"), 400);
	CHECK_INT(with_key(key, "user:ann", "bob", "read"), 400);
	CHECK_INT(audits(), before);
	key[128] = '\0';
	CHECK_INT(with_key(key, "user:ann", "bob", "read"), 200);
	CHECK_INT(with_key("k", "user:ann", "bob", "read"), 200);
	CHECK_INT(audits(), before + 2);
	/* the second time nothing is done */
	CHECK_INT(with_key(key, "user:ann", "bob", "read"), 200);
	CHECK_INT(with_key("k", "user:ann", "bob", "read"), 200);
	CHECK_INT(audits(), before + 2);
	/* another body, and another person with the same key */
	CHECK_INT(with_key("k", "user:ann", "bob", "admin"), 422);
	CHECK_INT(audits(), before + 2);
	CHECK_INT(with_key("k", "user:eve", "bob", "read"), 200);
	CHECK_INT(audits(), before + 3);
	/* for a day, to the millisecond */
	hand_wait(DAY_MS);
	CHECK_INT(with_key("k", "user:ann", "bob", "read"), 200);
	CHECK_INT(audits(), before + 3);
	hand_wait(1);
	CHECK_INT(with_key("k", "user:ann", "bob", "read"), 200);
	CHECK_INT(audits(), before + 4);
	/* what was refused is tried again */
	CHECK_INT(with_key("r", "user:ann", "b b", "read"), 400);
	CHECK_INT(with_key("r", "user:ann", "b_b", "read"), 200);
}

/* Whether a repetition is served a second time. */
static bool
served_twice(const char *name, const char *target, const char *body)
{
	struct order o = { .order = name, .key = name, .target = target,
	    .body = body };
	int64_t before;

	served(&o);
	before = audits();
	CHECK(served(&o).status < 300);
	return audits() > before;
}

/* A token is told once: to keep its text for a repetition would be to keep a
 * secret. */
static void
check_what_is_kept(void)
{
	struct order o = { .order = "token_create", .key = "secret",
	    .body = "{\"name\":\"x\",\"scope\":\"read\"}" };
	struct answer one = served(&o), two = served(&o);
	struct order_call c;

	CHECK_INT(one.status, 201);
	CHECK_INT(two.status, 201);
	CHECK(one.id && two.id && strcmp(one.id, two.id) != 0);
	CHECK(!served_twice("settings_patch", NULL, "{\"cooldown_s\":33}"));
	CHECK(!served_twice("emergency_stop", NULL,
	    "{\"action\":\"freeze\"}"));
	CHECK_INT(order("emergency_release", NULL, NULL), 200);
	/* what is not changed may be asked twice, and is in no audit */
	CHECK(!served_twice("clocks", NULL, NULL));
	o = (struct order){ .order = "clocks", .key = "later" };
	c = call(&o);
	c.answer.status = 200;
	c.later = true;
	idempotency_keep(&c);
	CHECK(!idempotency_known(&c));
	c.later = false;
	c.answer.status = 300;
	idempotency_keep(&c);
	CHECK(!idempotency_known(&c));
	c.answer.status = 299;
	idempotency_keep(&c);
	c.answer.status = 0;
	CHECK(idempotency_known(&c));
	CHECK_INT(c.answer.status, 299);
}

/* ---- What it leaves ----------------------------------------------------- */

static void
check_audit(void)
{
	static const struct {
		const char *order, *body;
		bool audited;
	} cases[] = {
		{ "clocks", NULL, false },
		{ "plan", NULL, false },
		{ "scan", NULL, true },
		{ "token_create", "{\"name\":\"y\",\"scope\":\"read\"}",
		    true },
		{ "token_create", "{}", true },
		{ "emergency_release", NULL, true },
		{ "dance", NULL, false },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t before = audits();
		struct audit a = { .result = 0 };
		struct answer said = served(&(struct order){
		    .order = cases[i].order, .body = cases[i].body });

		CHECK_INT(audits() - before, cases[i].audited);
		if (!cases[i].audited)
			continue;
		CHECK(audit_get(t->db, &b.arena, before + 1, &a));
		CHECK_INT(a.result, said.status);
		CHECK_TEXT(a.action, cases[i].order);
	}
}

/* The log while it was told of this order with such an answer. */
static const char *
logged(const char *name, int status)
{
	FILE *f = tmpfile();
	int err = dup(STDERR_FILENO);
	struct order_call c = call(&(struct order){ .order = name });
	char *text = arena_take(&b.arena, 1000);

	fflush(stderr);
	CHECK(f && dup2(fileno(f), STDERR_FILENO) == STDERR_FILENO);
	log_level(LOG_TELL);
	c.answer.status = status;
	order_committed(&c, true);
	log_level(LOG_FAIL);
	dup2(err, STDERR_FILENO);
	close(err);
	rewind(f);
	text[fread(text, 1, 999, f)] = '\0';
	fclose(f);
	return text;
}

/* What comes all day is told when it is refused only. */
static void
check_log(void)
{
	CHECK_TEXT(logged("clocks", 200), "");
	CHECK_TEXT(logged("clocks", 299), "");
	CHECK(strstr(logged("clocks", 300), "order=clocks") != NULL);
	CHECK(strstr(logged("clocks", 503), "status=503") != NULL);
	CHECK(strstr(logged("scan", 202), "order=scan") != NULL);
	CHECK(strstr(logged("scan", 202), "who=user:ann") != NULL);
	CHECK(strstr(logged("dance", 200), "order=dance") != NULL);
	CHECK(strstr(logged(NULL, 404), "order=?") != NULL);
}

/* ---- A sick disk -------------------------------------------------------- */

static bool
always(const char *name)
{
	struct order_call c = call(&(struct order){ .order = name });

	c.answer.status = 200;
	order_committed(&c, false);
	return c.answer.status == 200;
}

static int
sick_order(const char *name, const char *key)
{
	struct order o = { .order = name, .key = key,
	    .body = "{\"action\":\"freeze\"}" };
	struct order_call c = call(&o);

	order_serve(&c);
	return (int)c.answer.status;
}

/* Nothing can be promised on a sick disk but to stop; that is done as often as
 * it is asked, for what was answered before cannot be looked up. */
static void
check_sick(void)
{
	CHECK(always("emergency_stop"));
	CHECK(!always("emergency_release") && !always("scan"));
	CHECK(!always("clocks") && !always("token_create"));
	CHECK(!always("dance") && !always(NULL));
	CHECK_INT(sick_order("emergency_stop", "before"), 202);
	CHECK_INT(sick_order("emergency_stop", "before"), 202);
	db_begin(t->db);
	fill_disk();
	CHECK_INT(sick_order("scan", NULL), 503);
	CHECK_INT(sick_order("clocks", NULL), 503);
	CHECK_INT(sick_order("emergency_release", NULL), 503);
	CHECK_INT(sick_order("dance", NULL), 503);
	CHECK_INT(sick_order(NULL, NULL), 503);
	CHECK_INT(sick_order("emergency_stop", NULL), 202);
	/* not even a key that is none is looked at */
	CHECK_INT(sick_order("emergency_stop", ""), 202);
	CHECK(!db_commit(t->db));
}

int
main(void)
{
	hand_open(3, false);
	t = &b.worker.turn;
	CHECK_INT(order("miner_retire", mac_of(3), NULL), 204);
	check_refused();
	check_broken_body();
	check_keys();
	check_what_is_kept();
	check_audit();
	check_log();
	check_sick();
	rig_close(&b);
	return tap_done();
}
