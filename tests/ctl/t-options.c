/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ctl/ctl.h"
#include "hive/json/json.h"
#include "tests/lib/command_line.h"

/*
 * Every command of powerhivectl, as `completion json' lists them, with every
 * fault that a line can have.  These are thousands, and put to its functions;
 * with those that have a name it is started.  That trap and watch work is
 * tried at the end.
 */
static const struct field option_fields[] = {
	FIELD(struct row, name), FIELD(struct row, value),
	FIELD(struct row, kind), FIELD(struct row, words),
	FIELD(struct row, doc), FIELD(struct row, min),
	FIELD(struct row, max), FIELD(struct row, needed),
	FIELD_AS("many", struct row, again),
	FIELDS_END
};

static const struct field operand_fields[] = {
	FIELD(struct row, name), FIELD(struct row, kind),
	FIELD(struct row, words), FIELD(struct row, min),
	FIELD(struct row, max), FIELD(struct row, needed),
	FIELD(struct row, many),
	FIELDS_END
};

struct ctl_command {
	const char	*name, *doc;
	struct list	 operands, options;
};

static const struct field command_fields[] = {
	FIELD(struct ctl_command, name), FIELD(struct ctl_command, doc),
	LIST(struct ctl_command, operands, operand_fields, struct row),
	LIST(struct ctl_command, options, option_fields, struct row),
	FIELDS_END
};

struct table {
	struct list	 options, commands;
};

static const struct field table_fields[] = {
	LIST(struct table, options, option_fields, struct row),
	LIST(struct table, commands, command_fields, struct ctl_command),
	FIELDS_END
};

/* ---- Lines --------------------------------------------------------------- */

/* The program and the command, with options of all commands before it. */
static struct line
command_line(const struct ctl_command *c, const char *const *before)
{
	struct line l = { .n = 0 };

	add(&l, arena_printf(&arena, "%s/powerhivectl", programs));
	add_all(&l, before);
	add(&l, arena_text(&arena, c->name, strcspn(c->name, " ")));
	if (strchr(c->name, ' '))
		add(&l, strchr(c->name, ' ') + 1);
	return l;
}

#define BEGIN(c, ...)							\
	command_line((c), (const char *const []){ __VA_ARGS__, NULL })

static struct line
begin(const struct ctl_command *c)
{
	return BEGIN(c, "--config", config);
}

/* As many operands as there may be (or only those needed, `leave' less), and
 * the needed options but for one. */
static int
fill(struct line *l, const struct ctl_command *c, bool all, int leave,
    const struct row *without)
{
	const struct row *o = c->operands.v, *p = c->options.v;
	int n = 0, max = 0;

	for (size_t i = 0; i < c->operands.n; i++)
		max += all ? (int)o[i].many : o[i].needed;
	for (size_t i = 0; i < c->operands.n; i++)
		for (int k = 0; k < (all ? o[i].many : o[i].needed) &&
		    n < max - leave; k++, n++)
			add(l, good(&o[i]));
	for (size_t i = 0; i < c->options.n; i++)
		if (p[i].needed && &p[i] != without)
			ADD(l, arena_printf(&arena, "--%s", p[i].name),
			    good(&p[i]));
	return max;
}

static void
try_shortly(const struct line *base, const struct row *o)
{
	const char *name = arena_printf(&arena, "--%s", o->name);

	if (o->value)
		TRY(arena_printf(&arena, "%s needs a value", name), name);
	else
		TRY("takes no value", arena_printf(&arena, "%s=", name));
	TRY(arena_printf(&arena, "did you mean %s?", name), cut(name));
}

/* It belongs behind the command. */
static void
try_before(const struct ctl_command *c, const struct row *o)
{
	struct line l = BEGIN(c, "--config", config, arena_printf(&arena,
	    "--%s%s%s", o->name, o->value ? "=" : "", o->value ? good(o) :
	    ""));

	refused(&l, arena_printf(&arena, "--%s is an option of %s and goes "
	    "after it", o->name, c->name));
}

