/* SPDX-License-Identifier: ISC */
#ifndef TESTS_SIM_METERS_H
#define TESTS_SIM_METERS_H

#include "hive/json/json.h"

/*
 * Simulated boards at a real broker: each has a connection of its own, under
 * its own name, with a last will.  They run in a thread beside the farm.
 */
struct meters_options {
	int		 meters;	/* 0: none */
	const char	*url;		/* mqtt://host:port, mqtts://... */
	const char	*ca_file, *prefix;
	const char	*password_file;	/* one line; of every board */
	int64_t		 period_ms;	/* between two readings */
	int64_t		 readings;	/* of each board in all; 0: no end */
	int64_t		 history_ms;	/* that each board has kept */
	const char	*fault;		/* of all at the start, or NULL */
	uint64_t	 seed;
	int64_t		 wall_ms;
};

#define METERS_MAX 1000

/* NULL, or what is wrong. */
const char *meters_open(const struct meters_options *);
void	meters_close(void);
/* "meter WHO FAULT [ARGUMENT] [for S]", WHO: 3, 2-5 or all. */
const char *meters_command(const char *line);
/* The truth: what each board made, sent and counted. */
void	meters_show(struct json *);

#endif
