/* SPDX-License-Identifier: ISC */
#ifndef HIVE_JSON_JSON_H
#define HIVE_JSON_JSON_H

#include "hive/base/buf.h"
#include "hive/base/record.h"

/*
 * Reading: fill a record from JSON text by its table of fields.  Jansson
 * parses; before it, one pass bounds the depth (32) and the number of values
 * (100,000) and hands every number on as text, so that the field decides:
 * an int64 stays exact, a fixed-point number (scale) is not rounded through
 * a double, and an absurd number in a key that nobody reads costs nothing.
 * Duplicate keys and text that is not UTF-8 are refused.
 *
 * What is read lives in the arena.  Texts with a NUL in them are absent.
 */

/* What is wrong with a text, and where; `why' is NULL when nothing is. */
struct json_error {
	const char	*why;
	const char	*pointer;	/* pointer; "" for all of the text */
	int		 line, column;	/* from 1 */
	uint64_t	 given;		/* strict: bit n is set when field n of
					 * the outermost table had a key */
};

/*
 * For what miners, boards and services say: keys without a field are skipped, a
 * value of another type or out of its field's range is absent.  Returns NULL,
 * or what is wrong with the text itself.
 */
static inline const char *json_read(struct arena *, const char *text,
    size_t len, const struct field *, void *record);

/* What a lenient reading could not use: how many values, where the first of
 * them stood ("/miner/chains/-/power"), and what it must be. */
struct json_odd {
	int64_t	n;
	char	where[96], why[64];
};

/* The same, and it says what it could not use (odd may be NULL). */
const char *json_read_odd(struct arena *, const char *text, size_t len,
    const struct field *, void *record, struct json_odd *odd);

/* The same; bit n of *given is set when field n of the outermost table had a
 * value, even if it was not one that the field takes. */
const char *json_read_given(struct arena *, const char *text, size_t len,
    const struct field *, void *record, uint64_t *given);

/*
 * For what people write: an unknown key, another type, a value out of range
 * or a missing `needed' field is refused with its place.  False: see error.
 */
bool	json_read_strict(struct arena *, const char *text, size_t len,
	    const struct field *, void *record, struct json_error *);

/*
 * Split a list into the texts of its items, which need be no JSON.  False:
 * it is no list, or has more than `max'.
 */
struct json_item {
	const char	*text;		/* not terminated */
	size_t		 len;
};

bool	json_items(struct arena *, const char *text, size_t len, size_t max,
	    struct list *items);

/* The line and column of a byte, from 1. */
void	json_line(const char *text, size_t at, int *line, int *column);
/* Where in the text (terminated, parsed before) the pointer leads, from 1. */
void	json_place(const char *text, const char *pointer, int *line,
	    int *column);

/* The pointer that leads down these keys and numbers of items. */
const char *json_pointer(struct arena *, const char *const *steps, int n);

/* The JSON number that a text begins with x 10^scale, exact, half away from
 * zero; false if it does not fit an int64 or there is none. */
bool	json_fixed(const char *text, int scale, int64_t *n);

/* Writing: commas are put where they belong. */
struct json {
	struct buf	 buf;		/* the text so far */
	bool		 comma;
};

void	json_init(struct json *, struct arena *);
void	json_open(struct json *, char bracket);		/* '{' or '[' */
void	json_close(struct json *, char bracket);	/* '}' or ']' */
void	json_key(struct json *, const char *);
void	json_text(struct json *, const char *);		/* NULL: null */
void	json_int(struct json *, int64_t);		/* NONE: null */
/* n / 10^scale, exact; scale 0 to 19. */
void	json_fixed_point(struct json *, int64_t n, int scale);
void	json_number(struct json *, double);	/* NaN, inf: null */
void	json_bool(struct json *, bool);
void	json_time(struct json *, int64_t ms);		/* NONE: null */
void	json_raw(struct json *, const char *);		/* NULL: null */
/* The value of one field of a record. */
void	json_field(struct json *, const struct field *, const void *record);
void	json_record(struct json *, const struct field *, const void *record);
/* Only the fields whose bit is set (bit n: row n of the table). */
void	json_some(struct json *, const struct field *, const void *record,
	    uint64_t bits);
/* The fields of a record without its braces, into an open object. */
void	json_fields(struct json *, const struct field *, const void *record,
	    uint64_t bits);
/* The text, terminated. */
const char *json_done(struct json *);
/* "must be from 0 to 50": a number's range, to tell the sender. */
const char *json_range(struct arena *, const struct field *);

/* key, text, and so on in one call. */
void	json_pair(struct json *, const char *key, const char *text);
void	json_pair_int(struct json *, const char *key, int64_t);
void	json_pair_bool(struct json *, const char *key, bool);

static inline const char *
json_read(struct arena *arena, const char *text, size_t len,
    const struct field *fields, void *record)
{
	return json_read_odd(arena, text, len, fields, record, NULL);
}

#endif