static void
try_unknown(const struct ctl_command *c, const struct line *base)
{
	struct line before = BEGIN(c, "--config", config, "--xyzzyplugh");
	struct line between = BEGIN(c, "--config", config);

	TRY("is not known", "--xyzzyplugh");
	TRY("is not known", "--xyzzyplugh=x");
	TRY("is not known", "-x");
	TRY("is not known", arena_printf(&arena, "--%s", longest + 2));
	TRY("\\xff\\xfe is not known", "--\xff\xfe");
	TRY("--config is given twice", "--config", config);
	refused(&before, "is not known");
	if (!strchr(c->name, ' '))
		return;
	between.n--;
	ADD(&between, "--xyzzyplugh", strchr(c->name, ' ') + 1);
	refused(&between, "is not known");
}

static void
try_operands(const struct ctl_command *c)
{
	const struct row *o = c->operands.v;
	struct line full = begin(c), none = begin(c), *base = &full;
	const char *value;
	int at = begin(c).n;

	fill(&full, c, true, 0, NULL);
	TRY("takes no more words: x", "x");
	TRY("takes no more words: --help", "--", "--help");
	TRY("takes no more words: ", longest);
	TRY("takes no more words: ", "\xff\xfe");
	TRY("takes no more words: \"\"", "");
	for (size_t i = 0; i < c->operands.n; i++, at++) {
		struct line l = full;

		for (int n = 0; (value = bad(&o[i], n)); n++) {
			l.word[at] = value == longest ? longest :
			    arena_copy(&arena, value);
			refused(&l, c->name);
		}
		l.word[at] = arena_copy(&arena, "");
		refused(&l, is_kind(&o[i], "word") ? ": \"\": a" :
		    "is empty");
	}
	if (fill(&none, c, false, 1, NULL) > 0)
		refused(&none, arena_printf(&arena, "%s needs ", c->name));
}

/* ---- Help ---------------------------------------------------------------- */

/* The help names each value, and what is needed. */
static bool
told(const char *values, const char *name, bool needed)
{
	const char *at = values ? strstr(values, name) : NULL;
	const char *end = at ? strchr(at + 1, '\n') : NULL;
	const char *word = at ? strstr(at, "needed; ") : NULL;

	return at && end - at > 28 && (word && word < end) == needed;
}

/* --help is seen wherever it stands, and nothing is run. */
static void
try_help(const struct ctl_command *c)
{
	const struct row *o = c->operands.v, *p = c->options.v;
	struct line l = begin(c);
	const char *values, *usage = arena_printf(&arena, "usage: "
	    "powerhivectl %s", c->name);
	bool all = true;

	add(&l, "--help");
	good_line(&l, 0, usage);
	values = strstr(said, "\nvalues:\n");
	for (size_t i = 0; i < c->operands.n; i++)
		all = all && told(values, arena_printf(&arena, "\n  %s ",
		    o[i].name), o[i].needed);
	for (size_t i = 0; i < c->options.n; i++)
		all = all && (!p[i].value || told(values, arena_printf(&arena,
		    "\n  --%s %s ", p[i].name, p[i].value), p[i].needed));
	CHECK(all);
	add(&l, "--");
	fill(&l, c, true, 0, NULL);
	good_line(&l, 0, usage);
}

static void
try_command(const struct table *t, const struct ctl_command *c)
{
	const struct row *own = c->options.v, *common = t->options.v;
	struct line l = begin(c), bare = command_line(c,
	    (const char *const []){ NULL });

	try_unknown(c, &l);
	for (size_t i = 0; i < c->options.n; i++) {
		try_option(&l, &own[i]);
		try_before(c, &own[i]);
	}
	/* Those of all commands are tried whole with the first one. */
	for (size_t i = 0; i < t->options.n; i++)
		if (c == t->commands.v)
			try_option(&bare, &common[i]);
		else
			try_shortly(&bare, &common[i]);
	try_operands(c);
	for (size_t i = 0; i < c->options.n; i++) {
		struct line less = begin(c);

		if (!own[i].needed)
			continue;
		fill(&less, c, false, 0, &own[i]);
		refused(&less, arena_printf(&arena, "%s needs --%s %s",
		    c->name, own[i].name, own[i].value));
	}
	try_help(c);
}

/* ---- By name ------------------------------------------------------------- */

#define SURELY "To stop every miner: powerhivectl stop --all --yes\n"

static struct line
line_of(const char *const *words)
{
	struct line l = { .n = 0 };

	add(&l, arena_printf(&arena, "%s/powerhivectl", programs));
	add_all(&l, words);
	return l;
}

