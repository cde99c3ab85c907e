/* SPDX-License-Identifier: ISC */
#ifndef WORKER_FIRMWARE_FIRMWARE_H
#define WORKER_FIRMWARE_FIRMWARE_H

#include "hive/json/json.h"
#include "hive/miner/model.h"
#include "hive/reading/chips.h"
#include "hive/reading/reading.h"
#include "worker/system/http.h"

/*
 * A firmware is a driver: one const struct in one file.  It knows how a
 * question is put to a miner (path, credentials, body) and what the answer
 * means; it knows nothing of rounds, the database or time.
 *
 * Readers fill their record in the arena and return NULL or an error; those
 * that are given a struct json_odd (or NULL) say there which values they could
 * not use.  They are given an answer with a 2xx status; what other statuses
 * mean is the same for all questions (worker/poll/visit.h).
 */
enum question {
	ASK_INFO,		/* who are you?  no credentials */
	ASK_MODEL,		/* how are you built? */
	ASK_UNLOCK,		/* a session token for the password */
	ASK_KEYS,		/* which API keys are there? */
	ASK_KEY_ADD,		/* body: our key */
	ASK_KEY_DELETE,		/* body: our key */
	ASK_LOCK,		/* drop the session */
	ASK_AUTH,		/* do you still know our key? 401: no */
	ASK_PRESETS,
	ASK_SUMMARY,
	ASK_PERF,		/* which preset runs? */
	ASK_CHAINS,
	ASK_BOARDS,		/* chains, as newer firmware calls them */
	ASK_STATE,		/* which state, and is a restart wanted? */
	TELL_PRESET,		/* run this preset */
	TELL_START, TELL_STOP,	/* mining */
	TELL_PAUSE, TELL_RESUME,
	TELL_RESTART,		/* mining, not the miner itself */
	TELL_THROTTLE,		/* to this many percent */
	TELL_REBOOT,		/* the miner itself */
	TELL_FIND,		/* blink */
	QUESTIONS
};

/* Which host is asked, and with which credentials. */
struct credentials {
	const char	*ip;
	int64_t		 port;
	const char	*key;		/* our API key there, or NULL */
	const char	*token;		/* of an open session, or NULL */
	const char	*unlock;	/* password, for ASK_UNLOCK */
	const char	*key_new;	/* for ASK_KEY_ADD and _DELETE */
	const char	*preset;	/* for TELL_PRESET */
	int64_t		 percent;	/* for TELL_THROTTLE */
};

struct info {
	const char	*mac;		/* "aa:bb:..", as we write it */
	const char	*model, *name, *version, *serial;
	double		 ths_per_miner;	/* x hr_* is TH/s */
};

struct build {
	const char	*name;
	int64_t		 chains, chips_per_chain;
};

struct state_answer {
	enum miner_state state;
	bool		 restart_required;
	int64_t		 throttled_percent;	/* NONE: not told */
};

struct firmware {
	const char	*name;

	/* False: this firmware has no such question. */
	bool		(*ask)(struct http_call *, enum question,
			    const struct credentials *);
	/* NULL: it is this firmware.  Else why not. */
	const char	*(*info)(struct arena *, const struct http_call *,
			    struct info *);
	const char	*(*model)(struct arena *, const struct http_call *,
			    struct build *);
	const char	*(*token)(struct arena *, const struct http_call *,
			    const char **token);
	/* Our own key's value among the listed, or NULL in *key. */
	const char	*(*key)(struct arena *, const struct http_call *,
			    const char **key);
	/* Seconds until a locked-out caller may try again, or NONE. */
	int64_t		(*lockout_s)(struct arena *, const struct http_call *);
	/* struct preset, with labels read */
	const char	*(*presets)(struct arena *, const struct http_call *,
			    struct list *presets, struct json_odd *);
	const char	*(*summary)(struct arena *, const struct http_call *,
			    double ths_per_miner, struct reading *,
			    struct json_odd *);
	/* Overwrites preset with the one that runs; absent: unknown. */
	const char	*(*perf)(struct arena *, const struct http_call *,
			    const char **preset);
	const char	*(*state)(struct arena *, const struct http_call *,
			    struct state_answer *);
	/* Answers of TELL_PRESET and TELL_THROTTLE: is it stored only, until
	 * mining restarts? */
	const char	*(*saved)(struct arena *, const struct http_call *,
			    bool *restart_required);
	/* Answers of ASK_CHAINS and ASK_BOARDS alike. */
	const char	*(*chains)(struct arena *, const struct http_call *,
			    struct telemetry *, struct json_odd *);
};

/* All drivers, NULL at the end.  An unknown host is asked by the first. */
extern const struct firmware *const firmwares[];
extern const struct firmware vnish;

/* The driver of that name, or NULL. */
const struct firmware *firmware_by_name(const char *name);
/* Whether this version, or what comes after it, can be throttled: from 1.3.3
 * on; an older one answers 404.  "": not told, so no. */
bool	firmware_throttles(const char *version);

#endif
