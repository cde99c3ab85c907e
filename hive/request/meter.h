/* SPDX-License-Identifier: ISC */
#ifndef HIVE_REQUEST_METER_H
#define HIVE_REQUEST_METER_H

#include "hive/ledger/entry.h"
#include "hive/ledger/meter.h"
#include "hive/ledger/ticket.h"

/*
 * What people may say of meters and of the books, and what is done with it.
 * All of it within a transaction; an error in a request is a sentence.
 */
struct meter_request {
	const char	*device, *channel;	/* of a new one */
	int64_t		 multiplier;		/* of a new one */
	const char	*name, *location;
	int64_t		 location_from;		/* NONE: from now on */
	int64_t		 parent;
	enum meter_direction direction;
	int64_t		 resolution_uwh, save_step_uwh, modulus_uwh;
	int64_t		 power_most_w, gap_most_s, error_permille;
	int64_t		 loss_permille;
	const char	*serial;
	int64_t		 retired;		/* flag */
};

extern const struct field meter_make_fields[], meter_request_fields[];

/* Put what is given into the meter and write its next version.  NULL, or an
 * error, and *pointer to its place in the request. */
const char *meter_request(struct db *, struct arena *, struct meter *,
	    const struct meter_request *, const struct field *fields,
	    uint64_t given, const char *actor, int64_t now,
	    const char **pointer);

/* Another register was put in: the old one's last index, the new one's
 * first. */
struct meter_swap {
	int64_t		 at;
	int64_t		 closing_wh, opening_wh;	/* read as uWh */
	const char	*serial, *reason;
};

extern const struct field meter_swap_fields[];

const char *meter_swap(struct db *, const struct meter *,
	    const struct meter_swap *, int64_t now);

/* Energy that a person books: spread evenly over [from, to). */
struct entry_request {
	int64_t		 meter;
	int64_t		 from, to;
	int64_t		 energy_wh;		/* read as uWh, signed */
	const char	*reason;
	int64_t		 ticket;		/* that it resolves, or NONE */
};

#define ENTRY_SLOTS	(31 * INT64_C(96))

extern const struct field entry_request_fields[];

const char *entry_request(struct db *, struct arena *,
	    const struct entry_request *, const char *actor, int64_t now,
	    struct entry *last);

struct ticket_request {
	enum ticket_state state;
	const char	*resolution;
};

extern const struct field ticket_request_fields[];

#endif
