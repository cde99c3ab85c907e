/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

#include "hive/base/log.h"
#include "hive/base/text.h"

#define LINE_MAX 2048

static enum log_level min = LOG_TELL;

void
log_level(enum log_level level)
{
	min = level;
}

static void line(enum log_level, const char *, va_list)
    __attribute__((__format__(printf, 2, 0)));

static void
line(enum log_level level, const char *format, va_list ap)
{
	char raw[LINE_MAX], text[LINE_MAX + 8];
	int at = 0;

	if (level > min)
		return;
	vsnprintf(raw, sizeof raw, format, ap);
	if (getenv("JOURNAL_STREAM"))
		at = snprintf(text, sizeof text, "<%d>", level);
	at += (int)text_one_line(text + at, sizeof text - (size_t)at - 1, raw);
	text[at++] = '\n';
	/* One write a line: lines of several processes do not mix. */
	if (write(STDERR_FILENO, text, (size_t)at) < 0)
		return;
}

#define SAY(level) do {							\
	va_list ap;							\
									\
	va_start(ap, format);						\
	line(level, format, ap);					\
	va_end(ap);							\
} while (0)

void
log_debug(const char *format, ...)
{
	SAY(LOG_TRACE);
}

void
log_info(const char *format, ...)
{
	SAY(LOG_TELL);
}

void
log_warn(const char *format, ...)
{
	SAY(LOG_NOTE);
}

void
log_error(const char *format, ...)
{
	SAY(LOG_FAIL);
}

void
log_die(const char *format, ...)
{
	SAY(LOG_DIE);
	exit(EX_SOFTWARE);
}

void
log_exit(int status, const char *format, ...)
{
	SAY(LOG_DIE);
	exit(status);
}
