/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stddef.h>

#include "hive/base/severity.h"

const char *const severity_words[] = {
	[SEVERITY_INFO] = "info", [SEVERITY_WARNING] = "warning",
	[SEVERITY_CRITICAL] = "critical", NULL
};
