/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/sim/inside.h"

#define LINE_MAX 200
#define WORDS_MAX 8

/* One thing to do to some miners or to the plant. */
struct order {
	const struct sim_fault *fault;		/* NULL: a trip */
	bool		 plant;
	char		 who[80], argument[40];
	int64_t		 at_ms, for_ms;		/* NEVER: for ever */
	bool		 on;
};

struct event {
	struct event	*next;
	struct order	 order;
};

/* Up to WORDS_MOST words, split in place. */
static int
split(char *line, char *words[WORDS_MAX])
{
	int n = 0;

	for (char *p = line; *p && n < WORDS_MAX; n++) {
		p += strspn(p, " \t\r");
		if (!*p)
			break;
		words[n] = p;
		p += strcspn(p, " \t\r");
		if (*p)
			*p++ = '\0';
	}
	return n;
}

static bool
is_number(const char *text, double *n)
{
	char *end;

	*n = strtod(text, &end);
	return end != text && !*end && *n > -1e15 && *n < 1e15;
}

/* "at 30" and "for 600" as milliseconds, taken off either end. */
static const char *
read_times(char **words, int *first, int *n, struct order *o)
{
	double s;

	o->for_ms = NEVER;
	if (*n - *first >= 2 && !strcmp(words[*first], "at")) {
		if (!is_number(words[*first + 1], &s) || s < 0)
			return "`at' wants seconds";
		o->at_ms = (int64_t)(s * 1000);
		*first += 2;
	}
	if (*n - *first >= 2 && !strcmp(words[*n - 2], "for")) {
		if (!is_number(words[*n - 1], &s) || s <= 0)
			return "`for' wants seconds";
		o->for_ms = (int64_t)(s * 1000);
		*n -= 2;
	}
	return NULL;
}

static const char *
read_argument(struct order *o, const char *word)
{
	enum argument a = o->fault->argument;
	double n;

	if (o->for_ms != NEVER && !o->fault->lasts)
		return "this one does not last: no `for'";
	if (!word)
		return a == NUMBER || a == WORD ? "it wants an argument" :
		    NULL;
	if (a == NOTHING)
		return "it takes no argument";
	if (a != WORD && !is_number(word, &n))
		return "its argument is a number";
	snprintf(o->argument, sizeof o->argument, "%s", word);
	return NULL;
}

/* The next part of "1,3-9,5%,all" as numbers first..last, every nth. */
struct part {
	int	first, last;
	double	step;
};

static bool
read_part(const struct farm *farm, const char *text, size_t len,
    const char *salt, struct part *p)
{
	char word[24], end;
	double percent;
	int many;

	snprintf(word, sizeof word, "%.*s", (int)len, text);
	*p = (struct part){ .step = 1 };
	if (!strcmp(word, "all")) {
		p->first = 1;
		p->last = farm->miners_n;
		return true;
	}
	if (sscanf(word, "%lf%%%c", &percent, &end) == 1 &&
	    word[len - 1] == '%' && percent > 0 && percent <= 100) {
		/* Spread evenly; another fault begins elsewhere. */
		many = (int)(farm->miners_n * percent / 100 + 0.999);
		p->step = (double)farm->miners_n / many;
		p->first = 1 + (int)(p->step * noise_share(
		    noise_key(farm->noise, (uint64_t)salt[0] * 256 +
		    (uint64_t)salt[1])));
		p->last = farm->miners_n;
		return true;
	}
	if (sscanf(word, "%d-%d%c", &p->first, &p->last, &end) != 2) {
		if (sscanf(word, "%d%c", &p->first, &end) != 1)
			return false;
		p->last = p->first;
	}
	return p->first >= 1 && p->last >= p->first &&
	    p->last <= farm->miners_n;
}

/* Does it to every miner of the list; `try': only looks at the list. */
static const char *
each_miner(struct farm *farm, const struct order *o, bool try)
{
	const char *p = o->who, *error;
	struct part part;

	for (size_t len; *p; p += len + (p[len] == ',')) {
		len = strcspn(p, ",");
		if (!len || len > 20 ||
		    !read_part(farm, p, len, o->fault->name, &part))
			return "miners are 7, 3-9, 5%, all, or a list";
		/* A share's step is no whole number. */
		for (double n = part.first; !try && n < part.last + 1;
		    n += part.step) {	/* NOLINT(cert-flp30-c) */
			struct miner *m = &farm->miners[(int)n - 1];

			miner_to_now(farm, m);
			m->faults = o->on ? m->faults | o->fault->bits :
			    m->faults & ~o->fault->bits;
			if (o->fault->miner && (error = o->fault->miner(farm,
			    m, o->argument, o->on)))
				return error;
		}
	}
	return NULL;
}

