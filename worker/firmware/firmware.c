/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "worker/firmware/firmware.h"

const struct firmware *const firmwares[] = {
	&vnish,
	NULL
};

const struct firmware *
firmware_by_name(const char *name)
{
	for (size_t i = 0; name && firmwares[i]; i++)
		if (!strcmp(firmwares[i]->name, name))
			return firmwares[i];
	return NULL;
}

bool
firmware_throttles(const char *version)
{
	static const long from[3] = { 1, 3, 3 };
	const char *at = version;
	char *end;

	for (int i = 0; i < 3; i++) {
		long n = strtol(at, &end, 10);

		if (end == at || n != from[i])
			return end != at && n > from[i];
		at = *end == '.' ? end + 1 : end;
	}
	return true;
}
