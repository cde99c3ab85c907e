/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/miner_change.h"
#include "hive/model.h"
#include "hive/wishes.h"

#define SCOPES "read|operate|admin|ledger"

static const struct field filter_fields[] = {
	FLAG(struct miners_filter, online),
	FLAG(struct miners_filter, managed),
	FIELD(struct miners_filter, model),
	FIELD(struct miners_filter, location),
	FIELD(struct miners_filter, circuit),
	FIELDS_END
};

const struct field miners_wish_fields[] = {
	LIST(struct miners_wish, macs, word_fields, struct word,
	    .most = 20000, .doc = "which miners, by MAC"),
	ONE(struct miners_wish, filter, filter_fields, struct miners_filter,
	    .doc = "or all that fit"),
	ONE(struct miners_wish, set, miner_wish_fields, struct miner_wish,
	    .needed = true, .doc = "what to set on each"),
	FIELDS_END
};

const struct field miner_replace_fields[] = {
	FIELD(struct miner_replacement, by, .needed = true,
	    .doc = "MAC of the machine that takes its place"),
	FIELDS_END
};

const struct field token_wish_fields[] = {
	FIELD(struct token_wish, name, .least = 1, .most = 60,
	    .needed = true, .doc = "which program will use it"),
	FIELD(struct token_wish, scope, .values = SCOPES, .needed = true,
	    .doc = "what it may do"),
	FIELD(struct token_wish, days, .least = 1, .most = 365,
	    .doc = "days until it expires; 90 if not said"),
	FIELDS_END
};

const struct field user_wish_fields[] = {
	FIELD(struct user_wish, name, .least = 1, .most = 60,
	    .needed = true),
	FIELD(struct user_wish, scope, .values = SCOPES, .needed = true),
	FIELDS_END
};

const struct field model_wish_fields[] = {
	FIELD(struct model_wish, max_preset, .least = 1, .most = 32,
	    .doc = "name of the highest preset that may be set; null: none"),
	FIELDS_END
};
