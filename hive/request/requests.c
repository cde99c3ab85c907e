/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/miner/circuit.h"
#include "hive/miner/model.h"
#include "hive/miner/update.h"
#include "hive/request/requests.h"
#include "hive/site/setting.h"

static const struct field filter_fields[] = {
	FLAG(struct miners_filter, online),
	FLAG(struct miners_filter, managed),
	FIELD(struct miners_filter, model),
	FIELD(struct miners_filter, location),
	FIELD(struct miners_filter, circuit),
	FIELDS_END
};

const struct field miners_request_fields[] = {
	LIST(struct miners_request, macs, word_fields, struct word,
	    .max = 20000, .doc = "which miners, by MAC"),
	ONE(struct miners_request, filter, filter_fields, struct miners_filter,
	    .doc = "or all that fit"),
	ONE(struct miners_request, set, miner_request_fields,
	    struct miner_request, .needed = true, .notes = true, .doc =
	    "what to set on each"),
	FIELDS_END
};

const struct field miner_replace_fields[] = {
	FIELD(struct miner_replacement, by, .needed = true,
	    .doc = "MAC of the machine that takes its place"),
	FIELDS_END
};

const struct field token_request_fields[] = {
	FIELD(struct token_request, name, .min = 1, .max = 60,
	    .needed = true, .doc = "which program will use it"),
	WORD(struct token_request, scope, scope, .needed = true,
	    .doc = "what it may do"),
	FIELD(struct token_request, days, .min = 1, .max = 365,
	    .doc = "days until it expires; 90 if not said"),
	FIELDS_END
};

const struct field user_request_fields[] = {
	FIELD(struct user_request, name, .min = 1, .max = 60,
	    .needed = true),
	WORD(struct user_request, scope, scope, .needed = true),
	FIELDS_END
};

const struct field alert_test_fields[] = {
	WORD(struct alert_test_request, channel, notice_channel,
	    .needed = true, .doc = "over which a test is sent"),
	FIELDS_END
};

const struct field model_request_fields[] = {
	FIELD(struct model_request, max_preset, .min = 1, .max = 32,
	    .doc = "name of the highest preset that may be set; null: none"),
	FIELDS_END
};

#define ACTION_FIELDS(type)						\
	WORD(type, action, action, .needed = true),			\
	FIELD(type, preset, .min = 1, .max = 32,			\
	    .doc = "with preset: its name"),				\
	FIELD(type, percent, .min = 20, .max = 100,			\
	    .doc = "with throttle: of full power")

const struct field command_request_fields[] = {
	ACTION_FIELDS(struct command_request),
	FIELDS_END
};

const struct field commands_request_fields[] = {
	LIST(struct commands_request, macs, word_fields, struct word,
	    .max = 20000, .doc = "which miners, by MAC"),
	ONE(struct commands_request, filter, filter_fields,
	    struct miners_filter, .doc = "or all that fit"),
	ACTION_FIELDS(struct commands_request),
	FLAG(struct commands_request, preview,
	    .doc = "only say whom it would be, and how much"),
	FIELDS_END
};

const struct field emergency_request_fields[] = {
	WORD(struct emergency_request, action, emergency_action,
	    .needed = true),
	WORD(struct emergency_request, scope, emergency_scope,
	    .doc = "all: every miner that we hold a key for; if not said"),
	FIELDS_END
};

const struct field margin_fields[] = {
	FIELD(struct settings, safety_margin_percent, .min = 0,
	    .max = 50, .needed = true,
	    .doc = "% of what is available that stays unused"),
	FIELDS_END
};

const struct field circuit_request_fields[] = {
	FIELD(struct circuit, parent, .min = 1, .max = 60,
	    .doc = "the circuit that feeds it"),
	FIELD_AS("limit_kw", struct circuit, limit_w, .scale = 3,
	    .min = 0, .max = 1000000000,
	    .doc = "kW that its miners may draw; null: only a group"),
	WORD(struct circuit, phase, phase),
	FIELDS_END
};
