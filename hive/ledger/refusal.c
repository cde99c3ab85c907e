/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/base/text.h"
#include "hive/ledger/meter.h"
#include "hive/service/health.h"

/*
 * Messages that became no reading, each with the rule that it broke and the
 * beginning of its text, so that a person can see what a board says wrongly.
 * Only the newest are kept: a board that is wrong is so every few seconds.
 */

#define REFUSED_KEPT	10000
#define TEXT_KEPT	1000

static void
forget_refused(struct db *db, int64_t id)
{
	static struct query q = QUERY("DELETE FROM meter_refused"
	    " WHERE id <= :id");

	db_int(db, &q, ":id", id - REFUSED_KEPT);
	db_run(db, &q);
}

void
meter_refuse(struct db *db, const char *device, const char *rule,
    const char *why, const char *text, size_t len, int64_t now)
{
	static struct query q = QUERY("INSERT INTO meter_refused (at, device,"
	    " rule, why, size_bytes, text) VALUES (:at, :device, :rule, :why,"
	    " :size, :text) RETURNING id");
	char line[TEXT_KEPT + 1], raw[TEXT_KEPT + 1];
	size_t n = len < TEXT_KEPT ? len : TEXT_KEPT;

	memcpy(raw, text, n);
	raw[n] = '\0';
	text_one_line(line, sizeof line, raw);
	db_int(db, &q, ":at", now);
	db_text(db, &q, ":device", device ? device : "");
	db_text(db, &q, ":rule", rule);
	db_text(db, &q, ":why", why);
	db_int(db, &q, ":size", (int64_t)len);
	db_text(db, &q, ":text", line);
	forget_refused(db, db_number(db, &q, 0));
	counter_add(db, "meter_messages_rejected", 1);
}
