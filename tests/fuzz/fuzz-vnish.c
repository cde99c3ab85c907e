/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "worker/firmware/firmware.h"

/* Any bytes as a miner's answer to every question that has one. */
int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
check_reading(const struct reading *r)
{
	if (!r->state || r->fans.n > READING_FANS ||
	    r->chains.n > READING_CHAINS)
		abort();
	if (r->power_w != NONE && (r->power_w < 0 || r->power_w > 20000))
		abort();
}

static void
check_presets(struct list presets)
{
	const struct preset *p = presets.v;

	for (size_t i = 0; i < presets.n; i++)
		if (!p[i].name || (!strcmp(p[i].name, "disabled") &&
		    p[i].power_w != NONE))
			abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	static struct arena a;
	struct http_call c = { .status = 200, .len = len };
	struct telemetry t;
	struct reading r;
	struct build build;
	struct info info;
	struct json_odd odd;
	struct list list;
	struct state_answer state;
	bool restart;
	const char *text;

	if (len > 65536)
		return 0;
	if (!a.limit)
		arena_init(&a, 256 << 20);
	arena_reset(&a);
	c.text = arena_text(&a, (const char *)data, len);
	if (!vnish.info(&a, &c, &info) && strlen(info.mac) != 17)
		abort();
	vnish.model(&a, &c, &build);
	vnish.token(&a, &c, &text);
	vnish.key(&a, &c, &text);
	vnish.lockout_s(&a, &c);
	if (!vnish.presets(&a, &c, &list, &odd))
		check_presets(list);
	if (!vnish.summary(&a, &c, 1e-3, &r, &odd))
		check_reading(&r);
	vnish.perf(&a, &c, &text);
	vnish.saved(&a, &c, &restart);
	if (!vnish.state(&a, &c, &state) && !state.state)
		abort();
	if (!vnish.chains(&a, &c, &t, &odd) && t.chains.n > READING_CHAINS)
		abort();
	return 0;
}
