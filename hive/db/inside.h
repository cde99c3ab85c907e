/* SPDX-License-Identifier: ISC */
#ifndef HIVE_DB_INSIDE_H
#define HIVE_DB_INSIDE_H

#include <sys/stat.h>

#include "hive/db/db.h"
#include "hive/db/file.h"

/* Between db.c, which opens, commits and mends, and query.c, which steps. */

struct db {
	struct sqlite3	*lite;
	struct query	*prepared;
	char		*path;
	enum db_way	 way;
	struct stat	 file;		/* which one was opened */
	bool		 writer, sick;
	bool		 wanted;	/* db_begin() was called, and nothing
					 * was written since */
};

/* Open the transaction that db_begin() wished for. */
void	 db_first_write(struct db *);
/* A failing disk makes the database sick, another error ends the process. */
void	 db_trouble(struct db *, int rc, const char *sql);
void	 db_finalize_all(struct db *);

#endif
