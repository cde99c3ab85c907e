/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ctl/ledger/ledger.h"

#define DAY_MAX	40	/* bytes of a date or an instant */

#define DAY_OPERAND(name)						\
	{ VALUE(name, V_TEXT, .max = DAY_MAX,				\
	    .told = "a date, like 2026-11-20, or an RFC 3339 instant"),	\
	    .needed = true }
#define KEY_OPTION							\
	{ .name = "key", VALUE("FILE", V_FILE), .doc = "the ledger's "	\
	    "public key; default: ledger.pub beside the database" }

static const struct option verify[] = {
	{ .name = "quick", .doc = "only what was booked since the last head" },
	{ .name = "full", .doc = "the whole chain and the slots (this is the "
	    "default)" },
	{ .name = "rebuild", .doc = "that, and the readings once more" },
	{ .name = "as-of", VALUE("TIME", V_INSTANT),
	    .doc = "the chain as it was at this instant" },
	{ .name = "statement", VALUE("FILE", V_FILE),
	    .doc = "a statement whose head the chain must have" },
	KEY_OPTION,
	OPTIONS_END
};

static const struct option_rule verify_rules[] = {
	{ RULE_ONE_MAX, "quick|full" },
	{ RULE_ONE_MAX, "quick|rebuild" },
	RULES_END
};

static const struct option statement[] = {
	{ .name = "period", VALUE("PERIOD", V_TEXT, .max = DAY_MAX,
	    .told = "like 2026-11 or 2026-11-20"),
	    .doc = "a month, 2026-11, or a day" },
	{ .name = "verify", VALUE("FILE", V_FILE),
	    .doc = "check a statement instead; needs no database" },
	KEY_OPTION,
	OPTIONS_END
};

static const struct option_rule statement_rules[] = {
	{ RULE_ONE_MAX, "period|verify" },
	RULES_END
};

static const struct operand month[] = {
	{ VALUE("MONTH", V_TEXT, .max = DAY_MAX, .told = "like 2026-10"),
	    .needed = true },
	OPERANDS_END
};

static const struct operand days[] = {
	DAY_OPERAND("FIRST"), DAY_OPERAND("LAST"), OPERANDS_END
};

const struct ctl_command ledger_commands[] = {
	{ .name = "ledger verify", .options = verify, .rules = verify_rules,
	    .run = ledger_verify_run,
	    .doc = "check that the books are what was booked" },
	{ .name = "ledger statement", .options = statement,
	    .rules = statement_rules, .run = ledger_statement_run,
	    .doc = "print a signed statement of energy, or check one" },
	{ .name = "ledger close", .operands = month,
	    .run = ledger_close_run,
	    .doc = "close a month that is over, for ever" },
	{ .name = "ledger recalculate", .operands = days,
	    .run = ledger_recalculate_run,
	    .doc = "rate these days again and say what came out otherwise" },
	{ .name = "ledger reconcile", .run = ledger_reconcile_run,
	    .doc = "look at all meters and yesterday's books now" },
	{ .name = "ledger sign", .run = ledger_sign_run,
	    .doc = "sign the head of the ledger now" },
	{ .name = NULL }
};
