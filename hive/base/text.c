/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#include "hive/base/text.h"

/* What the first byte says: length of the character, its lowest value. */
static size_t
utf8_length(unsigned char c, uint32_t *low)
{
	static const uint32_t lowest[5] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t n = c < 0x80 ? 1 : c >> 5 == 6 ? 2 : c >> 4 == 14 ? 3 :
	    c >> 3 == 30 ? 4 : 0;

	*low = lowest[n];
	return n;
}

size_t
text_utf8_at(const char *p, size_t left)
{
	uint32_t low, code;
	size_t n = left ? utf8_length((unsigned char)*p, &low) : 0;

	if (n <= 1)
		return n;
	if (n > left)
		return 0;
	code = (unsigned char)*p & (0x7fu >> n);
	for (size_t i = 1; i < n; i++) {
		if (((unsigned char)p[i] & 0xc0) != 0x80)
			return 0;
		code = code << 6 | ((unsigned char)p[i] & 0x3f);
	}
	if (code < low || code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
		return 0;
	return n;
}

bool
text_is_utf8(const char *p, size_t len)
{
	size_t n;

	for (size_t i = 0; i < len; i += n)
		if (!p[i] || !(n = text_utf8_at(p + i, len - i)))
			return false;
	return true;
}

/* A character that moves a cursor or ends a line somewhere. */
static bool
is_control(const char *p, size_t n)
{
	unsigned char c = (unsigned char)*p;
	unsigned char d = n > 1 ? (unsigned char)p[1] : 0;

	if (n == 1)
		return c < ' ' || c == 0x7f;
	if (n == 2)
		return c == 0xc2 && d < 0xa0;
	return n == 3 && c == 0xe2 && d == 0x80 &&
	    ((unsigned char)p[2] == 0xa8 || (unsigned char)p[2] == 0xa9);
}

size_t
text_one_line(char *to, size_t room, const char *from)
{
	size_t at = 0, left = strlen(from);

	while (left) {
		size_t n = text_utf8_at(from, left);
		bool plain = n && !is_control(from, n);

		if (!n)
			n = 1;
		if (at + (plain ? n : 4 * n) >= room)
			break;
		for (size_t i = 0; i < n; i++)
			if (plain)
				to[at++] = from[i];
			else
				at += (size_t)snprintf(to + at, 5, "\\x%02x",
				    (unsigned char)from[i]);
		from += n;
		left -= n;
	}
	to[at] = '\0';
	return at;
}

bool
text_same(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

int
text_distance(const char *a, const char *b)
{
	enum { MAX = 32 };
	int row[MAX + 1], n = (int)strnlen(b, MAX);

	for (int j = 0; j <= n; j++)
		row[j] = j;
	for (int i = 0; i < MAX && a[i]; i++) {
		int diagonal = row[0];

		row[0] = i + 1;
		for (int j = 1; j <= n; j++) {
			int best = diagonal + (a[i] != b[j - 1]);

			diagonal = row[j];
			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
		}
	}
	return row[n];
}

int
text_hex_digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' :
	    c >= 'a' && c <= 'f' ? c - 'a' + 10 :
	    c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static const char *
skip_separator(const char *p)
{
	if (*p == ':' || *p == '-')
		return p + 1;
	return p[0] == '%' && p[1] == '3' && (p[2] | 32) == 'a' ? p + 3 : p;
}

bool
text_mac(char to[18], const char *from)
{
	int any = 0, first = 0;

	for (int i = 0; i < 6; i++) {
		int high = text_hex_digit(*from);
		int low = high < 0 ? -1 : text_hex_digit(from[1]);

		if (low < 0)
			return false;
		if (i == 0)
			first = low;
		any |= high | low;
		*to++ = "0123456789abcdef"[high];
		*to++ = "0123456789abcdef"[low];
		*to++ = i < 5 ? ':' : '\0';
		from += 2;
		if (i < 5)
			from = skip_separator(from);
	}
	return !*from && any && !(first & 1);
}

bool
text_ipv4(const char *text, uint32_t *ip)
{
	struct in_addr a;

	if (inet_pton(AF_INET, text, &a) != 1)
		return false;
	*ip = ntohl(a.s_addr);
	return true;
}

void
text_ipv4_show(char to[16], uint32_t ip)
{
	snprintf(to, 16, "%u.%u.%u.%u", ip >> 24, ip >> 16 & 255,
	    ip >> 8 & 255, ip & 255);
}

bool
text_ipv4_near(uint32_t ip)
{
	return ip >> 24 == 127 || ip >> 24 == 10 || ip >> 20 == 0xac1 ||
	    ip >> 16 == 0xc0a8 || ip >> 16 == 0xa9fe;
}
