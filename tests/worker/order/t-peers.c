/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/peers_rig.h"

/* Whom the worker hears, and what those hear whom it does not. */

static void
check_responder(void)
{
	struct order stop = { .order = "emergency_stop", .who = "user:ann",
	    .door = "basic", .scope = "operate",
	    .body = "{\"action\":\"stop\",\"scope\":\"all\"}" };
	struct order release = { .order = "emergency_release",
	    .who = "user:ann", .door = "basic", .scope = "operate" };
	struct said said;

	said = set_cooldown(RESPONDER, "run/orders.sock", "basic", 41);
	CHECK_TEXT(said.why, "");
	CHECK_INT(said.status, 200);
	CHECK_INT(cooldown(), 41);
	said = order_as(RESPONDER, "run/orders.sock", &stop);
	CHECK_TEXT(said.why, "");
	CHECK(said.status >= 200 && said.status < 300);
	CHECK_TEXT(emergency(), "user:ann");
	said = order_as(RESPONDER, "run/orders.sock", &release);
	CHECK(said.status >= 200 && said.status < 300);
	CHECK_TEXT(emergency(), NULL);
	/* it is no powerhivectl: neither by its word nor at its socket */
	said = set_cooldown(RESPONDER, "run/orders.sock", "local", 42);
	CHECK_INT(said.status, 403);
	said = set_cooldown(RESPONDER, "run/orders.sock", NULL, 42);
	CHECK_INT(said.status, 403);
	said = set_cooldown(RESPONDER, "run/ctl.sock", "local", 42);
	CHECK_INT(said.status, 503);
	CHECK_TEXT(said.why, "this user may not send orders to the worker");
	CHECK_INT(cooldown(), 41);
}

/* The responders read what the worker writes, and cannot write it. */
static void
check_reading(void)
{
	int status;
	pid_t pid;

	fflush(stdout);
	if ((pid = fork()) == 0) {
		const char *error, *path = in_dir("db/powerhive.db");
		struct settings s;
		struct db *db;

		become(RESPONDER, GROUP);
		if (access(path, W_OK) == 0 ||
		    !(db = db_open_read(path, &error)))
			_exit(1);
		setting_load(db, &arena, &s);
		_exit(s.cooldown_s == 41 ? 0 : 2);
	}
	CHECK(waitpid(pid, &status, 0) == pid);
	CHECK_INT(status, 0);
}

static void
check_others(void)
{
	struct said said;

	said = set_cooldown(STRANGER, "run/orders.sock", "basic", 43);
	CHECK_INT(said.status, 503);
	CHECK_TEXT(said.why, "this user may not send orders to the worker");
	said = set_cooldown(STRANGER, "run/ctl.sock", "local", 43);
	CHECK_INT(said.status, 503);
	CHECK_INT(cooldown(), 41);
	said = set_cooldown(WORKER, "run/ctl.sock", "local", 44);
	CHECK_INT(said.status, 200);
	CHECK_INT(cooldown(), 44);
	said = set_cooldown(0, "run/ctl.sock", NULL, 45);
	CHECK_INT(said.status, 200);
	CHECK_INT(cooldown(), 45);
}

static void
check_ctl(void)
{
	CHECK_INT(ctl_as(0, "setting", "set", "cooldown_s=46"), 0);
	CHECK_INT(cooldown(), 46);
	CHECK_INT(ctl_as(WORKER, "setting", "set", "cooldown_s=47"), 0);
	CHECK_INT(cooldown(), 47);
	CHECK_INT(ctl_as(0, "stop", "--all", "--yes"), 0);
	CHECK_TEXT(emergency(), "local:0");
	CHECK_INT(ctl_as(WORKER, "release", NULL, NULL), 0);
	CHECK_TEXT(emergency(), NULL);
	CHECK(ctl_as(RESPONDER, "setting", "set", "cooldown_s=48") != 0);
	CHECK(ctl_as(STRANGER, "setting", "set", "cooldown_s=48") != 0);
	CHECK_INT(cooldown(), 47);
}

/* One that takes connections, but does not answer: told in a second, and
 * never carried out later. */
static void
check_unanswered(void)
{
	int64_t from_ms = day_mono_ms();
	struct said said;

	said = set_cooldown(RESPONDER, "run/orders.sock", "basic", 49);
	CHECK_INT(said.status, 503);
	CHECK_TEXT(said.why, "the worker does not answer; nothing was "
	    "ordered");
	CHECK(day_mono_ms() - from_ms >= ORDER_GREETING_MS);
	CHECK(day_mono_ms() - from_ms < 5 * ORDER_GREETING_MS);
}

static void
check_dead(void)
{
	struct said said;

	end_worker(SIGKILL);
	check_unanswered();
	start_worker(true);
	said = set_cooldown(RESPONDER, "run/orders.sock", "token", 50);
	CHECK_INT(said.status, 200);
	CHECK_INT(cooldown(), 50);
	CHECK(kill(worker, SIGSTOP) == 0);
	check_unanswered();
	CHECK(kill(worker, SIGCONT) == 0);
	said = set_cooldown(RESPONDER, "run/orders.sock", "token", 51);
	CHECK_INT(said.status, 200);
	CHECK_INT(cooldown(), 51);
	end_worker(SIGTERM);
	/* whose sockets they are takes them away, not the worker */
	CHECK(access(in_dir("run/orders.sock"), F_OK) == 0);
	CHECK(access(in_dir("run/ctl.sock"), F_OK) == 0);
}

/* Sockets of the worker's own: whom it cannot tell from a stranger it does
 * not hear, although the group lets it in. */
static void
check_own_sockets(void)
{
	struct said said;

	start_worker(false);
	said = set_cooldown(RESPONDER, "run/orders.sock", "basic", 52);
	CHECK_INT(said.status, 503);
	CHECK_TEXT(said.why, "the worker takes no orders from this user");
	said = set_cooldown(STRANGER, "run/orders.sock", "basic", 52);
	CHECK_INT(said.status, 503);
	CHECK_INT(cooldown(), 51);
	said = set_cooldown(WORKER, "run/orders.sock", "basic", 53);
	CHECK_INT(said.status, 200);
	said = set_cooldown(0, "run/ctl.sock", "local", 54);
	CHECK_INT(said.status, 200);
	CHECK_INT(cooldown(), 54);
	end_worker(SIGTERM);
	CHECK(access(in_dir("run/orders.sock"), F_OK) != 0);
	/* no socket, no wait */
	said = set_cooldown(RESPONDER, "run/orders.sock", "basic", 55);
	CHECK_TEXT(said.why, "the worker is not running");
}

int
main(void)
{
	if (geteuid() != 0) {
		printf("1..0 # SKIP only root can be several users\n");
		return 0;
	}
	if (!peers_open())
		return 99;
	start_worker(true);
	check_responder();
	check_reading();
	check_others();
	check_ctl();
	check_dead();
	close(held[0]);
	close(held[1]);
	check_own_sockets();
	return peers_close();
}
