/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>

#include "hive/plan/knapsack.h"
#include "tests/bench/bench.h"
#include "tests/lib/random.h"

/*
 * The solver on fleets as they are: every miner with 15 presets and "stop",
 * unlike its neighbour by a few percent, at one of them now; the cap is 70 %
 * of what all could draw.  The choices come by power, as tables do, or in no
 * order.
 */
#define CHOICES	16
#define MAX	10000
#define RUNS	41

static struct choice choices[MAX][CHOICES];
static struct chooser choosers[MAX];

static int64_t
make(size_t n, int circuits, int stride)
{
	int64_t sum_w = 0;

	for (size_t i = 0; i < n; i++) {
		double ratio = 0.95 + 0.1 * share();
		int first = stride == 1 ? 0 : (int)(share() * CHOICES);

		choosers[i] = (struct chooser){ .choices = choices[i],
		    .n = CHOICES, .chosen = (int)(share() * CHOICES),
		    .limit = circuits ? (int)(i % (size_t)circuits) : -1,
		    .rank = share() };
		for (int j = 0; j < CHOICES; j++) {
			double w = j ? 1000 + 180 * j + 90 * share() : 0;
			double ths = j ? 50 + 5.2 * j + 4 * share() : 0;
			int at = (first + stride * j) % CHOICES;

			choices[i][at] = (struct choice){
			    .power_w = (int64_t)(w * ratio),
			    .value_ths = at == choosers[i].chosen ? ths :
				ths * (1 - 75.0 / 1800) };
			sum_w += j == CHOICES - 1 ?
			    choices[i][at].power_w : 0;
		}
	}
	return sum_w;
}

static void
measure(const char *name, size_t n, int circuits, int stride, double limit)
{
	static struct limit limits[40];
	int64_t cap_w = make(n, circuits, stride) * 7 / 10;
	double ms[RUNS], worst = 0;
	struct solution got;
	struct arena a;
	char text[80];

	arena_init(&a, 64 << 20);
	for (int i = 0; i < circuits; i++)
		limits[i] = (struct limit){ .cap_w =
		    cap_w / circuits * (90 + i) / 100, .parent = -1 };
	for (int i = 0; i < RUNS; i++) {
		double start = bench_cpu_ms(), gap;

		arena_reset(&a);
		knapsack(&a, choosers, n, cap_w, limits, (size_t)circuits,
		    &got);
		ms[i] = bench_cpu_ms() - start;
		gap = 100 * (got.bound_ths - got.value_ths) / got.bound_ths;
		worst = gap > worst ? gap : worst;
		if (got.power_w > cap_w)
			exit(1);
	}
	snprintf(text, sizeof text, "solve-%s", name);
	bench_print(text, bench_median(ms, RUNS), "ms", limit);
	snprintf(text, sizeof text, "solve-%s-gap", name);
	bench_print(text, worst, "percent", 0);
	arena_free(&a);
}

int
main(void)
{
	seed = 11;
	measure("64x16", 64, 0, 1, 0);
	measure("1000x16", 1000, 0, 1, 0);
	measure("10000x16", 10000, 0, 1, 5);
	measure("10000x16-unsorted", 10000, 0, 7, 5);
	measure("10000x16-40-circuits", 10000, 40, 1, 5);
	return 0;
}
