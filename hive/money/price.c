/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <ctype.h>
#include <string.h>

#include "hive/base/instant.h"
#include "hive/base/zone.h"
#include "hive/money/price.h"

/*
 * Cost versions and their bands as fields, texts and rows.  Rows are only
 * added.  When a version really ends and which one overrules it is not
 * stored, because later versions decide that; price_show() finds it among
 * those that are known.
 */

#define COST	.min = -PRICE_MAX, .max = PRICE_MAX, .scale = 6

const char *const price_scope_words[] = {
	[PRICE_GLOBAL] = "global", [PRICE_LOCATION] = "location",
	[PRICE_METER] = "meter", NULL
};

const struct field cost_band_fields[] = {
	FIELD(struct cost_band, name, .min = 1, .max = 40,
	    .needed = true, .doc = "peak, night, ..."),
	FIELD(struct cost_band, weekdays, .min = 3, .max = 40,
	    .doc = "mon-fri or sat,sun; null: every day"),
	FIELD(struct cost_band, begins, .min = 5, .max = 5,
	    .needed = true, .doc = "HH:MM on the site's clocks"),
	FIELD(struct cost_band, ends, .min = 5, .max = 5,
	    .needed = true, .doc = "HH:MM; before begins: the next day"),
	FIELD(struct cost_band, cost_per_kwh, COST, .needed = true,
	    .doc = "price in this band"),
	FIELDS_END
};

static const struct field band_columns[] = {
	FIELD(struct cost_band, position),
	FIELD(struct cost_band, name),
	FIELD(struct cost_band, weekdays),
	FIELD(struct cost_band, begins),
	FIELD(struct cost_band, ends),
	FIELD(struct cost_band, cost_per_kwh),
	FIELDS_END
};

const struct field cost_version_columns[] = {
	FIELD(struct cost_version, id),
	WORD(struct cost_version, scope, price_scope),
	FIELD(struct cost_version, location),
	FIELD(struct cost_version, meter),
	FIELD(struct cost_version, cost_per_kwh),
	FIELD(struct cost_version, currency),
	FIELD(struct cost_version, effective_from),
	FIELD(struct cost_version, effective_until),
	FIELD(struct cost_version, notes),
	FIELD(struct cost_version, created_by),
	FIELD(struct cost_version, created_at),
	FIELDS_END
};

const struct field cost_version_fields[] = {
	FIELD(struct cost_version, id),
	FIELD(struct cost_version, cost_per_kwh, .scale = 6,
	    .doc = "null: no price, the wider scope's counts"),
	FIELD(struct cost_version, currency),
	TIME(struct cost_version, effective_from),
	TIME(struct cost_version, effective_until,
	    .doc = "when it ends or the next one begins; null: neither"),
	WORD(struct cost_version, scope, price_scope),
	FIELD_AS("classroom", struct cost_version, location),
	FIELD(struct cost_version, location),
	FIELD_AS("meter", struct cost_version, meter_name,
	    .doc = "board/register"),
	LIST(struct cost_version, bands, cost_band_fields, struct cost_band,
	    .doc = "hours with a price of their own"),
	FIELD(struct cost_version, overruled_by,
	    .doc = "a later version with the same beginning"),
	FIELD(struct cost_version, notes),
	FIELD(struct cost_version, created_by),
	TIME(struct cost_version, created_at, .doc = "known since"),
	FIELDS_END
};

const struct field cost_versions_fields[] = {
	FIELD(struct cost_versions, currency),
	LIST(struct cost_versions, versions, cost_version_fields,
	    struct cost_version, .doc = "newest first"),
	FIELDS_END
};

