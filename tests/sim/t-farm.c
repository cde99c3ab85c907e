/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/farm_help.h"

#define KEY "00112233445566778899aabbccddeeff"
#define ADD(key, name) "{\"key\":\"" key "\",\"description\":\"" name "\"}"

/* However often it is looked at, the farm goes the same way. */
static void
test_determinism(void)
{
	struct rig a, b;
	bool same = true;

	rig_calm(&a, 40);
	farm_defaults(&a.options);
	a.options.miners = 40;
	b = a;
	rig_open(&a);
	rig_open(&b);
	for (int s = 0; s < 1500; s += 50) {
		rig_wait(&a, 50);
		farm_load_w(a.farm);
	}
	rig_wait(&b, 1500);
	for (int i = 1; i <= 40; i++) {
		rig_ask(&a, i, "GET", "/summary", NULL);
		rig_ask(&b, i, "GET", "/summary", NULL);
		same &= !strcmp(a.reply.body, b.reply.body);
	}
	CHECK(same);
	CHECK(farm_load_w(a.farm) > 0);
	CHECK(farm_load_w(a.farm) == farm_load_w(b.farm));
	CHECK(farm_generation_w(a.farm) == farm_generation_w(b.farm));
	farm_free(b.farm);
	b.options.seed = 2;
	rig_open(&b);
	rig_wait(&b, 1500);
	CHECK(farm_load_w(a.farm) != farm_load_w(b.farm));
	rig_close(&a);
	rig_close(&b);
}

static void
test_passwords(void)
{
	struct rig b;

	rig_calm(&b, 1);
	rig_open(&b);
	for (int i = 0; i < 4; i++)
		CHECK(rig_ask(&b, 1, "POST", "/unlock",
		    "{\"pw\":\"guess\"}") == 403);
	CHECK(rig_ask(&b, 1, "POST", "/unlock", "{\"pw\":\"guess\"}") ==
	    429);
	CHECK(rig_number(&b, "unlock_timeout") == 60);
	CHECK(rig_ask(&b, 1, "POST", "/unlock", "{\"pw\":\"admin\"}") ==
	    429);
	rig_wait(&b, 61);
	CHECK(rig_unlock(&b, 1));
	CHECK(b.reply.len == strlen("{\"token\":\"\"}") + 32);
	CHECK(rig_ask(&b, 1, "POST", "/unlock", "{\"pw\":") == 400);
	rig_close(&b);
}

static void
test_sessions(void)
{
	struct rig b;

	rig_calm(&b, 1);
	rig_open(&b);
	CHECK(rig_ask(&b, 1, "GET", "/settings", NULL) == 401);
	CHECK(b.reply.len == 0);
	CHECK(rig_unlock(&b, 1));
	CHECK(rig_ask(&b, 1, "GET", "/settings", NULL) == 200);
	/* The bare token will do. */
	b.bearer += strlen("Bearer ");
	CHECK(rig_ask(&b, 1, "GET", "/auth-check", NULL) == 200);
	CHECK(rig_ask(&b, 1, "GET", "/status", NULL) == 200);
	CHECK(rig_says(&b, "\"unlocked\":true"));
	rig_wait(&b, 241);
	CHECK(rig_ask(&b, 1, "GET", "/settings", NULL) == 401);
	CHECK(rig_unlock(&b, 1));
	CHECK(rig_ask(&b, 1, "POST", "/lock", NULL) == 200);
	CHECK(rig_ask(&b, 1, "GET", "/settings", NULL) == 401);
	rig_close(&b);
}

static void
test_keys(void)
{
	struct rig b;

	rig_calm(&b, 2);
	rig_open(&b);
	CHECK(rig_unlock(&b, 1));
	CHECK(rig_ask(&b, 1, "POST", "/apikeys", ADD("short", "x")) == 422);
	CHECK(rig_ask(&b, 1, "POST", "/apikeys",
	    ADD("zz112233445566778899aabbccddeeff", "x")) == 422);
	CHECK(rig_ask(&b, 1, "POST", "/apikeys", ADD(KEY, "one")) == 200);
	CHECK(rig_says(&b, "inserted"));
	rig_ask(&b, 1, "POST", "/apikeys", ADD(KEY, "one"));
	CHECK(rig_says(&b, "nochanges"));
	rig_ask(&b, 1, "POST", "/apikeys", ADD(KEY, "two"));
	CHECK(rig_says(&b, "updated"));
	CHECK(rig_ask(&b, 1, "GET", "/apikeys", NULL) == 200);
	CHECK_TEXT(b.reply.body, "[" ADD(KEY, "two") "]");
	b.bearer = NULL;
	b.key = KEY;
	CHECK(rig_ask(&b, 1, "GET", "/autotune/presets", NULL) == 200);
	CHECK(rig_ask(&b, 2, "GET", "/autotune/presets", NULL) == 401);
	/* Only a session may end itself. */
	CHECK(rig_ask(&b, 1, "POST", "/lock", NULL) == 401);
	CHECK(rig_ask(&b, 1, "POST", "/apikeys/delete",
	    "{\"key\":\"" KEY "\"}") == 200);
	CHECK(rig_ask(&b, 1, "GET", "/autotune/presets", NULL) == 401);
	rig_close(&b);
}

