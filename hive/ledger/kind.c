/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stddef.h>

#include "hive/ledger/kind.h"

const char *const meter_source_words[] = {
	[SOURCE_MESSAGE] = "message", [SOURCE_MINER] = "miner",
	[SOURCE_PLANT] = "plant", NULL
};

const char *const meter_direction_words[] = {
	[DIRECTION_IMPORT] = "import", [DIRECTION_EXPORT] = "export",
	[DIRECTION_GENERATION] = "generation", NULL
};

const char *const entry_kind_words[] = {
	[ENTRY_BASE] = "base", [ENTRY_CORRECTION] = "correction",
	[ENTRY_MANUAL] = "manual", [ENTRY_SEAL] = "seal", NULL
};

const char *const quality_words[] = {
	[QUALITY_MEASURED] = "A", [QUALITY_OUR_CLOCK] = "S",
	[QUALITY_ESTIMATED] = "E", [QUALITY_MANUAL] = "M", NULL
};
