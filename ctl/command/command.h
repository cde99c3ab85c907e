/* SPDX-License-Identifier: ISC */
#ifndef CTL_COMMAND_COMMAND_H
#define CTL_COMMAND_COMMAND_H

#include <stdio.h>

#include "hive/base/option.h"
#include "hive/db/db.h"
#include "hive/order/order.h"
#include "hive/site/site.h"

/*
 * powerhivectl: one row an operation.  The row drives dispatch, --help, what
 * is said of wrong usage, the completion of shells and the check of the man
 * page; run() is called with a command line that fits the row, and returns
 * the exit status (sysexits).
 */
struct ctl {
	struct arena	 arena;
	const char	*config;	/* path of the configuration */
	const struct command_group *groups;
	const struct ctl_command *command;
	struct options	 options;
	int		 argc;		/* the command's operands */
	char		**argv;
	struct site	 site;		/* after ctl_site() */
	const char	*warnings;	/* likewise */
	struct db	*db;		/* after ctl_db() */
};

struct ctl_command {
	const char	*name;		/* one or two words */
	const struct operand *operands;		/* NULL: none */
	const struct option *options;		/* NULL: none */
	const struct option_rule *rules;	/* NULL: none */
	int		 (*run)(struct ctl *);
	const char	*doc;		/* one line */
	const char	*surely;	/* said after every wrong usage: the
					 * line "stop --all --yes" ... */
	const char	*surely_to;	/* ... does this: "stop every miner" */
};

/* Each room's table of commands, under a title.  Ends with a NULL title. */
struct command_group {
	const char	*title;
	const struct ctl_command *commands;
};

extern const struct option common_options[];
extern const struct ctl_command help_commands[];

/* Options that more than one room's commands take. */
#define HTPASSWD_OPTION							\
	{ .name = "htpasswd", VALUE("FILE", V_FILE), .doc = "passwords for " \
	    "the web server; default: htpasswd beside the configuration" }
#define JSON_OPTION							\
	{ .name = "json", .doc = "print JSON, in the API's shape" }

/* A table of that alone. */
extern const struct option json_only[];
/* Operands: one text that is called NAME, or a number ID. */
extern const struct operand name_operand[], id_operand[];

#define ID_MAX		1e15	/* of what the database numbers */
#define LONGEST_NAME	256	/* bytes; the worker allows less */

/* ---- command.c ---- */
int	 ctl_run(struct ctl *, const struct command_group *, int argc,
	    char **argv);
/* The option's value, "" for one without a value, NULL: not given, or the
 * command has no such option. */
const char *ctl_value(const struct ctl *, const char *option);
int64_t	 ctl_number(const struct ctl *, const char *option,
	    int64_t fallback);
/* Say it on stderr and return the status. */
int	 ctl_fail(int status, const char *format, ...)
	    __attribute__((__format__(printf, 2, 3)));
/* The command was used wrongly: the same with EX_USAGE, and with the line
 * that surely does what is wanted where the row has one. */
int	 ctl_misuse(struct ctl *, const char *format, ...)
	    __attribute__((__format__(printf, 2, 3)));
/* The row after this one, over all groups; NULL: the first, or no more. */
const struct ctl_command *command_next(const struct ctl *,
	    const struct ctl_command *);
/* for EACH_COMMAND(c, row) ... */
/* NOLINTBEGIN(bugprone-macro-parentheses): a declared name takes none */
#define EACH_COMMAND(c, row)						\
	(const struct ctl_command *row = command_next((c), NULL); row;	\
	    row = command_next((c), row))
/* NOLINTEND(bugprone-macro-parentheses) */
/* The row of these words, and how many of them are its name; or NULL. */
const struct ctl_command *command_find(const struct ctl *, int argc,
	    char **argv, int *words);
/* Say that there is no such command. */
int	 command_none(struct ctl *, int argc, char **argv);

/* ---- help.c ---- */
int	 help_all(struct ctl *);
int	 help_one(struct ctl *, const struct ctl_command *);
/* "powerhivectl user add NAME --scope SCOPE [--htpasswd FILE]" */
const char *ctl_usage(struct arena *, const struct ctl_command *);

/* ---- context.c: what most commands need; 0 or the status after a word ---- */
int	 ctl_site(struct ctl *);
int	 ctl_db(struct ctl *);
/* The same, and an older version than ours will do. */
int	 ctl_db_older(struct ctl *);
void	 ctl_close(struct ctl *);
/* Send an order; 0 and the answer, or the exit status. */
int	 ctl_order(struct ctl *, const char *order, const char *target,
	    const char *body, struct answer *);
int	 ctl_order_wait(struct ctl *, const char *order, const char *target,
	    const char *body, int timeout_ms, struct answer *);
/* The operand, a MAC address, in our way of writing it. */
const char *ctl_mac(struct ctl *, int operand);
/* The web server's password file: --htpasswd, or beside the configuration. */
const char *ctl_passwords(struct ctl *);
/* Whether a worker (or a restore) holds the database's lock. */
bool	 ctl_locked(struct ctl *);

/* ---- key_value.c ---- */
/* The arguments from `first' on, each KEY=VALUE by the table, as one JSON
 * object; an empty value is null, "-" a line of standard input.  0, or the
 * exit status after a word. */
int	 ctl_pairs(struct ctl *, int first, const struct field *,
	    const char **body);

/* ---- print.c ---- */
/* One line, "-" for NULL; in the arena. */
const char *ctl_text(struct ctl *, const char *);
const char *ctl_int(struct ctl *, int64_t);	/* "-" for NONE */
const char *ctl_real(struct ctl *, double);	/* "-" for NaN */
const char *ctl_time(struct ctl *, int64_t at);	/* "-" for NONE */
/* JSON text on lines of its own, indented. */
void	 ctl_pretty(FILE *, const char *json);

struct table {
	struct ctl	*ctl;
	int		 columns;
	struct table_row *first, **last;
};

#define TABLE_COLUMNS	12

void	 table_head(struct table *, struct ctl *, const char *const *cells,
	    int columns);
void	 table_add(struct table *, const char *const *cells);
void	 table_print(const struct table *, FILE *);

#define TABLE_HEAD(t, c, ...) table_head((t), (c),			\
	(const char *const []){ __VA_ARGS__ },				\
	(int)(sizeof (const char *const []){ __VA_ARGS__ } / sizeof(char *)))
#define TABLE_ADD(t, ...) table_add((t), (const char *const []){ __VA_ARGS__ })

/*
 * Records as a command lists them: a table for people, or with --json all
 * that their fields say.  For each record: if (listing_row()) TABLE_ADD().
 */
struct listing {
	struct table	 table;
	struct json	 json;
	const struct field *fields;
	bool		 as_json;
};

void	 listing_begin(struct listing *, struct ctl *, const struct field *);
/* Whether the table wants a row of it. */
bool	 listing_row(struct listing *, const void *record);
/* Prints it; the exit status. */
int	 listing_end(struct listing *);

#define LISTING(l, c, fields, ...) do {					\
	listing_begin((l), (c), (fields));				\
	TABLE_HEAD(&(l)->table, (c), __VA_ARGS__);			\
} while (0)

/* ---- one function a command ---- */
enum completion {
	COMPLETION_NONE, COMPLETION_JSON, COMPLETION_BASH, COMPLETION_ZSH
};
extern const char *const completion_words[];
int	 completion_run(struct ctl *);
int	 help_run(struct ctl *);

#endif
