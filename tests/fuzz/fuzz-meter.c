/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "hive/base/log.h"
#include "tests/fake/mqtt.h"
#include "worker/core/health.h"
#include "worker/core/turn.h"
#include "worker/ledger/meter_mqtt.h"

/*
 * Any bytes as a topic and a payload (the first line, and the rest) at the
 * meters' door.  Whatever they are: acknowledged, and one row at most.
 */
int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static struct arena kept;
static struct site site;
static struct health health;
static struct secret_key secret;
static struct turn turn = { .site = &site };
static struct meters intake = { .health = &health };

static void
begin(void)
{
	static const char text[] = "{\"site\":{\"name\":\"f\",\"timezone\":"
	    "\"UTC\",\"currency\":\"USD\"},\"network\":{\"subnets\":"
	    "[\"127.9.0.0/24\"]},\"mqtt\":{\"url\":\"mqtt://127.0.0.1\"}}";
	const char *warnings, *error;

	log_level(LOG_DIE);
	arena_init(&kept, 1 << 20);
	error = site_read(&kept, "f", text, sizeof text - 1, &site,
	    &warnings);
	if (error || !(turn.db = db_create(":memory:", &error)))
		log_die("%s", error);
	turn.wall_ms = INT64_C(1795168800000);
	meters_open(&site, &kept, NULL, &secret, &intake);
}

static int64_t
rows(void)
{
	static struct query q = QUERY("SELECT (SELECT count(*) FROM"
	    " meter_reading) + (SELECT count(*) FROM meter_refused)");

	return db_number(turn.db, &q, 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	const uint8_t *line = memchr(data, '\n', len);
	size_t n = line ? (size_t)(line - data) : len;
	char topic[256], *payload;

	if (!turn.db)
		begin();
	if (n >= sizeof topic)
		return 0;
	memcpy(topic, data, n);
	topic[n] = '\0';
	/* Exactly as long as it is, so that reading on is seen. */
	payload = malloc(len - n + 1);
	n += line != NULL;
	memcpy(payload, data + n, len - n);
	fake_mqtt_send(topic, payload, len - n, len % 7 == 0);
	db_begin(turn.db);
	meters_serve(&turn, &intake);
	if (rows() > 1)
		abort();
	/* Nothing stays, but the answer is that of a commit. */
	db_rollback(turn.db);
	meters_answer(&intake, true);
	if (fake_mqtt_left())
		abort();
	free(payload);
	return 0;
}
