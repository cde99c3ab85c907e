/* SPDX-License-Identifier: ISC */
#ifndef TESTS_SIM_INSIDE_H
#define TESTS_SIM_INSIDE_H

#include "hive/json/json.h"
#include "tests/sim/farm.h"

/* What the files of the simulated farm share; see farm.h for the outside. */

#define NEVER INT64_MAX
#define BOARDS 3
#define TOKENS 4		/* sessions of one miner */
#define KEYS 8			/* API keys of one miner */
#define NOTES 4
#define PRESETS_MAX 32
#define WRITES_KEPT 65536

/* ---- the catalogue (models.c) ---- */

struct sim_preset {
	const char	*name, *pretty;
	int		 w;
	double		 ths;
	bool		 modded;
};

struct sim_model {
	const char	*alias, *name, *series, *platform, *measure;
	int		 share;		/* of 100 in a mixed fleet */
	int		 chips, rows, columns;	/* per chain */
	int		 fans;
	int		 stock_w;
	double		 stock_ths;
	int		 freq, volt;	/* MHz, 10 mV */
	const struct sim_preset *presets;	/* [0] is "disabled" */
	int		 presets_n;
};

enum dialect { OLD, MIDDLE, NEW };

struct sim_firmware {
	const char	*version, *build_time;
	enum dialect	 dialect;
	int		 share;
	bool		 throttle, boards;	/* /boards for /chains */
};

extern const struct sim_model sim_models[];
extern const struct sim_firmware sim_firmwares[];
const struct sim_model *model_named(const char *alias);
const struct sim_model *model_drawn(double percent);
const struct sim_firmware *firmware_named(const char *version);
const struct sim_firmware *firmware_drawn(double percent);
/* Index, or -1. */
int	model_preset(const struct sim_model *, const char *name);

/* ---- noise (noise.c): the same key gives the same number ---- */

uint64_t noise_key(uint64_t, uint64_t);
/* 0 <= x < 1 */
double	noise_share(uint64_t key);
/* Smooth in time, -1..1, with a new support point each period. */
double	noise_wave(uint64_t key, int64_t ms, int64_t period_ms);

/* ---- a miner ---- */

enum miner_state { INITIALIZING, STARTING, MINING, TUNING, RESTARTING,
    SHUTTING_DOWN, STOPPED, FAILURE, BOOTING };

/* Faults that last; bits of miner.faults. */
enum fault {
	OFFLINE = 1 << 0, SILENT = 1 << 1, SLOW = 1 << 2, HANG = 1 << 3,
	HALF = 1 << 4, LONG_LENGTH = 1 << 5, SHORT_LENGTH = 1 << 6,
	ENDLESS = 1 << 7, NOT_JSON = 1 << 8, DEEP = 1 << 9, EMPTY = 1 << 10,
	ERROR_500 = 1 << 12, FOREIGN = 1 << 13,
	STOCK = 1 << 14, HOSTILE = 1 << 15, NULL_MINER = 1 << 16,
	NULL_PRESET = 1 << 17, CLOSED = 1 << 18, IGNORES = 1 << 19,
	WANTS_RESTART = 1 << 20, LATE_RESTART = 1 << 21, REFUSES = 1 << 22,
	ZERO_HASH = 1 << 23, POOL_DEAD = 1 << 24, LOOPS = 1 << 25,
	BROKEN = 1 << 26, NO_CREDENTIALS = 1 << 27, ABSURD = 1 << 28
};

struct session {
	char	token[33];
	int64_t	until_ms;
};

struct api_key {
	char	key[33], description[64];
};

struct note {
	char	key[24], value[40];
};

struct miner {
	uint64_t	 noise;		/* key of all that is its own */
	int		 number;
	uint32_t	 ip;
	uint8_t		 mac[6];
	const struct sim_model *model;
	const struct sim_firmware *firmware;
	char		 password[32];

