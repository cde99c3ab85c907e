/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/base/words.h"

unsigned
words_value_n(const char *const *words, const char *word, size_t n)
{
	for (unsigned i = 1; words[i]; i++)
		if (!strncmp(words[i], word, n) && !words[i][n])
			return i;
	return 0;
}

unsigned
words_value(const char *const *words, const char *word)
{
	return word ? words_value_n(words, word, strlen(word)) : 0;
}

const char *
words_listed(struct arena *a, const char *const *words)
{
	const char *list = words[1];

	for (unsigned i = 2; list && words[i]; i++)
		list = arena_printf(a, "%s|%s", list, words[i]);
	return list ? list : "";
}
