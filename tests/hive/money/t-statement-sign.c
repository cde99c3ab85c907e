/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sodium.h>

#include "hive/money/statement.h"
#include "tests/lib/energy_utc.h"

/* A signed statement is good as it stands, and by no other key, text or
 * head of the ledger. */

#define UNSIGNED "the signature is not of this statement and this key"
#define NO_HEAD	"the ledger's head in it is not signed with this key"

static struct head_key key, other;
static struct head_public public = { .n = 1 };

static void
make_key(struct head_key *k, unsigned char first)
{
	unsigned char seed[crypto_sign_SEEDBYTES] = { first };

	crypto_sign_seed_keypair(k->public, k->secret, seed);
}

static const char *
verify(const char *text)
{
	struct signed_statement s;

	return statement_verify(&arena, text, strlen(text), &public, &s);
}

static char *
sign(const struct statement *s)
{
	return arena_copy(&arena, statement_sign(db, &arena, &key, s));
}

/* As sent, with the first place of `from' changed into `to'. */
static const char *
bent(const struct statement *s, const char *from, const char *to)
{
	const char *text = sign(s), *at = strstr(text, from);

	CHECK(at != NULL);
	return arena_printf(&arena, "%.*s%s%s", (int)(at - text), text, to,
	    at + strlen(from));
}

static struct statement
statement(void)
{
	static struct statement_meter line = { .meter = 1, .device = "a",
	    .channel = "main", .source = SOURCE_MESSAGE,
	    .direction = DIRECTION_IMPORT, .energy_uwh = 123, .slots = 4 };

	return (struct statement){ .site = "here", .timezone = "UTC",
	    .period = "2026-11", .from = CLOCK(-19, 0, 0),
	    .to = CLOCK(11, 0, 0), .made_at = CLOCK(12, 0, 0),
	    .total_uwh = 123, .meters = { &line, 1 }, .head_entry = NONE,
	    .head_at = NONE };
}

static void
check_text(void)
{
	struct statement s = statement();
	struct signed_statement back;
	const struct statement *said;
	const char *text = sign(&s);

	CHECK_TEXT(statement_verify(&arena, text, strlen(text), &public,
	    &back), NULL);
	said = back.statement;
	CHECK(said->total_uwh == 123 && said->meters.n == 1);
	CHECK_TEXT(said->period, "2026-11");
	CHECK_TEXT(verify(bent(&s, "123", "124")), UNSIGNED);
	CHECK_TEXT(verify(bent(&s, "\"here\"", "\"there\"")), UNSIGNED);
	/* Blanks are no matter. */
	CHECK_TEXT(verify(bent(&s, ":", " : ")), NULL);
	make_key(&other, 2);
	memcpy(public.key[0], other.public, 32);
	CHECK_TEXT(verify(text), UNSIGNED);
	memcpy(public.key[1], key.public, 32);
	public.n = 2;			/* a site's keys, old and new */
	CHECK_TEXT(verify(text), NULL);
	memcpy(public.key[0], key.public, 32);
	public.n = 1;
}

static void
check_no_statement(void)
{
	static const struct {
		const char *text, *error;	/* begins with */
	} cases[] = {
		{ "", "no statement: " }, { "{}", "no statement: " },
		{ "[]", "no statement: " },
		{ "{\"signature\":\"00\"}", "no statement: " },
		{ "{\"statement\":{}}", "no statement: " },
		{ "{\"statement\":null,\"signature\":\"00\"}",
		    "no statement: " },
		{ "{\"statement\":{},\"signature\":\"00\"}",
		    "no statement: it has no signature" },
		{ "{\"statement\":{},\"signature\":\"\"}",
		    "no statement: it has no signature" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *error = verify(cases[i].text);

		CHECK(error && !strncmp(error, cases[i].error,
		    strlen(cases[i].error)));
	}
}

/* The ledger's head in it must be one that this key has signed. */
static void
check_head(void)
{
	struct statement s = statement();
	struct ledger_head h;

	s.head_entry = 0;		/* of an empty ledger */
	CHECK_TEXT(verify(sign(&s)), NULL);
	utc_book(utc_meter("a", NULL), CLOCK(0, 0, 0), 123);
	CHECK(head_sign(db, &arena, &key, "close", false, CLOCK(1, 0, 0),
	    &h) && head_get(db, &arena, &h));
	s.head_entry = h.entry;
	s.head_at = h.at;
	s.head_hash = h.hash_hex;
	s.head_signature = h.signature_hex;
	CHECK_TEXT(verify(sign(&s)), NULL);
	s.head_entry++;
	CHECK_TEXT(verify(sign(&s)), NO_HEAD);
	s.head_entry--;
	s.head_at--;
	CHECK_TEXT(verify(sign(&s)), NO_HEAD);
	s.head_at++;
	s.head_hash = NULL;
	CHECK_TEXT(verify(sign(&s)), NO_HEAD);
	s.head_hash = h.hash_hex;
	s.head_signature = NULL;
	CHECK_TEXT(verify(sign(&s)), NO_HEAD);
	s.head_signature = "00";
	CHECK_TEXT(verify(sign(&s)), NO_HEAD);
}

/* What says "closed" is signed of a month, and once. */
static void
check_closed(void)
{
	struct statement s = statement();

	s.state = STATEMENT_CLOSED;
	s.period = "2026-11-20";
	CHECK_TEXT(sign(&s), NULL);
	s.period = "2026-11";
	CHECK_TEXT(verify(sign(&s)), NULL);
	CHECK(strstr(sign(&s), "\"state\":\"closed\"") != NULL);
	utc_closed(MONTH);
	CHECK_TEXT(sign(&s), NULL);
	s.period = "2026-10";
	CHECK_TEXT(verify(sign(&s)), NULL);
	/* What does not say so may be asked for again and again. */
	statement_money(db, &arena, &s, CLOCK(40, 0, 0));
	s.period = "2026-11";
	CHECK(strstr(sign(&s), "\"state\":\"booked\"") != NULL);
	s.period = "2026-11-20";
	CHECK_TEXT(verify(sign(&s)), NULL);
}

int
main(void)
{
	utc_open();
	CHECK(sodium_init() >= 0);
	make_key(&key, 1);
	memcpy(public.key[0], key.public, 32);
	check_text();
	check_no_statement();
	check_head();
	check_closed();
	utc_close();
	return tap_done();
}
