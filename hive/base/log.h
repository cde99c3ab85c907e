/* SPDX-License-Identifier: ISC */
#ifndef HIVE_BASE_LOG_H
#define HIVE_BASE_LOG_H

/*
 * One line a message on stderr: a few words, then key=value pairs, with the
 * priority that journald reads (<2> critical ... <7> debug) when stderr goes to
 * the journal.  Control characters and bytes that are not UTF-8 are escaped, so
 * no text from outside can forge a line or move a cursor.
 *
 *	log_info("round completed in %d ms round=status asked=%d", ms, n);
 *
 * Values that may hold blanks are written as key="%s".
 */
enum log_level { LOG_DIE = 2, LOG_FAIL = 3, LOG_NOTE = 4, LOG_TELL = 6,
    LOG_TRACE = 7 };

/* Print nothing less important than this; LOG_TELL at start. */
void	log_level(enum log_level);

void	log_debug(const char *format, ...)
	    __attribute__((__format__(printf, 1, 2)));
void	log_info(const char *format, ...)
	    __attribute__((__format__(printf, 1, 2)));
void	log_warn(const char *format, ...)
	    __attribute__((__format__(printf, 1, 2)));
void	log_error(const char *format, ...)
	    __attribute__((__format__(printf, 1, 2)));
/* For bugs and a machine that cannot go on; exit status EX_SOFTWARE. */
void	log_die(const char *format, ...)
	    __attribute__((__format__(printf, 1, 2), __noreturn__));
/* For what an administrator must mend first; ends with that status. */
void	log_exit(int status, const char *format, ...)
	    __attribute__((__format__(printf, 2, 3), __noreturn__));

#endif
