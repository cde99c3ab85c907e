/* SPDX-License-Identifier: ISC */
#ifndef HIVE_MINER_PRESET_LEARNED_H
#define HIVE_MINER_PRESET_LEARNED_H

#include "hive/db/db.h"

/*
 * What a miner really draws and hashes on a preset, learned while it runs
 * settled on it; the label is only the last resort.
 */
struct learned {
	int64_t		 miner;		/* row */
	const char	*preset;
	int64_t		 power_w;
	double		 hashrate_ths;
	int64_t		 samples;
	double		 usual_ths;	/* the most it was, slowly fading;
					 * when read by learned_get() */
};

extern const struct field learned_fields[];

/* All of them, by miner. */
struct query *learned_list(struct db *);
/* False: nothing was learned of it yet; without the preset's name. */
bool	learned_get(struct db *, int64_t miner, const char *preset,
	    struct learned *);
void	learned_keep(struct db *, const struct learned *, int64_t now);

#endif
