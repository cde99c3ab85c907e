/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "hive/service/audit_log.h"
#include "tests/lib/order_help.h"
#include "tests/lib/site_rig.h"

/*
 * One connection, one order, one answer: who is heard as whom, what is
 * answered when the disk failed, and how long a connection waits.  The clock is
 * the test's.
 */
#define CONNECTION_MS	10000		/* as orders.c has it */

static int64_t clock_ms;
static struct loop *loop;
static struct orders *orders;
static char path[64], ctl_path[64];

/* In place of the C library's. */
int
clock_gettime(clockid_t which, struct timespec *t)
{
	(void)which;
	t->tv_sec = clock_ms / 1000;
	t->tv_nsec = clock_ms % 1000 * 1000000;
	return 0;
}

/* ---- Both ends ---------------------------------------------------------- */

static void
step(void)
{
	for (int i = 0; i < 3; i++)
		loop_wait(loop, 0);
}

static void
pass(int64_t ms)
{
	clock_ms += ms;
	b.worker.turn.now_ms = clock_ms;
	step();
}

static int
call(const char *at)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK,
	    0);

	snprintf(to.sun_path, sizeof to.sun_path, "%s", at);
	CHECK(connect(fd, (struct sockaddr *)&to, sizeof to) == 0);
	return fd;
}

/* A frame that has come; status NONE: none has. */
static struct answer
hear(int fd)
{
	return order_heard(&b.arena, fd, 100, step);
}

static int
greeted(const char *at)
{
	int fd = call(at);

	CHECK_INT(hear(fd).status, 100);
	return fd;
}

