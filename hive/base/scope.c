/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/base/scope.h"

static const char *const words[] = {
	[SCOPE_NONE] = "none", [SCOPE_READ] = "read",
	[SCOPE_OPERATE] = "operate", [SCOPE_ADMIN] = "admin",
	[SCOPE_LEDGER] = "ledger",
};

enum scope
scope_of(const char *word)
{
	for (int i = SCOPE_READ; word && i <= SCOPE_LEDGER; i++)
		if (!strcmp(words[i], word))
			return (enum scope)i;
	return SCOPE_NONE;
}

const char *
scope_word(enum scope scope)
{
	return words[scope];
}

bool
scope_allows(enum scope has, enum scope needs)
{
	if (has == SCOPE_LEDGER || needs == SCOPE_LEDGER)
		return needs == SCOPE_READ || has == needs ||
		    (has == SCOPE_ADMIN && needs == SCOPE_LEDGER);
	return has >= needs && has != SCOPE_NONE;
}
