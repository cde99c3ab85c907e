/* SPDX-License-Identifier: ISC */
#ifndef HIVE_BASE_WORDS_H
#define HIVE_BASE_WORDS_H

#include "hive/base/arena.h"

/*
 * Our own words are enums in memory and words everywhere else: in the
 * database, in JSON, in logs and metrics.  Beside `enum action' stands its
 * list, action_words[], and the two are all that knows how it is spelt:
 *
 *	enum action { ACTION_NONE, ACTION_START, ... };
 *	extern const char *const action_words[];
 *
 *	const char *const action_words[] = {
 *		[ACTION_START] = "start", ... NULL
 *	};
 *
 * The value 0 is the absent one: it has no word.  The others follow without
 * a gap, in the order in which people read them ("must be one of ..."), and
 * a NULL ends the list.
 */

/* The value of that word; 0 for NULL and for a word that is none of them. */
unsigned words_value(const char *const *words, const char *word);
/* Of a text that is not terminated. */
unsigned words_value_n(const char *const *words, const char *word, size_t n);
/* "off|observe|act": every word, for those who wrote another. */
const char *words_listed(struct arena *, const char *const *words);

#endif
