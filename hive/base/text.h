/* SPDX-License-Identifier: ISC */
#ifndef HIVE_BASE_TEXT_H
#define HIVE_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Copy a text from outside so that it stays on one line of a log or a cell:
 * control characters (C0, DEL, C1, U+2028/9) and broken UTF-8 become \xNN.
 * Terminated, cut at room - 1; returns the length.
 */
size_t	text_one_line(char *to, size_t room, const char *from);

/* Whether the text is UTF-8 without a NUL, a surrogate or an overlong form. */
bool	text_is_utf8(const char *, size_t len);

/* Bytes of one valid UTF-8 character at p (n left), or 0. */
size_t	text_utf8_at(const char *p, size_t n);

/* The same text, or neither is there. */
bool	text_same(const char *, const char *);

/* How many single-character edits apart; stops counting at 32 characters. */
int	text_distance(const char *, const char *);

/*
 * A MAC address in any case with ':', '-', '%3A' or nothing between its
 * bytes, as "aa:bb:cc:dd:ee:ff".  False if it is none, or is all zero or a
 * group address.
 */
bool	text_mac(char to[18], const char *from);
/* 0 to 15; -1: it is none. */
int	text_hex_digit(char c);

/* "192.168.1.7" as a number in host order; false if it is no such text. */
bool	text_ipv4(const char *, uint32_t *ip);
/* Loopback, private or link-local: no router of the internet carries it. */
bool	text_ipv4_near(uint32_t ip);
/* At most 16 bytes with the NUL. */
void	text_ipv4_show(char to[16], uint32_t ip);

#endif
