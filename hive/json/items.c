/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/json/json.h"

/*
 * Only brackets and quotes are looked at here; each item is parsed by its
 * own reader, so one that is broken spoils no other.
 */
static size_t
skip_text(const char *text, size_t len, size_t i)
{
	for (i++; i < len && text[i] != '"'; i++)
		i += text[i] == '\\';
	return i + 1;
}

static size_t
skip_blank(const char *text, size_t len, size_t i)
{
	while (i < len && strchr(" \t\r\n", text[i]) && text[i])
		i++;
	return i;
}

/* Behind the value at i: its comma or the bracket that closes the list. */
static size_t
skip_item(const char *text, size_t len, size_t i)
{
	int depth = 0;

	while (i < len) {
		char c = text[i];

		if (c == '"') {
			i = skip_text(text, len, i);
			continue;
		}
		if (depth == 0 && (c == ',' || c == ']'))
			break;
		depth += c == '[' || c == '{';
		depth -= c == ']' || c == '}';
		i++;
	}
	return i < len ? i : len;
}

bool
json_items(struct arena *arena, const char *text, size_t len, size_t max,
    struct list *items)
{
	struct json_item *item = ARENA_MANY(arena, struct json_item, max);
	size_t i = skip_blank(text, len, 0), n = 0;

	if (i == len || text[i] != '[')
		return false;
	i = skip_blank(text, len, i + 1);
	while (i < len && (text[i] != ']' || n)) {
		size_t end = skip_item(text, len, i);

		if (n == max || end >= len)
			return false;
		item[n++] = (struct json_item){ text + i, end - i };
		if (text[end] == ']') {
			i = end;
			break;
		}
		i = skip_blank(text, len, end + 1);
	}
	*items = (struct list){ item, n };
	return i < len && skip_blank(text, len, i + 1) == len;
}
