/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "worker/core/round.h"

static int64_t
discovery_ms(const struct site *s)
{
	return s->discovery_s * 1000;
}

static int64_t
status_ms(const struct site *s)
{
	return s->status_s * 1000;
}

static int64_t
telemetry_ms(const struct site *s)
{
	return s->telemetry_s * 1000;
}

/* Without a plant there is nothing to ask. */
static int64_t
plant_ms(const struct site *s)
{
	return s->plant ? s->plant_s * 1000 : 0;
}

void
rounds_begin(struct round rounds[ROUNDS])
{
	static const struct round all[ROUNDS] = {
		[ROUND_DISCOVERY] = { "discovery", discovery_ms },
		[ROUND_STATUS] = { "status", status_ms },
		[ROUND_TELEMETRY] = { "telemetry", telemetry_ms },
		[ROUND_PLANT] = { "plant", plant_ms },
	};

	memcpy(rounds, all, sizeof all);
}
