/* SPDX-License-Identifier: ISC */
#ifndef HIVE_DB_DB_H
#define HIVE_DB_DB_H

#include "hive/base/record.h"

/*
 * The database: one file, WAL, synchronous FULL, one writer.
 *
 * The worker opens it with db_create() and is the only one that writes or
 * checkpoints; everybody else opens it read-only with db_open_read().  An
 * acknowledged change is durable: nobody is answered before db_commit()
 * returned true.
 *
 * A statement stands beside the function that uses it, is prepared at its
 * first use and kept until db_close():
 *
 *	static struct query q = QUERY("SELECT mac FROM miner WHERE id = :id");
 *
 * Parameters and columns have the names of the fields they come from and go
 * to.  A query is one cursor: it is read to its end, or ended by db_end(),
 * before it is used again.  One database is open in a process at a time.
 *
 * Errors.  A wrong statement or a broken schema ends the process.  A rule of
 * the schema that is not met is told by false.  A disk that is full or fails
 * makes the database `sick': what follows in the transaction does nothing,
 * db_commit() returns false after rolling back, and db_mend() must succeed
 * before the next transaction.
 */
struct db;

#define QUERY_COLUMNS 64

struct query {
	const char		*sql;
	struct sqlite3_stmt	*stmt;
	struct query		*next;
	bool			 odd;		/* a word of a row was
						 * unknown, and told so */
	struct query_map {
		const struct field	*fields;	/* of which table */
		const struct field	*column[QUERY_COLUMNS];
	} map[3];			/* db_row's, db_also's, db_bind's */
};

#define QUERY(text) { .sql = (text) }

#define DB_APPLICATION	0x50484956	/* "PHIV" in the file's header */

/*
 * Open for writing; a missing file is made, an older version is read through
 * and brought up to date in one transaction, which an event tells.  NULL:
 * *error says why (no permission, a foreign file, a newer version, other
 * tables than ours under our number).
 */
struct db *db_create(const char *path, const char **error);
/* Open read-only; NULL: *error says why.  Another version is refused. */
struct db *db_open_read(const char *path, const char **error);
/* Open read-only what may also be of an older version, which stays as it is:
 * to copy or to check it, or to find the miners in an emergency. */
struct db *db_open_older(const char *path, const char **error);
/* The same with the file alone, as the last checkpoint left it, without its
 * log: when all else fails, and only while nobody writes. */
struct db *db_open_frozen(const char *path, const char **error);
void	 db_close(struct db *);

void	 db_text(struct db *, struct query *, const char *name, const char *);
void	 db_int(struct db *, struct query *, const char *name, int64_t);
void	 db_real(struct db *, struct query *, const char *name, double);
void	 db_blob(struct db *, struct query *, const char *name, struct blob);
/* Every parameter that has a field of its name. */
void	 db_bind(struct db *, struct query *, const struct field *,
	    const void *record);

/* The next row; false after the last, and the query may be bound again.
 * Texts live until the next row: record_keep() what must stay. */
bool	 db_row(struct db *, struct query *, const struct field *,
	    void *record);
/* Another record out of the row that db_row() just read. */
void	 db_also(struct db *, struct query *, const struct field *,
	    void *record);
/* The only row, kept in the arena, and the query ended. */
bool	 db_one(struct db *, struct query *, struct arena *,
	    const struct field *, void *record);
/* The first column of the only row, or `fallback'. */
int64_t	 db_number(struct db *, struct query *, int64_t fallback);
/* A change; false if a rule of the schema forbids it or the disk failed. */
bool	 db_run(struct db *, struct query *);
/* Rows that the last db_run() changed. */
int64_t	 db_changed(struct db *);
/* Leave this query; leave all of them (after a request, after a turn). */
void	 db_end(struct db *, struct query *);
void	 db_rest(struct db *);

/* The transaction begins with the first write; without one it costs nothing. */
void	 db_begin(struct db *);
bool	 db_commit(struct db *);
void	 db_rollback(struct db *);
bool	 db_sick(struct db *);
/* Roll back, close, reopen, check; NULL when it is well again. */
const char *db_mend(struct db *);

/* Copy what the log holds into the file, without waiting for readers. */
void	 db_checkpoint(struct db *);
/* At a clean stop: copy all of it and make the log short. */
void	 db_checkpoint_all(struct db *);
/* Give up to n free pages back to the file system. */
void	 db_give_back(struct db *, int pages);
int64_t	 db_size_bytes(struct db *);
/* Pages of the file that hold nothing. */
int64_t	 db_free_pages(struct db *);
/* A whole, consistent copy in a new file, made by a reader; NULL or why. */
const char *db_copy(struct db *, const char *path);
/* PRAGMA quick_check; NULL or the first thing that is wrong.  Slow. */
const char *db_check(struct db *, struct arena *);
int	 db_schema_version(void);	/* the one that this program makes */
int	 db_version(struct db *);	/* the file's own */
/* Whether the path still leads to this file, and it has our version. */
bool	 db_is_current(struct db *);
const char *db_library_version(void);

#endif