const struct field cost_request_fields[] = {
	FIELD(struct cost_request, cost_per_kwh, COST, .needed = true,
	    .or_null = true,
	    .doc = "in the site's currency; zero and less are allowed; "
	    "null: no price, the wider scope's counts"),
	FIELD(struct cost_request, effective_from, .min = 1, .max = 40,
	    .needed = true,
	    .doc = "a date of the site (its first instant) or an instant"),
	FIELD(struct cost_request, effective_until, .min = 1, .max = 40,
	    .doc = "before this date or instant; null: until the next"),
	FIELD(struct cost_request, classroom, .min = 1, .max = 120,
	    .doc = "the same as location"),
	FIELD(struct cost_request, location, .min = 1, .max = 120,
	    .doc = "for the meters of this place only"),
	FIELD(struct cost_request, meter, .min = 1, .max = 120,
	    .doc = "for this meter only"),
	FIELD(struct cost_request, notes, .min = 0, .max = 500,
	    .doc = "why"),
	LIST(struct cost_request, bands, cost_band_fields, struct cost_band,
	    .max = PRICE_BANDS, .doc = "hours with a price of their own"),
	FIELDS_END
};

/* ---- Texts -------------------------------------------------------------- */

int
price_minute(const char *s)
{
	int minute;

	if (strlen(s) != 5 || !isdigit((unsigned char)s[0]) ||
	    !isdigit((unsigned char)s[1]) || s[2] != ':' ||
	    !isdigit((unsigned char)s[3]) || !isdigit((unsigned char)s[4]) ||
	    s[3] > '5')
		return -1;
	minute = ((s[0] - '0') * 10 + s[1] - '0') * 60 +
	    (s[3] - '0') * 10 + s[4] - '0';
	return minute <= 1440 ? minute : -1;
}

static int
weekday(const char *s)
{
	static const char names[] = "montuewedthufrisatsun";

	for (int i = 0; i < 7; i++)
		if (!strncmp(s, names + (size_t)3 * (size_t)i, 3))
			return i;
	return -1;
}

int
price_weekdays(const char *s)
{
	int days = 0;

	while (*s) {
		int first = weekday(s), last = first;

		if (first < 0)
			return 0;
		s += 3;
		if (*s == '-' && (last = weekday(s + 1)) >= 0)
			s += 4;
		if (*s && *s != ',')
			return 0;
		for (int i = first; ; i = (i + 1) % 7) {
			days |= 1 << i;
			if (i == last)
				break;
		}
		s += *s == ',';
	}
	return days;
}

bool
price_instant(const char *text, int64_t *at)
{
	int64_t day;

	if (!zone_date_read(text, &day))
		return day_read_asked(text, at);
	*at = zone_day_start(day);
	return true;
}

const char *
price_bands_error(const struct list *bands, size_t *which)
{
	const struct cost_band *b = bands->v;

	for (*which = 0; *which < bands->n; ++*which, b++) {
		int begins = price_minute(b->begins);
		int ends = price_minute(b->ends);

		if (begins < 0 || begins == 1440)
			return "begins must be HH:MM, from 00:00 to 23:59";
		if (ends < 0 || ends == begins)
			return "ends must be HH:MM, up to 24:00, and another "
			    "than begins";
		if (b->weekdays && !price_weekdays(b->weekdays))
			return "weekdays must be like mon-fri or sat,sun";
		if (b->cost_per_kwh == NONE)
			return "a band needs a price";
	}
	return NULL;
}

/* ---- The tables --------------------------------------------------------- */

static void
add_bands(struct db *db, const struct cost_version *v)
{
	static struct query q = QUERY("INSERT INTO cost_band"
	    " (version, position, name, weekdays, begins, ends, cost_per_kwh)"
	    " VALUES (:version, :position, :name, :weekdays, :begins, :ends,"
	    " :cost_per_kwh)");
	const struct cost_band *b = v->bands.v;

	for (size_t i = 0; i < v->bands.n; i++, b++) {
		struct cost_band band = *b;

		band.position = (int64_t)i;
		db_bind(db, &q, band_columns, &band);
		db_int(db, &q, ":version", v->id);
		db_run(db, &q);
	}
}

