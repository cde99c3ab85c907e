/* SPDX-License-Identifier: ISC */
#ifndef HIVE_BASE_DURATION_H
#define HIVE_BASE_DURATION_H

#include <stdint.h>

/* Lengths of time, each written once. */
#define SECOND_MS	INT64_C(1000)
#define MINUTE_MS	INT64_C(60000)
#define HOUR_MS		INT64_C(3600000)
#define DAY_MS		INT64_C(86400000)
#define WEEK_MS		(7 * DAY_MS)
#define DAY_S		(DAY_MS / SECOND_MS)

/* A quarter of an hour: what the ledger enters, and what has one price. */
#define SLOT_MS		INT64_C(900000)

/* How long somebody outside the site may take to accept a connection. */
#define OUTSIDE_CONNECT_MS	(4 * SECOND_MS)

#endif
