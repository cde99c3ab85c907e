/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "fcgi/api/api.h"
#include "fcgi/api/openapi.h"
#include "fcgi/http/etag.h"
#include "fcgi/http/route.h"

/* OpenAPI 3.1, written from routes[] and the tables of fields, so that it
 * cannot say anything else than what the programs do. */

#define REF_PROBLEM "#/components/responses/Problem"

/* ---- Operations --------------------------------------------------------- */

static void
path_parameters(struct json *j, const char *path)
{
	for (const char *p = strchr(path, '{'); p; p = strchr(p, '{')) {
		size_t n = strcspn(++p, "}");

		json_open(j, '{');
		json_pair(j, "name", arena_text(j->buf.arena, p, n));
		json_pair(j, "in", "path");
		json_pair_bool(j, "required", true);
		json_key(j, "schema");
		json_open(j, '{');
		json_pair(j, "type", "string");
		json_close(j, '}');
		json_close(j, '}');
	}
}

static void
query_parameter(struct json *j, const struct param *p)
{
	json_open(j, '{');
	json_pair(j, "name", p->name);
	json_pair(j, "in", "query");
	json_pair(j, "description", p->doc);
	json_key(j, "schema");
	json_open(j, '{');
	json_pair(j, "type", p->kind == F_INT ? "integer" :
	    p->kind == F_FLAG ? "boolean" : "string");
	if (p->kind == F_INT) {
		json_pair_int(j, "minimum", p->min);
		json_pair_int(j, "maximum", p->max);
	}
	json_close(j, '}');
	json_close(j, '}');
}

static const char if_match[] = "{\"name\":\"If-Match\",\"in\":\"header\","
    "\"description\":\"the ETag of what was seen; 412 if it is another "
    "now\",\"schema\":{\"type\":\"string\"}}";

static void
parameters(struct json *j, const struct route *row)
{
	if (!row->params && !strchr(row->path, '{') && !etag_guards(row))
		return;
	json_key(j, "parameters");
	json_open(j, '[');
	path_parameters(j, row->path);
	if (etag_guards(row))
		json_raw(j, if_match);
	for (const struct param *p = row->params; p && p->name; p++)
		query_parameter(j, p);
	json_close(j, ']');
}

static void
open_content(struct json *j, const char *media)
{
	json_key(j, "content");
	json_open(j, '{');
	json_key(j, media);
	json_open(j, '{');
	json_key(j, "schema");
}

static void
close_content(struct json *j)
{
	json_close(j, '}');
	json_close(j, '}');
}

static void
request_body(struct json *j, const struct route *row)
{
	bool list = row->shape == FREE_TO_LIST;

	if (!row->body)
		return;
	json_key(j, "requestBody");
	json_open(j, '{');
	json_pair_bool(j, "required", true);
	open_content(j, "application/json");
	if (list) {
		json_open(j, '{');
		json_key(j, "anyOf");
		json_open(j, '[');
	}
	openapi_schema(j, row->body, false);
	if (list) {
		json_raw(j, "{\"type\":\"array\",\"maxItems\":1000,"
		    "\"items\":{\"type\":\"object\"}}");
		json_close(j, ']');
		json_close(j, '}');
	}
	close_content(j);
	json_close(j, '}');
}

static void
success_content(struct json *j, const struct route *row)
{
	open_content(j, "application/json");
	if (row->shape == RECORD)
		openapi_schema(j, row->answer, true);
	else if (row->shape == RECORDS) {
		json_open(j, '{');
		json_pair(j, "type", "array");
		json_key(j, "items");
		openapi_schema(j, row->answer, true);
		json_close(j, '}');
	} else
		json_raw(j, "{}");
	close_content(j);
}

static void
success(struct json *j, const struct route *row, int status)
{
	json_key(j, arena_printf(j->buf.arena, "%d", status));
	json_open(j, '{');
	json_pair(j, "description", row->doc);
	if (row->shape != NOTHING)
		success_content(j, row);
	json_close(j, '}');
}

static void
answers(struct json *j, const struct route *row)
{
	json_key(j, "responses");
	json_open(j, '{');
	success(j, row, row->status);
	if (row->shape == FREE_OR_DONE)
		success(j, row, 200);
	if (row->method == METHOD_GET) {
		json_key(j, "304");
		json_raw(j, "{\"description\":\"Unchanged since the ETag\"}");
	}
	json_key(j, "4XX");
	json_raw(j, "{\"$ref\":\"" REF_PROBLEM "\"}");
	json_key(j, "5XX");
	json_raw(j, "{\"$ref\":\"" REF_PROBLEM "\"}");
	json_close(j, '}');
}

