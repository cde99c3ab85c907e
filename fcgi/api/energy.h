/* SPDX-License-Identifier: ISC */
#ifndef FCGI_API_ENERGY_H
#define FCGI_API_ENERGY_H

#include "fcgi/http/request.h"
#include "hive/money/energy_sum.h"

/* What the files about energy share: the place that is asked for (NULL:
 * everywhere), and which meters make its sum. */
const char *energy_place(struct request *);
enum meter_source energy_level(struct request *, const char *location);

#endif
