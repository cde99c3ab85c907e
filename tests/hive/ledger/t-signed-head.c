/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <fcntl.h>
#include <signal.h>
#include <sodium.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "hive/ledger/signed_head.h"
#include "tests/lib/energy_help.h"
#include "tests/lib/tap.h"

/* Heads of the chain: the keys in their files, and what is signed. */

#define T0	INT64_C(1795168800000)
#define DIGITS	"00112233445566778899aabbccddeeff" \
	"00112233445566778899AABBCCDDEEFF"

static char folder[64];
static struct arena arena;
static struct db *db;
static struct head_key key;

static const char *
file(const char *name)
{
	return arena_printf(&arena, "%s/%s", folder, name);
}

static void
write_file(const char *name, const char *text)
{
	FILE *f = fopen(file(name), "w");

	CHECK(f && fputs(text, f) >= 0 && !fclose(f));
}

/* The lowest descriptor that is free: none was left open. */
static int
free_fd(void)
{
	int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);

	close(fd);
	return fd;
}

/* ---- Digits ------------------------------------------------------------- */

static void
check_digits(void)
{
	static const struct { const char *text; bool good; } cases[] = {
		{ "00ff9A", true }, { NULL, false }, { "", false },
		{ "00ff9", false }, { "00ff9a0", false }, { "00ff9a00", false },
		{ "00ff9g", false }, { "g0ff9a", false }, { "00 f9a", false },
	};
	unsigned char to[4] = { 0 };

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		CHECK_INT(head_unhex(cases[i].text, to, 3), cases[i].good);
	CHECK(head_unhex("00ff9A", to, 3));
	CHECK(!memcmp(to, "\x00\xff\x9a", 4));
	CHECK_TEXT(head_hex(&arena, to, 3), "00ff9a");
}

/* ---- ledger.pub --------------------------------------------------------- */

/* So many lines with a key, each other in its first byte. */
static const char *
lines(int n, const char *end)
{
	const char *text = "";

	for (int i = 0; i < n; i++)
		text = arena_printf(&arena, "%s%02x%s%s", text, i, DIGITS + 2,
		    end);
	return text;
}

static void
check_public(void)
{
	static const char no_key[] = "is no public key: lines of 64 "
	    "hexadecimal digits are wanted";
	const struct { const char *text, *error; size_t n; } cases[] = {
		{ DIGITS, NULL, 1 }, { DIGITS "\n", NULL, 1 },
		{ lines(2, "\n"), NULL, 2 }, { lines(2, "\r\n"), NULL, 2 },
		{ lines(CHAIN_KEYS, "\n"), NULL, CHAIN_KEYS },
		{ lines(CHAIN_KEYS, "\r\n"), NULL, CHAIN_KEYS },
		/* More than there may be: the first ones. */
		{ lines(CHAIN_KEYS + 1, "\n"), NULL, CHAIN_KEYS },
		{ "", "has no public key", 0 },
		{ "\n", no_key, 1 }, { DIGITS "0\n", no_key, 1 },
		{ DIGITS "\n\n", no_key, 2 }, { DIGITS "\nx\n", no_key, 2 },
		{ "\n" DIGITS "\n", no_key, 1 },
	};
	struct head_public p;
	int fd = free_fd(), error = 0;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		write_file("some.pub", cases[i].text);
		CHECK_TEXT(head_public_read(&p, file("some.pub")),
		    cases[i].error);
		CHECK_INT(p.n, cases[i].n);
		for (size_t k = 0; !cases[i].error && k < p.n; k++)
			error += p.key[k][0] != k || p.key[k][1] != 0x11;
	}
	CHECK_INT(error, 0);
	CHECK_TEXT(head_public_read(&p, file("none.pub")),
	    "No such file or directory");
	CHECK_TEXT(head_public_read(&p, folder), "Is a directory");
	CHECK_INT(p.n, 0);
	CHECK_INT(free_fd(), fd);
}

/* ---- The keys ----------------------------------------------------------- */

/* A new key is written behind those that are there, up to sixteen. */
static void
check_open(void)
{
	struct head_public p;
	struct head_key again;
	bool fresh = false;
	int fd = free_fd();

	CHECK_TEXT(head_key_open(&key, &arena, folder, &fresh), NULL);
	CHECK(fresh);
	CHECK_TEXT(head_public_read(&p, file("ledger.pub")), NULL);
	CHECK(p.n == 1 && !memcmp(p.key[0], key.public, 32));
	CHECK_TEXT(head_key_open(&again, &arena, folder, &fresh), NULL);
	CHECK(!fresh && !memcmp(&again, &key, sizeof key));
	write_file("ledger.pub", lines(CHAIN_KEYS - 1, "\n"));
	CHECK_TEXT(head_key_open(&again, &arena, folder, &fresh), NULL);
	CHECK(fresh);
	CHECK_TEXT(head_public_read(&p, file("ledger.pub")), NULL);
	CHECK_INT(p.n, CHAIN_KEYS);
	CHECK(p.key[14][0] == 14 && !memcmp(p.key[15], key.public, 32));
	/* It is the sixteenth, and found. */
	CHECK_TEXT(head_key_open(&again, &arena, folder, &fresh), NULL);
	CHECK(!fresh);
	write_file("ledger.pub", lines(CHAIN_KEYS, "\n"));
	CHECK_TEXT(head_key_open(&again, &arena, folder, &fresh),
	    arena_printf(&arena, "%s has too many keys", file("ledger.pub")));
	write_file("ledger.pub", "nonsense\n");
	CHECK(head_key_open(&again, &arena, folder, &fresh));
	CHECK_INT(free_fd(), fd);
}

