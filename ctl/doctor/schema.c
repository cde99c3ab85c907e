/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "ctl/doctor/schema.h"
#include "hive/site/site.h"

static void object(struct json *, const struct field *, const void *);

static const char *
type_of(const struct field *f)
{
	switch (f->kind) {
	case F_INT:
		return "integer";
	case F_REAL:
		return "number";
	case F_BOOL:
	case F_FLAG:
		return "boolean";
	case F_LIST:
		return "array";
	case F_MAP:
	case F_INSIDE:
	case F_ONE:
		return "object";
	default:
		return "string";
	}
}

static void
range(struct json *j, const struct field *f)
{
	bool text = f->kind == F_TEXT;

	if (f->kind == F_LIST && f->max)
		json_pair_int(j, "maxItems", f->max);
	if ((!f->min && !f->max) || f->kind == F_LIST)
		return;
	json_pair_int(j, text ? "minLength" : "minimum", f->min);
	json_pair_int(j, text ? "maxLength" : "maximum", f->max);
}

static void
words(struct json *j, const char *values)
{
	json_key(j, "enum");
	json_open(j, '[');
	for (const char *p = values; *p; p += *p == '|') {
		char word[64];
		size_t n = strcspn(p, "|");

		memcpy(word, p, n);
		word[n] = '\0';
		json_text(j, word);
		p += n;
	}
	json_close(j, ']');
}

static void
enum_words(struct json *j, const char *const *of)
{
	json_key(j, "enum");
	json_open(j, '[');
	for (of++; *of; of++)
		json_text(j, *of);
	json_close(j, ']');
}

/* Where the installation decides (a path), there is none to tell. */
static void
preset(struct json *j, const struct field *f, const void *defaults)
{
	const char *text = record_is_text(f) ? record_text(f, defaults) : NULL;
	bool number = f->kind == F_INT || f->kind == F_FLAG;

	if ((text && *text != '/') ||
	    (number && AT_CONST(defaults, f, int64_t) != NONE)) {
		json_key(j, "default");
		json_field(j, f, defaults);
	}
}

/* hive/site/check.c asks for these with a sentence of its own. */
static void
needed(struct json *j, const struct field *fields)
{
	static const char *const plant[] = { "api_endpoint", "plant_id",
	    "unit", "nameplate_kw", "meter_includes_miners" };

	if (fields != site_plant_fields)
		return;
	json_key(j, "required");
	json_open(j, '[');
	for (size_t i = 0; i < sizeof plant / sizeof *plant; i++)
		json_text(j, plant[i]);
	json_close(j, ']');
}

static void
value(struct json *j, const struct field *f, const void *defaults)
{
	const struct field *scalar = f->sub ?
	    record_field(f->sub, SCALAR, 0) : NULL;

	json_open(j, '{');
	json_pair(j, "type", type_of(f));
	if (f->doc)
		json_pair(j, "description", f->doc);
	range(j, f);
	if (f->values)
		words(j, f->values);
	if (f->words)
		enum_words(j, f->words);
	if (defaults)
		preset(j, f, defaults);
	if (scalar) {
		json_key(j, f->kind == F_MAP ? "additionalProperties" :
		    "items");
		value(j, scalar, NULL);
	} else if (f->kind == F_INSIDE)
		object(j, f->sub, defaults);
	else if (f->kind == F_ONE)
		object(j, f->sub, &site_plant_defaults);
	json_close(j, '}');
}

static void
object(struct json *j, const struct field *f, const void *defaults)
{
	json_pair_bool(j, "additionalProperties", false);
	needed(j, f);
	json_key(j, "properties");
	json_open(j, '{');
	for (; f->name; f++) {
		json_key(j, f->name);
		value(j, f, defaults);
	}
	json_close(j, '}');
}

void
schema_write(struct json *j)
{
	json_open(j, '{');
	json_pair(j, "$schema",
	    "https://json-schema.org/draft/2020-12/schema");
	json_pair(j, "title", "powerhive.json");
	json_pair(j, "type", "object");
	object(j, site_fields, &site_defaults);
	json_close(j, '}');
}