static void
test_dialects(void)
{
	static const struct {
		const char	*firmware, *method, *path;
		int		 status;
		const char	*says, *never;
	} rows[] = {
		{ "1.2.0-rc3", "GET", "/model", 404, "", NULL },
		{ "1.2.0-rc3", "GET", "/notes", 404, "", NULL },
		{ "1.2.0-rc3", "GET", "/info", 200, "rc3", "algorithm" },
		{ "1.2.0-rc3", "GET", "/summary", 200, "\"system\"",
		  "hr_nominal" },
		{ "1.2.0-rc3", "GET", "/summary", 200, "", "\"psu\"" },
		{ "1.2.0-rc3", "GET", "/perf-summary", 200, "", "min_preset" },
		{ "1.2.6", "GET", "/model", 200, "chips_per_chain", NULL },
		{ "1.2.6", "GET", "/chains", 200, "\"grade\"", NULL },
		{ "1.2.6", "GET", "/boards", 404, "", NULL },
		{ "1.2.6", "GET", "/chips", 200, "chips_per_chain", NULL },
		{ "1.2.6", "GET", "/perf-summary", 200, "power_delta", NULL },
		{ "1.2.6", "GET", "/summary", 200, "hr_nominal",
		  "restart_count" },
		{ "1.2.6", "POST", "/mining/throttle", 404, "", NULL },
		{ "1.2.6", "POST", "/info", 405, "", NULL },
		{ "1.2.6", "GET", "/nonsense", 404, "", NULL },
		{ "1.2.6", "POST", "/restart", 404, "", NULL },
		{ "1.3.3", "GET", "/chains", 200, "\"grade\"", NULL },
		{ "1.3.3", "GET", "/status", 200, "throttled", NULL },
		{ "1.3.3", "POST", "/mining/throttle", 400, "", NULL },
		{ "1.3.4", "GET", "/chains", 404, "", NULL },
		{ "1.3.4", "GET", "/boards", 200, "\"grade\"", NULL },
		{ "1.3.4", "GET", "/chips", 404, "", NULL },
		{ "1.3.4", "GET", "/summary", 200, "restart_count",
		  "\"settings\"" },
		{ "1.3.4", "GET", "/perf-summary", 200, "", "power_delta" },
		{ "1.3.4", "POST", "/locate-miner", 200, "is_enabled", NULL }
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct rig b;

		rig_calm(&b, 1);
		b.options.firmware = rows[i].firmware;
		rig_open(&b);
		rig_unlock(&b, 1);
		printf("# %s %s\n", rows[i].firmware, rows[i].path);
		CHECK(rig_ask(&b, 1, rows[i].method, rows[i].path, NULL) ==
		    rows[i].status);
		CHECK(rig_says(&b, rows[i].says));
		CHECK(!rows[i].never || !rig_says(&b, rows[i].never));
		rig_close(&b);
	}
}

static bool
is_json(struct rig *b)
{
	static const struct field fields[] = { FIELDS_END };
	char nothing;
	const char *text = arena_printf(&b->arena, "{\"it\":%s}",
	    b->reply.body);

	return json_read(&b->arena, text, strlen(text), fields, &nothing) ==
	    NULL;
}

/* How many of a miner's replies are no JSON; *asked counts them all. */
static int
bad_replies(struct rig *b, int number, int *asked)
{
	static const char *const paths[] = { "/info", "/model", "/status",
	    "/summary", "/perf-summary", "/chains", "/boards", "/chips",
	    "/chains/factory-info", "/metrics", "/notes", "/ui", "/settings",
	    "/apikeys", "/autotune/presets", NULL };
	int bad = 0;

	rig_unlock(b, number);
	for (int p = 0; paths[p]; p++) {
		if (rig_ask(b, number, "GET", paths[p], NULL) == 404)
			continue;
		++*asked;
		bad += b->reply.status != 200 || !is_json(b);
	}
	arena_reset(&b->arena);
	b->bearer = NULL;
	return bad;
}

/* Whatever state a miner is in, what it says is JSON. */
static void
test_all_replies(void)
{
	static const char *const acts[] = { "miner all ok", "miner all stop",
	    "miner all start", "miner all fail", "miner all mend",
	    "miner all board 2", "miner all absurd", "miner all hostile",
	    NULL };
	struct rig b;
	int bad = 0, asked = 0;

	rig_calm(&b, 60);
	b.options.model = b.options.firmware = NULL;
	rig_open(&b);
	for (int act = 0; acts[act]; act++) {
		CHECK(!farm_command(b.farm, acts[act]));
		rig_wait(&b, 30);
		for (int i = 1; i <= 60; i++)
			bad += bad_replies(&b, i, &asked);
	}
	CHECK(asked > 4000);
	CHECK(bad == 0);
	rig_close(&b);
}