	/* mining */
	enum miner_state state;
	int64_t		 since_ms, until_ms;	/* of the state */
	int		 preset, configured;	/* index in model->presets */
	uint32_t	 tuned;			/* bit per preset */
	int		 throttle;		/* percent */
	double		 ratio;			/* wall / label watts */
	double		 from_w, from_ths;	/* power curve starts here */
	double		 over;			/* overshoot of this start */
	int64_t		 ramp_ms, ramp_end_ms;	/* between these instants */
	int64_t		 hash_ms;		/* hashing since, or NEVER */
	int64_t		 shown_ms;		/* watts are shown from then */
	int64_t		 boot_ms;		/* of the control board */
	int64_t		 reboot_ms, check_ms, late_ms;	/* timers */
	int		 starts, changes;
	unsigned	 dead_boards, lost_fans;	/* bits */
	double		 hot_c;
	bool		 restart_required, reboot_required, modded_psu;
	bool		 stay_stopped, was_stopped, pause_on_boot;
	bool		 switcher, find, quiet;
	int		 top_preset;		/* index, or -1 */
	int		 startup_delay_s, pool;

	/* doors */
	uint32_t	 faults;
	int64_t		 slow_ms, hang_ms, clock_ms;
	struct session	 sessions[TOKENS];
	struct api_key	 keys[KEYS];
	struct note	 notes[NOTES];
	int		 error_passwords, tokens_made;
	int64_t		 locked_until_ms;
};

struct event;

struct trip {
	int64_t	at_ms, end_ms;
	double	share;
};

struct plant_reading {
	int64_t	id, at_ms;		/* farm time of the collection */
	double	generation_w[2], consumption_w[2];
};

enum plant_fault {
	P_STALE = 1 << 0, P_FROZEN = 1 << 1, P_X1000 = 1 << 2,
	P_TRUST = 1 << 3, P_MISSING = 1 << 4, P_FAILED = 1 << 5,
	P_HTTP = 1 << 6, P_SLOW = 1 << 7, P_SILENT = 1 << 8,
	P_TOTALS = 1 << 9, P_AHEAD = 1 << 10, P_FIXED = 1 << 11,
	P_HALF = 1 << 12, P_NOT_JSON = 1 << 13, P_NEGATIVE = 1 << 14
};

#define TRIPS 64
#define READINGS 10

struct plant {
	struct trip	 trips[TRIPS];		/* by command; a ring */
	int		 trips_n;
	struct plant_reading readings[READINGS];	/* a ring */
	int64_t		 readings_n, collections;	/* so far */
	uint32_t	 faults;
	double		 trust;
	int		 source, http;
	int64_t		 slow_ms, ahead_ms;
	double		 fixed_w;
};

struct farm {
	struct farm_options options;
	struct arena	 arena;			/* lives as long as the farm */
	uint64_t	 noise;
	int64_t		 now_ms;
	struct miner	*miners;		/* number - 1 */
	int		 miners_n;
	uint32_t	 net, net_size;
	int		*by_ip;			/* hash table, number or 0 */
	size_t		 by_ip_n;
	struct event	*events, *spare;	/* by time; used ones */
	const char	*trouble;
	struct plant	 plant;
	double		 nameplate_w, other_w;
	struct sim_write *writes;
	int64_t		 writes_n;
};

/* farm.c */
void	farm_readdress(struct farm *);
uint32_t farm_free_ip(const struct farm *);

/* physics.c: the state machine */
void	miner_begin(struct farm *, struct miner *);	/* at time 0 */
void	miner_to_now(struct farm *, struct miner *);
const char *miner_state_name(const struct miner *);
bool	miner_hashes(const struct miner *);	/* mining or auto-tuning */
void	miner_restart(struct farm *, struct miner *, int64_t at);
void	miner_start(struct farm *, struct miner *, int64_t at);
void	miner_stop(struct miner *, int64_t at);
void	miner_fail(struct miner *, int64_t at);
void	miner_unplug(struct miner *, int64_t at);
void	miner_plug(struct farm *, struct miner *, int64_t at);
void	miner_run_preset(struct farm *, struct miner *, int preset,
	    int64_t at);
/* The power leaves its course now and reaches the new one after ms; to be
 * called before whatever decides the course is changed. */
void	miner_bend(struct miner *, int64_t at, int64_t ms);

/* power.c: what a miner draws, hashes and how warm it is */
double	miner_level_w(const struct miner *);
double	miner_level_ths(const struct miner *);
double	miner_power_w(const struct miner *, int64_t at);
double	miner_shown_w(const struct farm *, const struct miner *);
double	miner_hashrate_ths(const struct miner *, int64_t at);
double	miner_chip_c(const struct miner *, int64_t at, int board);
double	miner_hottest_c(const struct miner *, int64_t at);
int	miner_fan_duty(const struct miner *, int64_t at);
int	miner_fan_rpm(const struct miner *, int64_t at, int fan);
int	miner_boards_alive(const struct miner *);

