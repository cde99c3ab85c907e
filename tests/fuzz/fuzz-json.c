/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "hive/json/json.h"

/*
 * Any bytes as JSON, into a record with every kind of field, both ways of
 * reading.  What is read is written again, and that must be readable and
 * give the same text.
 */
struct part {
	int64_t		 id;
	const char	*text;
};

static const struct field part_fields[] = {
	FIELD(struct part, id),
	FIELD_AS(MAP_KEY, struct part, text),
	FIELDS_END
};

struct whole {
	const char	*name;
	int64_t		 power_w, energy_uwh, on, at;
	double		 hashrate_ths;
	bool		 managed;
	struct list	 list, map;
	const void	*one;
};

static const struct field inner[] = {
	FIELD(struct whole, hashrate_ths, .min = 0, .max = 1000000),
	FIELD(struct whole, managed),
	FIELDS_END
};

static const struct field fields[] = {
	FIELD(struct whole, name),
	FIELD(struct whole, power_w, .min = 0, .max = 20000),
	FIELD_AS("energy_uwh", struct whole, energy_uwh),
	FLAG(struct whole, on),
	TIME(struct whole, at),
	INSIDE("inside", inner),
	LIST(struct whole, list, part_fields, struct part, .max = 1000),
	MAP(struct whole, map, part_fields, struct part, .max = 1000),
	ONE(struct whole, one, part_fields, struct part),
	FIELDS_END
};

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static const char *
written(struct arena *a, const struct whole *w)
{
	struct json j;

	json_init(&j, a);
	json_record(&j, fields, w);
	return json_done(&j);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	static struct arena a;
	const char *text, *again;
	struct json_error error;
	struct whole w;

	if (len > 16384)
		return 0;
	if (!a.limit)
		arena_init(&a, 256 << 20);
	arena_reset(&a);
	text = arena_text(&a, (const char *)data, len);
	if (!json_read_strict(&a, text, len, fields, &w, &error) &&
	    (!error.why || !error.pointer || error.line < 1))
		abort();
	if (json_read(&a, text, len, fields, &w))
		return 0;
	text = written(&a, &w);
	if (json_read(&a, text, strlen(text), fields, &w))
		abort();
	again = written(&a, &w);
	if (strcmp(text, again))
		abort();
	return 0;
}
