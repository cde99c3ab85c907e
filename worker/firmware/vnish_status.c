/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/json/json.h"
#include "worker/firmware/vnish.h"

/*
 * What a VNish miner says again and again.  A table of fields takes from each
 * answer what is wanted: anything may be missing, and what is out of its
 * range counts as missing.  Then it is made ours: hashrates in TH/s, 0
 * degrees as not measured, a pool's address without the user in it.  A
 * summary without a state is no reading; a state that we do not know is one.
 */

#define LISTS_MAX	64
#define URL_MAX	255

struct said_chain {
	int64_t		 id, power_w, chip_max_c, board_max_c;
	double		 hashrate;
	const char	*state;
};

struct said_pool {
	const char	*url, *pool_type, *status;
};

struct said_summary {
	const char	*state;
	int64_t		 state_time_s, power_w, power_usage_w;
	int64_t		 chip_max_c, board_max_c;
	double		 hashrate;
	struct list	 fans, chains, pools;
};

static const struct field miner_status_fields[] = {
	FIELD_AS("miner_state", struct said_summary, state),
	FIELD_AS("miner_state_time", struct said_summary, state_time_s,
	    .min = 0, .max = 1000000000),
	FIELDS_END
};

#define TEMPERATURE(type, member)					\
	FIELD_AS("max", type, member, .min = -60, .max = 250)

static const struct field chip_temp_fields[] = {
	TEMPERATURE(struct said_summary, chip_max_c), FIELDS_END
};
static const struct field pcb_temp_fields[] = {
	TEMPERATURE(struct said_summary, board_max_c), FIELDS_END
};
static const struct field chain_chip_temp_fields[] = {
	TEMPERATURE(struct said_chain, chip_max_c), FIELDS_END
};
static const struct field chain_pcb_temp_fields[] = {
	TEMPERATURE(struct said_chain, board_max_c), FIELDS_END
};
static const struct field chain_status_fields[] = {
	FIELD(struct said_chain, state, .max = WORD_MAX), FIELDS_END
};

#define POWER_MAX	20000

static const struct field chain_said_fields[] = {
	FIELD(struct said_chain, id, .min = 0, .max = 64),
	FIELD_AS("power_consumption", struct said_chain, power_w,
	    .min = 0, .max = POWER_MAX),
	FIELD_AS("hashrate_rt", struct said_chain, hashrate,
	    .min = 0, .max = 1000000000),
	INSIDE("chip_temp", chain_chip_temp_fields),
	INSIDE("pcb_temp", chain_pcb_temp_fields),
	INSIDE("status", chain_status_fields),
	FIELDS_END
};

static const struct field fan_said_fields[] = {
	FIELD(struct fan, id, .min = 0, .max = 64),
	FIELD(struct fan, rpm, .min = 0, .max = 60000),
	FIELD(struct fan, status, .max = WORD_MAX),
	FIELDS_END
};

static const struct field cooling_fields[] = {
	LIST(struct said_summary, fans, fan_said_fields, struct fan,
	    .max = LISTS_MAX),
	FIELDS_END
};

static const struct field pool_said_fields[] = {
	FIELD(struct said_pool, url, .max = URL_MAX),
	FIELD(struct said_pool, pool_type, .max = WORD_MAX),
	FIELD(struct said_pool, status, .max = WORD_MAX),
	FIELDS_END
};

static const struct field miner_said_fields[] = {
	INSIDE("miner_status", miner_status_fields),
	FIELD_AS("hr_realtime", struct said_summary, hashrate,
	    .min = 0, .max = 1000000000),
	FIELD_AS("power_consumption", struct said_summary, power_w,
	    .min = 0, .max = POWER_MAX),
	FIELD_AS("power_usage", struct said_summary, power_usage_w,
	    .min = 0, .max = POWER_MAX),
	INSIDE("chip_temp", chip_temp_fields),
	INSIDE("pcb_temp", pcb_temp_fields),
	INSIDE("cooling", cooling_fields),
	LIST(struct said_summary, chains, chain_said_fields,
	    struct said_chain, .max = LISTS_MAX),
	LIST(struct said_summary, pools, pool_said_fields,
	    struct said_pool, .max = LISTS_MAX),
	FIELDS_END
};

static const struct field summary_fields[] = {
	INSIDE("miner", miner_said_fields),
	FIELDS_END
};

/* The firmware's words are ours; one that we do not know is no fault. */
static enum miner_state
state_of(const char *word)
{
	enum miner_state state = words_value(miner_state_words, word);

	return state ? state : MINER_STATE_UNKNOWN;
}

/* 0 to 0 degrees is how the firmware says that it does not know. */
static int64_t
known_c(int64_t c)
{
	return c == 0 ? NONE : c;
}

static struct list
chains_of(struct arena *a, const struct said_summary *said, double miner)
{
	const struct said_chain *s = said->chains.v;
	size_t n = said->chains.n < READING_CHAINS ? said->chains.n :
	    READING_CHAINS;
	struct chain *c = ARENA_MANY(a, struct chain, n);

	for (size_t i = 0; i < n; i++)
		c[i] = (struct chain){ .id = s[i].id, .state = s[i].state,
		    .hashrate_ths = s[i].hashrate * miner,
		    .power_w = s[i].power_w,
		    .chip_max_c = known_c(s[i].chip_max_c),
		    .board_max_c = known_c(s[i].board_max_c) };
	return (struct list){ c, n };
}

