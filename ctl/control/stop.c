/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "ctl/control/control.h"
#include "hive/balance/balance.h"
#include "hive/base/instant.h"
#include "hive/miner/miner.h"
#include "hive/miner/model.h"

/*
 * Stopping by the shortest way that works.  The worker is asked first and the
 * emergency followed on record until each miner has obeyed or failed.  If it
 * does not answer within a second, stop_alone() ends it and stops the miners
 * without it.  When another worker was started in that moment, it has found the
 * latch, and is given ten seconds to say so.
 */

#define WELL_ANSWER_MS	1000	/* a worker that is well needs no more */
#define AGAIN_MS	10000	/* one that has just started */
#define CONFIRM_MS	30000
#define STOP_LOOK_MS	200	/* between two looks at the record */

/* ---- The question before ------------------------------------------------ */

static void
ask(struct ctl *c, const char *action, enum emergency_scope scope)
{
	struct miner_sums sums;

	if (ctl_db(c)) {
		printf("%s the miners (%s)? ", action,
		    emergency_scope_words[scope]);
		return;
	}
	miner_sum(c->db, &sums);
	printf("%lld miners that we hold a key for, %lld of all are "
	    "managed.\n%s %s of them? Type yes: ",
	    (long long)(sums.total - sums.keyless), (long long)sums.managed,
	    action, scope == EMERGENCY_ALL ? "all" : "the managed");
}

/* 0 after a yes. */
static int
agreed(struct ctl *c, const char *action, enum emergency_scope scope)
{
	char said[16] = "";

	ask(c, action, scope);
	fflush(stdout);
	if (!fgets(said, sizeof said, stdin) || strcmp(said, "yes\n"))
		return ctl_fail(EX_USAGE, "nothing was sent");
	return 0;
}

/* ---- What became of it -------------------------------------------------- */

static bool
ended(const struct emergency *e)
{
	return e->confirmed + (int64_t)e->failed.n >= e->asked;
}

static int
show(struct ctl *c, const struct emergency *e)
{
	const struct word *mac = e->failed.v;

	printf("told=%lld sent=%lld accepted=%lld confirmed=%lld\n",
	    (long long)e->asked, (long long)e->sent,
	    (long long)e->accepted, (long long)e->confirmed);
	for (size_t i = 0; i < e->failed.n; i++)
		printf("did not obey: %s\n", ctl_text(c, mac[i].text));
	if (e->confirmed == e->asked)
		return 0;
	return ctl_fail(EX_UNAVAILABLE, "%lld of %lld are not confirmed; "
	    "the worker goes on telling them",
	    (long long)(e->asked - e->confirmed), (long long)e->asked);
}

/* Follow the emergency on record until each miner has obeyed or failed. */
static int
follow(struct ctl *c)
{
	int64_t end_ms = day_mono_ms() + CONFIRM_MS;
	struct emergency e;
	int status = ctl_db(c);

	if (status)
		return ctl_fail(status, "the order was taken; what becomes "
		    "of it cannot be read");
	while (emergency_now(c->db, &c->arena, &e) && !ended(&e) &&
	    day_mono_ms() < end_ms)
		poll(NULL, 0, STOP_LOOK_MS);
	if (!emergency_now(c->db, &c->arena, &e))
		return ctl_fail(EX_UNAVAILABLE, "the order was taken, but no "
		    "stop is on record: released, or the disk fails");
	return show(c, &e);
}

/* The worker has so long to say that it took it. */
static void
tell_worker(struct ctl *c, const char *action, enum emergency_scope scope,
    int ms, struct answer *answer)
{
	struct order order = { .order = "emergency_stop", .door = "local",
	    .scope = "admin" };

	order.who = arena_printf(&c->arena, "local:%u", (unsigned)getuid());
	order.body = arena_printf(&c->arena, "{\"action\":\"%s\","
	    "\"scope\":\"%s\"}", action, emergency_scope_words[scope]);
	order_send(&c->arena, site_ctl_socket(&c->arena, &c->site), &order,
	    ms, answer);
}

/* One that has just started may still be reading its database. */
static void
tell_next_worker(struct ctl *c, const char *action,
    enum emergency_scope scope, struct answer *answer)
{
	int64_t end_ms = day_mono_ms() + AGAIN_MS;

	do
		tell_worker(c, action, scope, AGAIN_MS, answer);
	while (answer->status == 503 && day_mono_ms() < end_ms &&
	    poll(NULL, 0, STOP_LOOK_MS) == 0);
}

static int
outcome(struct ctl *c, const struct answer *answer)
{
	return answer->status < 300 ? follow(c) : ctl_fail(EX_UNAVAILABLE,
	    "%s", answer->why ? answer->why : "the worker refused it");
}

int
stop_run(struct ctl *c)
{
	const char *action = ctl_value(c, "action");
	enum emergency_scope scope = ctl_value(c, "all") ? EMERGENCY_ALL :
	    EMERGENCY_MANAGED;
	struct answer answer;
	int status;

	if (!ctl_value(c, "yes") && !isatty(STDIN_FILENO))
		return ctl_misuse(c, "nobody is there to ask: say --yes");
	if ((status = ctl_site(c)))
		return status;
	if (!action)
		action = "stop";
	if (!ctl_value(c, "yes") && (status = agreed(c, action, scope)))
		return status;
	tell_worker(c, action, scope, WELL_ANSWER_MS, &answer);
	status = outcome(c, &answer);
	if (answer.status != 503)
		return status;
	status = stop_alone(c, action, scope);
	if (status != EX_TEMPFAIL)
		return status;
	/* Another was started meanwhile; it found the latch. */
	tell_next_worker(c, action, scope, &answer);
	return outcome(c, &answer);
}

int
release_run(struct ctl *c)
{
	struct answer answer;
	int status = ctl_order(c, "emergency_release", NULL, NULL, &answer);

	if (!status)
		printf("released; miners come back in batches\n");
	return status;
}
