/* SPDX-License-Identifier: ISC */
#ifndef TESTS_BENCH_BENCH_H
#define TESTS_BENCH_BENCH_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/*
 * A benchmark prints one line a figure:
 *
 *	bench: NAME value=1.23 unit=ms limit=50.00 ratio=0.02
 *
 * The ratio is value / limit: below 1 the goal is met.  Without a limit both
 * are "-".  Times are CPU times of the process: the machine is shared.
 */
static inline void
bench_print(const char *name, double value, const char *unit, double limit)
{
	printf("bench: %s value=%.3f unit=%s", name, value, unit);
	if (limit > 0)
		printf(" limit=%.3f ratio=%.2f\n", limit, value / limit);
	else
		printf(" limit=- ratio=-\n");
	fflush(stdout);
}

static inline double
bench_cpu_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Bytes that the process has handed to write() and its like. */
static inline double
bench_written(void)
{
	char line[80];
	double bytes = 0;
	FILE *f = fopen("/proc/self/io", "r");

	while (f && fgets(line, sizeof line, f))
		if (!strncmp(line, "wchar:", 6))
			bytes = strtod(line + 6, NULL);
	if (f)
		fclose(f);
	return bytes;
}

static int
bench_less(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Sorts them. */
static inline double
bench_median(double *v, size_t n)
{
	qsort(v, n, sizeof *v, bench_less);
	return v[n / 2];
}

#endif
