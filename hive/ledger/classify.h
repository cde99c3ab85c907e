/* SPDX-License-Identifier: ISC */
#ifndef HIVE_LEDGER_CLASSIFY_H
#define HIVE_LEDGER_CLASSIFY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hive/ledger/kind.h"

/*
 * The arithmetic of the energy ledger; it touches nothing but its arguments.
 *
 * Units: energy int64 micro-Wh, power int64 mW, instants int64 ms UTC.
 * mW x ms = uJ and 3,600 uJ = 1 uWh.  No float.  A slot is 15 minutes of UTC
 * and is named by its first instant; every zone's day is a whole number of
 * slots.
 *
 * A meter's samples in the order of their instants are first classified
 * (what does each step mean), then spread over slots.  Both depend only on
 * the samples and the rules, never on the order in which samples came, so
 * late data leads to the same books.
 *
 * A step is the energy between two taken samples.  Its register difference
 * is the truth: it is spread evenly over the time between, the edges rounded
 * down, so that the parts add up to the difference exactly.  Quality of a
 * slot: A measured; S an instant is the server's, not the board's; E a step
 * in it was longer than the rules' gap, so that its total is measured and its
 * shape is not.  A slot without a step is not booked: it is missing.
 *
 * Where to read the books: net energy by slot, meter and place is
 * slot_sums() in hive/ledger/entry.h; single entries are entry_list() there.
 */
#define SLOT_WAIT_MS	150000	/* after its end all of it is booked */
#define NONE_UWH	INT64_MIN	/* NONE, without hive/base/record.h */
/* The most that is booked of a slot: METER_POWER_LIMIT_W for an hour.  Months
 * of it can be added up, whatever a board without a clock says. */
#define SLOT_MAX_UWH	INT64_C(1050000000000000)

struct ledger_rules {
	int64_t	resolution_uwh;		/* one step of the register */
	int64_t	save_step_uwh;		/* what a crash may take back; 0 */
	int64_t	modulus_uwh;		/* rolls over there; 0: never */
	int64_t	power_max_milliw;
	int64_t	gap_max_ms;
};

enum sample_state {
	SAMPLE_NEW,		/* not classified yet */
	SAMPLE_TAKEN,		/* steps begin and end here */
	SAMPLE_NOTED,		/* has no register, and its meter has one */
	SAMPLE_HELD,		/* odd, until the next two samples tell */
	SAMPLE_DROPPED		/* odd, and the next ones contradict it */
};

/* What a sample's step is; the greater, the more remarkable. */
enum sample_rule {
	RULE_NONE,
	RULE_PLAIN,		/* register went on */
	RULE_POWER,		/* mean of two powers x time */
	RULE_FIRST,		/* counts nothing: the first of the meter */
	RULE_JITTER,		/* fell by up to two resolutions: 0 */
	RULE_GAP,		/* as plain, over a long gap */
	RULE_ROLL_OVER,		/* from its modulus to 0 */
	RULE_ROLL_BACK,		/* to its last saved value: 0, or since boot */
	RULE_RESTART,		/* from zero: the new value */
	RULE_SWAP,		/* a person said: another register */
	RULE_REBASE,		/* nothing explains it: 0, and a ticket */
	RULE_ODD		/* of samples held or dropped */
};

struct ledger_sample {
	int64_t			 at;
	int64_t			 boot, boot_register_uwh, uptime_s;
	int64_t			 register_uwh, power_milliw;
	bool			 guessed;	/* `at' is the server's */
	bool			 opens;		/* another register begins */

	enum sample_state	 state;
	enum sample_rule	 rule;
	int64_t			 counted_uwh;	/* of the step to it */
	int64_t			 base_uwh;	/* the next counts from it;
						 * NONE: no register yet */
};

/*
 * Classify s[1..n-1].  s[0] is a taken sample with its results, or the
 * meter's first, which ledger_first() made so.  What a sample is depends on
 * the taken sample before it and on two samples with a register behind it.
 */
void	ledger_first(struct ledger_sample *);
void	ledger_classify(const struct ledger_rules *, struct ledger_sample *,
	    size_t n);

/* What of a slot is known.  Boards without a clock may count an hour's energy
 * with each of 10,000 readings: the fine sum needs more than 64 bits. */
struct ledger_slot {
	__int128		 fine;		/* 1/7200 uWh */
	int64_t			 covered_ms;
	int64_t			 first_at, last_at;	/* of its samples */
	int64_t			 samples;
	enum quality		 quality;	/* but manual */
	enum sample_rule	 rule;
};

/* Add the steps between taken samples to the slots from `from' on; what
 * lies outside of the slots is left away. */
void	ledger_spread(const struct ledger_rules *,
	    const struct ledger_sample *, size_t n, int64_t from,
	    struct ledger_slot *slots, size_t count);

/* The energy of a slot, SLOT_MAX_UWH at most; the half of a uWh is rounded
 * up. */
int64_t	ledger_slot_uwh(const struct ledger_slot *);
/* The first instant of the slot that `at' lies in. */
int64_t	ledger_slot_at(int64_t at);
const char *ledger_rule_word(enum sample_rule);

#endif
