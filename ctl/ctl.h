/* SPDX-License-Identifier: ISC */
#ifndef CTL_CTL_H
#define CTL_CTL_H

#include <stdio.h>

#include "hive/db.h"
#include "hive/order.h"
#include "hive/site.h"

/*
 * powerhivectl: one row of commands[] an operation.  The row drives
 * dispatch, --help, the completion of shells and the check of the man page;
 * run() returns the exit status (sysexits).
 */
#define OPTIONS_MOST	12

struct ctl_option {
	const char	*name;		/* without the dashes */
	const char	*argument;	/* what its value is, or NULL: none */
	const char	*values;	/* "read|operate", or NULL */
	const char	*doc;
	bool		 needed;
};

struct ctl {
	struct arena	 arena;
	const char	*config;	/* path of the configuration */
	const struct command *command;
	const char	*value[OPTIONS_MOST];	/* of command->options */
	int		 argc;		/* arguments, options taken out */
	char		**argv;
	struct site	 site;		/* after ctl_site() */
	const char	*warnings;	/* likewise */
	struct db	*db;		/* after ctl_db() */
};

struct command {
	const char	*name;		/* one or two words */
	const char	*arguments;	/* "OLD NEW", "[FILE]", "" */
	int		 least, most;	/* how many arguments */
	const struct ctl_option *options;
	int		 (*run)(struct ctl *);
	const char	*doc;		/* one line */
};

extern const struct command commands[];
extern const struct ctl_option common_options[];

/* ---- command.c ---- */
int	 ctl_run(struct ctl *, int argc, char **argv);
/* The option's value, "" for one without a value, NULL: not given, or the
 * command has no such option. */
const char *ctl_value(const struct ctl *, const char *option);
/* As a number from least to most; `otherwise' when not given; else the
 * process ends with EX_USAGE. */
int64_t	 ctl_number(const struct ctl *, const char *option, int64_t least,
	    int64_t most, int64_t otherwise);
/* "powerhivectl user add NAME --scope SCOPE [--htpasswd FILE]" */
const char *ctl_usage(struct arena *, const struct command *);
/* Say it on stderr and return the status. */
int	 ctl_fail(int status, const char *format, ...)
	    __attribute__((__format__(printf, 2, 3)));

/* ---- world.c: what most commands need; 0 or the status after a word ---- */
int	 ctl_site(struct ctl *);
int	 ctl_db(struct ctl *);
void	 ctl_close(struct ctl *);
/* Send an order; 0 and the answer, or the exit status. */
int	 ctl_order(struct ctl *, const char *order, const char *target,
	    const char *body, struct answer *);
int	 ctl_order_wait(struct ctl *, const char *order, const char *target,
	    const char *body, int timeout_ms, struct answer *);
/* The web server's password file: --htpasswd, or beside the configuration. */
const char *ctl_passwords(struct ctl *);
/* Whether a worker (or a restore) holds the database's lock. */
bool	 ctl_locked(struct ctl *);

/* ---- pair.c ---- */
/* The arguments from `first' on, each KEY=VALUE by the table, as one JSON
 * object; an empty value is null, "-" a line of standard input.  0, or the
 * exit status after a word. */
int	 ctl_pairs(struct ctl *, int first, const struct field *,
	    const char **body);

/* ---- stop_alone.c: without a worker that answers ---- */
/* End the worker and stop the miners in its place; the exit status, which is
 * EX_TEMPFAIL when another worker was quicker. */
int	 stop_alone(struct ctl *, const char *action, const char *scope);

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
int	 alert_ack_run(struct ctl *);
int	 alert_list_run(struct ctl *);
int	 alert_send_run(struct ctl *);
int	 alert_test_run(struct ctl *);
int	 backup_run(struct ctl *);
int	 check_config_run(struct ctl *);
int	 circuit_list_run(struct ctl *);
int	 circuit_remove_run(struct ctl *);
int	 circuit_set_run(struct ctl *);
int	 completion_run(struct ctl *);
int	 decision_list_run(struct ctl *);
int	 doctor_run(struct ctl *);
int	 help_run(struct ctl *);
int	 ledger_close_run(struct ctl *);
int	 ledger_recalculate_run(struct ctl *);
int	 ledger_reconcile_run(struct ctl *);
int	 ledger_sign_run(struct ctl *);
int	 ledger_statement_run(struct ctl *);
int	 ledger_verify_run(struct ctl *);
int	 miner_command_run(struct ctl *);
int	 miner_hold_run(struct ctl *);
int	 miner_list_run(struct ctl *);
int	 miner_release_run(struct ctl *);
int	 miner_replace_run(struct ctl *);
int	 miner_rescan_run(struct ctl *);
int	 miner_retire_run(struct ctl *);
int	 miner_set_run(struct ctl *);
int	 miner_show_run(struct ctl *);
int	 model_limit_run(struct ctl *);
int	 model_list_run(struct ctl *);
int	 plan_run(struct ctl *);
int	 release_run(struct ctl *);
int	 report_run(struct ctl *);
int	 restore_run(struct ctl *);
int	 scan_run(struct ctl *);
int	 setting_list_run(struct ctl *);
int	 setting_set_run(struct ctl *);
int	 status_run(struct ctl *);
int	 stop_run(struct ctl *);
int	 token_create_run(struct ctl *);
int	 token_list_run(struct ctl *);
int	 token_revoke_run(struct ctl *);
int	 user_add_run(struct ctl *);
int	 user_list_run(struct ctl *);
int	 user_passwd_run(struct ctl *);
int	 user_remove_run(struct ctl *);
int	 user_scope_run(struct ctl *);

#endif
