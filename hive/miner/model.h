/* SPDX-License-Identifier: ISC */
#ifndef HIVE_MINER_MODEL_H
#define HIVE_MINER_MODEL_H

#include "hive/db/db.h"

/*
 * A model of miner and the presets that its miners offer.  The lists of presets
 * are kept as miners told them (catalogue), since they differ between miners of
 * one model; the model shows their union.  The watts of a preset are a label,
 * not a measurement; "disabled" is full stock power, and has none.
 */
struct preset {
	const char	*name;		/* what a command says */
	const char	*pretty;
	int64_t		 power_w;	/* label; NONE: unreadable, disabled */
	double		 hashrate_ths;	/* label */
	bool		 tuned, modded_psu;
};

struct preset_power {
	const char	*preset;
	int64_t		 power_w;
	double		 hashrate_ths;
	int64_t		 learned_power_w;
	double		 learned_hashrate_ths;
};

struct word {
	const char	*text;
};

struct model {
	const char	*alias, *name;
	const char	*max_preset;
	struct list	 presets;	/* struct word */
	struct list	 presets_power;	/* struct preset_power */
	int64_t		 miners;	/* in service */
	int64_t		 created_at;
};

extern const struct field word_fields[], preset_fields[];
extern const struct field preset_power_fields[], model_fields[];

/* The firmware's word for full stock power; NULL is none. */
bool	preset_is_disabled(const char *name);
/* Name and pretty to watts and TH/s: "2620", "3010W", "2620 watt ~ 91 TH".
 * "disabled" has neither. */
void	preset_read_label(struct preset *);

/* Make sure the model is on record. */
void	model_seen(struct db *, const char *alias, const char *name,
	    int64_t chains, int64_t chips_per_chain, int64_t now);
/* Boards it is built with; 0: unknown. */
int64_t	model_chains(struct db *, const char *alias);
bool	model_get(struct db *, struct arena *, const char *alias,
	    struct model *);
/* All models, in the arena, by alias. */
struct list model_list(struct db *, struct arena *);

/*
 * Set the maximum preset (NULL: none).  It must be a named preset with a
 * readable wattage, from the union of this model's miners, never
 * "disabled": else NULL or a sentence why not.
 */
const char *model_limit(struct db *, struct arena *, const char *alias,
    const char *max_preset, int64_t now);

/* Columns alias and power_w: the label of each model's maximum preset, as its
 * own miners name it; the least where they differ. */
struct query *model_limits(struct db *);

/* The id of the list (struct preset), kept once however many miners tell it. */
int64_t	catalogue_keep(struct db *, const char *model, struct list presets);
/* The list, in the arena: struct preset. */
struct list catalogue_get(struct db *, struct arena *, int64_t id);

#endif
