/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "fcgi/api/openapi.h"

static void
type(struct json *j, const char *name, bool nullable)
{
	json_key(j, "type");
	if (!nullable) {
		json_text(j, name);
		return;
	}
	json_open(j, '[');
	json_text(j, name);
	json_text(j, "null");
	json_close(j, ']');
}

static void
words(struct json *j, const char *values, bool nullable)
{
	json_key(j, "enum");
	json_open(j, '[');
	for (const char *p = values; *p; p += *p == '|') {
		size_t n = strcspn(p, "|");

		json_text(j, arena_text(j->buf.arena, p, n));
		p += n;
	}
	if (nullable)
		json_raw(j, NULL);
	json_close(j, ']');
}

static void
enum_words(struct json *j, const char *const *of, bool nullable)
{
	json_key(j, "enum");
	json_open(j, '[');
	for (of++; *of; of++)
		json_text(j, *of);
	if (nullable)
		json_raw(j, NULL);
	json_close(j, ']');
}

static void
bounds(struct json *j, const struct field *f)
{
	bool is_text = f->kind == F_TEXT;
	int scale = f->kind == F_INT ? f->scale : 0;

	if (!f->min && !f->max)
		return;
	json_key(j, is_text ? "minLength" : "minimum");
	json_fixed_point(j, f->min, scale);
	json_key(j, is_text ? "maxLength" : "maximum");
	json_fixed_point(j, f->max, scale);
}

static void
element(struct json *j, const struct field *f, bool answer)
{
	const struct field *scalar = record_field(f->sub, SCALAR, 0);

	json_key(j, f->kind == F_MAP ? "additionalProperties" : "items");
	if (scalar) {
		json_open(j, '{');
		type(j, record_is_text(scalar) ? "string" : "number", false);
		json_close(j, '}');
	} else
		openapi_schema(j, f->sub, answer);
}

static void
value(struct json *j, const struct field *f, bool answer)
{
	bool nullable = !f->needed || f->or_null;

	switch (f->kind) {
	case F_TEXT:
		type(j, "string", nullable);
		if (f->values)
			words(j, f->values, nullable);
		else
			bounds(j, f);
		break;
	case F_WORD:
		type(j, "string", nullable);
		enum_words(j, f->words, nullable);
		break;
	case F_INT:
		type(j, f->scale ? "number" : "integer", nullable);
		bounds(j, f);
		break;
	case F_REAL:
		type(j, "number", nullable);
		bounds(j, f);
		break;
	case F_BOOL:
		type(j, "boolean", false);
		break;
	case F_FLAG:
		type(j, "boolean", nullable);
		break;
	case F_TIME:
		type(j, "string", nullable);
		json_pair(j, "format", "date-time");
		break;
	case F_LIST:
		type(j, "array", !answer && nullable);
		element(j, f, answer);
		break;
	case F_MAP:
		type(j, "object", !answer && nullable);
		element(j, f, answer);
		break;
	default:
		break;
	}
}

static void
property(struct json *j, const struct field *f, bool answer)
{
	json_key(j, f->name);
	if (f->kind == F_INSIDE) {
		openapi_schema(j, f->sub, answer);
		return;
	}
	json_open(j, '{');
	if (f->doc)
		json_pair(j, "description", f->doc);
	if (f->kind == F_ONE) {
		json_key(j, "anyOf");
		json_open(j, '[');
		openapi_schema(j, f->sub, answer);
		json_open(j, '{');
		json_pair(j, "type", "null");
		json_close(j, '}');
		json_close(j, ']');
	} else
		value(j, f, answer);
	json_close(j, '}');
}

static void
needed(struct json *j, const struct field *f)
{
	bool any = false;

	for (; f->name; f++) {
		if (!f->needed)
			continue;
		if (!any) {
			json_key(j, "required");
			json_open(j, '[');
		}
		any = true;
		json_text(j, f->name);
	}
	if (any)
		json_close(j, ']');
}

void
openapi_schema(struct json *j, const struct field *fields, bool answer)
{
	json_open(j, '{');
	json_pair(j, "type", "object");
	if (!answer)
		json_pair_bool(j, "additionalProperties", false);
	json_key(j, "properties");
	json_open(j, '{');
	for (const struct field *f = fields; f->name; f++)
		if (f->kind != F_BLOB)
			property(j, f, answer);
	json_close(j, '}');
	needed(j, fields);
	json_close(j, '}');
}
