/* SPDX-License-Identifier: ISC */
#ifndef TESTS_SIM_FARM_H
#define TESTS_SIM_FARM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hive/base/arena.h"

/*
 * A farm of simulated miners with VNish firmware, and the plant that feeds
 * it.  There are no sockets, threads or clocks here: requests come in as
 * structs, time comes in through farm_advance().  The same seed, the same
 * options and the same calls give the same bytes.
 *
 * Everything is a function of the farm's time, so that asking a miner
 * changes nothing about it and 10,000 miners cost nothing until asked.
 *
 * Miners are numbered from 1, here as well as in scripts.  Miner n of
 * 127.1.0.0/16 lives at 127.1.0.n up to .254, then 127.1.1.1 and so on.
 *
 * The shapes of the replies follow what is publicly known of the firmware
 * (three dialects: 1.2.0-rc3, 1.2.6/1.2.7, 1.3.3/1.3.4); what the physics do
 * is described in physics.c.
 */

enum plant_shape {
	PLANT_SHAPELESS, PLANT_DAY, PLANT_STEADY, PLANT_WALK
};
extern const char *const plant_shape_words[];

struct farm_options {
	int		 miners;		/* 1..10000 */
	uint64_t	 seed;
	const char	*net;			/* "127.1.0.0/16" */
	const char	*model;			/* alias for all; NULL: mixed */
	const char	*firmware;		/* for all; NULL: mixed */
	const char	*password;		/* of every miner */
	int64_t		 wall_ms;		/* wall clock at farm time 0 */
	int64_t		 latency_ms;		/* of every reply */
	int64_t		 token_ms;		/* life of a session */
	int64_t		 zero_ms;		/* 0 W shown after a start */
	bool		 cold;			/* all stopped at time 0 */
	bool		 slow;			/* starts take 60..240 s */
	bool		 restart_on_change;	/* also for tuned presets */
	/* Shares of the miners. */
	double		 tuned_percent;		/* presets tuned at time 0 */
	double		 dead_percent;		/* in failure at time 0 */
	double		 switcher_percent;	/* thermal switcher enabled */
	double		 odd_percent;		/* with 1 to 3 odd chips */
	double		 closed_percent;	/* /summary wants credentials */
	/* Shares of the preset changes. */
	double		 ignored_percent;	/* accepted, nothing happens */
	double		 restart_percent;	/* restart_required: true */
	double		 late_percent;		/* false, true seconds later */
	double		 refused_percent;	/* 500 */
	double		 report_bias;		/* shown = true x (1 + this) */
	/* The plant. */
	enum plant_shape shape;
	double		 nameplate_w;		/* 0: fits the fleet */
	double		 other_load_w;		/* < 0: 3 % of nameplate */
	int64_t		 plant_day_ms;
	int64_t		 plant_period_ms;	/* sources are renewed */
	int64_t		 plant_latency_ms;	/* until a reading is out */
	int64_t		 trip_first_ms;		/* < 0: no trips */
	int64_t		 trip_every_ms;
	int64_t		 trip_ms;		/* one lasts */
	double		 trip_share;		/* 0.3: 30 % are gone */
	const char	*plant_id;
	const char	*plant_key;		/* Bearer */
	bool		 plant_unit_mw;		/* true MW, not kW, in *_mw */
	bool		 meter_includes_miners;
};

/* What the demo uses: 50 miners, mixed, mining, a day of 60 minutes. */
void	farm_defaults(struct farm_options *);

struct farm;

/* NULL with a reason in *error when the options make no farm. */
struct farm *farm_new(const struct farm_options *, const char **error);
void	farm_free(struct farm *);

/* Time goes on to now_ms since the start; it never goes back. */
void	farm_advance(struct farm *, int64_t now_ms);
int64_t	farm_now(const struct farm *);

/* What a connection attempt to that address meets. */
enum sim_door { SIM_OPEN, SIM_REFUSED, SIM_SILENT };
enum sim_door farm_door(struct farm *, uint32_t ip);

struct sim_request {
	const char	*method;	/* "GET" */
	const char	*path;		/* "/api/v1/summary", no query */
	const char	*query;		/* "" or "a=b" */
	const char	*api_key;	/* header x-api-key, or NULL */
	const char	*authorization;	/* header, or NULL */
	const char	*body;
	size_t		 len;
};

