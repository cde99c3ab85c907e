/* SPDX-License-Identifier: ISC */
#ifndef HIVE_ORDER_KEPT_ANSWER_H
#define HIVE_ORDER_KEPT_ANSWER_H

#include "hive/db/db.h"

/* The answer to an order that carried a key; kept for 24 hours. */
struct kept_answer {
	const char	*caller, *key;
	struct blob	 digest;	/* BLAKE2b-256 of the order */
	int64_t		 status;
	const char	*answer;	/* JSON of struct answer */
	int64_t		 at;
};

bool	kept_answer_find(struct db *, struct arena *, const char *caller,
	    const char *key, int64_t since_at, struct kept_answer *);
void	kept_answer_add(struct db *, const struct kept_answer *);
void	kept_answer_forget(struct db *, int64_t before_at);

#endif
