/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fcgi/http/auth.h"
#include "hive/base/duration.h"
#include "hive/order/access.h"
#include "tests/lib/store.h"
#include "tests/lib/tap.h"

/*
 * Who calls: by which door, from which page, with which token, and when the
 * worker hears that a token was used.
 */

#define NOW	INT64_C(1800000000000)

static struct arena arena;
static struct db *db;
static struct site site;
static struct request r;
static char text[TOKEN_SIZE];	/* of a token that may operate ... */
static int64_t row;		/* ... and its row */

/* The orders that were sent; nobody is there to take them. */
static struct order sent;
static const char *sent_to;
static int orders;

void
order_send(struct arena *a, const char *socket_path, const struct order *o,
    int timeout_ms, struct answer *answer)
{
	(void)a;
	CHECK(timeout_ms > 0 && timeout_ms < ORDER_GREETING_MS);
	sent = *o;
	sent_to = socket_path;
	orders++;
	*answer = (struct answer){ .status = 503 };
}

/* The status for a request of which the rest is filled in; 0: may come in. */
static int
status_with(enum method method, struct request with)
{
	r = with;
	r.db = db;
	r.arena = &arena;
	r.site = &site;
	r.now = r.now ? r.now : NOW;
	r.method = method;
	json_init(&r.out, &arena);
	return auth_check(&r);
}

static int
status_of(struct request with)
{
	return status_with(METHOD_GET, with);
}

static bool
says(const char *why)
{
	return strstr(json_done(&r.out), why) != NULL;
}

/* Only nginx says by which door somebody came; an order's other doors are
 * none here. */
static void
check_gates(void)
{
	static const char *const none[] = { NULL, "", "local", "none",
	    "Basic", "tokens" };

	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		CHECK_INT(status_of((struct request){ .gate = none[i],
		    .user = "ana", .authorization = "Bearer ph_" }), 401);
		CHECK(says("the request came through no door"));
		CHECK_TEXT(r.who, NULL);
	}
}

static void
check_users(void)
{
	for (int i = 0; i < 2; i++) {
		CHECK_INT(status_of((struct request){ .gate = "basic",
		    .user = i ? "" : NULL }), 401);
		CHECK(says("no user was named"));
		CHECK_TEXT(r.who, NULL);
	}
	CHECK_INT(status_of((struct request){ .gate = "basic",
	    .user = "ana" }), 0);
	CHECK_TEXT(r.who, "user:ana");
	CHECK_INT(r.scope, SCOPE_ADMIN);
	/* with a password, but nothing on record: may look */
	CHECK_INT(status_of((struct request){ .gate = "basic",
	    .user = "guest" }), 0);
	CHECK_TEXT(r.who, "user:guest");
	CHECK_INT(r.scope, SCOPE_READ);
	/* a token is no way through the door of passwords */
	CHECK_INT(status_of((struct request){ .gate = "basic",
	    .authorization = arena_printf(&arena, "Bearer %s", text) }), 401);
	CHECK_INT(orders, 0);
}

/* A browser sends the password along to whatever page it shows: what that
 * page may do here. */
