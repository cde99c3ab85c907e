/* SPDX-License-Identifier: ISC */
#ifndef HIVE_BASE_OPTION_H
#define HIVE_BASE_OPTION_H

#include <stdio.h>

#include "hive/base/record.h"

/*
 * The options and words of a command line, by a table that also makes the
 * help.  What the table does not know is refused:
 *
 *	--name value and --name=value are the same; a value that begins with
 *	two dashes needs the second form, so that a forgotten value is seen;
 *	a flag takes no value, no value is empty, and a name is written out;
 *	an option is given once, unless its row says `many';
 *	-- ends the options; what follows are words.
 *
 * Functions that return a text return NULL, or what is wrong as a sentence
 * for a person, in the arena, on one line.
 */
enum value_kind {
	V_NONE,		/* a flag */
	V_TEXT,		/* UTF-8; `max' bytes; `words' are offered, but others
			 * are somebody else's to refuse */
	V_WORD,		/* one of `words' or `of' */
	V_WHOLE,	/* from min to max */
	V_REAL,		/* the same, with decimals */
	V_FILE,		/* a path: any bytes */
	V_FOLDER,
	V_HEX,		/* as many digits as `min' says */
	V_MAC,
	V_IPV4,
	V_INSTANT,	/* RFC 3339, or seconds since 1970 */
	V_UNTIL,	/* the same, or 90m, 12h, 3d from now */
	V_PAIR		/* KEY=VALUE, the key one of `fields' */
};

struct value {
	const char	*name;		/* "FILE"; NULL: a flag */
	enum value_kind	 kind;
	const char	*words;		/* "red|blue": nobody else's list */
	const char *const *of;		/* or the words of an enum */
	double		 min, max;
	const struct field *fields;
	const char	*told;		/* for the help, where the kind does
					 * not say enough */
};

struct option {
	const char	*name;		/* without the dashes */
	struct value	 value;
	const char	*doc;		/* one line */
	bool		 needed;	/* must be given */
	bool		 many;		/* may be given again */
};

/* A word that is no option.  Only the last may be `many': so many at most. */
struct operand {
	struct value	 value;
	bool		 needed;
	int		 many;
};

/* VALUE("N", V_WHOLE, .min = 1, .max = 365) in a row. */
#define VALUE(what, of_kind, ...)					\
	.value = { .name = what, .kind = of_kind, __VA_ARGS__ }
#define OPTIONS_END	{ .name = NULL }
#define OPERANDS_END	{ .value = { .name = NULL } }
#define RULES_END	{ RULE_END, NULL }

/*
 * What several options have to do with each other.  The names, with a bar
 * between them, are options; a name in capitals is an operand, FOLDER, or
 * with "=word" an operand that is this word.
 */
enum rule_kind {
	RULE_END,
	RULE_ONE,	/* just one of them */
	RULE_ONE_MAX,	/* one of them or none */
	RULE_ONLY_WITH	/* the first only where the second is */
};

struct option_rule {
	enum rule_kind	 kind;
	const char	*names;
};

struct said {
	const struct option *option;
	const char	*text;		/* "" for a flag */
};

/* A command line while it is read, and then what it said. */
struct options {
	struct arena	*arena;
	const struct option *rows[2];	/* tables; NULL: none */
	const char	*help;		/* "powerhivectl help": what to ask */
	char		**next, **end;	/* what is still to be read */
	bool		 ended;		/* -- was there */
	const char	*unknown;	/* the option that no row has, whole */
	struct said	*said;
	int		 said_n;
	char		**words;
	int		 words_n;
};

/* argv[argc] need not be NULL; the program's name is not among them. */
void	 options_begin(struct options *, struct arena *, int argc,
	    char **argv);
/* Read options up to the first word, which is left for the next call. */
const char *options_lead(struct options *);
/* Read all: options anywhere, and words. */
const char *options_read(struct options *);
/* Whether the words are these operands (NULL: none are taken), what is
 * needed is there and the rules are kept (NULL: none). */
const char *options_check(struct options *, const struct operand *,
	    const struct option_rule *);
/* All of that at once. */
const char *options_all(struct options *, const struct option_rule *);

/* The (last) value, "" for a flag; NULL: not given. */
const char *options_value(const struct options *, const char *name);
/* The value of a V_WHOLE. */
int64_t	 options_number(const struct options *, const char *name,
	    int64_t fallback);
/* The row of the option whose name (not terminated) this is, or NULL. */
const struct option *option_row(const struct option *, const char *name,
	    size_t len);

/* ---- option_value.c ---- */
/* NULL, or what is wrong with it, as what follows its name: "must be ...". */
const char *value_check(struct arena *, const struct value *, const char *);
/* What it may be: "a whole number from 1 to 365". */
const char *value_told(struct arena *, const struct value *);
/* "read|operate", or NULL when it has no words. */
const char *value_words(struct arena *, const struct value *);
/* "whole", "file": for programs. */
const char *value_kind_word(enum value_kind);
/* V_UNTIL as an instant; false: it is none. */
bool	 value_until(const char *, int64_t now_ms, int64_t *at_ms);
/* Somebody's text for a message: one line, not too long. */
const char *value_shown(struct arena *, const char *);

/* ---- option_help.c ---- */
/* "NAME SCOPE", "[FOLDER]", "MAC KEY=VALUE..." */
const char *operands_usage(struct arena *, const struct operand *);
/* " --scope SCOPE [--days N]" */
const char *options_usage(struct arena *, const struct option *);
/* A line an option. */
void	 options_print(FILE *, struct arena *, const struct option *);
/* A line each value: what it may be, and whether it is needed. */
void	 values_print(FILE *, struct arena *, const struct operand *,
	    const struct option *, const struct option_rule *);

#endif
