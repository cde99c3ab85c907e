/* SPDX-License-Identifier: ISC */
#ifndef HIVE_JSON_SCALAR_H
#define HIVE_JSON_SCALAR_H

#include "hive/base/record.h"

/*
 * A value that is neither null nor has members, whatever parsed it; seen by
 * hive/json/read.c only.  One of the three is said, or none: it is something
 * else.
 */
struct scalar {
	const char	*digits;	/* a well-formed number */
	const char	*text;		/* lives as long as the record */
	bool		 is_bool, truth;
};

/*
 * Put it into its field: NULL, or what it must be.  Strict: also a word that
 * is none of the field's, and 5.0 for 5, are refused.
 */
const char *scalar_set(struct arena *, const struct field *,
    const struct scalar *, bool strict, void *record);

#endif
