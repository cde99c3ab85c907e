/* SPDX-License-Identifier: ISC */
#ifndef HIVE_SITE_CHECK_H
#define HIVE_SITE_CHECK_H

#include "hive/site/site.h"

/*
 * What the tables of hive/site/keys.c cannot say: rules between keys and about
 * the world.  Each fault and warning is a line
 * "file:line:column: pointer: why".  Seen by hive/site only.
 */
struct checking {
	struct arena	*arena;
	const char	*name;		/* of the file */
	const char	*text;		/* of the file, terminated */
	bool		 shared;	/* others can read the file */
	struct buf	 faults, warnings;
};

void	check_fault(struct checking *, const char *pointer,
	    const char *format, ...)
	    __attribute__((__format__(printf, 3, 4), __nonnull__(3)));
void	check_warn(struct checking *, const char *pointer,
	    const char *format, ...)
	    __attribute__((__format__(printf, 3, 4), __nonnull__(3)));

/* The addresses of the miners. */
void	check_network(struct checking *, const struct site *);
/* The site with its defaults filled in. */
void	check_site(struct checking *, const struct site *);

#endif
