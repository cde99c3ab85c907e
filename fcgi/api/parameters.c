/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fcgi/api/parameters.h"
#include "fcgi/http/list.h"

/*
 * What stands behind the question mark of a path: for each kind of operation
 * the parameters that it takes, with their ranges and a sentence for the
 * API's document.  Parameters that several operations share are macros here,
 * or in fcgi/http/list.h.
 */

const struct param list_params[] = { LIST_PARAMS, PARAMS_END };

const struct param miner_params[] = {
	{ "state", F_TEXT, 0, 0, "mining, stopped, failure, ...; offline" },
	{ "model", F_TEXT, 0, 0, "alias of a model" },
	{ "location", F_TEXT, 0, 0, "exactly this location" },
	{ "circuit", F_TEXT, 0, 0, "exactly this circuit" },
	{ "online", F_FLAG, 0, 0, "those that answer, or do not" },
	{ "managed", F_FLAG, 0, 0, "those the balancer may change, or not" },
	{ "conflict", F_FLAG, 0, 0, "those whose MAC is claimed twice" },
	{ "held", F_FLAG, 0, 0, "those that a person holds" },
	{ "q", F_TEXT, 0, 0,
	    "part of the MAC, name, address, location or model" },
	LIST_PARAMS, PARAMS_END
};

#define SPAN_PARAMS							\
	{ "since", F_TIME, 0, 0, "from this instant on" },		\
	{ "until", F_TIME, 0, 0, "before this instant" }

const struct param status_params[] = {
	SPAN_PARAMS,
	{ "points", F_INT, 2, 5000, "thin to about so many means" },
	LOG_PARAMS, PARAMS_END
};

const struct param telemetry_params[] = {
	SPAN_PARAMS,
	{ "limit", F_INT, 1, 1000, "most polls in one answer" },
	PARAMS_END
};

const struct param event_params[] = {
	{ "miner_id", F_TEXT, 0, 0, "of this miner only" },
	LOG_PARAMS, PARAMS_END
};

const struct param span_params[] = {
	SPAN_PARAMS, SHOW_PARAMS,
	{ "limit", F_INT, 1, 100000, "most rows in one answer; past 2,000, "
	    "of more than that: 2,000 means" },
	PARAMS_END
};

const struct param decision_params[] = {
	{ "before", F_INT, 1, INT64_MAX, "decisions with a smaller id" },
	SPAN_PARAMS, LOG_PARAMS, PARAMS_END
};

const struct param command_params[] = {
	{ "miner_id", F_TEXT, 0, 0, "to this miner only" },
	{ "state", F_TEXT, 0, 0,
	    "queued, sent, accepted, confirmed, failed, expired" },
	{ "decision", F_INT, 1, INT64_MAX, "of this decision only" },
	LOG_PARAMS, PARAMS_END
};

const struct param alert_params[] = {
	{ "state", F_TEXT, 0, 0, "open, acknowledged, ended; present: not "
	    "ended" },
	LIST_PARAMS, PARAMS_END
};

const struct param audit_params[] = {
	{ "before", F_INT, 1, INT64_MAX, "entries with a smaller id" },
	LOG_PARAMS, PARAMS_END
};

#define BOOK_PARAMS							\
	{ "meter", F_TEXT, 0, 0, "a meter's id, or its device" },	\
	{ "from", F_TIME, 0, 0, "from this instant on" },		\
	{ "to", F_TIME, 0, 0, "before this instant" }

const struct param meter_reading_params[] = {
	BOOK_PARAMS, LIST_PARAMS, PARAMS_END
};

const struct param entry_params[] = {
	BOOK_PARAMS,
	{ "as_of", F_TIME, 0, 0, "as the books were at this instant" },
	LIST_PARAMS, PARAMS_END
};

const struct param statement_params[] = {
	{ "period", F_TEXT, 0, 0, "a month, 2026-11, or a day, 2026-11-20" },
	{ "again", F_FLAG, 0, 0, "of a closed month: as it is known now, "
	    "not as it was closed" },
	PARAMS_END
};

const struct param ticket_params[] = {
	{ "state", F_TEXT, 0, 0, "open, acknowledged or resolved" },
	LIST_PARAMS, PARAMS_END
};

#define PLACE_PARAMS							\
	{ "classroom", F_TEXT, 0, 0, "this place; all: everywhere" },	\
	{ "location", F_TEXT, 0, 0, "the same as classroom" },		\
	{ "source", F_TEXT, 0, 0, "message, miner or plant: which meters " \
	    "make the sum; the first of boards, plant, miners that the "\
	    "place has if not said" }

const struct param energy_day_params[] = {
	PLACE_PARAMS,
	{ "date", F_TEXT, 0, 0, "a day of the site; today if not said" },
	PARAMS_END
};

const struct param energy_meter_params[] = {
	PLACE_PARAMS,
	{ "date", F_TEXT, 0, 0, "a day of the site; today if not said" },
	{ "meter", F_TEXT, 0, 0, "this meter only, with its prices" },
	PARAMS_END
};

const struct param energy_month_params[] = {
	PLACE_PARAMS,
	{ "year", F_INT, 1970, 9999, "with month" },
	{ "month", F_TEXT, 0, 0, "1 to 12, or 2026-11; this month if not "
	    "said" },
	PARAMS_END
};

#define STRETCH_PARAMS							\
	{ "start", F_TEXT, 0, 0, "a date, or an instant" },		\
	{ "end", F_TEXT, 0, 0, "a date, included; or an instant, not" }

const struct param energy_timeline_params[] = {
	PLACE_PARAMS, STRETCH_PARAMS,
	{ "bucket", F_INT, 15, 1440, "minutes; a multiple of 15" },
	PARAMS_END
};

const struct param energy_csv_params[] = {
	PLACE_PARAMS, STRETCH_PARAMS, PARAMS_END
};

const struct param price_params[] = {
	{ "classroom", F_TEXT, 0, 0, "those that concern this place" },
	{ "location", F_TEXT, 0, 0, "the same as classroom" },
	{ "as_of", F_TIME, 0, 0, "as they were known at this instant" },
	{ "limit", F_INT, 1, 10000, "most versions; 50 if not said" },
	PARAMS_END
};

const struct param wait_params[] = {
	{ "wait", F_FLAG, 0, 0, "answer when it is done" },
	PARAMS_END
};