static void
check_pages(void)
{
	static const struct {
		const char	*fetch_site, *origin, *host;
		int		 status;
	} cases[] = {
		{ NULL, NULL, NULL, 0 },	/* no browser */
		{ "", "", "hive.example", 0 },
		{ "same-origin", NULL, NULL, 0 },
		{ "none", NULL, NULL, 0 },	/* typed by a person */
		{ "same-site", NULL, NULL, 403 },
		{ "cross-site", NULL, NULL, 403 },
		{ "Same-Origin", NULL, NULL, 403 },
		/* an older browser names the page's origin only */
		{ NULL, "https://hive.example", "hive.example", 0 },
		{ "", "https://HIVE.example:8443", "hive.EXAMPLE:8443", 0 },
		{ NULL, "https://hive.example", "hive.example:8443", 403 },
		{ NULL, "https://evil.example", "hive.example", 403 },
		{ NULL, "https://hive.example.evil", "hive.example", 403 },
		{ NULL, "https://hive.exampl", "hive.example", 403 },
		{ NULL, "https://hive.example", NULL, 403 },
		{ NULL, "null", "null", 403 },
		{ NULL, "hive.example", "hive.example", 403 },
		/* the newer word counts, whatever the other says */
		{ "cross-site", "https://hive.example", "hive.example", 403 },
		{ "same-origin", "https://evil.example", "hive.example", 0 },
	};
	static const struct {
		const char	*name;
		bool		 is_change;
	} methods[] = {
		{ "GET", false }, { "HEAD", false }, { "POST", true },
		{ "PUT", true }, { "PATCH", true }, { "DELETE", true },
		{ "get", true }, { "", true },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (size_t m = 0; m < sizeof methods / sizeof *methods; m++) {
			int status = methods[m].is_change ? cases[i].status :
			    0;

			CHECK_INT(status_with(words_value(method_words,
			    methods[m].name), (struct request){
			    .gate = "basic", .user = "ana",
			    .fetch_site = cases[i].fetch_site,
			    .origin = cases[i].origin,
			    .host = cases[i].host }), status);
			CHECK(!status || says("from PowerHive's own page"));
			CHECK_TEXT(r.who, status ? NULL : "user:ana");
		}
}

static int
by_token(const char *before, const char *token, int64_t now)
{
	return status_of((struct request){ .gate = "token", .now = now,
	    .user = "ana", .authorization = arena_printf(&arena, "%s%s",
	    before, token) });
}

static void
check_tokens(void)
{
	static const struct {
		const char	*before, *why;
	} wrong[] = {
		{ "", "no token was sent" },
		{ "Bearer", "no token was sent" },
		{ "Basic ", "no token was sent" },
		{ "Bearer\t", "no token was sent" },
		{ "Bearer x", "the token is unknown, expired or revoked" },
		{ "Bearer \t", "the token is unknown, expired or revoked" },
	};
	static const char *const right[] = { "Bearer ", "bearer ", "BEARER ",
	    "Bearer   " };
	char other[TOKEN_SIZE];

	token_make(other);
	CHECK_INT(status_of((struct request){ .gate = "token",
	    .user = "ana" }), 401);
	CHECK(says("no token was sent"));
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		CHECK_INT(by_token(wrong[i].before, text, NOW), 401);
		CHECK(says(wrong[i].why));
		CHECK_TEXT(r.who, NULL);
	}
	CHECK_INT(by_token("Bearer ", other, NOW), 401);
	CHECK_INT(by_token("Bearer ", "", NOW), 401);
	CHECK_INT(orders, 0);
	for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
		CHECK_INT(by_token(right[i], text, NOW), 0);
		CHECK_TEXT(r.who, arena_printf(&arena, "token:%lld",
		    (long long)row));
		CHECK_INT(r.scope, SCOPE_OPERATE);
	}
	/* its last millisecond, and the first that is too late */
	CHECK_INT(by_token("Bearer ", text, NOW + DAY_MS - 1), 0);
	CHECK_INT(by_token("Bearer ", text, NOW + DAY_MS), 401);
}

/* The first use is told to the worker, then one when an hour has gone by.
 * That the worker does not hear of it keeps nobody out. */
static void
check_use(void)
{
	static const struct {
		int64_t	 after_ms;
		int	 orders;
	} cases[] = {
		{ 0, 0 }, { 1, 0 }, { HOUR_MS - 1, 0 }, { HOUR_MS, 0 },
		{ HOUR_MS + 1, 1 }, { 12 * HOUR_MS, 1 },
		{ -MINUTE_MS, 0 },	/* the clock was set back */
	};

	orders = 0;
	CHECK_INT(by_token("Bearer ", text, NOW), 0);
	CHECK_INT(orders, 1);
	CHECK_TEXT(sent.order, "token_used");
	CHECK_TEXT(sent.who, r.who);
	CHECK_TEXT(sent.door, "token");
	CHECK_TEXT(sent.scope, "operate");
	CHECK_TEXT(sent.target, arena_printf(&arena, "%lld",
	    (long long)row));
	CHECK_TEXT(sent.body, NULL);
	CHECK_TEXT(sent_to, "/run/hive/orders.sock");

	db_begin(db);
	CHECK(token_used(db, row, NOW));
	CHECK(db_commit(db));
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		orders = 0;
		CHECK_INT(by_token("Bearer ", text, NOW + cases[i].after_ms),
		    0);
		CHECK_INT(orders, cases[i].orders);
	}
}

static void
open_access(void)
{
	unsigned char digest[32];
	struct token t = { .name = "probe", .scope = SCOPE_OPERATE,
	    .hint = "ph_12345", .created_at = NOW, .created_by = "local:0",
	    .expires_at = NOW + DAY_MS, .revoked_at = NONE,
	    .last_used_at = NONE };

	site.run_path = "/run/hive";
	db = store_open(":memory:");
	db_begin(db);
	user_keep(db, "ana", SCOPE_ADMIN, NOW);
	token_make(text);
	CHECK(token_digest(text, digest));
	t.digest = (struct blob){ digest, sizeof digest };
	row = token_keep(db, &t);
	CHECK(row > 0 && db_commit(db));
}

int
main(void)
{
	arena_init(&arena, 16 << 20);
	open_access();
	check_gates();
	check_users();
	check_pages();
	check_tokens();
	check_use();
	db_close(db);
	arena_free(&arena);
	return tap_done();
}
