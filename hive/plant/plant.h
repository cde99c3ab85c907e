/* SPDX-License-Identifier: ISC */
#ifndef HIVE_PLANT_PLANT_H
#define HIVE_PLANT_PLANT_H

#include "hive/db/db.h"

struct site;

/*
 * What the plant's service says, and the gate that each reading passes
 * before anything may use it.
 *
 * Two formats are known.  B is an object "reading" with maps of sources by
 * free names; A is the older list "data", newest first, with the total of the
 * generation and a map of containers.  The fields that end in _mw are read in
 * the unit that the administrator named: one real service puts kW in them.
 */
enum plant_state {
	PLANT_NONE, PLANT_FRESH, PLANT_STALE, PLANT_UNTRUSTED,
	PLANT_IMPLAUSIBLE
};

extern const char *const plant_state_words[];

/* Of a source in a reading's list. */
enum plant_source_kind {
	PLANT_KINDLESS, PLANT_GENERATION, PLANT_CONSUMPTION
};

extern const char *const plant_source_kind_words[];

struct plant_reading {
	int64_t		 id;
	const char	*plant_id;
	int64_t		 recorded_at;		/* when it came */
	int64_t		 source_at;		/* its oldest part was read */
	int64_t		 generation_w, container_w, available_w;
	const char	*sources;		/* JSON list */
	enum plant_state state;			/* of the gate */
	const char	*reason;
};

/* As the API shows it, in kW; and the table's columns. */
extern const struct field plant_fields[], plant_columns[];

void	plant_add(struct db *, const struct plant_reading *);
/* The newest; `accepted': the newest that was FRESH. */
bool	plant_latest(struct db *, struct arena *, bool accepted,
	    struct plant_reading *);
/* Newest first; since and until are instants or NONE. */
struct query *plant_list(struct db *, int64_t since_at, int64_t until_at,
    int64_t limit);
/* Means of the accepted ones over spans of width_ms, newest first; without
 * sources. */
struct query *plant_means(struct db *, int64_t since_at, int64_t until_at,
    int64_t width_ms);
/* How many there are in the span, and when the first of them came. */
int64_t	plant_count(struct db *, int64_t since_at, int64_t until_at);
int64_t	plant_first_at(struct db *, int64_t since_at);

#define PLANT_STALE_MS	90000	/* nothing is raised on older data */

/* Ages at which data are stale, the descent begins and ends: 90 s, 120 s and
 * 420 s, stretched when the plant renews its data less often. */
int64_t	plant_stretch_ms(const struct site *, int64_t ms);

/* ---- reading ---- */

#define PLANT_SOURCES 64

struct plant_source {
	const char	*name;
	const char	*status;	/* "success" when it is one */
	int64_t		 at;		/* source_timestamp, or NONE */
	int64_t		 value_w;	/* NONE: none */
	bool		 generates;
};

struct plant_said {
	const char	*plant_id;
	int64_t		 at;		/* collection_timestamp */
	int64_t		 generation_w, container_w;	/* totals, or NONE */
	double		 trust;		/* NaN: not said */
	const char	*trust_status;
	struct list	 sources;	/* struct plant_source */
};

/* NULL, or what is wrong with the text.  kw: the numbers are kW, not MW. */
const char *plant_read(struct arena *, const char *text, size_t len, bool kw,
    struct plant_said *);

/* ---- the gate ---- */

struct plant_rules {
	const char	*plant_id;	/* another plant's is not ours; NULL */
	int64_t		 nameplate_w;
	int64_t		 stale_ms;	/* an older source is STALE */
	int64_t		 frozen_ms;	/* the same numbers for so long */
};

/* What the gate remembers between two readings; zero at first. */
struct plant_gate {
	int64_t		 source_at;	/* of the last accepted; 0: none */
	int64_t		 refused_at;	/* source of the last refused */
	enum plant_state refused;	/* its state */
	uint64_t	 values;	/* digest of the last numbers */
	int64_t		 changed_at;	/* they changed, by the source */
	uint64_t	 names;		/* digest of the sources' names */
	uint64_t	 other_names;	/* a newer set, seen `others' times */
	int		 others;
	int64_t		 others_at;	/* the last of them */
};

/*
 * Judge a reading: plant, unit, range, totals against sources, age, duplicate,
 * trust, frozen.  Fills r but for its id.  False: the reading was accepted
 * (state PLANT_NONE) or refused for the same before, and nothing is to be kept.
 * now is the wall clock; texts live in the arena.
 */
bool	plant_judge(struct plant_gate *, const struct plant_rules *,
	    struct arena *, const struct plant_said *, int64_t now,
	    struct plant_reading *r);

#endif
