/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "hive/json/json.h"
#include "hive/json/quote.h"
#include "hive/json/scalar.h"

/*
 * From text to record in three passes: quote.c makes a text of each number and
 * bounds depth and size, Jansson builds its tree from that, and the walk below
 * fills the record by its table of fields.  A number comes out of the tree as
 * digits, so each field reads it exactly.
 *
 * One walk serves both kinds of sender.  Lenient (a miner's reply): a value
 * that does not fit is absent, counted and noted for the log, and the walk goes
 * on.  Strict (a person's request): the first fault ends it, with a pointer to
 * its place.
 *
 * The tree lives in a scratch arena until the next reading, so nothing of it
 * may be kept.
 */

#define SCRATCH_MAX	(256u << 20)

/* Jansson's tree and the quoted text live here until the next reading. */
static struct arena scratch;

static void *
scratch_take(size_t n)
{
	return arena_take(&scratch, n);
}

static void
scratch_drop(void *p)
{
	(void)p;
}

static void
scratch_begin(void)
{
	if (scratch.limit == 0) {
		arena_init(&scratch, SCRATCH_MAX);
		json_set_alloc_funcs(scratch_take, scratch_drop);
	}
	arena_reset(&scratch);
}

/* ---- The walk over Jansson's tree --------------------------------------- */

struct walk {
	struct arena		*arena;
	struct json_error	*error;		/* NULL: lenient */
	struct json_odd		*odd;		/* lenient; may be NULL */
	const char		*path[DEPTH_MAX + 2];
	int			 depth;
};

static bool read_object(struct walk *, json_t *, const struct field *, void *,
    uint64_t *given);
static bool read_value(struct walk *, json_t *, const struct field *, void *);

static void
note_odd(struct walk *w, const char *why)
{
	struct json_odd *odd = w->odd;

	if (!odd || odd->n++ > 0)
		return;
	snprintf(odd->where, sizeof odd->where, "%s",
	    json_pointer(w->arena, w->path, w->depth));
	snprintf(odd->why, sizeof odd->why, "%s", why);
}

/* Strict: note it and stop.  Lenient: the value is absent, go on. */
static bool
refuse(struct walk *w, const char *why)
{
	if (!w->error) {
		note_odd(w, why);
		return true;
	}
	if (!w->error->why) {
		w->error->why = arena_copy(w->arena, why);
		w->error->pointer = json_pointer(w->arena, w->path, w->depth);
	}
	return false;
}

static bool
enter(struct walk *w, const char *step)
{
	if (w->depth >= DEPTH_MAX + 2)
		return false;
	w->path[w->depth++] = step;
	return true;
}

/* The digits of a number, or NULL. */
static const char *
number_of(json_t *v)
{
	const char *s = json_string_value(v);

	return s && !strncmp(s, MARK, MARK_SIZE) ? s + MARK_SIZE : NULL;
}

static const char *
text_of(struct walk *w, json_t *v)
{
	if (!json_is_string(v) || number_of(v) ||
	    strlen(json_string_value(v)) != json_string_length(v))
		return NULL;
	return arena_copy(w->arena, json_string_value(v));
}

static bool
read_scalar(struct walk *w, json_t *v, const struct field *f, void *record)
{
	struct scalar said = { .digits = number_of(v), .text = text_of(w, v),
	    .is_bool = json_is_boolean(v), .truth = json_is_true(v) };
	const char *why = scalar_set(w->arena, f, &said, w->error != NULL,
	    record);

	return !why || refuse(w, why);
}

static bool
read_element(struct walk *w, json_t *v, const struct field *sub, void *e)
{
	const struct field *scalar = record_field(sub, SCALAR, 0);
	bool ok = true;

	if (scalar && w->error && json_is_null(v))
		ok = refuse(w, "must not be null");
	else if (scalar)
		ok = read_value(w, v, scalar, e);
	else if (json_is_object(v))
		ok = read_object(w, v, sub, e, NULL);
	else
		ok = refuse(w, "must be an object");
	w->depth--;
	return ok;
}

static bool
read_list(struct walk *w, json_t *v, const struct field *f, void *record)
{
	struct list l = { NULL, json_array_size(v) };

	if (!json_is_array(v))
		return refuse(w, "must be a list");
	if (f->max && l.n > (size_t)f->max)
		return refuse(w, arena_printf(w->arena,
		    "must have at most %lld members", (long long)f->max));
	l.v = arena_take(w->arena, l.n * f->size);
	for (size_t i = 0; i < l.n; i++) {
		char *e = (char *)l.v + i * f->size;

		record_clear(f->sub, e);
		if (!enter(w, w->error ? arena_printf(w->arena, "%zu", i) :
		    "-"))
			return false;
		if (!read_element(w, json_array_get(v, i), f->sub, e))
			return false;
	}
	AT(record, f, struct list) = l;
	return true;
}

static bool
read_map(struct walk *w, json_t *v, const struct field *f, void *record)
{
	const struct field *key_field = record_field(f->sub, MAP_KEY, 1);
	struct list l = { NULL, json_object_size(v) };
	const char *key;
	json_t *one;
	char *e;

	if (!json_is_object(v))
		return refuse(w, "must be an object");
	e = l.v = arena_take(w->arena, l.n * f->size);
	json_object_foreach(v, key, one) {
		record_clear(f->sub, e);
		if (!strncmp(key, MARK, MARK_SIZE))
			return refuse(w, "has a number for a key");
		AT(e, key_field, const char *) = arena_copy(w->arena, key);
		if (!enter(w, AT(e, key_field, const char *)) ||
		    !read_element(w, one, f->sub, e))
			return false;
		AT(e, key_field, const char *) = arena_copy(w->arena, key);
		e += f->size;
	}
	AT(record, f, struct list) = l;
	return true;
}

