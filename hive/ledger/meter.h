/* SPDX-License-Identifier: ISC */
#ifndef HIVE_LEDGER_METER_H
#define HIVE_LEDGER_METER_H

#include "hive/db/db.h"
#include "hive/ledger/classify.h"

/*
 * Meters, and how their readings come in.
 *
 * A meter is one register (channel) of one device.  A board that was never
 * seen makes its meter with its first reading, with wide limits that a
 * person narrows.  The field names of a message are those of the AutoVolt
 * firmware, plus boot and boot_energy_wh.
 */
#define METER_POWER_MAX_W	5000000		/* until a person says */
#define METER_POWER_LIMIT_W	1050000000	/* a year of it fits int64 */
/* 2020: no board is older. */
#define METER_EARLIEST_AT	INT64_C(1577836800000)
#define METER_TEXT_MAX		65536		/* bytes of a message */
#define METER_SLOT_MAX		10000		/* readings in 15 min */
#define METER_CHANNEL		"all_devices"	/* when none is named */

/* ---- One door for MQTT and HTTP ----------------------------------------- */

/* What a board may say; all but a register or a power may be absent. */
struct meter_message {
	const char	*esp32_name;	/* must be the topic's device */
	const char	*device_id;	/* channel */
	const char	*classroom, *location;
	int64_t		 timestamp;	/* ms; numbers: s or ms since 1970 */
	int64_t		 energy_wh_total;	/* read as uWh, exact */
	int64_t		 boot_energy_wh;	/* uWh: register at start */
	int64_t		 power_w;	/* read as mW, exact */
	int64_t		 boot;		/* starts of the board, counted */
	int64_t		 sequence_no;	/* of messages since `boot' */
	int64_t		 uptime_seconds;
	struct list	 switch_state;	/* struct meter_switch */
	const char	*status;
	const char	*firmware_ver;
};

struct meter_switch {
	const char	*id;
	int64_t		 on;		/* flag */
};

extern const struct field meter_message_fields[];

enum meter_take { METER_ACCEPTED, METER_DUPLICATE, METER_CONFLICT,
	METER_REJECTED };

/* Why; rule and why are NULL when accepted or duplicate. */
struct meter_verdict {
	int64_t		 meter;		/* NONE: rejected before it was known */
	const char	*rule;		/* a stable name: bad_energy, ... */
	const char	*why;		/* a sentence */
};

/*
 * Take one message (a JSON object of len bytes, not terminated perhaps) from
 * the device that its topic or caller proves; device NULL: the message's
 * esp32_name is believed (HTTP, where the token is the proof).  Call it
 * between db_begin() and db_commit() and acknowledge after the commit.
 *
 * accepted: stored, to be booked (hive/ledger/post.h).  duplicate: the same
 * reading again, nothing to do.  conflict: the same identity with another
 * content; a ticket is opened, the first one stays.  rejected: no reading; kept
 * with its rule in meter_refused.  All four are acknowledged: none gets better
 * by being sent again.
 */
enum meter_take meter_take(struct db *, struct arena *, const char *device,
	    const char *text, size_t len, int64_t received_at,
	    struct meter_verdict *);
const char *meter_take_word(enum meter_take);

/* A board's status topic: online or not, as it (or its last will) says. */
void	meter_online(struct db *, const char *device, bool online,
	    int64_t now);
/* Note a message that never was JSON, as meter_take() does. */
void	meter_refuse(struct db *, const char *device, const char *rule,
	    const char *why, const char *text, size_t len, int64_t now);

/* ---- Meters ------------------------------------------------------------- */

struct meter {
	int64_t		 id;
	const char	*device, *channel, *name, *location;
	enum meter_source source;
	int64_t		 parent;
	enum meter_direction direction;
	int64_t		 multiplier, resolution_uwh, save_step_uwh;
	int64_t		 modulus_uwh, power_most_w, gap_most_s;
	int64_t		 error_permille, loss_permille;
	const char	*serial;
	int64_t		 version, created_at, changed_at, retired_at;
	int64_t		 online, last_seen_at, last_reading_at;	/* state */
};

extern const struct field meter_fields[];

/* All meters in service, by id; read with db_row(.., meter_fields, ..). */
struct query *meter_list(struct db *);
bool	meter_get(struct db *, struct arena *, int64_t id, struct meter *);
/* By its name; where a board and a miner have the same, the board's. */
bool	meter_find(struct db *, struct arena *, const char *device,
	    const char *channel, struct meter *);
/* The name is a miner's or the plant's, whose books rest on what was polled:
 * no board may have it. */
bool	meter_is_polled(struct db *, const char *device);
/* A new meter with what is set in *m, the rest by default; its id. */
int64_t	meter_make(struct db *, struct arena *, const struct meter *,
	    const char *actor, int64_t now);
/* Write *m as the meter's next version and have it booked anew. */
void	meter_change(struct db *, struct arena *, struct meter *,
	    const char *actor, int64_t now);
void	meter_place(struct db *, int64_t meter, const char *location,
	    int64_t from_at);
struct ledger_rules meter_rules(const struct meter *);

/* ---- Readings ----------------------------------------------------------- */

struct meter_reading {
	int64_t		 meter;
	struct blob	 key;
	int64_t		 at, device_at, received_at;
	bool		 guessed;
	int64_t		 boot, sequence_no, register_uwh, boot_register_uwh;
	int64_t		 power_milliw, uptime_s, switches;
	bool		 opens;
	struct blob	 digest;
	int64_t		 state, rule;		/* enums of classify.h */
	int64_t		 counted_uwh, base_uwh;
	const char	*state_word, *rule_word;	/* reading_words() */
};

extern const struct field meter_reading_fields[];	/* of the table */
extern const struct field meter_reading_show[];		/* of the API */

/* A number in a key: 8 bytes, big endian, so that keys keep their order. */
void	meter_key_put(unsigned char *to, int64_t n);
/* False: there is a reading with its key. */
bool	meter_reading_add(struct db *, const struct meter_reading *);
/* Newest first, from since_at on and before until_at. */
struct query *meter_reading_list(struct db *, int64_t meter, int64_t since_at,
	    int64_t until_at, int64_t limit);
void	meter_reading_words(struct meter_reading *);

/*
 * Delete readings that are older than so many days, up to 5,000 of a meter;
 * within a transaction.  Their digest is an entry of the ledger, kind seal:
 * BLAKE2b-256 over the digest before (32 noughts at first), key, digest, then
 * at, state and counted_uwh as 8 bytes each, little endian.  What comes of that
 * time is too old from now on, and for what comes behind it the readings stay
 * with which its booking begins.  True: there may be more.
 */
bool	meter_seal(struct db *, struct arena *, int64_t days, int64_t now);
/* Whether readings of the meter were deleted. */
bool	meter_is_sealed(struct db *, int64_t meter);

/* Have [from_at, until_at] of the meter booked: when the slot of from_at is
 * over, or now. */
void	meter_due(struct db *, int64_t meter, int64_t from_at,
	    int64_t until_at, int64_t now);

#endif
