/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>

#include "hive/site/site.h"

/*
 * The configuration: any bytes are either refused with a reason or taken,
 * and what is shown of a taken one is taken again.
 */
int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena arena;
	const char *warnings;
	struct site site;
	struct json j;

	if (size > 65536)
		return 0;
	if (arena.limit == 0)
		arena_init(&arena, 64 << 20);
	arena_reset(&arena);
	if (site_read(&arena, "/f.json", (const char *)data, size, &site,
	    &warnings))
		return 0;
	json_init(&j, &arena);
	site_show(&j, &site);
	json_done(&j);
	if (site_read(&arena, "/f.json", j.buf.text, j.buf.len, &site,
	    &warnings))
		abort();
	return 0;
}