static bool
gone(int fd)
{
	char c;

	step();
	return recv(fd, &c, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

static void
say(int fd, const struct order *o)
{
	struct order_frame f;
	enum order_frame_state s = FRAME_MORE;

	CHECK(order_frame_make(&b.arena, &f, order_fields, o));
	for (int i = 0; i < 1000 && s == FRAME_MORE; i++) {
		s = order_frame_write(&f, fd);
		step();
	}
	CHECK_INT(s, FRAME_DONE);
}

static void
serve(bool durable)
{
	db_begin(b.worker.turn.db);
	orders_serve(orders);
	CHECK(db_commit(b.worker.turn.db));
	orders_answer(orders, durable);
}

static struct answer
answered(const char *at, const struct order *o, bool durable)
{
	int fd = greeted(at);
	struct answer a;

	CHECK(!orders_ready(orders));
	say(fd, o);
	CHECK(orders_ready(orders));
	serve(durable);
	CHECK(!orders_ready(orders));
	a = hear(fd);
	CHECK(gone(fd));
	close(fd);
	return a;
}

/* ---- As whom ------------------------------------------------------------ */

static const char *
audited(void)
{
	static struct query q = QUERY("SELECT who FROM audit"
	    " ORDER BY id DESC LIMIT 1");
	static const struct field fields[] = {
		FIELD(struct audit, who), FIELDS_END
	};
	struct audit a = { .who = NULL };

	db_one(b.worker.turn.db, &q, &b.arena, fields, &a);
	return a.who;
}

/* Only powerhivectl's socket makes an order one of the machine itself, which
 * may do all; what says less of itself is held to that. */
static void
check_who(void)
{
	const char *me = arena_printf(&b.arena, "local:%d", (int)geteuid());
	const struct {
		const char *at, *door, *scope, *who;
		int status;
		const char *audited;
	} cases[] = {
		{ ctl_path, NULL, NULL, NULL, 200, me },
		{ ctl_path, "local", NULL, NULL, 200, me },
		{ ctl_path, "local", "admin", "local:77", 200, "local:77" },
		{ ctl_path, NULL, "read", NULL, 403, me },
		{ ctl_path, "basic", "admin", "user:ann", 200, "user:ann" },
		{ ctl_path, "token", "operate", "token:1", 403, "token:1" },
		{ ctl_path, "basic", NULL, "user:ann", 403, "user:ann" },
		{ path, "basic", "admin", "user:ann", 200, "user:ann" },
		{ path, "token", "admin", "token:1", 200, "token:1" },
		{ path, "basic", NULL, "user:ann", 403, "user:ann" },
		/* a word that we do not know is no machine */
		{ path, "attic", NULL, "user:ann", 403, "user:ann" },
		{ path, NULL, "admin", "user:eve", 403, NULL },
		{ path, "local", "admin", "user:eve", 403, NULL },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct order o = { .order = "settings_patch",
		    .door = cases[i].door, .scope = cases[i].scope,
		    .who = cases[i].who, .body = "{\"cooldown_s\":41}" };
		struct answer a = answered(cases[i].at, &o, true);

		CHECK_INT(a.status, cases[i].status);
		if (cases[i].audited)
			CHECK_TEXT(audited(), cases[i].audited);
		else
			CHECK(strcmp(audited(), "user:eve") != 0);
	}
}

/* ---- What is answered --------------------------------------------------- */

/* Whoever is told yes finds it on the disk; a stop has told the miners already
 * and says so. */
static void
check_durable(void)
{
	struct order set_it = { .order = "settings_patch",
	    .body = "{\"cooldown_s\":42}" };
	struct order stop = { .order = "emergency_stop",
	    .body = "{\"action\":\"freeze\"}" };
	struct order release = { .order = "emergency_release" };

	CHECK_INT(answered(ctl_path, &set_it, true).status, 200);
	CHECK_INT(answered(ctl_path, &set_it, false).status, 503);
	CHECK_INT(answered(ctl_path, &stop, false).status, 202);
	CHECK_INT(answered(ctl_path, &stop, true).status, 202);
	CHECK_INT(answered(ctl_path, &release, true).status, 200);
	stop_committed(&b.worker.turn, &b.worker.emergency, true);
}

static void
check_no_order(void)
{
	static const char text[] = "\0\0\0\5nope!";
	static const char empty[] = "\0\0\0\0";
	int fd = greeted(path);
	struct answer a;

	CHECK(write(fd, text, sizeof text - 1) == sizeof text - 1);
	step();
	CHECK(orders_ready(orders));
	serve(true);
	a = hear(fd);
	CHECK_INT(a.status, 400);
	CHECK_TEXT(a.why, "not an order");
	close(fd);
	fd = greeted(path);
	CHECK(write(fd, empty, sizeof empty - 1) == sizeof empty - 1);
	CHECK(gone(fd));
	CHECK(!orders_ready(orders));
	close(fd);
	a = answered(ctl_path, &(struct order){ .order = "dance" }, true);
	CHECK_INT(a.status, 404);
	a = answered(ctl_path, &(struct order){ .order = NULL }, true);
	CHECK_INT(a.status, 404);
}

/* So many miners that nobody knows, each with a name so long; the answer has
 * a line for each. */
static struct order
many(int n, int len)
{
	char *name = arena_take(&b.arena, (size_t)len + 1);
	struct json j;

	memset(name, 'x', (size_t)len);
	name[len] = '\0';
	json_init(&j, &b.arena);
	json_open(&j, '{');
	json_key(&j, "set");
	json_raw(&j, "{}");
	json_key(&j, "macs");
	json_open(&j, '[');
	for (int i = 0; i < n; i++)
		json_text(&j, name);
	json_close(&j, ']');
	json_close(&j, '}');
	return (struct order){ .order = "miners_patch",
	    .body = json_done(&j) };
}

/* An answer that the socket does not take at once goes on as it is read; one
 * that no frame takes is refused. */
static void
check_long_answers(void)
{
	struct order o = many(4000, 17);
	struct answer a = answered(ctl_path, &o, true);

	CHECK_INT(a.status, 200);
	CHECK(a.body && strlen(a.body) > 250000);
	o = many(20000, 170);
	a = answered(ctl_path, &o, true);
	CHECK_INT(a.status, 500);
	CHECK_TEXT(a.why, "the answer is too long");
}

/* ---- How long ----------------------------------------------------------- */

/* Who says nothing for 10 s loses the connection, who waits for us does not. */
static void
check_silent(void)
{
	struct order o = { .order = "scan" };
	int fd = greeted(path), waits = greeted(ctl_path);

	say(waits, &o);
	for (int i = 0; i < CONNECTION_MS / 1000; i++) {
		pass(1000);
		CHECK(!gone(fd));
	}
	pass(999);
	CHECK(!gone(fd));
	pass(1);
	CHECK(gone(fd));
	close(fd);
	pass(CONNECTION_MS);
	serve(true);
	CHECK_INT(hear(waits).status, 202);
	close(waits);
	step();
}

/* An answer that nobody fetches is kept for as long, from when it was
 * given; of one that is fetched too late only what the socket had is left. */
static void
check_not_fetched(void)
{
	struct order o = many(4000, 17);
	int fd = greeted(ctl_path), late = greeted(ctl_path);

	say(fd, &o);
	say(late, &o);
	pass(CONNECTION_MS - 1000);
	serve(true);
	for (int i = 0; i < CONNECTION_MS / 1000; i++)
		pass(1000);
	CHECK_INT(hear(fd).status, 200);
	pass(1000);
	CHECK_INT(hear(late).status, NONE);
	CHECK(gone(late));
	close(fd);
	close(late);
}

/* An order that is answered in a later turn holds its connection until then,
 * however long that is. */
static void
check_later(void)
{
	struct sim_miner s = truth(1);
	char ip[16];
	struct order o = { .order = "probe", .target = ip };
	int fd = greeted(ctl_path);

	snprintf(ip, sizeof ip, "127.1.0.1");
	CHECK_INT(s.number, 1);
	say(fd, &o);
	serve(true);
	CHECK(!orders_ready(orders));
	for (int i = 0; i < 12; i++)
		pass(1000);
	CHECK_INT(hear(fd).status, NONE);
	b.worker.turn.now_ms = b.now_ms + 3600000;
	rig_run(&b, 10000);
	CHECK(orders_ready(orders));
	serve(true);
	CHECK_INT(hear(fd).status, 200);
	close(fd);
	step();
}

static void
check_closed(void)
{
	int fd, other;

	pass(0);
	fd = greeted(path);
	other = greeted(ctl_path);
	CHECK(!gone(fd) && !gone(other));
	orders_close(orders);
	CHECK(recv(fd, &(char){ 0 }, 1, MSG_DONTWAIT) == 0);
	CHECK(recv(other, &(char){ 0 }, 1, MSG_DONTWAIT) == 0);
	CHECK(access(path, F_OK) && access(ctl_path, F_OK));
	close(fd);
	close(other);
}

static const char *
opened(const char *at, const char *ctl_at)
{
	const char *error = NULL;

	orders = orders_open(&b.worker.turn, &b.worker.rooms, loop, &b.arena,
	    at, ctl_at, &error);
	CHECK(!orders == (error != NULL));
	return error;
}

/* A path that is too long for a socket, or leads nowhere. */
static void
check_paths(void)
{
	char name[128];

	memset(name, 'x', sizeof name);
	memcpy(name, "/tmp/", 5);
	name[108] = '\0';
	CHECK_TEXT(opened(name, ctl_path),
	    "the path of an order socket is too long");
	CHECK_TEXT(opened("/nowhere/at/all", ctl_path), strerror(ENOENT));
	CHECK(access(ctl_path, F_OK) != 0);
	CHECK_TEXT(opened(path, "/nowhere/at/all"), strerror(ENOENT));
	loop_free(loop);
	loop = loop_new();
	name[107] = '\0';
	CHECK_TEXT(opened(name, ctl_path), NULL);
	orders_close(orders);
	CHECK(access(name, F_OK) != 0);
	unlink(path);
	loop_free(loop);
	loop = loop_new();
}

int
main(void)
{
	struct farm_options o;

	willing_farm(&o, 2);
	rig_open_farm(&b, &o);
	snprintf(path, sizeof path, "/tmp/t-connections-%d.sock",
	    (int)getpid());
	snprintf(ctl_path, sizeof ctl_path, "/tmp/t-connections-%d.ctl",
	    (int)getpid());
	clock_ms = b.worker.turn.now_ms;
	loop = loop_new();
	check_paths();
	CHECK_TEXT(opened(path, ctl_path), NULL);
	check_who();
	check_durable();
	check_no_order();
	check_long_answers();
	check_silent();
	check_not_fetched();
	check_later();
	check_closed();
	loop_free(loop);
	rig_close(&b);
	return tap_done();
}
