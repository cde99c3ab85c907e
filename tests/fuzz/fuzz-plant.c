/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "hive/json/json.h"
#include "hive/plant/plant.h"

/*
 * The plant's answer: any bytes are either no reading or are judged, and what
 * the gate lets through is a reading that a plant could have: within the
 * nameplate, the parts adding up, its sources text that can be read again.
 */
int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

#define NOW INT64_C(1795168800000)

static void
must(bool ok)
{
	if (!ok)
		abort();
}

struct source {
	const char	*name;
};

static const struct field source_fields[] = {
	FIELD(struct source, name),
	FIELDS_END
};

struct sources {
	struct list	 all;
};

static const struct field sources_fields[] = {
	LIST_AS(SCALAR, struct sources, all, source_fields, struct source),
	FIELDS_END
};

static void
judge(struct arena *arena, const char *text, size_t len, bool kw)
{
	static const struct plant_rules rules = { .nameplate_w = 3000000,
	    .stale_ms = 90000, .frozen_ms = 600000 };
	struct plant_gate gate = { 0 };
	struct plant_said said;
	struct plant_reading r;
	struct sources sources;

	if (plant_read(arena, text, len, kw, &said))
		return;
	must(said.sources.n <= PLANT_SOURCES);
	plant_judge(&gate, &rules, arena, &said, NOW, &r);

	must(!json_read(arena, r.sources, strlen(r.sources), sources_fields,
	    &sources) && sources.all.n == said.sources.n);
	if (r.reason)
		return;
	must(r.generation_w >= 0 && r.container_w >= 0);
	must(r.generation_w <= 3150000 && r.container_w <= 3150000);
	must(r.available_w == r.generation_w - r.container_w);
	must(r.source_at <= NOW + 30000 && r.source_at >= NOW - 90000);
	must(!plant_judge(&gate, &rules, arena, &said, NOW, &r) && !r.state);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena arena;

	if (size > 65536)
		return 0;
	if (arena.limit == 0)
		arena_init(&arena, 64 << 20);
	arena_reset(&arena);
	judge(&arena, (const char *)data, size, true);
	judge(&arena, (const char *)data, size, false);
	return 0;
}
