/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stddef.h>

#include "hive/miner/action.h"

const char *const action_words[] = {
	[ACTION_START] = "start", [ACTION_STOP] = "stop",
	[ACTION_PAUSE] = "pause", [ACTION_RESUME] = "resume",
	[ACTION_RESTART] = "restart", [ACTION_REBOOT] = "reboot",
	[ACTION_FIND] = "find", [ACTION_PRESET] = "preset",
	[ACTION_THROTTLE] = "throttle", NULL
};

const struct action_row actions[ACTIONS] = {
	[ACTION_START] = { EFFECT_START, HOLD_ENDS, PROOF_STATE,
	    .begins = true, .refusable = true },
	[ACTION_STOP] = { EFFECT_STOP, HOLD_BEGINS, PROOF_STATE,
	    .refusable = true },
	[ACTION_PAUSE] = { EFFECT_STOP, HOLD_BEGINS, PROOF_STATE,
	    .refusable = true },
	[ACTION_RESUME] = { EFFECT_START, HOLD_ENDS, PROOF_STATE,
	    .begins = true, .refusable = true },
	[ACTION_RESTART] = { EFFECT_START, HOLD_STAYS, PROOF_STATE,
	    .refusable = true },
	[ACTION_REBOOT] = { EFFECT_START, HOLD_STAYS, PROOF_ANSWER,
	    .no_reply = true, .refusable = true },
	[ACTION_FIND] = { EFFECT_NONE, HOLD_STAYS, PROOF_ANSWER,
	    .refusable = true },
	[ACTION_PRESET] = { EFFECT_PRESET, HOLD_BEGINS, PROOF_PRESET,
	    ARGUMENT_PRESET },
	[ACTION_THROTTLE] = { EFFECT_THROTTLE, HOLD_BEGINS, PROOF_STATE,
	    ARGUMENT_PERCENT },
};

bool
action_lowers(enum action a)
{
	enum effect e = actions[a].effect;

	return e == EFFECT_STOP || e == EFFECT_PRESET || e == EFFECT_THROTTLE;
}
