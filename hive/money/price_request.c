/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "hive/money/price.h"

struct found {
	int64_t	id, n;
};

static const struct field found_columns[] = {
	FIELD(struct found, id),
	FIELD(struct found, n),
	FIELDS_END
};

int64_t
price_meter(struct db *db, struct arena *a, const char *name)
{
	static struct query q = QUERY("SELECT min(id) AS id, count(*) AS n"
	    " FROM meter WHERE id = :id OR device = :name"
	    " OR device || '/' || channel = :name");
	struct found f = { NONE, 0 };
	char *end;
	long long id = strtoll(name, &end, 10);

	db_int(db, &q, ":id", end != name && !*end ? id : -1);
	db_text(db, &q, ":name", name);
	return db_one(db, &q, a, found_columns, &f) && f.n == 1 ? f.id :
	    NONE;
}

const char *
price_place(const char *name)
{
	return name && strcmp(name, "all") ? name : NULL;
}

static const char *
error_scope(struct db *db, struct arena *a, const struct cost_request *w,
    struct cost_version *v, const char **pointer)
{
	const char *location = price_place(w->location ? w->location :
	    w->classroom);

	*pointer = "/location";
	if (w->location && w->classroom && strcmp(w->location, w->classroom))
		return "location and classroom are the same thing and differ";
	if (location && w->meter)
		return "say either a place or a meter";
	v->scope = w->meter ? PRICE_METER : location ? PRICE_LOCATION :
	    PRICE_GLOBAL;
	v->location = location;
	*pointer = "/meter";
	if (w->meter && (v->meter = price_meter(db, a, w->meter)) == NONE)
		return "there is no such meter; say board or board/register";
	return NULL;
}

static const char *
error_span(const struct cost_request *w, struct cost_version *v,
    const char **pointer)
{
	*pointer = "/effective_from";
	if (!price_instant(w->effective_from, &v->effective_from))
		return PRICE_INSTANT_WRONG;
	if (v->effective_from < 0)
		return "lies before 1970";
	*pointer = "/effective_until";
	if (!w->effective_until)
		return NULL;
	if (!price_instant(w->effective_until, &v->effective_until))
		return PRICE_INSTANT_WRONG;
	return v->effective_until > v->effective_from ? NULL :
	    "must be after effective_from";
}

const char *
price_from_request(struct db *db, struct arena *a, const struct cost_request *w,
    const char *currency, struct cost_version *v, const char **pointer)
{
	const char *error, *before = price_currency(db, a);
	size_t which;

	*v = (struct cost_version){ .id = NONE, .meter = NONE,
	    .cost_per_kwh = w->cost_per_kwh, .currency = currency,
	    .effective_until = NONE, .notes = w->notes, .bands = w->bands,
	    .overruled_by = NONE };
	*pointer = NULL;
	if (!currency)
		return "the site has no currency: write site.currency into "
		    "its configuration";
	if (before && strcmp(before, currency))
		return "the site's prices are in another currency; it is set "
		    "once";
	if ((error = error_scope(db, a, w, v, pointer)) ||
	    (error = error_span(w, v, pointer)))
		return error;
	*pointer = "/cost_per_kwh";
	if (w->cost_per_kwh == NONE && w->bands.n)
		return "bands need a price for the hours outside of them";
	if ((error = price_bands_error(&w->bands, &which)))
		*pointer = arena_printf(a, "/bands/%zu", which);
	else
		*pointer = NULL;
	return error;
}
