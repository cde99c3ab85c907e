/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/balance/report.h"
#include "hive/base/log.h"
#include "hive/base/zone.h"
#include "worker/alert/alert.h"
#include "worker/alert/send.h"
#include "worker/core/work.h"

/*
 * The report of a day or week of the site's zone, made the morning after, an
 * hour of it a step.
 */
#define MORNING		360	/* minutes by the clock on the wall */
#define HOUR_MS		3600000
#define LOOK_MS		60000

static struct {
	struct report	 report;
	int64_t		 day, days;	/* its last, how many */
	int64_t		 next_at;	/* not added yet */
	bool		 making;
	int64_t		 look_ms;
} making;

static void
begin(struct work *w)
{
	const char *interval = w->settings.report_interval;
	int64_t today = zone_day(w->wall_ms), last = report_last(w->db);
	int64_t first_at;
	bool weekly = !strcmp(interval, "weekly");

	if (!strcmp(interval, "off") || zone_minute(w->wall_ms) < MORNING ||
	    (weekly && zone_weekday(today) != 0) ||
	    (last != NONE && last >= today - 1))
		return;
	first_at = report_first_at(w->db);
	if (first_at == NONE || first_at >= zone_day_start(today))
		return;			/* the first day is not over */
	making.day = today - 1;
	making.days = weekly ? 7 : 1;
	report_begin(&making.report, zone_day_start(today - making.days),
	    zone_day_start(today));
	making.next_at = making.report.since_at;
	making.making = true;
}

static void
finish(struct work *w)
{
	struct arena a;
	char day[ZONE_DATE_SIZE];
	const char *text;

	making.making = false;
	zone_date_show(day, making.day);
	arena_init(&a, 1 << 20);
	text = report_text(w->db, &a, &making.report, arena_printf(&a,
	    making.days == 7 ? "Report of the week until %s" :
	    "Report of %s", day));
	report_keep(w->db, making.day, text, w->wall_ms);
	alert_tell_text(w, "report", text);
	log_info("report made day=%s", day);
	arena_free(&a);
}

void
alert_report_step(struct work *w)
{
	struct report *r = &making.report;
	int64_t end;

	if (!making.making && w->now_ms >= making.look_ms) {
		making.look_ms = w->now_ms + LOOK_MS;
		begin(w);
	}
	if (!making.making)
		return;
	end = making.next_at + HOUR_MS < r->until_at ?
	    making.next_at + HOUR_MS : r->until_at;
	report_add(w->db, r, w->settings.tolerance_w, making.next_at, end);
	making.next_at = end;
	if (end >= r->until_at)
		finish(w);
}

void
alert_report_begin(void)
{
	making.making = false;
	making.look_ms = 0;
}
