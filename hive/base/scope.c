/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/scope.h"
#include "hive/base/words.h"

const char *const scope_words[] = {
	[SCOPE_READ] = "read", [SCOPE_OPERATE] = "operate",
	[SCOPE_ADMIN] = "admin", [SCOPE_LEDGER] = "ledger", NULL
};

enum scope
scope_of(const char *word)
{
	return words_value(scope_words, word);
}

const char *
scope_word(enum scope scope)
{
	return scope == SCOPE_NONE ? "none" : scope_words[scope];
}

bool
scope_allows(enum scope has, enum scope needs)
{
	if (has == SCOPE_LEDGER || needs == SCOPE_LEDGER)
		return needs == SCOPE_READ || has == needs ||
		    (has == SCOPE_ADMIN && needs == SCOPE_LEDGER);
	return has >= needs && has != SCOPE_NONE;
}