#define LINE(...) (line_of((const char *const []){ __VA_ARGS__, NULL }))
#define REFUSED(words, ...) do {					\
	struct line l_ = LINE(__VA_ARGS__);				\
	refused(&l_, (words));						\
} while (0)
#define GOOD(wanted, words, ...) do {					\
	struct line l_ = LINE(__VA_ARGS__);				\
	good_line(&l_, (wanted), (words));				\
} while (0)

/* Each of these once crashed, or went on with status 0. */
static void
once_error(void)
{
	REFUSED("--managd is not known; did you mean --managed?", "stop",
	    "--managd", "--yes", "--all");
	REFUSED("--bogus is not known", "--bogus");
	REFUSED("--config needs a value: --config FILE", "--config");
	REFUSED("--yes is an option of stop", "--yes", "stop");
	REFUSED("--kee is not known; did you mean --keep?", "backup", "d",
	    "--kee", "3");
	REFUSED("--bogus is not known", "token", "create", "x", "--bogus");
}

/* Whatever is wrong with a stop, the line that works is told. */
static void
stop_tells(void)
{
	const char *with = "powerhivectl --config '/a b'\\''c' stop --all "
	    "--yes\n", *end = "' stop --all --yes\n";
	char path[4096];
	struct line l;

	REFUSED("did you mean --managed? " SURELY, "stop", "--managd");
	REFUSED("goes after it. " SURELY, "--all", "stop");
	REFUSED(". " SURELY, "stop");
	REFUSED(". " SURELY, "stop", "--all", "--managed", "--yes");
	REFUSED("say --yes. " SURELY, "stop", "--all");
	REFUSED(". " SURELY, "stop", "--all", "now");
	REFUSED(". " SURELY, "stop", "--all", "--action=halt");
	REFUSED("did you mean \"stop\"? " SURELY, "stpo", "--all");
	REFUSED(with, "--config", "/a b'c", "stop", "--al");
	memset(path, '\'', sizeof path - 1);
	path[sizeof path - 1] = '\0';
	l = LINE("--config", path, "stop", "--al");
	run(&l);
	CHECK_INT(status, EX_USAGE);
	CHECK(strlen(errors) > 4 * sizeof path && !strcmp(errors +
	    strlen(errors) - strlen(end), end));
}

static void
no_command(void)
{
	REFUSED("which command?", "--config", config);
	REFUSED("which command?", "");
	REFUSED("which command?", "--");
	REFUSED("no such command: ", longest);
	REFUSED("no such command: ", "\xff\xfe");
	REFUSED("no such command: --help", "--", "--help");
	REFUSED("no such command: miner", "miner");
	REFUSED("no such command: stop all", "help", "stop", "all");
}

/* What is right is taken, wherever it stands; and with that, trap and watch
 * are seen to work. */
static void
right(void)
{
	const char *equals = arena_printf(&arena, "--config=%s", config);

	GOOD(0, "\"name\": \"Test\"", "--config", config, "check-config");
	GOOD(0, "\"name\": \"Test\"", equals, "check-config");
	GOOD(0, "\"name\": \"Test\"", "check-config", "--config", config);
	GOOD(0, "\"name\": \"Test\"", "check-config", equals, "--");
	GOOD(0, "\"name\": \"Test\"", "--", "check-config", config);
	GOOD(EX_NOINPUT, "--quiet: No such file", "check-config", "--",
	    "--quiet");
	GOOD(EX_NOINPUT, "x.db: No such file", "miner", equals, "list");
	GOOD(0, "usage: powerhivectl stop", "--help", "stop");
	GOOD(0, "powerhivectl " PACKAGE_VERSION, "stop", "--version", "--all",
	    "--yes");
	GOOD(0, "usage: powerhivectl [--config FILE] COMMAND", "--help");
	touched();
	GOOD(0, "", equals, "check-config", "--quiet");
	CHECK(touched());
	GOOD(-1, "", "scan", "--probe=127.9.0.9", equals);
}

int
main(void)
{
	const struct ctl_command *c;
	struct line l;
	struct table t;

	line_begin();
	l = LINE("completion", "json");
	run(&l);
	CHECK_TEXT(json_read(&arena, said, strlen(said), table_fields, &t),
	    NULL);
	CHECK(t.commands.n > 40 && t.options.n == 3);
	c = t.commands.v;
	program = ctl_main;
	for (size_t i = 0; i < t.commands.n; i++)
		try_command(&t, &c[i]);
	program = NULL;
	once_error();
	stop_tells();
	no_command();
	right();
	return line_end();
}
