/* SPDX-License-Identifier: ISC */
#ifndef HIVE_MINER_ACTION_H
#define HIVE_MINER_ACTION_H

#include <stdbool.h>

/* What a miner can be told. */
enum action {
	ACTION_NONE, ACTION_START, ACTION_STOP, ACTION_PAUSE, ACTION_RESUME,
	ACTION_RESTART, ACTION_REBOOT, ACTION_FIND, ACTION_PRESET,
	ACTION_THROTTLE
};

#define ACTIONS	(ACTION_THROTTLE + 1)	/* so many, with the absent one */

extern const char *const action_words[];

/* What it does to the power that the miner draws. */
enum effect {
	EFFECT_NONE,
	EFFECT_STOP,		/* down to standby */
	EFFECT_START,		/* mining begins, maybe once more: what it had,
				 * or what was stored in it since */
	EFFECT_PRESET,		/* up or down, as the presets' labels say */
	EFFECT_THROTTLE		/* up or down, to a part of its preset */
};

/* What a person's order does to the hold on the miner. */
enum hold_effect { HOLD_STAYS, HOLD_BEGINS, HOLD_ENDS };

/* What is read back before it is called done. */
enum proof {
	PROOF_ANSWER,		/* nothing: its answer will do */
	PROOF_STATE,		/* the state that the miner is in */
	PROOF_PRESET		/* the preset that it runs */
};

/* What must be said with it. */
enum argument { ARGUMENT_NONE, ARGUMENT_PRESET, ARGUMENT_PERCENT };

/*
 * One row an action.  Whoever decides by an action asks its row: the gate,
 * the change on its way, its estimate, a person's order.  worker/control has
 * the question that puts it to the firmware.
 */
struct action_row {
	enum effect	 effect;
	enum hold_effect hold;
	enum proof	 proof;
	enum argument	 argument;
	bool		 begins;	/* mining, at a miner that rests */
	bool		 no_reply;	/* is what its success looks like */
	bool		 refusable;	/* a 500 may only say that the miner
					 * is there already, or not yet in
					 * a state to obey */
};

extern const struct action_row actions[ACTIONS];

/* Whether it may lower power. */
bool	action_lowers(enum action);

#endif
