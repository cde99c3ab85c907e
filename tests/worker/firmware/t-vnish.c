/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>

#include "hive/json/json.h"
#include "tests/lib/tap.h"
#include "worker/firmware/firmware.h"

/* What the driver asks, and what answers of all dialects mean to it. */

static struct arena arena;

static struct http_call
answer(const char *text)
{
	return (struct http_call){ .status = 200,
	    .text = arena_copy(&arena, text), .len = strlen(text) };
}

#define KEY "x-api-key: 00112233445566778899aabbccddeeff"

/* Each question has one credential: the key does without a session, which
 * earlier programs opened for every command. */
static void
check_asking(void)
{
	const struct credentials w = { .ip = "10.1.2.3", .port = 80,
	    .key = KEY + strlen("x-api-key: "), .token = "abcdefgh",
	    .unlock = "ad\"min", .key_new = "k", .preset = "2620" };
	static const struct {
		enum question q;
		const char *url, *header, *body;
	} cases[] = {
		{ ASK_INFO, "/info", NULL, NULL },
		{ ASK_UNLOCK, "/unlock", NULL, "{\"pw\":\"ad\\\"min\"}" },
		{ ASK_KEYS, "/apikeys", "Authorization: Bearer abcdefgh",
		    NULL },
		{ ASK_KEY_ADD, "/apikeys", "Authorization: Bearer abcdefgh",
		    "{\"description\":\"PowerHive\",\"key\":\"k\"}" },
		{ ASK_LOCK, "/lock", "Authorization: Bearer abcdefgh", "" },
		{ ASK_SUMMARY, "/summary", KEY, NULL },
		{ ASK_BOARDS, "/boards", KEY, NULL },
		{ TELL_PRESET, "/settings", KEY,
		    "{\"miner\":{\"overclock\":{\"preset\":\"2620\"}}}" },
		{ TELL_STOP, "/mining/stop", KEY, "" },
		{ TELL_RESTART, "/mining/restart", KEY, "" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct http_call c = { .status = 0 };

		arena_init(&c.arena, 1 << 16);
		CHECK(vnish.ask(&c, cases[i].q, &w));
		CHECK_TEXT(c.url, arena_printf(&arena,
		    "http://10.1.2.3:80/api/v1%s", cases[i].url));
		CHECK_TEXT(c.header[0], cases[i].header);
		CHECK_TEXT(c.header[1], NULL);
		CHECK_TEXT(c.body, cases[i].body);
		arena_free(&c.arena);
	}
}

static void
check_info(void)
{
	struct http_call c = answer("{\"miner\":\"Antminer S19\","
	    "\"model\":\"s19\",\"fw_name\":\"vNish\",\"fw_version\":"
	    "\"1.2.6-rc5\",\"hr_measure\":\"GH/s\",\"serial\":\"N/A\","
	    "\"system\":{\"uptime\":\" 1:00\",\"network_status\":"
	    "{\"mac\":\"16:0E:AA:BB:CC:01\"}}}");
	struct info info;

	CHECK(!vnish.info(&arena, &c, &info));
	CHECK_TEXT(info.mac, "16:0e:aa:bb:cc:01");
	CHECK_TEXT(info.model, "s19");
	CHECK_TEXT(info.version, "1.2.6-rc5");
	CHECK(info.ths_per_miner == 1e-3);

	c = answer("{\"fw_name\":\"Vnish\",\"hr_measure\":\"MH/s\","
	    "\"model\":\"../../etc\",\"system\":{\"network_status\":"
	    "{\"mac\":\"02-00-00-00-00-09\"}}}");
	CHECK(!vnish.info(&arena, &c, &info));
	CHECK_TEXT(info.model, NULL);
	CHECK(info.ths_per_miner == 1e-6);

	/* longer than a unit can keep: it would seem new at each visit */
	c = answer("{\"fw_name\":\"Vnish\",\"fw_version\":"
	    "\"1.2.6-0123456789-0123456789-0123456789\",\"system\":"
	    "{\"network_status\":{\"mac\":\"02-00-00-00-00-09\"}}}");
	CHECK(!vnish.info(&arena, &c, &info));
	CHECK_TEXT(info.version, NULL);

	c = answer("{\"fw_name\":\"Other\"}");
	CHECK_TEXT(vnish.info(&arena, &c, &info), "no VNish firmware");
	c = answer("{\"fw_name\":\"Vnish\",\"system\":{}}");
	CHECK_TEXT(vnish.info(&arena, &c, &info), "no usable MAC in /info");
	c = answer("<html>");
	CHECK_TEXT(vnish.info(&arena, &c, &info), "no JSON");
}

static void
check_summary(void)
{
	struct http_call c = answer("{\"miner\":{\"miner_status\":"
	    "{\"miner_state\":\"mining\",\"miner_state_time\":80},"
	    "\"hr_realtime\":91250.5,\"power_consumption\":2583,"
	    "\"power_usage\":2600,\"pcb_temp\":{\"min\":50,\"max\":62},"
	    "\"chip_temp\":{\"min\":60,\"max\":78},"
	    "\"pools\":[{\"url\":\"user:pw@pool.example:3333\",\"pool_type\":"
	    "\"UserPool\",\"user\":\"secret.worker\",\"status\":\"active\"},"
	    "{\"url\":\"DevFee\",\"pool_type\":\"DevFee\"}],"
	    "\"cooling\":{\"fans\":[{\"id\":0,\"rpm\":5400,\"status\":\"ok\"},"
	    "{\"id\":1,\"rpm\":0,\"status\":\"lost\"}]},"
	    "\"chains\":[{\"id\":1,\"power_consumption\":861,\"hashrate_rt\":"
	    "30417.1,\"pcb_temp\":{\"max\":61},\"chip_temp\":{\"max\":0},"
	    "\"status\":{\"state\":\"mining\"}}]}}");
	struct reading r;
	const struct pool *p;
	const struct chain *ch;

	CHECK(!vnish.summary(&arena, &c, 1e-3, &r, NULL));
	CHECK_TEXT(miner_state_words[r.state], "mining");
	CHECK_INT(r.state_time_s, 80);
	CHECK_INT(r.power_w, 2583);
	CHECK_INT((long long)(r.hashrate_ths * 10000 + 0.5), 912505);
	CHECK_INT(r.chip_max_c, 78);
	CHECK_INT(r.board_max_c, 62);
	CHECK_INT((long long)r.fans.n, 2);
	CHECK_INT((long long)r.pools.n, 1);
	p = r.pools.v;
	CHECK_TEXT(p->url, "pool.example:3333");
	ch = r.chains.v;
	CHECK_INT(ch->power_w, 861);
	CHECK_INT((long long)(ch->hashrate_ths * 1000 + 0.5), 30417);
	CHECK(ch->chip_max_c == NONE);
}

/* A word that fills the body is not carried on to the database. */
static void
check_long_words(void)
{
	char *word = memset(arena_take(&arena, 5001), 'x', 5000);
	struct http_call c = answer(arena_printf(&arena, "{\"miner\":{"
	    "\"miner_status\":{\"miner_state\":\"%s\"},\"pools\":[{\"url\":"
	    "\"%s\",\"status\":\"%s\"}],\"chains\":[{\"id\":1,\"status\":"
	    "{\"state\":\"%s\"}}],\"cooling\":{\"fans\":[{\"id\":0,"
	    "\"status\":\"%s\"}]}}}", word, word, word, word, word));
	struct reading r;

	CHECK(!vnish.summary(&arena, &c, 1e-3, &r, NULL));
	CHECK_TEXT(miner_state_words[r.state], "unknown");
	CHECK_TEXT(((const struct pool *)r.pools.v)->url, NULL);
	CHECK_TEXT(((const struct pool *)r.pools.v)->status, NULL);
	CHECK_TEXT(((const struct chain *)r.chains.v)->state, NULL);
	CHECK_TEXT(((const struct fan *)r.fans.v)->status, NULL);
}

static void
check_odd_summaries(void)
{
	static const struct {
		const char *text, *error, *state;
		int64_t power_w;
	} cases[] = {
		{ "{\"miner\":null}", "no miner_state in /summary", NULL, 0 },
		{ "{\"miner\":{\"miner_status\":{\"miner_state\":\"dancing\"},"
		    "\"power_usage\":7}}", NULL, "unknown", 7 },
		{ "{\"miner\":{\"miner_status\":{\"miner_state\":\"failure\"},"
		    "\"power_consumption\":0,\"chains\":[]}}", NULL, "failure",
		    0 },
		{ "{\"miner\":{\"miner_status\":{\"miner_state\":\"mining\"},"
		    "\"power_consumption\":1e999}}", NULL, "mining", NONE },
		{ "{\"miner\":{\"miner_status\":{\"miner_state\":\"mining\"},"
		    "\"power_consumption\":-5}}", NULL, "mining", NONE },
	};
	struct json_odd odd;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct http_call c = answer(cases[i].text);
		struct reading r;

		CHECK_TEXT(vnish.summary(&arena, &c, 1e-3, &r, &odd),
		    cases[i].error);
		if (cases[i].error)
			continue;
		CHECK_TEXT(miner_state_words[r.state], cases[i].state);
		CHECK_INT(r.power_w, cases[i].power_w);
	}
	CHECK_INT(odd.n, 1);
	CHECK_TEXT(odd.where, "/miner/power_consumption");
	CHECK_TEXT(odd.why, "must be from 0 to 20000");
}

