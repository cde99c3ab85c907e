/* SPDX-License-Identifier: ISC */
#ifndef TESTS_BALANCE_WITNESS_H
#define TESTS_BALANCE_WITNESS_H

#include "tests/lib/work_rig.h"

/*
 * Watches a balanced farm from outside, second by second: what it draws and
 * hashes against what it could, by the farm's truth and not by what the
 * worker thinks; and every request that was no GET, for what may never be.
 */

#define WITNESS_LEVELS 32

struct watched {
	bool		 managed;
	struct sim_level level[WITNESS_LEVELS];
	int		 levels;
	int		 max;		/* index of max_preset */
	int		 configured;	/* index, by the writes seen */
	int64_t		 changed_ms;	/* last change of preset that went
					 * through; NONE: none yet */
};

struct figures {
	int64_t	seconds;
	double	over_s, over_kwh;		/* above available */
	double	beyond_s, beyond_kwh;		/* above target: by 2 kW; at
						 * all */
	double	load_j, target_j;
	double	hash, best_hash;		/* TH/s x s, of the managed */
	double	changes, miner_hours;
};

struct witness {
	struct rig	*rig;
	struct watched	*miner;		/* number - 1 */
	int		 n, managed;
	double		 margin;	/* share that stays unused */
	double		 full_w;	/* all managed at their max_preset */
	double		 fixed_w;	/* what the others draw now */
	double		 load_w, available_w, target_w, hash_ths;
	double		 best_ths;	/* what the target could bear */
	int64_t		 writes;	/* looked at so far */
	int64_t		 changes;	/* that the worker made */
	bool		 observing;	/* nothing may be written at all */
	bool		 red;		/* by the last decision */
	int64_t		 fresh_ms;	/* farm time until which raises may be
					 * sent */
	/* What may never be; each is told when it is seen first. */
	int		 above_max, unmanaged, stale_raises, too_soon,
			 observed, disabled;
	struct figures	 sum;		/* since witness_score() */
	bool		 scoring;
	struct arena	 arena;
};

/* managed: every so-manieth stays unmanaged; 0: none. */
void	witness_open(struct witness *, struct rig *, int unmanaged);
void	witness_close(struct witness *);
/* From now on figures count. */
void	witness_score(struct witness *);
/* Once a second. */
void	witness_second(struct witness *);

#endif
