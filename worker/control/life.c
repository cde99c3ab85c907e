/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "worker/control/life.h"

const struct life_row lives[LIVES] = {
	[LIFE_QUEUED] = { "queued", COMMAND_QUEUED, DUE_TELL },
	[LIFE_DOUBT] = { "doubt", COMMAND_QUEUED, DUE_READ },
	[LIFE_DOUBT_STARTING] = { "doubt-starting", COMMAND_QUEUED, DUE_READ,
	    .starting = true },
	[LIFE_LOOKING] = { "looking", COMMAND_SENT, DUE_ANSWER },
	[LIFE_TOLD] = { "told", COMMAND_SENT, DUE_ANSWER },
	[LIFE_TOLD_FLAGGED] = { "told-flagged", COMMAND_SENT, DUE_ANSWER },
	[LIFE_AGAIN] = { "again", COMMAND_SENT, DUE_TELL },
	[LIFE_REFUSED] = { "refused", COMMAND_SENT, DUE_READ },
	[LIFE_ACCEPTED] = { "accepted", COMMAND_ACCEPTED, DUE_READ },
	[LIFE_STARTING] = { "starting", COMMAND_ACCEPTED, DUE_READ,
	    .starting = true },
	[LIFE_COMING_DOWN] = { "coming-down", COMMAND_ACCEPTED, DUE_READ },
	[LIFE_RESTART] = { "restart", COMMAND_ACCEPTED, DUE_RESTART },
	[LIFE_RESTARTING] = { "restarting", COMMAND_ACCEPTED, DUE_ANSWER },
	[LIFE_STOPPING] = { "stopping", COMMAND_ACCEPTED, DUE_ANSWER,
	    .stops = true },
	[LIFE_STOP_AGAIN] = { "stop-again", COMMAND_ACCEPTED, DUE_TELL,
	    .stops = true },
	[LIFE_STOPPED] = { "stopped", COMMAND_ACCEPTED, DUE_READ,
	    .stops = true },
	[LIFE_CONFIRMED] = { "confirmed", COMMAND_CONFIRMED, DUE_RECORD },
	[LIFE_FAILED] = { "failed", COMMAND_FAILED, DUE_RECORD },
	[LIFE_EXPIRED] = { "expired", COMMAND_EXPIRED, DUE_RECORD },
};

const char *const happenings[HAPPENINGS] = {
	[LIFE_LOOKS] = "looks", [LIFE_TELLS] = "tells",
	[LIFE_FLAG_STOOD] = "flag-stood", [LIFE_ACCEPTS] = "accepts",
	[LIFE_REFUSES] = "refuses", [LIFE_LOST] = "lost",
	[LIFE_STORES] = "stores", [LIFE_STORES_STOP] = "stores-stop",
	[LIFE_NOT_YET] = "not-yet", [LIFE_SHOWS] = "shows",
	[LIFE_DRAWS] = "draws", [LIFE_STARTS] = "starts",
	[LIFE_STANDS] = "stands", [LIFE_OTHER] = "other",
	[LIFE_LATE] = "late", [LIFE_DONE] = "done", [LIFE_FAILS] = "fails",
	[LIFE_DROPS] = "drops",
};

