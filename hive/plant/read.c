/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/json/json.h"
#include "hive/plant/plant.h"

/*
 * The two formats.  Numbers are taken as millionths, which hold 9 TW and a
 * single W in MW alike.
 */
#define MICRO		6
#define MICRO_MAX	(INT64_C(1) << 50)

struct said_source {
	const char	*name, *status;
	int64_t		 at, value;
};

struct said_row {		/* format A */
	const char	*plant_id;
	int64_t		 at, generation;
	struct list	 containers;
};

struct said {
	const char	*plant_id, *trust_status;
	int64_t		 at, generation, consumption;
	double		 trust;
	struct list	 generators, containers, rows;
	int64_t		 success;
};

#define MICRO_FIELD(key, type, member)					\
	FIELD_AS(key, type, member, .scale = MICRO,			\
	    .min = -MICRO_MAX, .max = MICRO_MAX)

static const struct field source_fields[] = {
	FIELD_AS(MAP_KEY, struct said_source, name),
	FIELD(struct said_source, status),
	FIELD_OF("source_timestamp", F_TIME, struct said_source, at),
	MICRO_FIELD("value_mw", struct said_source, value),
	FIELDS_END
};

static const struct field totals_fields[] = {
	MICRO_FIELD("generation_mw", struct said, generation),
	MICRO_FIELD("consumption_mw", struct said, consumption),
	FIELDS_END
};

static const struct field trust_fields[] = {
	FIELD_AS("confidence_score", struct said, trust),
	FIELD_AS("status", struct said, trust_status),
	FIELDS_END
};

static const struct field reading_fields_b[] = {
	FIELD(struct said, plant_id, .max = 255),
	FIELD_OF("collection_timestamp", F_TIME, struct said, at),
	MAP_AS("generation", struct said, generators, source_fields,
	    struct said_source, .max = PLANT_SOURCES / 2),
	MAP_AS("consumption", struct said, containers, source_fields,
	    struct said_source, .max = PLANT_SOURCES / 2),
	INSIDE("totals", totals_fields),
	INSIDE("trust", trust_fields),
	FIELDS_END
};

static const struct field container_fields[] = {
	FIELD_AS(MAP_KEY, struct said_source, name),
	MICRO_FIELD(SCALAR, struct said_source, value),
	FIELDS_END
};

static const struct field row_fields[] = {
	FIELD_OF("timestamp", F_TIME, struct said_row, at),
	FIELD(struct said_row, plant_id, .max = 255),
	MICRO_FIELD("total_generation", struct said_row, generation),
	MAP_AS("container_consumption", struct said_row, containers,
	    container_fields, struct said_source, .max = PLANT_SOURCES / 2),
	FIELDS_END
};

static const struct field answer_fields[] = {
	INSIDE("reading", reading_fields_b),
	LIST_AS("data", struct said, rows, row_fields, struct said_row,
	    .max = 1000),
	FIELDS_END
};

static int64_t
watts(int64_t micro, bool kw)
{
	return micro == NONE || !kw ? micro : micro >= 0 ?
	    (micro + 500) / 1000 : (micro - 500) / 1000;
}

static struct plant_source *
put(struct plant_source *to, const struct list *from, bool generates,
    bool kw)
{
	const struct said_source *s = from->v;

	for (size_t i = 0; i < from->n; i++)
		*to++ = (struct plant_source){ .name = s[i].name ?
		    s[i].name : "", .status = s[i].status, .at = s[i].at,
		    .value_w = watts(s[i].value, kw),
		    .generates = generates };
	return to;
}

static void
take_b(struct arena *a, const struct said *s, bool kw, struct plant_said *p)
{
	struct plant_source *v = ARENA_MANY(a, struct plant_source,
	    s->generators.n + s->containers.n + 1);
	struct plant_source *end = put(v, &s->generators, true, kw);

	end = put(end, &s->containers, false, kw);
	*p = (struct plant_said){ .plant_id = s->plant_id, .at = s->at,
	    .generation_w = watts(s->generation, kw),
	    .container_w = watts(s->consumption, kw), .trust = s->trust,
	    .trust_status = s->trust_status,
	    .sources = { v, (size_t)(end - v) } };
}

/* Format A names no sources of the generation, only their sum, and has no
 * status: a container that is there is a success. */
static void
take_a(struct arena *a, const struct said_row *r, bool kw,
    struct plant_said *p)
{
	struct plant_source *v = ARENA_MANY(a, struct plant_source,
	    r->containers.n + 1);

	v[0] = (struct plant_source){ .name = "generation",
	    .at = r->at, .value_w = watts(r->generation, kw),
	    .generates = true };
	put(v + 1, &r->containers, false, kw);
	for (size_t i = 0; i <= r->containers.n; i++) {
		v[i].status = "success";
		v[i].at = r->at;
	}
	*p = (struct plant_said){ .plant_id = r->plant_id, .at = r->at,
	    .generation_w = v[0].value_w, .container_w = NONE, .trust = NAN,
	    .sources = { v, r->containers.n + 1 } };
}

const char *
plant_read(struct arena *a, const char *text, size_t len, bool kw,
    struct plant_said *p)
{
	struct said s;
	const char *error = json_read(a, text, len, answer_fields, &s);
	const struct said_row *row, *newest;

	if (error)
		return error;
	if (s.generators.n || s.containers.n || s.generation != NONE) {
		take_b(a, &s, kw, p);
		return NULL;
	}
	if (!s.rows.n)
		return "neither \"reading\" nor \"data\" in the answer";
	row = newest = s.rows.v;
	for (size_t i = 1; i < s.rows.n; i++)
		if (row[i].at > newest->at)
			newest = &row[i];
	take_a(a, newest, kw, p);
	return NULL;
}
