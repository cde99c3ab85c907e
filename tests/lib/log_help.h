/* SPDX-License-Identifier: ISC */
#ifndef TESTS_LIB_LOG_HELP_H
#define TESTS_LIB_LOG_HELP_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hive/base/log.h"

/* What the program writes to its log between log_begin() and log_end(), for a
 * test to read.  All is static: a test includes it once. */
static FILE *log_file;
static int log_before;

static inline void
log_begin(void)
{
	unsetenv("JOURNAL_STREAM");
	log_level(LOG_TELL);
	log_before = dup(STDERR_FILENO);
	log_file = tmpfile();
	if (!log_file || dup2(fileno(log_file), STDERR_FILENO) < 0)
		log_die("no file for the log");
}

static inline void
log_end(void)
{
	dup2(log_before, STDERR_FILENO);
	close(log_before);
	fclose(log_file);
	log_level(LOG_FAIL);
}

/* The last line that begins so, without its end; NULL: there is none. */
static inline const char *
log_said(const char *words)
{
	static char found[2100];
	char line[sizeof found];

	*found = '\0';
	rewind(log_file);
	while (fgets(line, sizeof line, log_file))
		if (!strncmp(line, words, strlen(words)))
			snprintf(found, sizeof found, "%s", line);
	found[strcspn(found, "\n")] = '\0';
	return *found ? found : NULL;
}

/* How many lines begin so. */
static inline int
log_lines(const char *words)
{
	char line[2100];
	int n = 0;

	rewind(log_file);
	while (fgets(line, sizeof line, log_file))
		n += !strncmp(line, words, strlen(words));
	return n;
}

#endif
