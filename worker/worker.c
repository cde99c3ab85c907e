/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "worker/worker.h"

void
worker_wire(struct worker *w)
{
	w->turn.site = &w->site;
	w->turn.settings = &w->settings.settings;
	w->turn.fleet = &w->fleet;
	w->emergency.control = &w->control;
	w->emergency.folder = w->folder;
	w->alerts.control = &w->control;
	w->alerts.health = &w->health;
	w->alerts.rounds = w->rounds;
	w->alerts.folder = w->folder;
	w->polls.control = &w->control;
	w->polls.alerts = &w->alerts;
	w->polls.health = &w->health;
	w->polls.secret = &w->secret;
	w->meters.health = &w->health;
	w->prices.books = &w->books;
	w->rooms = (struct rooms){ &w->settings, w->rounds, &w->control,
	    &w->emergency, &w->alerts, &w->polls, &w->books, &w->prices };
}
