/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/base/duration.h"
#include "hive/json/json.h"
#include "hive/ledger/polled.h"
#include "hive/plant/plant.h"

/* The plant's readings around one slot: its sums and its sources. */

#define SCRATCH_MAX	(16u << 20)	/* one reading's sources */

struct row {
	int64_t		 at, generation_w, container_w;
	const char	*sources;
};

static const struct field row_fields[] = {
	FIELD(struct row, at),
	FIELD(struct row, generation_w),
	FIELD(struct row, container_w),
	FIELD(struct row, sources),
	FIELDS_END
};

/* A source in a plant reading, as the gate kept it. */
struct said {
	const char	*name;
	enum plant_source_kind kind;
	int64_t		 w;
};

static const struct field said_fields[] = {
	FIELD(struct said, name),
	WORD(struct said, kind, plant_source_kind),
	FIELD_AS("kw", struct said, w, .scale = 3),
	FIELDS_END
};

static struct polled_channel *
channel_of(struct polled_plant *p, struct arena *names, bool generates,
    const char *name)
{
	const char *sum = p->v[generates ? 0 : 1].channel;
	size_t len = strlen(sum);
	struct polled_channel *c;

	for (size_t i = POLLED_SUMS; i < p->n; i++)
		if (!strncmp(p->v[i].channel, sum, len) &&
		    !strcmp(p->v[i].channel + len + 1, name))
			return &p->v[i];
	if (p->n == POLLED_CHANNELS)
		return NULL;
	c = &p->v[p->n++];
	c->channel = arena_printf(names, "%s/%s", sum, name);
	c->generates = generates;
	polled_begin(&c->sum);
	return c;
}

/* A service that names no source of the generation has its sum under that
 * name. */
static void
add_source(struct polled_plant *p, struct arena *names, int64_t slot_at,
    int64_t at, const struct said *s)
{
	bool generates = s->kind == PLANT_GENERATION;
	struct polled_channel *c;

	if (!s->name || (generates && !strcmp(s->name, p->v[0].channel)))
		return;
	c = channel_of(p, names, generates, s->name);
	if (c)
		polled_add(&c->sum, slot_at, at, s->w);
}

static void
add_row(struct polled_plant *p, struct arena *names, struct arena *scratch,
    int64_t slot_at, const struct row *r)
{
	struct list items = { NULL, 0 };
	const struct json_item *item;
	struct said s;

	polled_add(&p->v[0].sum, slot_at, r->at, r->generation_w);
	polled_add(&p->v[1].sum, slot_at, r->at, r->container_w);
	if (!json_items(scratch, r->sources, strlen(r->sources),
	    PLANT_SOURCES, &items))
		return;
	item = items.v;
	for (size_t i = 0; i < items.n; i++)
		if (!json_read(scratch, item[i].text, item[i].len,
		    said_fields, &s))
			add_source(p, names, slot_at, r->at, &s);
}

void
polled_plant(struct db *db, struct arena *names, int64_t slot_at,
    struct polled_plant *p)
{
	static struct query q = QUERY("SELECT coalesce(source_at,"
	    " recorded_at) AS at, generation_w, container_w, sources FROM"
	    " plant_reading WHERE recorded_at >= :from AND"
	    " recorded_at < :until AND state = 'FRESH' ORDER BY at");
	static struct arena scratch = { .limit = SCRATCH_MAX };
	struct row r;

	p->n = POLLED_SUMS;
	p->v[0] = (struct polled_channel){ .channel = "generation",
	    .generates = true };
	p->v[1] = (struct polled_channel){ .channel = "containers" };
	polled_begin(&p->v[0].sum);
	polled_begin(&p->v[1].sum);
	db_int(db, &q, ":from", slot_at - POLLED_BEFORE_MS);
	db_int(db, &q, ":until", slot_at + SLOT_MS + POLLED_WAIT_MS);
	while (db_row(db, &q, row_fields, &r)) {
		add_row(p, names, &scratch, slot_at, &r);
		arena_reset(&scratch);
	}
}
