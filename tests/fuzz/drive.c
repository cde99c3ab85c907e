/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * Runs a fuzz target without a fuzzer: pseudo-random changes of the seeds in
 * tests/fuzz/seeds/NAME of the program fuzz-NAME.
 *
 *	fuzz-NAME [COUNT [FROM]]
 *
 * Input number n depends on n and the seeds only, so "fuzz-NAME 1 n" gives a
 * crash again.  Prints TAP.  Empty where libFuzzer brings its own main().
 */
#ifndef LIBFUZZER
#define MAX	65536		/* bytes of an input */
#define SEEDS	256
#define PATIENCE_S 60		/* for a thousand inputs */

int	LLVMFuzzerTestOneInput(const unsigned char *, size_t);

struct seed {
	unsigned char	*p;
	size_t		 n;
};

static struct seed seeds[SEEDS];
static int n_seeds;
static unsigned long long state;

static unsigned
dice(size_t sides)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (unsigned)(state * 0x2545f4914f6cdd1dull >> 33) %
	    (unsigned)sides;
}

static void
read_seed(const char *folder, const char *name)
{
	struct seed *s = &seeds[n_seeds];
	char path[4096];
	FILE *f;

	snprintf(path, sizeof path, "%s/%s", folder, name);
	if (*name == '.' || n_seeds == SEEDS || !(f = fopen(path, "rb")))
		return;
	s->p = malloc(MAX);
	s->n = s->p ? fread(s->p, 1, MAX, f) : 0;
	n_seeds += s->n > 0;
	fclose(f);
}

static int
by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static void
read_seeds(const char *name)
{
	const char *srcdir = getenv("srcdir");
	struct dirent **list = NULL;
	char folder[2048];
	int n;

	snprintf(folder, sizeof folder, "%s/tests/fuzz/seeds/%s",
	    srcdir ? srcdir : ".", name);
	n = scandir(folder, &list, NULL, by_name);
	for (int i = 0; i < n; i++) {
		read_seed(folder, list[i]->d_name);
		free(list[i]);
	}
	free(list);
	if (n_seeds == 0) {
		printf("Bail out! no seeds in %s\n", folder);
		exit(1);
	}
}

/* Put n bytes in place of the `gone' bytes at `at'. */
static size_t
splice(unsigned char *p, size_t len, size_t at, size_t gone,
    const unsigned char *from, size_t n)
{
	if (len - gone + n > MAX)
		return len;
	memmove(p + at + n, p + at + gone, len - at - gone);
	memcpy(p + at, from, n);
	return len - gone + n;
}

/* What parsers trip over. */
static const char *const tokens[] = {
	"0", "-1", "1e999", "-0.0000001", "9223372036854775807",
	"-9223372036854775808", "18446744073709551616", "null", "true", "\"",
	"\\u0000", "\\", "[", "]", "{", "}", ",", ":", "\xff", "\xc0\x80",
	"\xed\xa0\x80", "\r\n", "%00", "../", "\x80\x80\x80\x80\x80",
	"\x7f\xff\xff\xff", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
};

static size_t
change(unsigned char *p, size_t len)
{
	const struct seed *other = &seeds[dice((size_t)n_seeds)];
	size_t at = dice(len + 1), n = dice(16), from = dice(other->n);
	const char *token = tokens[dice(sizeof tokens / sizeof *tokens)];
	unsigned char some[16];

	for (size_t i = 0; i < sizeof some; i++)
		some[i] = (unsigned char)dice(256);
	n = n < len - at ? n : len - at;
	switch (dice(8)) {
	case 0:			/* other bits */
		if (at < len)
			p[at] ^= (unsigned char)(1 << dice(8));
		return len;
	case 1:			/* another byte */
		if (at < len)
			p[at] = some[0];
		return len;
	case 2:			/* cut */
		return at;
	case 3:			/* take out */
		return splice(p, len, at, n, some, 0);
	case 4:			/* put in */
		return splice(p, len, at, 0, some, dice(sizeof some));
	case 5:
		return splice(p, len, at, n, (const unsigned char *)token,
		    strlen(token));
	case 6:			/* a piece of another */
		return splice(p, len, at, n, other->p + from,
		    dice(other->n - from + 1));
	default:		/* near a value that was there */
		if (at < len)
			p[at] = (unsigned char)(p[at] + dice(9) - 4);
		return len;
	}
}

static size_t
make(unsigned char *p, unsigned long long number)
{
	const struct seed *s;
	size_t len;

	state = (number + 1) * 0x9e3779b97f4a7c15ull | 1;
	for (int i = 0; i < 4; i++)
		dice(2);
	s = &seeds[dice((size_t)n_seeds)];
	memcpy(p, s->p, len = s->n);
	for (unsigned turns = dice(8); turns > 0; turns--)
		len = change(p, len);
	return len;
}

/* An input lies at the end of its memory, so that reading past is seen. */
static void
run(unsigned long long from, unsigned long long count,
    volatile unsigned long long *now)
{
	static unsigned char p[MAX];

	for (unsigned long long i = from; i < from + count; i++) {
		size_t len = make(p, i);
		unsigned char *copy = malloc(len ? len : 1);

		if (!copy)
			abort();
		memcpy(copy, p, len);
		*now = i;
		if (i % 1000 == 0)
			alarm(PATIENCE_S);
		LLVMFuzzerTestOneInput(copy, len);
		free(copy);
	}
}

int
main(int argc, char **argv)
{
	const char *name = strstr(argv[0], "fuzz-");
	unsigned long long count = argc > 1 ? strtoull(argv[1], NULL, 10) :
	    20000, from = argc > 2 ? strtoull(argv[2], NULL, 10) : 0;
	volatile unsigned long long *now = mmap(NULL, sizeof *now,
	    PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int status;
	pid_t pid;

	for (const char *more = name; more; more = strstr(more + 1, "fuzz-"))
		name = more;
	if (!name || (const void *)now == MAP_FAILED)
		return 1;
	name += strlen("fuzz-");
	read_seeds(name);
	fflush(stdout);
	if ((pid = fork()) == 0) {
		run(from, count, now);
		_exit(0);
	}
	if (pid < 0 || waitpid(pid, &status, 0) < 0)
		return 1;
	if (status)
		printf("# %s %d; again with: fuzz-%s 1 %llu\n",
		    WIFSIGNALED(status) ? "signal" : "exit status",
		    WIFSIGNALED(status) ? WTERMSIG(status) :
		    WEXITSTATUS(status), name, *now);
	printf("%sok 1 - fuzz-%s takes %llu changes of %d seeds\n1..1\n",
	    status ? "not " : "", name, count, n_seeds);
	return status != 0;
}

#endif
