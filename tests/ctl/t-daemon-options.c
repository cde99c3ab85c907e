/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/command_line.h"

/*
 * The options of powerhived, powerhive-fcgi and powerhive-sim, read off their
 * --help, with every fault that a line can have.
 */

/* Options as "  --name VALUE   doc" lines, each value's kind as the lines
 * behind "values:" tell it. */
static struct row
row_of(const char *line, const char *values)
{
	struct row r = { .kind = "text" };
	size_t n = strcspn(line, " "), m;
	const char *told_as;

	r.name = arena_text(&arena, line, n);
	m = line[n] ? strcspn(line + n + 1, " ") : 0;
	if (m == 0)
		return r;
	r.value = arena_text(&arena, line + n + 1, m);
	told_as = strstr(values, arena_printf(&arena, "\n  --%s ", r.name));
	told_as = told_as ? arena_text(&arena, told_as + 1,
	    strcspn(told_as + 1, "\n")) : "";
	r.again = strstr(told_as, "may be given again") != NULL;
	if (strstr(told_as, "a file"))
		r.kind = "file";
	else if (strstr(told_as, "one of "))
		r.words = arena_text(&arena, strstr(told_as, "one of ") + 7,
		    strcspn(strstr(told_as, "one of ") + 7, ", "));
	else if (strstr(told_as, "number from "))
		r.words = arena_text(&arena, strstr(told_as, "from ") + 5,
		    strcspn(strstr(told_as, "from ") + 5, " "));
	if (r.words)
		r.kind = "word";
	return r;
}

static void
try_program(const char *name, bool words)
{
	struct line l = { .n = 0 }, *base = &l;
	const char *values;
	int n = 0;
	char *help;

	add(&l, arena_printf(&arena, "%s/%s", programs, name));
	add(&l, "--help");
	good_line(&l, 0, arena_printf(&arena, "usage: %s ", name));
	help = arena_copy(&arena, said);
	values = strstr(help, "\nvalues:\n");
	CHECK(values);
	l.n = 1;
	for (const char *p = help; values && (p = strstr(p, "\n  --")) &&
	    p < values; n++) {
		struct row r;

		p += 5;
		r = row_of(p, values);
		r.again = r.again || (words && !r.value);
		try_option(&l, &r);
	}
	CHECK(n >= 6);
	TRY("is not known", "--xyzzyplugh");
	TRY("is not known", "-x");
	TRY("is not known", arena_printf(&arena, "--%s", longest + 2));
	TRY("\\xff\\xfe is not known", "--\xff\xfe");
	if (words)
		return;
	TRY("takes no more words: x", "x");
	TRY("takes no more words: --help", "--", "--help");
}

static void
try_programs(void)
{
	struct line l = { .n = 0 }, *base = &l;

	try_program("powerhived", false);
	try_program("powerhive-fcgi", false);
	try_program("powerhive-sim", true);
	add(&l, arena_printf(&arena, "%s/powerhived", programs));
	TRY("--managed goes only with --stop-all", "--managed");
	TRY("--action goes only with --stop-all", "--action=stop");
	TRY("say only one of", "--stop-all", "--check-config");
	l.n = 0;
	add(&l, arena_printf(&arena, "%s/powerhive-fcgi", programs));
	TRY("must be a whole number from 1 to 64", "--processes=3x");
	TRY("must be from 1 to 64", "--processes=0");
}

int
main(void)
{
	line_begin();
	try_programs();
	return line_end();
}