static void
schedule(struct farm *farm, const struct order *o)
{
	struct event **at = &farm->events;
	struct event *e = farm->spare;

	if (e)
		farm->spare = e->next;
	else
		e = ARENA_NEW(&farm->arena, struct event);
	e->order = *o;
	while (*at && (*at)->order.at_ms <= o->at_ms)
		at = &(*at)->next;
	e->next = *at;
	*at = e;
}

static const char *
plant_order(struct farm *farm, const struct order *o)
{
	uint32_t *faults = &farm->plant.faults;

	*faults = o->on ? *faults | o->fault->bits :
	    *faults & ~o->fault->bits;
	return o->fault->plant ?
	    o->fault->plant(farm, o->argument, o->on) : NULL;
}

static const char *
run(struct farm *farm, const struct order *o)
{
	struct order end = *o;
	const char *error;

	if (!o->fault) {
		plant_trip(farm, *o->argument ? strtod(o->argument, NULL) :
		    farm->options.trip_share, o->for_ms == NEVER ?
		    farm->options.trip_ms : o->for_ms);
		return NULL;
	}
	error = o->plant ? plant_order(farm, o) : each_miner(farm, o, false);
	if (!error && o->on && o->for_ms != NEVER) {
		end.on = false;
		end.at_ms = farm->now_ms + o->for_ms;
		schedule(farm, &end);
	}
	return error;
}

void
events_run(struct farm *farm, int64_t until_ms)
{
	while (farm->events && farm->events->order.at_ms <= until_ms) {
		struct event *e = farm->events;
		struct order o = e->order;
		const char *error;

		farm->events = e->next;
		e->next = farm->spare;
		farm->spare = e;
		if (o.at_ms > farm->now_ms)
			farm->now_ms = o.at_ms;
		if ((error = run(farm, &o)))
			farm->trouble = error;
	}
}

/* The words between the times: who, what, with which argument. */
static const char *
read_order(char **words, int n, struct order *o)
{
	const char *argument = NULL;
	double share;

	o->plant = n > 0 && !strcmp(words[0], "plant");
	if (o->plant && n > 1 && !strcmp(words[1], "trip"))
		words++, n--;
	if (n > 0 && n < 3 && !strcmp(words[0], "trip")) {
		if (n == 2 && (!is_number(words[1], &share) || share < 0 ||
		    share > 1))
			return "a trip wants a share from 0 to 1";
		snprintf(o->argument, sizeof o->argument, "%s",
		    n == 2 ? words[1] : "");
		return NULL;
	}
	if (o->plant && n >= 2 && n <= 3) {
		o->fault = fault_named(plant_faults, words[1]);
		argument = n == 3 ? words[2] : NULL;
	} else if (n >= 3 && n <= 4 && !strcmp(words[0], "miner")) {
		o->fault = fault_named(miner_faults, words[2]);
		argument = n == 4 ? words[3] : NULL;
		if (snprintf(o->who, sizeof o->who, "%s", words[1]) >=
		    (int)sizeof o->who)
			return "the list of miners is too long";
	} else
		return "want: miner WHO FAULT, plant FAULT, or trip";
	if (!o->fault)
		return "no such fault";
	return read_argument(o, argument);
}

const char *
farm_command(struct farm *farm, const char *line)
{
	struct order o = { .at_ms = farm->now_ms, .on = true };
	char text[LINE_MAX], *words[WORDS_MAX];
	const char *error;
	int first = 0, n;

	if (snprintf(text, sizeof text, "%s", line) >= LINE_MAX)
		return "the line is too long";
	n = split(text, words);
	if ((error = read_times(words, &first, &n, &o)) ||
	    (error = read_order(words + first, n - first, &o)))
		return error;
	if (o.fault && !o.plant && (error = each_miner(farm, &o, true)))
		return error;
	if (o.at_ms <= farm->now_ms)
		return run(farm, &o);
	schedule(farm, &o);
	return NULL;
}

const char *
farm_script(struct farm *farm, struct arena *arena, const char *text)
{
	const char *error;
	int line = 1;

	for (size_t len; *text; text += len + (text[len] == '\n'), line++) {
		size_t said;

		len = strcspn(text, "\n");
		said = strcspn(text, "#\n");
		if (strspn(text, " \t\r") >= said)
			continue;
		error = farm_command(farm, arena_text(arena, text, said));
		if (error)
			return arena_printf(arena, "line %d: %s", line, error);
	}
	return NULL;
}

const char *
farm_fault(struct farm *farm, const char *text)
{
	const char *colon = strchr(text, ':');
	char line[LINE_MAX];

	if (!colon)
		return "want WHO:FAULT";
	if (snprintf(line, sizeof line, "%s %.*s %s",
	    strncmp(text, "plant:", 6) ? "miner" : "",
	    (int)(colon - text), text, colon + 1) >= LINE_MAX)
		return "the fault is too long";
	return farm_command(farm, line);
}

const char *
farm_trouble(struct farm *farm)
{
	const char *error = farm->trouble;

	farm->trouble = NULL;
	return error;
}