/* About the sizes that a poller has to do with. */
static void
test_sizes(void)
{
	struct rig b;
	const char *p;
	int chips = 0;

	rig_calm(&b, 1);
	rig_open(&b);
	rig_ask(&b, 1, "GET", "/summary", NULL);
	CHECK(b.reply.len > 2000 && b.reply.len < 5000);
	rig_ask(&b, 1, "GET", "/chains", NULL);
	CHECK(b.reply.len > 20000 && b.reply.len < 30000);
	for (p = b.reply.body; (p = strstr(p, "\"grade\"")); p++)
		chips++;
	CHECK(chips == 228);
	rig_close(&b);
}

static void
test_catalogue(void)
{
	struct rig b;

	rig_calm(&b, 1);
	b.options.model = "s19pro";
	rig_open(&b);
	rig_unlock(&b, 1);
	rig_ask(&b, 1, "GET", "/autotune/presets", NULL);
	CHECK(rig_says(&b, "\"name\":\"disabled\",\"pretty\":\"Disabled\""));
	CHECK(rig_says(&b, "\"name\":\"3010W\""));
	farm_free(b.farm);
	b.options.model = "s19prohyd";
	rig_open(&b);
	rig_unlock(&b, 1);
	rig_ask(&b, 1, "GET", "/autotune/presets", NULL);
	CHECK(rig_says(&b, " LC\""));
	CHECK(rig_says(&b, "\"modded_psu_required\":true"));
	CHECK(rig_preset(&b, 1, "6150") == 400);
	CHECK(rig_preset(&b, 1, "no such") == 400);
	CHECK(rig_ask(&b, 1, "POST", "/settings", "{\"miner\":"
	    "{\"overclock\":{\"preset\":\"6150\",\"modded_psu\":true}}}") ==
	    200);
	rig_close(&b);
}

static void
test_small_things(void)
{
	struct rig b;

	rig_calm(&b, 1);
	rig_open(&b);
	rig_unlock(&b, 1);
	rig_ask(&b, 1, "POST", "/find-miner", NULL);
	CHECK_TEXT(b.reply.body, "{\"on\":true}");
	rig_ask(&b, 1, "POST", "/find-miner", NULL);
	CHECK_TEXT(b.reply.body, "{\"on\":false}");
	rig_ask(&b, 1, "POST", "/find-miner", "{\"on\":false}");
	CHECK_TEXT(b.reply.body, "{\"on\":false}");
	CHECK(rig_ask(&b, 1, "POST", "/mining/switch-pool",
	    "{\"pool_id\":9}") == 500);
	CHECK_TEXT(b.reply.body, "{\"err\":\"Could not find pool\"}");
	CHECK(rig_ask(&b, 1, "POST", "/mining/switch-pool",
	    "{\"pool_id\":1}") == 200);
	CHECK(b.reply.len == 0);
	CHECK(rig_ask(&b, 1, "POST", "/notes",
	    "{\"key\":\"rack\",\"value\":\"7\"}") == 200);
	CHECK(rig_ask(&b, 1, "POST", "/notes",
	    "{\"key\":\"rack\",\"value\":\"8\"}") == 409);
	CHECK(rig_ask(&b, 1, "GET", "/notes/rack", NULL) == 200);
	CHECK_TEXT(b.reply.body, "{\"value\":\"7\"}");
	CHECK(rig_ask(&b, 1, "DELETE", "/notes/rack", NULL) == 200);
	CHECK(rig_ask(&b, 1, "GET", "/notes/rack", NULL) == 404);
	CHECK(rig_ask(&b, 1, "GET", "/logs/status", NULL) == 200);
	CHECK_TEXT(b.reply.type, "text/plain");
	rig_close(&b);
}

static void
test_writes(void)
{
	struct rig b;
	const struct sim_write *w;

	rig_calm(&b, 3);
	rig_open(&b);
	rig_wait(&b, 5);
	CHECK(rig_ask(&b, 2, "POST", "/mining/stop", NULL) == 401);
	rig_unlock(&b, 2);
	rig_ask(&b, 2, "GET", "/settings", NULL);
	rig_preset(&b, 2, "2000");
	CHECK(farm_writes(b.farm) == 3);
	CHECK(farm_write(b.farm, 0)->status == 401);
	w = farm_write(b.farm, 2);
	CHECK(w && w->miner == 2 && w->at_ms == 5000 && w->status == 200);
	CHECK_TEXT(w->path, "/api/v1/settings");
	CHECK(strstr(w->body, "\"preset\":\"2000\"") != NULL);
	CHECK(!farm_write(b.farm, 3));
	rig_close(&b);
}

int
main(void)
{
	test_determinism();
	test_passwords();
	test_sessions();
	test_keys();
	test_dialects();
	test_all_replies();
	test_sizes();
	test_catalogue();
	test_small_things();
	test_writes();
	return tap_done();
}
