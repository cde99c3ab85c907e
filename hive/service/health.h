/* SPDX-License-Identifier: ISC */
#ifndef HIVE_SERVICE_HEALTH_H
#define HIVE_SERVICE_HEALTH_H

#include "hive/db/db.h"

/*
 * How the service is: the worker's heartbeat, its rounds, what it counts.
 * Written by the worker, shown by GET /api/health and /metrics.
 */
/* The meters' broker; none: the site has no such. */
enum broker { BROKER_NONE, BROKER_CONNECTED, BROKER_LOST };
extern const char *const broker_words[];

struct worker_state {
	int64_t		 epoch, pid, started_at, seen_at;
	const char	*version;
	int64_t		 scan_addresses, scan_done, scan_left_s;
	int64_t		 size_bytes, growth_bytes_per_day;
	enum broker	 broker;
};

struct round_state {
	const char	*name;
	int64_t		 interval_s, started_at, ok_at;
	int64_t		 asked, kept, lost, ms, rounds;
};

struct counter {
	const char	*name;
	int64_t		 n;
};

struct unknown_host {
	const char	*ip;
	int64_t		 found_at;
	const char	*why;
};

extern const struct field worker_state_fields[], round_state_fields[];
extern const struct field counter_fields[], unknown_host_fields[];

bool	worker_state_get(struct db *, struct arena *, struct worker_state *);
/* Whether the last worker did not come to worker_end(). */
bool	worker_crashed(struct db *);
void	worker_end(struct db *, int64_t epoch, int64_t now);
/* Take the next epoch; returns it. */
int64_t	worker_begin(struct db *, const char *version, int64_t pid,
	    int64_t now);
/* Heartbeat; false: another worker has taken a later epoch. */
bool	worker_beat(struct db *, const struct worker_state *);

void	round_keep(struct db *, const struct round_state *);
struct query *round_list(struct db *);

/* Add to a counter (made when missing). */
void	counter_add(struct db *, const char *name, int64_t n);
/* NONE: there is no such counter. */
int64_t	counter_get(struct db *, const char *name);
struct query *counter_list(struct db *);

void	unknown_host_keep(struct db *, const struct unknown_host *);
void	unknown_host_forget(struct db *, int64_t before_at);
struct query *unknown_host_list(struct db *);

/* The file's size today; growth in bytes per day over the last week. */
int64_t	size_note(struct db *, int64_t now, int64_t bytes);

#endif
