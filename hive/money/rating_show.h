/* SPDX-License-Identifier: ISC */
#ifndef HIVE_MONEY_RATING_SHOW_H
#define HIVE_MONEY_RATING_SHOW_H

#include "hive/money/rating.h"

/* A run as the API shows it. */
extern const struct field rating_run_fields[];

/* Fill what is shown in words; texts are in the arena. */
void	rating_run_show(struct arena *, struct rating_run *);

#endif
