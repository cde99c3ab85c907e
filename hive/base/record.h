/* SPDX-License-Identifier: ISC */
#ifndef HIVE_BASE_RECORD_H
#define HIVE_BASE_RECORD_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hive/base/arena.h"
#include "hive/base/words.h"

/*
 * A record is a plain struct with a table of its fields.  The same table
 * reads a row of SQLite, binds a row to SQLite, reads JSON, writes JSON and
 * describes the record in the API's document.
 *
 * A field has one name everywhere: the struct's member, the table's column,
 * the API's key, the browser's property.  FIELD() takes the name from the
 * member and the kind from the member's type, so neither can be wrong.  JSON
 * that others wrote (a firmware's) is named by FIELD_AS().
 *
 * Absent values: NULL for text, NONE for integers, times and flags, NaN for
 * reals, 0 for words.  They are NULL in SQLite and null in JSON.  A bool has
 * no absent value: it is false.
 *
 * A word that an enum does not have is refused when a person wrote it, absent
 * and counted with what else was odd when a machine did, and absent with a
 * warning when it stands in a row, which a later version may have written.
 */
enum kind {
	F_END,
	F_TEXT,		/* const char * */
	F_WORD,		/* an enum with its words (base/words.h) */
	F_INT,		/* int64_t */
	F_REAL,		/* double */
	F_BOOL,		/* bool */
	F_FLAG,		/* int64_t 0, 1 or NONE: false, true, null */
	F_TIME,		/* int64_t, ms since 1970; RFC 3339 in JSON */
	F_RAW,		/* const char *, JSON that we wrote; as it stands */
	F_BLOB,		/* struct blob; never in JSON */
	F_LIST,		/* struct list of records (or scalars) */
	F_MAP,		/* the same, from an object with free keys */
	F_INSIDE,	/* a nested object, in the same record */
	F_ONE		/* const void *, another record; NULL: null */
};

struct field {
	const char		*name;
	enum kind		 kind;
	int			 scale;	/* F_INT: JSON number x 10^scale, both
					 * ways: W are shown as kW by 3;
					 * F_REAL: decimals when packed;
					 * F_TIME: 3: numbers may be ms */
	size_t			 at;	/* offset in the record */
	const struct field	*sub;	/* LIST, MAP, INSIDE, ONE: its fields */
	size_t			 size;	/* LIST, MAP, ONE: bytes of one */
	int64_t			 min, max;	/* both 0: any */
	const char		*values;	/* TEXT: "kW|MW", or NULL */
	const char *const	*words;		/* WORD: by the enum's value */
	const char		*doc;	/* one line, with the unit */
	bool			 needed;	/* strict: must be there, ... */
	bool			 or_null;	/* ... and may be null then */
	bool			 notes;		/* ONE: its record begins with
						 * a uint64_t: which of its
						 * fields had a key */
};

struct list {
	void	*v;
	size_t	 n;
};

struct blob {
	const void	*p;
	size_t		 n;
};

#define NONE INT64_MIN

#define FIELD_KIND(type, member) _Generic((type){ 0 }.member,		\
	const char *: F_TEXT, int64_t: F_INT, double: F_REAL,		\
	bool: F_BOOL, struct list: F_LIST, struct blob: F_BLOB)
#define FIELD_OF(key, what, type, member, ...)				\
	{ .name = key, .kind = what, .at = offsetof(type, member),	\
	  __VA_ARGS__ }

#define FIELD_AS(key, type, member, ...)				\
	FIELD_OF(key, FIELD_KIND(type, member), type, member, __VA_ARGS__)
#define FIELD(type, member, ...)					\
	FIELD_AS(#member, type, member, __VA_ARGS__)
#define FLAG(type, member, ...)						\
	FIELD_OF(#member, F_FLAG, type, member, __VA_ARGS__)
#define TIME(type, member, ...)						\
	FIELD_OF(#member, F_TIME, type, member, __VA_ARGS__)
/*
 * WORD(struct command, action, action): the member is an `enum action', and
 * action_words[] are its words.  Another enum's list, a text and an enum that
 * is not as wide as an unsigned (one with a negative value, a packed one) do
 * not compile.
 */
/* NOLINTBEGIN(bugprone-macro-parentheses): the name of an enum takes none */
#define WORD_KIND(type, member, which)					\
	_Generic(&(type){ 0 }.member, enum which *:			\
	    _Generic((enum which)0, unsigned: F_WORD))
/* NOLINTEND(bugprone-macro-parentheses) */
#define WORD_AS(key, type, member, which, ...)				\
	FIELD_OF(key, WORD_KIND(type, member, which), type, member,	\
	    .words = which##_words, __VA_ARGS__)
#define WORD(type, member, which, ...)					\
	WORD_AS(#member, type, member, which, __VA_ARGS__)
#define RAW(type, member, ...)						\
	FIELD_OF(#member, F_RAW, type, member, __VA_ARGS__)
#define LIST_AS(key, type, member, fields, element, ...)		\
	FIELD_OF(key, F_LIST, type, member, .sub = fields,		\
	    .size = sizeof(element), __VA_ARGS__)
#define LIST(type, member, fields, element, ...)			\
	LIST_AS(#member, type, member, fields, element, __VA_ARGS__)
#define MAP_AS(key, type, member, fields, element, ...)			\
	FIELD_OF(key, F_MAP, type, member, .sub = fields,		\
	    .size = sizeof(element), __VA_ARGS__)
#define MAP(type, member, fields, element, ...)				\
	MAP_AS(#member, type, member, fields, element, __VA_ARGS__)
#define INSIDE(key, fields, ...)					\
	{ .name = key, .kind = F_INSIDE, .sub = fields, __VA_ARGS__ }
#define ONE_AS(key, type, member, fields, element, ...)			\
	FIELD_OF(key, F_ONE, type, member, .sub = fields,		\
	    .size = sizeof(element), __VA_ARGS__)
#define ONE(type, member, fields, element, ...)				\
	ONE_AS(#member, type, member, fields, element, __VA_ARGS__)
#define FIELDS_END { .name = NULL, .kind = F_END }

/*
 * In the element of a list of scalars, or of a map to scalars, the field
 * with the name SCALAR is the value; in a map's element the field with the
 * name MAP_KEY is the key.
 */
#define SCALAR	""
#define MAP_KEY	"*"

/* Every field absent, every list empty, every bool false. */
void	record_clear(const struct field *, void *record);

/* Copy the record's texts and blobs into the arena, so that they outlive
 * the row they came from.  Lists and sub-records are left as they are. */
void	record_keep(struct arena *, const struct field *, void *record);

/* The field of that name, or NULL. */
const struct field *record_field(const struct field *, const char *, size_t);

/* The field whose name looks most like it, or NULL if none comes near. */
const char *record_nearest(const struct field *, const char *);

/* The text of a TEXT, or the word of a WORD; NULL when it is absent. */
const char *record_text(const struct field *, const void *record);
/* Whether the field is one of these two. */
bool	record_is_text(const struct field *);

/* Whether the word is one of "a|b|c". */
bool	record_word(const char *values, const char *word);

#define AT(record, f, type)						\
	(*(type *)(void *)((char *)(record) + (f)->at))
#define AT_CONST(record, f, type)					\
	(*(const type *)(const void *)((const char *)(record) + (f)->at))

#endif