/* chips.c */
struct sim_chip {
	double		 hr_ghs, temp_c;
	int		 freq, volt_mv, errors;
	const char	*grade;
	bool		 throttled;
};

struct chip_count {
	int	red, orange, grey;
};

/* board and chip from 0 */
void	miner_chip(const struct farm *, const struct miner *, int board,
	    int chip, struct sim_chip *);
struct chip_count miner_chip_count(const struct farm *,
	    const struct miner *, int board);

/* One request to one miner, on its way to an answer. */
struct ask {
	struct farm	*farm;
	struct miner	*miner;
	struct arena	*arena;
	const struct sim_request *request;
	struct sim_reply *reply;
	const char	*rest;		/* of the path, behind the route's */
	struct json	 out;
};

void	ask_status(struct ask *, int status);		/* empty body */
void	ask_error(struct ask *, int status, const char *text);
void	ask_text(struct ask *, const char *type, const char *text);
void	ask_json(struct ask *);				/* sends ask->out */
/* Reads the body; false: 400 is sent. */
bool	ask_body(struct ask *, const struct field *, void *record);

/* auth.c */
bool	sim_auth_bearer(const struct ask *);
bool	sim_auth_any(const struct ask *);
void	sim_auth_unlock(struct ask *);
void	sim_auth_lock(struct ask *);
void	sim_auth_lock_others(struct ask *);
void	sim_auth_check(struct ask *);
void	sim_auth_keys(struct ask *);
void	sim_auth_keys_add(struct ask *);
void	sim_auth_keys_delete(struct ask *);

/* status.c; pieces of more than one reply */
void	status_fields(struct ask *);
void	switcher_object(struct ask *);

/* The answers: info.c, status.c, summary.c, chains.c, presets.c, settings.c,
 * mining.c, more.c */
void	sim_get_info(struct ask *);
void	sim_get_model(struct ask *);
void	sim_get_status(struct ask *);
void	sim_get_summary(struct ask *);
void	sim_get_perf_summary(struct ask *);
void	sim_get_chains(struct ask *);
void	sim_get_chips(struct ask *);
void	sim_get_factory_info(struct ask *);
void	sim_get_presets(struct ask *);
void	sim_post_autotune_reset(struct ask *);
void	sim_post_autotune_reset_all(struct ask *);
void	sim_get_settings(struct ask *);
void	sim_post_settings(struct ask *);
void	sim_post_mining(struct ask *);
void	sim_post_throttle(struct ask *);
void	sim_post_switch_pool(struct ask *);
void	sim_post_reboot(struct ask *);
void	sim_post_find_miner(struct ask *);
void	sim_post_locate_miner(struct ask *);
void	sim_get_metrics(struct ask *);
void	sim_get_logs(struct ask *);
void	sim_post_logs_clear(struct ask *);
void	sim_get_notes(struct ask *);
void	change_notes(struct ask *);
void	sim_get_ui(struct ask *);

/* ---- faults: what a command may name (faults.c, plant_faults.c) ---- */

enum argument { NOTHING, MAYBE_NUMBER, NUMBER, WORD };

struct sim_fault {
	const char	*name;
	uint32_t	 bits;		/* set while it lasts */
	enum argument	 argument;
	bool		 lasts;		/* may have a "for S" */
	/* Beside the bits, if anything; on: false when it ends. */
	const char	*(*miner)(struct farm *, struct miner *,
			    const char *argument, bool on);
	const char	*(*plant)(struct farm *, const char *argument,
			    bool on);
};

extern const struct sim_fault miner_faults[], plant_faults[];
const struct sim_fault *fault_named(const struct sim_fault *, const char *);

bool	faults_answer(struct ask *);	/* before: true when it is answered */
void	faults_spoil(struct ask *);	/* after */
/* A text of the miner's, or one that tries to break its reader. */
const char *faults_text(const struct miner *, const char *usual);

/* command.c */
void	events_run(struct farm *, int64_t until_ms);

/* plant.c */
void	sim_plant_begin(struct farm *);
int64_t	plant_next_ms(const struct farm *);
void	plant_collect(struct farm *);
void	plant_trip(struct farm *, double share, int64_t for_ms);

#endif