enum sim_end {
	SIM_WHOLE,	/* the reply as it should be */
	SIM_CUT,	/* cut_after bytes of the body, then close */
	SIM_HANG,	/* nothing; closed after delay_ms */
	SIM_ENDLESS,	/* the body again and again, without a length */
	SIM_NO_DOOR	/* nobody there: see farm_door() */
};

struct sim_reply {
	enum sim_end	 end;
	int		 status;	/* HTTP */
	const char	*type;		/* content-type, NULL: none */
	const char	*header;	/* one more header line, or NULL */
	const char	*body;		/* in the arena; never NULL */
	size_t		 len;
	int64_t		 says_len;	/* content-length that is sent */
	size_t		 cut_after;
	int64_t		 delay_ms;	/* before the first byte */
	int64_t		 clock_ms;	/* its clock is ahead by that */
	bool		 close;		/* connection: close */
};

/* A miner's answer; texts live in the arena. */
void	farm_ask(struct farm *, struct arena *, uint32_t ip,
	    const struct sim_request *, struct sim_reply *);
/* The plant service's answer; any path. */
void	farm_plant_ask(struct farm *, struct arena *,
	    const struct sim_request *, struct sim_reply *);

/*
 * Makes something happen, now or `at' a time (seconds of farm time):
 *
 *	[at S] miner WHO FAULT [ARGUMENT] [for S]
 *	[at S] plant FAULT [ARGUMENT] [for S]
 *	[at S] trip [SHARE] [for S]
 *
 * WHO is a number, 3-9, 5%, all, or a list of these with commas; the faults
 * are listed in powerhive-sim(1).  NULL, or what is wrong with the line.
 */
const char *farm_command(struct farm *, const char *line);
/* The same for a whole script; empty lines and # comments are skipped.  The
 * reason names the line. */
const char *farm_script(struct farm *, struct arena *, const char *text);
/* "3-9:slow 500" as on a command line: "miner 3-9 slow 500". */
const char *farm_fault(struct farm *, const char *text);

/* What a scheduled command could not do when its time came, once; or NULL. */
const char *farm_trouble(struct farm *);

/* ---- the truth, for tests ---- */

struct sim_miner {
	int		 number;
	uint32_t	 ip;
	char		 mac[18];	/* lower case */
	const char	*model, *firmware;
	const char	*state;
	const char	*preset;	/* running now */
	const char	*configured;	/* stored in the settings */
	double		 power_w;
	double		 level_w;	/* where the power will settle */
	double		 hashrate_ths;
	double		 chip_max_c;
	int64_t		 state_ms;
	int		 label_w;	/* of the running preset; 0: none */
	int		 starts;	/* restarts of mining so far */
	bool		 reachable;
};

/* What a miner would settle at on a preset of its list. */
struct sim_level {
	const char	*preset;
	int		 label_w;	/* 0: "disabled" */
	double		 power_w, hashrate_ths;
	bool		 modded;	/* needs a modified supply */
};

/* At most so many, by their labels; returns how many. */
int	farm_levels(struct farm *, int number, struct sim_level *, int max);

int	farm_miners(const struct farm *);
/* False: no such number. */
bool	farm_miner(struct farm *, int number, struct sim_miner *);
/* Number of the miner at that address, or 0. */
int	farm_at(const struct farm *, uint32_t ip);

double	farm_load_w(struct farm *);		/* all miners, at the wall */
double	farm_hashrate_ths(struct farm *);
double	farm_generation_w(struct farm *);	/* true, at this moment */
double	farm_other_load_w(struct farm *);
double	farm_available_w(struct farm *);	/* generation - other load */
double	farm_nameplate_w(const struct farm *);

/*
 * Every request that is no GET leaves a record, the failed ones too.  The
 * last 65,536 are kept; serial numbers go from 0 to farm_writes() - 1.
 */
struct sim_write {
	int64_t	at_ms;
	int	miner, status;
	char	method[8], path[56], body[160];	/* cut to fit */
};

int64_t	farm_writes(const struct farm *);
/* NULL: not kept any more, or not yet. */
const struct sim_write *farm_write(const struct farm *, int64_t serial);

#endif