static void
check_presets(void)
{
	static const char *const texts[] = {
		"[{\"name\":\"disabled\",\"pretty\":\"Disabled\"},"
		"{\"name\":\"2620\",\"pretty\":\"2620 watt ~ 91 TH\","
		"\"status\":\"tuned\"},{\"name\":\"3010W\",\"pretty\":\"\","
		"\"modded_psu_required\":true}]",
		"{\"presets\":[{\"name\":\"disabled\"},{\"name\":\"2620\","
		"\"pretty\":\"2620 watt ~ 91 TH\",\"status\":\"tuned\"},"
		"{\"name\":\"3010W\",\"modded_psu_required\":true}]}",
	};

	for (size_t i = 0; i < 2; i++) {
		struct http_call c = answer(texts[i]);
		struct list list;
		const struct preset *p;

		CHECK(!vnish.presets(&arena, &c, &list, NULL));
		CHECK_INT((long long)list.n, 3);
		p = list.v;
		CHECK(p[0].power_w == NONE);
		CHECK_INT(p[1].power_w, 2620);
		CHECK(p[1].hashrate_ths == 91 && p[1].tuned);
		CHECK_INT(p[2].power_w, 3010);
		CHECK(p[2].modded_psu && !p[2].tuned);
	}
}

static void
check_keys(void)
{
	struct http_call c = answer("{\"token\":\"AbCdEfGh0123\"}");
	const char *text;

	CHECK(!vnish.token(&arena, &c, &text));
	CHECK_TEXT(text, "AbCdEfGh0123");
	c = answer("{\"token\":\"a b\\r\\nX: y\"}");
	CHECK_TEXT(vnish.token(&arena, &c, &text), "no token in the answer");
	c = answer("[{\"key\":\"00000000000000000000000000000001\","
	    "\"description\":\"other\"},{\"key\":"
	    "\"00000000000000000000000000000002\",\"description\":"
	    "\"PowerHive\"}]");
	CHECK(!vnish.key(&arena, &c, &text));
	CHECK_TEXT(text, "00000000000000000000000000000002");
	c = answer("{\"unlock_timeout\":120}");
	CHECK_INT(vnish.lockout_s(&arena, &c), 120);
	c = answer("");
	CHECK(vnish.lockout_s(&arena, &c) == NONE);
}

