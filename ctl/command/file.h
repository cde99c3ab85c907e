/* SPDX-License-Identifier: ISC */
#ifndef CTL_COMMAND_FILE_H
#define CTL_COMMAND_FILE_H

#include <sys/stat.h>

#include "hive/base/arena.h"

/*
 * Files as a whole.  Functions that return a text return NULL, or why not
 * with the path in front, in the arena.
 */

/* The text (terminated, in the arena); NULL: *error. */
char	*file_read(struct arena *, const char *path, size_t max,
	    size_t *len, const char **error);

/*
 * Replace the file: written beside it, made durable, renamed.  Owner and
 * group are those of the file that was there (as far as we may give files
 * away), else the given group (-1: ours).
 */
const char *file_replace(struct arena *, const char *path,
    const char *text, size_t len, mode_t mode, gid_t group);

/* Copy into a new file of that mode and make it durable. */
const char *file_copy(struct arena *, const char *from, const char *to,
    mode_t mode);

/* Make the file, or the folder and what is named in it, durable. */
const char *file_sync(struct arena *, const char *path);

/* "PATH: Permission denied", from errno. */
const char *file_error(struct arena *, const char *path)
    __attribute__((__returns_nonnull__));

/* The folder of the path, "." for none. */
const char *file_folder(struct arena *, const char *path);

#endif
