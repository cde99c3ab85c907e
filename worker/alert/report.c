/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/base/duration.h"
#include "hive/base/log.h"
#include "hive/base/zone.h"
#include "worker/alert/alert.h"
#include "worker/alert/send.h"
#include "worker/control/control.h"
#include "worker/core/turn.h"

/*
 * The report of a day or week of the site's zone, made the morning after, an
 * hour of it a step.
 */
#define MORNING		360	/* minutes by the clock on the wall */
#define REPORT_LOOK_MS	MINUTE_MS

static void
begin(const struct turn *t, struct report_job *job)
{
	enum report_interval interval = t->settings->report_interval;
	int64_t today = zone_day(t->wall_ms), last = report_last(t->db);
	int64_t first_at;
	bool weekly = interval == REPORT_WEEKLY;

	if (interval == REPORT_OFF || zone_minute(t->wall_ms) < MORNING ||
	    (weekly && zone_weekday(today) != 0) ||
	    (last != NONE && last >= today - 1))
		return;
	first_at = report_first_at(t->db);
	if (first_at == NONE || first_at >= zone_day_start(today))
		return;			/* the first day is not over */
	job->day = today - 1;
	job->days = weekly ? 7 : 1;
	report_begin(&job->report, zone_day_start(today - job->days),
	    zone_day_start(today));
	job->next_at = job->report.since_at;
	job->making = true;
}

static void
finish(const struct turn *t, struct alert_room *room)
{
	struct report_job *job = &room->report;
	struct arena a;
	char day[ZONE_DATE_SIZE];
	const char *text;

	job->making = false;
	zone_date_show(day, job->day);
	arena_init(&a, 1 << 20);
	text = report_text(t->db, &a, &job->report, arena_printf(&a,
	    job->days == 7 ? "Report of the week until %s" :
	    "Report of %s", day));
	report_keep(t->db, job->day, text, t->wall_ms);
	alert_tell_text(t, &room->sender, "report", text);
	log_info("report made day=%s", day);
	arena_free(&a);
}

void
alert_report_step(const struct turn *t, struct alert_room *room)
{
	struct report_job *job = &room->report;
	struct report *r = &job->report;
	int64_t end;

	if (!job->making && t->now_ms >= job->look_ms) {
		job->look_ms = t->now_ms + REPORT_LOOK_MS;
		begin(t, &room->report);
	}
	if (!job->making)
		return;
	end = job->next_at + HOUR_MS < r->until_at ?
	    job->next_at + HOUR_MS : r->until_at;
	report_add(t->db, r, t->settings->tolerance_w, job->next_at, end);
	job->next_at = end;
	if (end >= r->until_at)
		finish(t, room);
}

void
alert_report_begin(struct report_job *job)
{
	job->making = false;
	job->look_ms = 0;
}
