/* SPDX-License-Identifier: ISC */
#ifndef HIVE_MONEY_PRICE_H
#define HIVE_MONEY_PRICE_H

#include "hive/base/instant.h"
#include "hive/db/db.h"

/*
 * What a kilowatt-hour costs.  A cost version is a price that somebody
 * entered; it is never changed, only followed or overruled by a later one.
 *
 * Two axes of time.  Valid: from effective_from on, until effective_until
 * or until the next version of the same scope begins.  Known: from
 * created_at on; what was believed at an earlier moment can always be said
 * again.  Of two versions that begin together the one entered later counts,
 * so a wrong price is put right by entering another with the same beginning.
 *
 * Scopes: a meter's version goes before its location's, that before the
 * global one.  A version without a price (null) hands on to the wider scope.
 * There is no default: energy that no version covers is unpriced.
 *
 * Prices are signed integers, millionths of the site's currency per kWh;
 * zero and less than zero are prices like others.
 */
#define PRICE_MAX	INT64_C(100000000000)	/* 100,000 per kWh */
#define PRICE_BANDS	24
#define BAND_NONE	INT64_C(-1)

/* Whose energy a version prices. */
enum price_scope {
	PRICE_SCOPELESS, PRICE_GLOBAL, PRICE_LOCATION, PRICE_METER
};

extern const char *const price_scope_words[];

/* Hours with a price of their own, by the clock on the wall. */
struct cost_band {
	int64_t		 position;	/* the first one that fits counts */
	const char	*name;
	const char	*weekdays;	/* "mon-fri", "sat,sun"; NULL: all */
	const char	*begins, *ends;	/* "22:00", "06:00"; "24:00" ends */
	int64_t		 cost_per_kwh;	/* millionths */
};

struct cost_version {
	int64_t		 id;
	enum price_scope scope;
	const char	*location;
	int64_t		 meter;		/* its row; NONE */
	int64_t		 cost_per_kwh;	/* millionths; NONE: no price */
	const char	*currency;
	int64_t		 effective_from, effective_until;	/* instants */
	const char	*notes, *created_by;
	int64_t		 created_at;
	struct list	 bands;		/* struct cost_band */

	const char	*meter_name;	/* when shown: device/channel */
	int64_t		 overruled_by;	/* version that begins with it; NONE */
};

extern const struct field cost_band_fields[];
extern const struct field cost_version_columns[];
extern const struct field cost_version_fields[];	/* of the API */

/* A client's request for a new version. */
struct cost_request {
	int64_t		 cost_per_kwh;
	const char	*effective_from, *effective_until;
	const char	*classroom, *location, *meter;
	const char	*notes;
	struct list	 bands;
};

extern const struct field cost_request_fields[];

/* All of them, as the API shows them. */
struct cost_versions {
	const char	*currency;
	struct list	 versions;	/* struct cost_version */
};

extern const struct field cost_versions_fields[];

/* Minutes after midnight of "HH:MM", up to 1440; -1 if it is none. */
int	price_minute(const char *);
/* Bit 0 is Monday; 0 if the text names no days. */
int	price_weekdays(const char *);
/* A local date (its first instant), RFC 3339 or unix seconds, of the years
 * that people may ask about. */
bool	price_instant(const char *, int64_t *at);
#define PRICE_INSTANT_WRONG						\
	"must be a date like 2026-11-20, or an RFC 3339 instant, of the "\
	"years " DAY_YEARS
/* NULL, or what is wrong with a version's bands; *which counts from 0. */
const char *price_bands_error(const struct list *, size_t *which);

/*
 * A version made from a request; its texts are the request's.  NULL, or an
 * error, with its place in the request in *pointer.
 */
const char *price_from_request(struct db *, struct arena *,
	    const struct cost_request *, const char *currency,
	    struct cost_version *, const char **pointer);
/* A meter by id, board, or board/register; NONE: none or several. */
int64_t	price_meter(struct db *, struct arena *, const char *name);
/* "all" and NULL are NULL: no place. */
const char *price_place(const char *);

/* Append it; sets v->id.  The version must have been checked. */
void	price_add(struct db *, struct cost_version *);
/* All that were known then, in the order of ids; struct cost_version. */
struct list price_list(struct db *, struct arena *, int64_t known_at);
/* Whether both are for the same meters. */
bool	price_same_scope(const struct cost_version *,
	    const struct cost_version *);
/* As people see it: when it really ends, which version overrules it, its
 * meter's name (in the arena); `all' are the versions that are known. */
void	price_show(struct db *, struct arena *, const struct list *all,
	    struct cost_version *);
/* The currency of the versions there are, or NULL. */
const char *price_currency(struct db *, struct arena *);

#endif
