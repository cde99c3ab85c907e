/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "hive/base/text.h"
#include "hive/site/check.h"

/*
 * Which addresses are the miners': networks, single addresses and ranges, as
 * a person writes them, and the rules that they must keep.
 */

#define SUBNET_MAX	(1u << 24)	/* addresses of a /8 */

/* The text before the mark as an address; what follows the mark in *rest. */
static bool
first_address(const char *text, char mark, uint32_t *ip, const char **rest)
{
	const char *at = strchr(text, mark);
	char copy[16];

	*rest = at ? at + 1 : NULL;
	if (!at || at - text >= (int)sizeof copy)
		return false;
	memcpy(copy, text, (size_t)(at - text));
	copy[at - text] = '\0';
	return text_ipv4(copy, ip);
}

static bool
prefix_length(const char *text, int *bits)
{
	size_t n = strspn(text, "0123456789");

	*bits = (int)strtol(text, NULL, 10);
	return n > 0 && n < 3 && !text[n] && *bits <= 32 &&
	    (n == 1 || *text != '0');
}

bool
site_range(const char *text, uint32_t *first, uint32_t *last)
{
	const char *rest;
	int bits;

	if (strchr(text, '/')) {
		uint32_t host;

		if (!first_address(text, '/', first, &rest) ||
		    !prefix_length(rest, &bits))
			return false;
		host = bits == 0 ? UINT32_MAX : (uint32_t)
		    ((UINT64_C(1) << (32 - bits)) - 1);
		*first &= ~host;
		*last = *first | host;
		return true;
	}
	if (strchr(text, '-'))
		return first_address(text, '-', first, &rest) &&
		    text_ipv4(rest, last) && *first <= *last;
	if (!text_ipv4(text, first))
		return false;
	*last = *first;
	return true;
}

bool
site_lists(const struct list *list, uint32_t ip)
{
	const struct site_word *word = list->v;
	uint32_t first, last;

	for (size_t i = 0; i < list->n; i++)
		if (site_range(word[i].text, &first, &last) && ip >= first &&
		    ip <= last)
			return true;
	return false;
}

bool
site_allows(const struct site *s, uint32_t ip)
{
	return site_lists(&s->subnets, ip) && !site_lists(&s->exclude, ip);
}

/* 0.0.0.0/8 names no host, 224.0.0.0 and above are no single hosts. */
static bool
is_host(uint32_t ip)
{
	return ip >> 24 != 0 && ip >> 28 < 14;
}

static void
check_range(struct checking *c, const char *pointer, const char *text)
{
	uint32_t first, last, named;
	const char *rest;
	char shown[16];

	if (!site_range(text, &first, &last))
		check_fault(c, pointer, "must be an IPv4 network like "
		    "10.0.0.0/16, an address, or first-last");
	else if (last - first >= SUBNET_MAX)
		check_fault(c, pointer, "is too large: /8 is the most");
	else if (!is_host(first) || !is_host(last))
		check_fault(c, pointer, "holds addresses that no miner has");
	else if (first_address(text, '/', &named, &rest) && named != first) {
		text_ipv4_show(shown, first);
		check_warn(c, pointer, "means %s/%s", shown, rest);
	}
}

static void
check_ranges(struct checking *c, const char *key, const struct list *l)
{
	const struct site_word *words = l->v;

	for (size_t i = 0; i < l->n; i++) {
		check_range(c, arena_printf(c->arena, "/network/%s/%zu",
		    key, i), words[i].text);
	}
}

void
check_network(struct checking *c, const struct site *s)
{
	check_ranges(c, "subnets", &s->subnets);
	check_ranges(c, "exclude", &s->exclude);
	if (s->subnets.n == 0)
		check_warn(c, "/network/subnets",
		    "is empty: no miner will be found");
	if (s->unlock_password_file &&
	    strcmp(s->unlock_password, site_defaults.unlock_password))
		check_fault(c, "/network/unlock_password_file",
		    "stands beside unlock_password; keep one of them");
}
