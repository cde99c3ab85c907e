/* SPDX-License-Identifier: ISC */
#ifndef HIVE_ALERT_MAIL_H
#define HIVE_ALERT_MAIL_H

#include <stdbool.h>

#include "hive/base/record.h"

/*
 * A mail for libcurl to hand to a mail server (RFC 5321).  Only the programs
 * that do so link hive/alert/mail.c, and libcurl with it.
 */
struct mail {
	const char	*from;
	struct list	 to;		/* struct site_word */
	const char	*text;		/* RFC 5322, lines end with CR LF */
	const char	*user, *password;	/* NULL: none */
	bool		 tls;		/* never without it */
	size_t		 at;		/* handed over so far */
};

/*
 * Set an easy handle, whose URL is set, for the mail, which must stay as long
 * as the transfer runs; returns a list to be freed after it.
 */
struct curl_slist *mail_set(void *curl, struct mail *);

#endif