static bool
read_one(struct walk *w, json_t *v, const struct field *f, void *record)
{
	void *one;

	if (!json_is_object(v))
		return refuse(w, "must be an object");
	one = arena_take(w->arena, f->size);
	record_clear(f->sub, one);
	AT(record, f, const void *) = one;
	return read_object(w, v, f->sub, one, f->notes ? one : NULL);
}

static bool
read_value(struct walk *w, json_t *v, const struct field *f, void *record)
{
	if (json_is_null(v))
		return f->kind != F_BOOL || refuse(w, "must not be null");
	switch (f->kind) {
	case F_LIST:
		return read_list(w, v, f, record);
	case F_MAP:
		return read_map(w, v, f, record);
	case F_ONE:
		return read_one(w, v, f, record);
	case F_INSIDE:
		return json_is_object(v) ?
		    read_object(w, v, f->sub, record, NULL) :
		    refuse(w, "must be an object");
	default:
		return read_scalar(w, v, f, record);
	}
}

static bool
unknown_key(struct walk *w, const struct field *fields, const char *key)
{
	const char *near = record_nearest(fields, key);

	return refuse(w, near ? arena_printf(w->arena,
	    "is not known; did you mean \"%s\"?", near) : "is not known");
}

static bool
all_needed(struct walk *w, json_t *object, const struct field *f)
{
	for (; f->name; f++) {
		const json_t *v = json_object_get(object, f->name);

		if (f->needed && (!v || (json_is_null(v) && !f->or_null)))
			return refuse(w, arena_printf(w->arena,
			    "needs the key \"%s\"", f->name));
	}
	return true;
}

static bool
read_object(struct walk *w, json_t *object, const struct field *fields,
    void *record, uint64_t *given)
{
	const char *key;
	json_t *v;

	json_object_foreach(object, key, v) {
		const struct field *f =
		    record_field(fields, key, strlen(key));
		bool ok;

		if (!f && !w->error)
			continue;
		if (!enter(w, key))
			return false;
		ok = f ? read_value(w, v, f, record) :
		    unknown_key(w, fields, key);
		w->depth--;
		if (!ok)
			return false;
		if (given && f && (w->error || !json_is_null(v)))
			*given |= (uint64_t)1 << (f - fields);
	}
	return !w->error || all_needed(w, object, fields);
}

/* ---- Both together ------------------------------------------------------ */

/* The tree, or NULL and what is wrong at which byte of the text. */
static json_t *
parse(const char *text, size_t len, const char **why, size_t *at)
{
	struct quoting q = { .in = text, .len = len, .stop = SIZE_MAX };
	json_error_t error;
	json_t *root;

	scratch_begin();
	if (len > SCRATCH_MAX / 64) {
		*why = "too long";
		*at = 0;
		return NULL;
	}
	q.out = arena_take(&scratch, len * (MARK_GROWTH + 1) + 1);
	quote_numbers(&q);
	*why = q.why;
	*at = q.at;
	if (q.why)
		return NULL;
	root = json_loadb(q.out, q.to, JSON_REJECT_DUPLICATES |
	    JSON_DECODE_ANY | JSON_ALLOW_NUL, &error);
	if (!root) {
		*why = quote_undo(arena_copy(&scratch, error.text));
		q = (struct quoting){ .in = text, .len = len, .out = q.out,
		    .stop = error.position > 0 ? (size_t)error.position : 0 };
		quote_numbers(&q);
		*at = q.at;
	}
	return root;
}

static const char *
read_lenient(struct walk *w, const char *text, size_t len,
    const struct field *fields, void *record, uint64_t *given)
{
	const char *why;
	size_t at;
	json_t *root = parse(text, len, &why, &at);

	record_clear(fields, record);
	if (!root)
		return arena_copy(w->arena, why);
	if (json_is_object(root))
		read_object(w, root, fields, record, given);
	else if (json_is_array(root) && fields->kind == F_LIST &&
	    !strcmp(fields->name, SCALAR))
		read_value(w, root, fields, record);
	else
		return "not the JSON that was asked for";
	return NULL;
}

const char *
json_read_odd(struct arena *arena, const char *text, size_t len,
    const struct field *fields, void *record, struct json_odd *odd)
{
	struct walk w = { .arena = arena, .odd = odd };

	if (odd)
		odd->n = 0;
	return read_lenient(&w, text, len, fields, record, NULL);
}

const char *
json_read_given(struct arena *arena, const char *text, size_t len,
    const struct field *fields, void *record, uint64_t *given)
{
	struct walk w = { .arena = arena };

	*given = 0;
	return read_lenient(&w, text, len, fields, record, given);
}

bool
json_read_strict(struct arena *arena, const char *text, size_t len,
    const struct field *fields, void *record, struct json_error *error)
{
	struct walk w = { .arena = arena, .error = error };
	size_t at;
	json_t *root;

	*error = (struct json_error){ .pointer = "", .line = 1, .column = 1 };
	record_clear(fields, record);
	if (!(root = parse(text, len, &error->why, &at))) {
		error->why = arena_copy(arena, error->why);
		json_line(text, at, &error->line, &error->column);
		return false;
	}
	if (!json_is_object(root))
		return refuse(&w, "must be an object");
	if (read_object(&w, root, fields, record, &error->given))
		return true;
	json_place(arena_text(arena, text, len), error->pointer,
	    &error->line, &error->column);
	return false;
}
