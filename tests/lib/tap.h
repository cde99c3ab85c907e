/* SPDX-License-Identifier: ISC */
#ifndef TESTS_LIB_TAP_H
#define TESTS_LIB_TAP_H

#include <stdio.h>
#include <string.h>

/* Test Anything Protocol: one CHECK is one line, the plan comes last. */
static int tap_count, tap_failed;

#define CHECK(ok) tap_check(!!(ok), __func__, __LINE__, #ok)
/* What was got and what was wanted are shown when they differ. */
#define CHECK_TEXT(got, want) tap_text((got), (want), __func__, __LINE__)
#define CHECK_INT(got, want) tap_int((got), (want), __func__, __LINE__)

static inline void
tap_check(int ok, const char *where, int line, const char *what)
{
	tap_failed += !ok;
	printf("%sok %d - %s:%d %s\n", ok ? "" : "not ", ++tap_count, where,
	    line, what);
}

static inline void
tap_text(const char *got, const char *want, const char *where, int line)
{
	int ok = got && want ? !strcmp(got, want) : got == want;

	tap_check(ok, where, line, want ? "as expected" : "none expected");
	if (!ok)
		printf("# got:  %s\n# want: %s\n", got ? got : "(none)",
		    want ? want : "(none)");
}

static inline void
tap_int(long long got, long long want, const char *where, int line)
{
	tap_check(got == want, where, line, "as expected");
	if (got != want)
		printf("# got:  %lld\n# want: %lld\n", got, want);
}

static inline int
tap_done(void)
{
	printf("1..%d\n", tap_count);
	return tap_failed != 0;
}

#endif