static void
check_perf_and_chains(void)
{
	struct http_call c = answer("{\"current_preset\":{\"name\":\"2620\"}}");
	const struct chip_chain *chain;
	const struct chip *chip;
	struct telemetry t;
	const char *text;

	CHECK(!vnish.perf(&arena, &c, &text));
	CHECK_TEXT(text, "2620");
	c = answer("{\"current_preset\":null}");
	CHECK(!vnish.perf(&arena, &c, &text) && !text);
	c = answer("[{\"id\":1,\"status\":{\"state\":\"mining\"},\"chips\":"
	    "[{\"id\":1,\"hr\":400.25,\"freq\":675,\"volt\":330,\"temp\":61.4,"
	    "\"errs\":2,\"grade\":\"orange\",\"throttled\":false}]}]");
	CHECK(!vnish.chains(&arena, &c, &t, NULL));
	CHECK_INT((long long)t.chains.n, 1);
	chain = t.chains.v;
	CHECK_TEXT(chain->state, "mining");
	chip = chain->chips.v;
	CHECK_INT(chip->temp_c, 61);
	CHECK_INT(chip->throttled, 0);
	CHECK_TEXT(chip->grade, "orange");
	c = answer("{}");
	CHECK(!vnish.chains(&arena, &c, &t, NULL) && t.chains.n == 0);
}

int
main(void)
{
	arena_init(&arena, 4 << 20);
	check_asking();
	check_info();
	check_summary();
	check_long_words();
	check_odd_summaries();
	check_presets();
	check_keys();
	check_perf_and_chains();
	arena_free(&arena);
	return tap_done();
}
