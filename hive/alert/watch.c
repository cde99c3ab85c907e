/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/alert/watch.h"

enum alert_turn
alert_watch(struct alert_watch *w, enum alert_sight sight, int64_t hold_ms,
    int64_t clear_ms, int64_t now_ms)
{
	int64_t need_ms = w->raised ? clear_ms : hold_ms;

	if (sight == ALERT_UNKNOWN)
		return ALERT_STAYS;
	if ((sight == ALERT_PRESENT) == w->raised) {
		w->turning = false;
		return ALERT_STAYS;
	}
	if (!w->turning) {
		w->turning = true;
		w->since_ms = now_ms;
	}
	if (now_ms - w->since_ms < need_ms)
		return ALERT_STAYS;
	w->turning = false;
	w->raised = !w->raised;
	if (w->raised)
		w->raised_ms = now_ms;
	return w->raised ? ALERT_BEGINS : ALERT_ENDS;
}

void
alert_watch_resume(struct alert_watch *w)
{
	*w = (struct alert_watch){ .raised = true,
	    .raised_ms = INT64_MIN / 2 };
}

bool
alert_flood(struct alert_flood *f, size_t n, int64_t now_ms)
{
	const size_t room = ALERT_FLOOD + 1;

	for (size_t i = 0; i < n && i < room; i++) {
		f->at_ms[f->next] = now_ms;
		f->next = (f->next + 1) % room;
		if (f->n < room)
			f->n++;
	}
	/* The next place holds the oldest. */
	return f->n == room && now_ms - f->at_ms[f->next] < ALERT_FLOOD_MS;
}
