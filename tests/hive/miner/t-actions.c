/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/words.h"
#include "hive/miner/command.h"
#include "hive/miner/model.h"
#include "hive/plan/plan.h"
#include "tests/lib/tap.h"

/* What the table of actions says is what its readers take for granted. */

static void
check_rows(void)
{
	for (enum action a = ACTION_NONE + 1; a < ACTIONS; a++) {
		const struct action_row *r = &actions[a];

		CHECK_INT(words_value(action_words, action_words[a]), a);
		/* one that takes something has it in its effect */
		CHECK((r->argument == ARGUMENT_PRESET) ==
		    (r->effect == EFFECT_PRESET));
		CHECK((r->argument == ARGUMENT_PERCENT) ==
		    (r->effect == EFFECT_THROTTLE));
		CHECK((r->proof == PROOF_PRESET) ==
		    (r->effect == EFFECT_PRESET));
		/* what a person lowers stays so, what he starts is let go */
		CHECK((r->hold == HOLD_BEGINS) == action_lowers(a));
		CHECK(r->hold != HOLD_ENDS || r->effect == EFFECT_START);
		CHECK((r->hold == HOLD_ENDS) == r->begins);
		/* only an answer that is all the proof may stay away */
		CHECK(!r->no_reply || r->proof == PROOF_ANSWER);
	}
	CHECK(!action_words[ACTIONS]);
	CHECK(!action_lowers(ACTION_NONE) && !actions[ACTION_NONE].begins);
}

/* The words are on record in every site's database. */
static void
check_words(void)
{
	static const char *const written[] = { "start", "stop", "pause",
	    "resume", "restart", "reboot", "find", "preset", "throttle" };
	static const char *const states[] = { "queued", "sent", "accepted",
	    "confirmed", "failed", "expired" };

	for (unsigned i = 0; i < sizeof written / sizeof *written; i++)
		CHECK_INT(words_value(action_words, written[i]), i + 1);
	for (unsigned i = 0; i < sizeof states / sizeof *states; i++)
		CHECK_INT(words_value(command_state_words, states[i]), i + 1);
}

/* Who told it is a text on record; people have no word of ours. */
static void
check_tellers(void)
{
	static const struct { const char *who; enum teller teller; } cases[] = {
		{ NULL, TELLER_PERSON }, { "", TELLER_PERSON },
		{ "user:balancer", TELLER_PERSON },
		{ "balancer2", TELLER_PERSON }, { "balance", TELLER_PERSON },
		{ "balancer", TELLER_BALANCER }, { "release", TELLER_RELEASE },
		{ "latch", TELLER_LATCH }, { "stop-all", TELLER_STOP_ALL } };

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		CHECK_INT(command_teller(&(struct command){
		    .who = cases[i].who }), cases[i].teller);
}

/* The firmware's word for full stock power, whole and as it writes it. */
static void
check_disabled(void)
{
	CHECK(preset_is_disabled("disabled"));
	CHECK(!preset_is_disabled(NULL) && !preset_is_disabled("") &&
	    !preset_is_disabled("disabled ") && !preset_is_disabled("2980"));
}

/* What a plan wants of a miner as an action. */
static void
check_plan(void)
{
	struct plan_miner m = { .phase = PLAN_SETTLED, .to = PLAN_STAY };

	CHECK_INT(plan_action(&m), ACTION_NONE);
	m.to = PLAN_STOP;
	CHECK_INT(plan_action(&m), ACTION_STOP);
	m.to = 2;
	CHECK_INT(plan_action(&m), ACTION_PRESET);
	m.phase = PLAN_STOPPED;
	CHECK_INT(plan_action(&m), ACTION_START);
}

int
main(void)
{
	check_rows();
	check_words();
	check_tellers();
	check_disabled();
	check_plan();
	return tap_done();
}