/* "get_miners_mac_statuses" */
static const char *
operation_id(struct arena *a, const struct route *row)
{
	char *id = arena_printf(a, "%s%s", method_words[row->method],
	    row->path);
	char *to = id;

	for (char *p = id; *p; p++)
		if (strchr("/.", *p))
			*to++ = '_';
		else if (!strchr("{}", *p))
			*to++ = *p >= 'A' && *p <= 'Z' ? (char)(*p + 32) : *p;
	*to = '\0';
	return id;
}

static void
operation(struct json *j, const struct route *row)
{
	const char *word = method_words[row->method];
	char method[8] = "";

	for (size_t i = 0; i < sizeof method - 1 && word[i]; i++)
		method[i] = (char)(word[i] + 32);
	json_key(j, method);
	json_open(j, '{');
	json_pair(j, "operationId", operation_id(j->buf.arena, row));
	json_pair(j, "summary", row->doc);
	json_pair(j, "description", arena_printf(j->buf.arena,
	    "%s. Needs the scope `%s`.", row->doc, scope_word(row->scope)));
	json_key(j, "tags");
	json_open(j, '[');
	json_text(j, row->tag);
	json_close(j, ']');
	json_pair(j, "x-scope", scope_word(row->scope));
	parameters(j, row);
	request_body(j, row);
	answers(j, row);
	json_close(j, '}');
}

/* Rows of one path stand in one object, whatever their order. */
static bool
is_first(const struct route *row)
{
	for (const struct route *p = routes; p < row; p++)
		if (!strcmp(p->path, row->path))
			return false;
	return true;
}

static bool
is_first_of_tag(const struct route *row)
{
	for (const struct route *p = routes; p < row; p++)
		if (!strcmp(p->tag, row->tag))
			return false;
	return true;
}

static void
tags(struct json *j)
{
	json_key(j, "tags");
	json_open(j, '[');
	for (const struct route *row = routes; row->path; row++)
		if (is_first_of_tag(row)) {
			json_open(j, '{');
			json_pair(j, "name", row->tag);
			json_close(j, '}');
		}
	json_close(j, ']');
}

static void
paths(struct json *j)
{
	json_key(j, "paths");
	json_open(j, '{');
	for (const struct route *row = routes; row->path; row++) {
		if (!is_first(row))
			continue;
		json_key(j, route_is_beside(row->path) ? row->path :
		    arena_printf(j->buf.arena, "/api%s",
		    strcmp(row->path, "/") ? row->path : ""));
		json_open(j, '{');
		for (const struct route *p = row; p->path; p++)
			if (!strcmp(p->path, row->path))
				operation(j, p);
		json_close(j, '}');
	}
	json_close(j, '}');
}

static const char components[] = "{\"securitySchemes\":{"
    "\"password\":{\"type\":\"http\",\"scheme\":\"basic\"},"
    "\"token\":{\"type\":\"http\",\"scheme\":\"bearer\"}},"
    "\"responses\":{\"Problem\":{\"description\":\"Why it was refused "
    "(RFC 9457)\",\"content\":{\"application/problem+json\":{\"schema\":{"
    "\"type\":\"object\",\"required\":[\"type\",\"title\",\"status\"],"
    "\"properties\":{\"type\":{\"type\":\"string\"},\"title\":{\"type\":"
    "\"string\"},\"status\":{\"type\":\"integer\"},\"detail\":{\"type\":"
    "[\"string\",\"null\"]},\"instance\":{\"type\":\"string\"},\"errors\":"
    "{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{"
    "\"pointer\":{\"type\":\"string\"},\"detail\":{\"type\":[\"string\","
    "\"null\"]}}}}}}}}}}}";

int
get_openapi(struct request *r)
{
	struct json *j = &r->out;

	if (request_fresh(r, "openapi " PACKAGE_VERSION))
		return 304;
	json_open(j, '{');
	json_pair(j, "openapi", "3.1.0");
	json_key(j, "info");
	json_raw(j, "{\"title\":\"PowerHive\",\"version\":\"" PACKAGE_VERSION
	    "\",\"description\":\"The REST API of a PowerHive site.\","
	    "\"license\":{\"name\":\"ISC\",\"identifier\":\"ISC\"},"
	    "\"contact\":{\"name\":\"The site's administrator\"}}");
	json_key(j, "servers");
	json_raw(j, "[{\"url\":\"/\"}]");
	json_key(j, "security");
	json_raw(j, "[{\"password\":[]},{\"token\":[]}]");
	tags(j);
	paths(j);
	json_key(j, "components");
	json_raw(j, components);
	json_close(j, '}');
	return 200;
}
