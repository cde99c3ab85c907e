/* SPDX-License-Identifier: ISC */
#ifndef HIVE_ALERT_NOTICE_H
#define HIVE_ALERT_NOTICE_H

#include "hive/alert/alert.h"
#include "hive/alert/mail.h"
#include "hive/site/site.h"

/*
 * What is told to people over a channel: as JSON to a webhook, or as a mail.
 * The webhook's body has "text" in front, which is what chat programs show.
 */

struct notice {
	const char	*kind;		/* alerts, report, test, failure */
	enum severity	 severity;	/* of the worst, or none */
	const char	*subject;	/* one line */
	const char	*text;		/* lines */
	struct list	 alerts;	/* struct alert */
	int64_t		 now;		/* wall clock */
};

/* Alerts that began or ended; the worst comes first. */
void	notice_alerts(struct arena *, const struct site *, struct list alerts,
	    int64_t now, struct notice *);

/* Whether the site has this channel. */
bool	notice_channel(const struct site *, enum notice_channel);
const char *notice_json(struct arena *, const struct site *,
	    const struct notice *);
/* The mail with all that sends it; NULL and *error: no password. */
struct mail *notice_mail(struct arena *, const struct site *,
	    const struct notice *, const char **error);

#endif