/* What may fail or be dropped at any time is in no row: see life_next(). */
static const struct {
	enum life	from;
	enum happening	event;
	enum life	to;
} arrows[] = {
	{ LIFE_QUEUED, LIFE_LOOKS, LIFE_LOOKING },
	{ LIFE_QUEUED, LIFE_TELLS, LIFE_TOLD },

	{ LIFE_DOUBT, LIFE_NOT_YET, LIFE_DOUBT },
	{ LIFE_DOUBT, LIFE_OTHER, LIFE_QUEUED },
	{ LIFE_DOUBT, LIFE_LATE, LIFE_QUEUED },
	{ LIFE_DOUBT, LIFE_STARTS, LIFE_DOUBT_STARTING },
	{ LIFE_DOUBT, LIFE_STORES, LIFE_RESTART },
	{ LIFE_DOUBT, LIFE_STORES_STOP, LIFE_STOPPING },
	{ LIFE_DOUBT, LIFE_SHOWS, LIFE_ACCEPTED },
	{ LIFE_DOUBT, LIFE_DONE, LIFE_CONFIRMED },

	{ LIFE_DOUBT_STARTING, LIFE_NOT_YET, LIFE_DOUBT_STARTING },
	{ LIFE_DOUBT_STARTING, LIFE_LATE, LIFE_QUEUED },
	{ LIFE_DOUBT_STARTING, LIFE_DONE, LIFE_CONFIRMED },

	{ LIFE_LOOKING, LIFE_TELLS, LIFE_TOLD },
	{ LIFE_LOOKING, LIFE_FLAG_STOOD, LIFE_TOLD_FLAGGED },

	{ LIFE_TOLD, LIFE_ACCEPTS, LIFE_ACCEPTED },
	{ LIFE_TOLD, LIFE_REFUSES, LIFE_REFUSED },
	{ LIFE_TOLD, LIFE_LOST, LIFE_AGAIN },

	{ LIFE_TOLD_FLAGGED, LIFE_ACCEPTS, LIFE_ACCEPTED },
	{ LIFE_TOLD_FLAGGED, LIFE_LOST, LIFE_AGAIN },

	{ LIFE_AGAIN, LIFE_LOOKS, LIFE_LOOKING },
	{ LIFE_AGAIN, LIFE_TELLS, LIFE_TOLD },

	{ LIFE_REFUSED, LIFE_NOT_YET, LIFE_REFUSED },
	{ LIFE_REFUSED, LIFE_OTHER, LIFE_AGAIN },
	{ LIFE_REFUSED, LIFE_DONE, LIFE_CONFIRMED },

	{ LIFE_ACCEPTED, LIFE_STORES, LIFE_RESTART },
	{ LIFE_ACCEPTED, LIFE_STORES_STOP, LIFE_STOPPING },
	{ LIFE_ACCEPTED, LIFE_NOT_YET, LIFE_ACCEPTED },
	{ LIFE_ACCEPTED, LIFE_SHOWS, LIFE_ACCEPTED },
	{ LIFE_ACCEPTED, LIFE_DRAWS, LIFE_COMING_DOWN },
	{ LIFE_ACCEPTED, LIFE_STARTS, LIFE_STARTING },
	{ LIFE_ACCEPTED, LIFE_STANDS, LIFE_STOPPED },
	{ LIFE_ACCEPTED, LIFE_LATE, LIFE_AGAIN },
	{ LIFE_ACCEPTED, LIFE_DONE, LIFE_CONFIRMED },

	{ LIFE_STARTING, LIFE_NOT_YET, LIFE_STARTING },
	{ LIFE_STARTING, LIFE_DONE, LIFE_CONFIRMED },

	{ LIFE_COMING_DOWN, LIFE_NOT_YET, LIFE_COMING_DOWN },
	{ LIFE_COMING_DOWN, LIFE_SHOWS, LIFE_COMING_DOWN },
	{ LIFE_COMING_DOWN, LIFE_DRAWS, LIFE_COMING_DOWN },
	{ LIFE_COMING_DOWN, LIFE_STARTS, LIFE_STARTING },
	{ LIFE_COMING_DOWN, LIFE_STANDS, LIFE_STOPPED },
	{ LIFE_COMING_DOWN, LIFE_DONE, LIFE_CONFIRMED },

	{ LIFE_RESTART, LIFE_TELLS, LIFE_RESTARTING },

	{ LIFE_RESTARTING, LIFE_ACCEPTS, LIFE_ACCEPTED },
	{ LIFE_RESTARTING, LIFE_LOST, LIFE_AGAIN },

	{ LIFE_STOPPING, LIFE_ACCEPTS, LIFE_STOPPED },
	{ LIFE_STOPPING, LIFE_REFUSES, LIFE_STOPPED },
	{ LIFE_STOPPING, LIFE_LOST, LIFE_STOP_AGAIN },

	{ LIFE_STOP_AGAIN, LIFE_TELLS, LIFE_STOPPING },

	{ LIFE_STOPPED, LIFE_NOT_YET, LIFE_STOPPED },
	{ LIFE_STOPPED, LIFE_DONE, LIFE_CONFIRMED },
};

#define ARROWS	(sizeof arrows / sizeof *arrows)

bool
life_ended(enum life l)
{
	return lives[l].due == DUE_RECORD;
}

enum life
life_next(enum life from, enum happening event)
{
	if (from == LIFE_NONE || life_ended(from))
		return LIFE_NONE;
	if (event == LIFE_FAILS)
		return LIFE_FAILED;
	if (event == LIFE_DROPS)
		return LIFE_EXPIRED;
	for (size_t i = 0; i < ARROWS; i++)
		if (arrows[i].from == from && arrows[i].event == event)
			return arrows[i].to;
	return LIFE_NONE;
}

const char *
life_draw(struct arena *a)
{
	static const char *const due[] = { "waits for an answer",
	    "is to be told", "is read back", "waits to restart mining",
	    "has ended" };
	const char *text = "";

	for (enum life l = LIFE_NONE + 1; l < LIVES; l++) {
		text = arena_printf(a, "%s%s (shown as %s, %s)\n", text,
		    lives[l].name, command_state_words[lives[l].shown],
		    due[lives[l].due]);
		for (size_t i = 0; i < ARROWS; i++)
			if (arrows[i].from == l)
				text = arena_printf(a, "%s    %-12s-> %s\n",
				    text, happenings[arrows[i].event],
				    lives[arrows[i].to].name);
	}
	return arena_printf(a, "%sany of these that has not ended\n"
	    "    %-12s-> %s\n    %-12s-> %s\n", text, happenings[LIFE_FAILS],
	    lives[LIFE_FAILED].name, happenings[LIFE_DROPS],
	    lives[LIFE_EXPIRED].name);
}