void
price_add(struct db *db, struct cost_version *v)
{
	static struct query next = QUERY(
	    "SELECT coalesce(max(id), 0) + 1 FROM cost_version");
	static struct query q = QUERY("INSERT INTO cost_version"
	    " (id, scope, location, meter, cost_per_kwh, currency,"
	    " effective_from, effective_until, notes, created_by, created_at)"
	    " VALUES (:id, :scope, :location, :meter, :cost_per_kwh,"
	    " :currency, :effective_from, :effective_until, :notes,"
	    " :created_by, :created_at)");

	v->id = db_number(db, &next, 1);
	db_bind(db, &q, cost_version_columns, v);
	db_run(db, &q);
	add_bands(db, v);
}

static struct list
bands_of(struct db *db, struct arena *a, int64_t version)
{
	static struct query q = QUERY("SELECT position, name, weekdays,"
	    " begins, ends, cost_per_kwh FROM cost_band"
	    " WHERE version = :version ORDER BY position");
	struct cost_band *b = ARENA_MANY(a, struct cost_band, PRICE_BANDS);
	size_t n = 0;

	db_int(db, &q, ":version", version);
	while (n < PRICE_BANDS && db_row(db, &q, band_columns, &b[n]))
		record_keep(a, band_columns, &b[n++]);
	db_end(db, &q);
	return (struct list){ b, n };
}

static size_t
count(struct db *db)
{
	static struct query q = QUERY("SELECT count(*) FROM cost_version");

	return (size_t)db_number(db, &q, 0);
}

static int64_t
banded(struct db *db)
{
	static struct query q = QUERY("SELECT count(*) FROM cost_band");

	return db_number(db, &q, 0);
}

struct list
price_list(struct db *db, struct arena *a, int64_t known_at)
{
	static struct query q = QUERY("SELECT * FROM cost_version"
	    " WHERE created_at <= :known_at ORDER BY id");
	size_t max = count(db), n = 0;
	struct cost_version *v = ARENA_MANY(a, struct cost_version, max);

	db_int(db, &q, ":known_at", known_at);
	while (n < max && db_row(db, &q, cost_version_columns, &v[n]))
		record_keep(a, cost_version_columns, &v[n++]);
	db_end(db, &q);
	for (size_t i = 0; i < n; i++)
		v[i].overruled_by = NONE;
	if (banded(db))
		for (size_t i = 0; i < n; i++)
			v[i].bands = bands_of(db, a, v[i].id);
	return (struct list){ v, n };
}

const char *
price_currency(struct db *db, struct arena *a)
{
	static struct query q = QUERY("SELECT * FROM cost_version"
	    " ORDER BY id DESC LIMIT 1");
	struct cost_version v;

	return db_one(db, &q, a, cost_version_columns, &v) ?
	    v.currency : NULL;
}

struct named {
	const char	*name;
};

static const struct field named_columns[] = {
	FIELD(struct named, name),
	FIELDS_END
};

static const char *
meter_name(struct db *db, struct arena *a, int64_t meter)
{
	static struct query q = QUERY("SELECT device || '/' || channel AS"
	    " name FROM meter WHERE id = :meter");
	struct named n;

	db_int(db, &q, ":meter", meter);
	return db_one(db, &q, a, named_columns, &n) ? n.name : NULL;
}

bool
price_same_scope(const struct cost_version *a, const struct cost_version *b)
{
	return a->meter == b->meter && !a->location == !b->location &&
	    (!a->location || !strcmp(a->location, b->location));
}

void
price_show(struct db *db, struct arena *a, const struct list *all,
    struct cost_version *v)
{
	const struct cost_version *u = all->v;

	v->overruled_by = NONE;
	for (size_t i = 0; i < all->n; i++, u++) {
		if (!price_same_scope(u, v))
			continue;
		if (u->effective_from == v->effective_from && u->id > v->id)
			v->overruled_by = u->id;
		if (u->effective_from > v->effective_from &&
		    (v->effective_until == NONE ||
		    u->effective_from < v->effective_until))
			v->effective_until = u->effective_from;
	}
	v->meter_name = v->meter == NONE ? NULL :
	    meter_name(db, a, v->meter);
}