/* A disk that takes only a part of it leaves the old file as it was. */
static void
check_full(void)
{
	struct rlimit was, few = { 10, 10 };
	struct head_public p;
	struct head_key again;
	bool fresh;
	int fd = free_fd();

	write_file("ledger.pub", lines(2, "\n"));
	signal(SIGXFSZ, SIG_IGN);
	CHECK(!getrlimit(RLIMIT_FSIZE, &was));
	few.rlim_max = was.rlim_max;
	CHECK(!setrlimit(RLIMIT_FSIZE, &few));
	CHECK(head_key_open(&again, &arena, folder, &fresh));
	CHECK(!setrlimit(RLIMIT_FSIZE, &was));
	CHECK_TEXT(head_public_read(&p, file("ledger.pub")), NULL);
	CHECK_INT(p.n, 2);
	/* Nor does one that the new file cannot be made on. */
	unlink(file("ledger.pub.new"));
	CHECK(!mkdir(file("ledger.pub.new"), 0700));
	CHECK_TEXT(head_key_open(&again, &arena, folder, &fresh),
	    arena_printf(&arena, "%s: Is a directory", file("ledger.pub")));
	CHECK(!rmdir(file("ledger.pub.new")));
	CHECK_INT(free_fd(), fd);
}

/* ---- Heads -------------------------------------------------------------- */

/* What is signed, as hive/ledger/signed_head.h describes it. */
static bool
is_signed(const struct ledger_head *h)
{
	unsigned char text[22 + 16 + 32] = "powerhive-ledger-head";

	for (int i = 0; i < 8; i++) {
		text[22 + i] = (unsigned char)(h->entry >> 8 * i);
		text[30 + i] = (unsigned char)(h->at >> 8 * i);
	}
	memcpy(text + 38, h->hash.p, 32);
	return !crypto_sign_verify_detached(h->signature.p, text, sizeof text,
	    key.public);
}

static void
check_sign(void)
{
	struct ledger_head h, last;
	unsigned char hash[32];
	int64_t at;

	CHECK(!head_get(db, &arena, &last));
	CHECK(!head_sign(db, &arena, &key, "hour", false, T0, &h));
	CHECK(!head_sign(db, &arena, &key, "request", true, T0, &h));
	energy_book(db, 1, T0, 5, "A", T0);
	CHECK(head_sign(db, &arena, &key, "hour", false, T0 + 1, &h));
	CHECK(h.id == 1 && h.entry == 1 && h.at == T0 + 1);
	CHECK_INT(entry_last(db, hash, &at), 1);
	CHECK(!memcmp(h.hash.p, hash, 32) && is_signed(&h));
	CHECK_TEXT(h.hash_hex, head_hex(&arena, hash, 32));
	/* Once, but when somebody asks for it. */
	CHECK(!head_sign(db, &arena, &key, "hour", false, T0 + 2, &h));
	CHECK(head_sign(db, &arena, &key, "request", true, T0 + 2, &h));
	CHECK(h.id == 2 && h.entry == 1 && h.at == T0 + 2);
	CHECK(is_signed(&h));
	energy_book(db, 1, T0 + SLOT_MS, 5, "A", T0 + 10);
	/* Never before what it covers. */
	CHECK(head_sign(db, &arena, &key, "hour", false, T0 + 9, &h));
	CHECK(h.id == 3 && h.entry == 2 && h.at == T0 + 10);
	CHECK(head_get(db, &arena, &last));
	CHECK(last.id == 3 && is_signed(&last));
	CHECK_TEXT(last.signature_hex, h.signature_hex);
}

/* A head is good by any of the keys, and only as it was signed. */
static void
check_good(void)
{
	struct head_public p = { .n = 3 }, none = { .n = 0 };
	struct ledger_head h, bent;
	unsigned char signature[64];

	memset(p.key[0], 7, 32);
	memcpy(p.key[2], key.public, 32);
	CHECK(head_get(db, &arena, &h));
	CHECK(head_get_good(&h, &p));
	CHECK(!head_get_good(&h, &none));
	p.n = 2;
	CHECK(!head_get_good(&h, &p));
	p.n = 3;
	bent = h;
	bent.entry++;
	CHECK(!head_get_good(&bent, &p));
	bent = h;
	bent.at--;
	CHECK(!head_get_good(&bent, &p));
	bent = h;
	bent.hash.n = 31;
	CHECK(!head_get_good(&bent, &p));
	bent = h;
	bent.signature.n = 63;
	CHECK(!head_get_good(&bent, &p));
	head_sign_text(&key, "text", 4, signature);
	CHECK(head_text_good(&p, "text", 4, signature));
	CHECK(!head_text_good(&p, "texT", 4, signature));
}

int
main(void)
{
	static const char *const left[] = { "ledger.key", "ledger.pub",
	    "ledger.pub.new", "some.pub" };

	arena_init(&arena, 4u << 20);
	snprintf(folder, sizeof folder, "/tmp/t-head-%d", (int)getpid());
	CHECK(!mkdir(folder, 0700));
	check_digits();
	check_public();
	check_open();
	check_full();
	db = store_open(":memory:");
	db_begin(db);
	energy_meter(db, &arena, "a", "message", NULL);
	check_sign();
	check_good();
	CHECK(db_commit(db));
	db_close(db);
	for (size_t i = 0; i < sizeof left / sizeof *left; i++)
		unlink(file(left[i]));
	CHECK(!rmdir(folder));
	arena_free(&arena);
	return tap_done();
}