/* Without the user, and without what stands before an @ in the address. */
static struct list
pools_of(struct arena *a, const struct said_summary *said)
{
	const struct said_pool *s = said->pools.v;
	struct pool *p = ARENA_MANY(a, struct pool, said->pools.n);
	size_t n = 0;

	for (size_t i = 0; i < said->pools.n; i++) {
		const char *at = s[i].url ? strrchr(s[i].url, '@') : NULL;

		if (s[i].pool_type && strcmp(s[i].pool_type, "UserPool"))
			continue;
		p[n++] = (struct pool){ at ? at + 1 : s[i].url, s[i].status };
	}
	return (struct list){ p, n };
}

const char *
vnish_summary(struct arena *a, const struct http_call *c, double miner,
    struct reading *r, struct json_odd *odd)
{
	struct said_summary said;
	const char *error = json_read_odd(a, c->text, c->len, summary_fields,
	    &said, odd);

	if (error)
		return error;
	if (!said.state)
		return "no miner_state in /summary";
	*r = (struct reading){ .miner = NONE, .recorded_at = NONE,
	    .state = state_of(said.state),
	    .state_time_s = said.state_time_s,
	    .hashrate_ths = said.hashrate * miner,
	    .power_w = said.power_w != NONE ? said.power_w :
		said.power_usage_w,
	    .chip_max_c = known_c(said.chip_max_c),
	    .board_max_c = known_c(said.board_max_c),
	    .chains = chains_of(a, &said, miner), .pools = pools_of(a, &said),
	    .fans = said.fans };
	if (r->fans.n > READING_FANS)
		r->fans.n = READING_FANS;
	r->efficiency_jth = reading_efficiency_jth(r->power_w,
	    r->hashrate_ths);
	return NULL;
}

struct said_perf {
	const char	*preset;
};

static const struct field current_preset_fields[] = {
	FIELD_AS("name", struct said_perf, preset, .min = 1, .max = 32),
	FIELDS_END
};

static const struct field perf_fields[] = {
	INSIDE("current_preset", current_preset_fields),
	FIELDS_END
};

const char *
vnish_perf(struct arena *a, const struct http_call *c, const char **preset)
{
	struct said_perf said;
	const char *error = json_read(a, c->text, c->len, perf_fields, &said);

	*preset = error ? NULL : said.preset;
	return error;
}

/* ---- Being told --------------------------------------------------------- */

struct said_state {
	const char	*miner_state;
	bool		 restart_required;
	int64_t		 throttled_percent;
};

static const struct field state_fields[] = {
	FIELD(struct said_state, miner_state),
	FIELD(struct said_state, restart_required),
	FIELD_AS("throttled", struct said_state, throttled_percent,
	    .min = 0, .max = 100),
	FIELDS_END
};

const char *
vnish_state(struct arena *a, const struct http_call *c, struct state_answer *m)
{
	struct said_state said;
	const char *error = json_read(a, c->text, c->len, state_fields,
	    &said);

	if (error)
		return error;
	if (!said.miner_state)
		return "no miner_state in /status";
	*m = (struct state_answer){ .state = state_of(said.miner_state),
	    .restart_required = said.restart_required,
	    .throttled_percent = said.throttled_percent };
	return NULL;
}

const char *
vnish_saved(struct arena *a, const struct http_call *c, bool *restart)
{
	struct said_state said;
	const char *error = json_read(a, c->text, c->len, state_fields,
	    &said);

	*restart = !error && said.restart_required;
	return error;
}

/* ---- Chips -------------------------------------------------------------- */

static const struct field chip_said_fields[] = {
	FIELD(struct chip, id, .min = 0, .max = 10000),
	FIELD_AS("hr", struct chip, hashrate_ghs, .min = 0, .max = 1000000),
	FIELD_AS("freq", struct chip, frequency_mhz, .min = 0,
	    .max = 10000),
	FIELD_AS("volt", struct chip, voltage_mv, .min = 0, .max = 100000),
	FIELD_AS("temp", struct chip, temp_c, .min = -60, .max = 250),
	FIELD_AS("errs", struct chip, errors, .min = 0,
	    .max = INT32_MAX),
	FIELD(struct chip, grade, .max = WORD_MAX),
	FLAG(struct chip, throttled),
	FIELDS_END
};

static const struct field chips_status_fields[] = {
	FIELD(struct chip_chain, state, .max = WORD_MAX),
	FIELDS_END
};

static const struct field chips_chain_fields[] = {
	FIELD(struct chip_chain, id, .min = 0, .max = 64),
	INSIDE("status", chips_status_fields),
	LIST(struct chip_chain, chips, chip_said_fields, struct chip,
	    .max = CHIPS_MAX),
	FIELDS_END
};

static const struct field chips_fields[] = {
	LIST_AS(SCALAR, struct telemetry, chains, chips_chain_fields,
	    struct chip_chain, .max = READING_CHAINS),
	FIELDS_END
};

const char *
vnish_chains(struct arena *a, const struct http_call *c, struct telemetry *t,
    struct json_odd *odd)
{
	return json_read_odd(a, c->text, c->len, chips_fields, t, odd);
}
