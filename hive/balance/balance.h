/* SPDX-License-Identifier: ISC */
#ifndef HIVE_BALANCE_BALANCE_H
#define HIVE_BALANCE_BALANCE_H

#include "hive/db/db.h"
#include "hive/plan/plan.h"
#include "hive/plant/plant.h"

/* What the balancer does; worker/control/balance.h says when. */
enum balance_state {
	BALANCE_NONE, BALANCE_INIT, BALANCE_CONTROL, BALANCE_HOLD,
	BALANCE_SHED, BALANCE_STOP
};

extern const char *const balance_state_words[];

/* How the load stands to its target. */
enum balance_status {
	BALANCE_UNKNOWN, BALANCE_OK, BALANCE_WARNING, BALANCE_OVER_TARGET,
	BALANCE_NO_DATA
};

extern const char *const balance_status_words[];

/* What made the balancer decide. */
enum decision_cause { CAUSE_NONE, CAUSE_READING, CAUSE_TICK, CAUSE_ORDER };
extern const char *const decision_cause_words[];

/*
 * The balancer's own words: one decision a cycle, how the balance stands now,
 * and the emergency stop that is in force.  Written by the worker.
 */
struct decision {
	int64_t		 id, at;
	enum decision_cause cause;
	enum balancer_mode mode;
	enum balance_state state;
	enum band	 band;
	enum plant_state reading_state;
	int64_t		 source_at, age_ms;
	int64_t		 generation_w, container_w, available_w;
	int64_t		 target_w, target_up_w;
	int64_t		 least_w, expected_w, pessimist_w;
	int64_t		 managed_w, fixed_w, silent_w, unmanaged_w, flight_w;
	int64_t		 miners, cap_w;
	double		 value_ths, bound_ths;
	int64_t		 downs, ups, down_w, up_w, us;
	const char	*text;
};

extern const struct field decision_fields[];

/* Returns its id. */
int64_t	decision_add(struct db *, const struct decision *);
/* Newest first, older than id `before' (NONE: from the newest). */
struct query *decision_list(struct db *, int64_t before, int64_t since_at,
    int64_t until_at, int64_t limit);
bool	decision_get(struct db *, struct arena *, int64_t id,
    struct decision *);

struct balance {
	int64_t		 at, decision;
	enum balancer_mode mode;
	enum balance_state state;
	enum band	 band;
	enum balance_status status;
	enum plant_state reading_state;
	const char	*reading_reason;
	int64_t		 last_reading_at;
	int64_t		 generation_w, container_w, available_w, target_w;
	double		 margin_percent;
	int64_t		 current_w, managed_w, unmanaged_w, expected_w;
	int64_t		 managed_miners;
	int64_t		 next_at;
	const char	*next_text;
	int64_t		 next_miners, next_delta_w;

	/* what the API shows besides; filled by balance_show() */
	int64_t		 target_kw_w, headroom_w, worker_seen_at, interval_s;
	const void	*next_action;		/* struct balance or NULL */
	const void	*emergency;		/* struct emergency or NULL */
};

extern const struct field balance_columns[], balance_fields[];

void	balance_keep(struct db *, const struct balance *);
/* The row as it stands; false: no cycle yet. */
bool	balance_get(struct db *, struct arena *, struct balance *);
/* The row with all that the API shows, in the arena; false: no cycle yet. */
bool	balance_show(struct db *, struct arena *, struct balance *);

/* One hour's least, mean and most; made from decisions. */
void	site_hour_keep(struct db *, int64_t hour_at);

/* ---- emergency ---- */

/* What miners are told, and which. */
enum emergency_action {
	EMERGENCY_NONE, EMERGENCY_STOP, EMERGENCY_LOWEST, EMERGENCY_FREEZE
};

extern const char *const emergency_action_words[];

enum emergency_scope { EMERGENCY_NOBODY, EMERGENCY_ALL, EMERGENCY_MANAGED };
extern const char *const emergency_scope_words[];

struct emergency {
	int64_t		 id, at;
	const char	*who;
	enum emergency_action action;
	enum emergency_scope scope;
	int64_t		 released_at;
	const char	*released_by;
	/* counted when shown */
	int64_t		 asked, sent, accepted, confirmed;
	struct list	 failed;		/* struct word: MACs */
};

extern const struct field emergency_fields[];

int64_t	emergency_begin(struct db *, const char *who, enum emergency_action,
	    enum emergency_scope, int64_t now);
/* The same stop goes on, another way; also one that was just released. */
void	emergency_change(struct db *, int64_t id, const char *who,
	    enum emergency_action, enum emergency_scope);
bool	emergency_release(struct db *, const char *who, int64_t now);
/* The one in force, with its counts; false: none. */
bool	emergency_now(struct db *, struct arena *, struct emergency *);

#endif
