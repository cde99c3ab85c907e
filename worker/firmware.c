/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "worker/firmware.h"

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
