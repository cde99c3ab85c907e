/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "hive/ledger/signed_head.h"

/*
 * Keys as files, signatures over texts, heads as rows.  A key that ledger.pub
 * has not got is added behind the others, so what an earlier one signed stays
 * good.  A head is never older than the entry that it covers, wherever the
 * clock was set.
 */

#define SEED	crypto_sign_SEEDBYTES
#define SIGNED	crypto_sign_BYTES

_Static_assert(SEED == sizeof(struct secret_key), "the key's size");

const struct field ledger_head_fields[] = {
	FIELD(struct ledger_head, id),
	TIME(struct ledger_head, at),
	FIELD(struct ledger_head, entry),
	FIELD(struct ledger_head, hash),
	FIELD(struct ledger_head, reason),
	FIELD(struct ledger_head, signature),
	FIELDS_END
};

const struct field ledger_head_show[] = {
	FIELD(struct ledger_head, id, .doc = "counts up without holes"),
	TIME(struct ledger_head, at, .doc = "when it was signed"),
	FIELD(struct ledger_head, entry, .doc = "the last that it covers"),
	FIELD(struct ledger_head, reason,
	    .doc = "hour, start, close or request"),
	FIELD_AS("hash", struct ledger_head, hash_hex),
	FIELD_AS("signature", struct ledger_head, signature_hex,
	    .doc = "Ed25519, hexadecimal"),
	FIELDS_END
};

const char *
head_hex(struct arena *arena, const void *bytes, size_t n)
{
	char *to = arena_take(arena, 2 * n + 1);

	return sodium_bin2hex(to, 2 * n + 1, bytes, n);
}

bool
head_unhex(const char *text, unsigned char *to, size_t n)
{
	return text && strlen(text) == 2 * n && !sodium_hex2bin(to, n, text,
	    2 * n, NULL, NULL, NULL);
}

/* ---- Keys --------------------------------------------------------------- */

const char *
head_public_read(struct head_public *p, const char *path)
{
	char text[CHAIN_KEYS * 66 + 1] = "", *line = text, *next;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text - 1);

	p->n = 0;
	if (fd >= 0)
		close(fd);
	if (n < 0)
		return strerror(errno);
	for (; *line && p->n < CHAIN_KEYS; line = next) {
		next = line + strcspn(line, "\n");
		next += *next && !(*next = '\0');
		line[strcspn(line, "\r")] = '\0';
		if (!head_unhex(line, p->key[p->n++], 32))
			return "is no public key: lines of 64 hexadecimal "
			    "digits are wanted";
	}
	return p->n ? NULL : "has no public key";
}

/* Written whole under another name first. */
static const char *
public_write(struct arena *arena, const char *path,
    const struct head_public *p)
{
	const char *fresh = arena_printf(arena, "%s.new", path), *text = "";
	int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	ssize_t size = 65 * (ssize_t)p->n;
	bool ok;

	for (size_t i = 0; i < p->n; i++)
		text = arena_printf(arena, "%s%s\n", text,
		    head_hex(arena, p->key[i], 32));
	ok = fd >= 0 && write(fd, text, (size_t)size) == size && !fsync(fd);
	if (fd >= 0)
		close(fd);
	if (ok && !rename(fresh, path))
		return NULL;
	return arena_printf(arena, "%s: %s", path, strerror(errno));
}

const char *
head_key_open(struct head_key *key, struct arena *arena,
    const char *folder, bool *fresh)
{
	const char *path = arena_printf(arena, "%s/ledger.pub", folder);
	struct head_public p = { .n = 0 };
	struct secret_key seed;
	const char *error = secret_load(&seed, arena_printf(arena,
	    "%s/ledger.key", folder), true);

	if (error)
		return error;
	crypto_sign_seed_keypair(key->public, key->secret, seed.bytes);
	sodium_memzero(&seed, sizeof seed);
	*fresh = false;
	if (!access(path, F_OK) && (error = head_public_read(&p, path)))
		return arena_printf(arena, "%s: %s", path, error);
	for (size_t i = 0; i < p.n; i++)
		if (!memcmp(p.key[i], key->public, 32))
			return NULL;
	if (p.n == CHAIN_KEYS)
		return arena_printf(arena, "%s has too many keys", path);
	*fresh = true;
	memcpy(p.key[p.n++], key->public, 32);
	return public_write(arena, path, &p);
}

void
head_sign_text(const struct head_key *key, const char *text, size_t n,
    unsigned char signature[64])
{
	crypto_sign_detached(signature, NULL, (const unsigned char *)text, n,
	    key->secret);
}

bool
head_text_good(const struct head_public *p, const char *text, size_t n,
    const unsigned char signature[64])
{
	for (size_t i = 0; i < p->n; i++)
		if (!crypto_sign_verify_detached(signature,
		    (const unsigned char *)text, n, p->key[i]))
			return true;
	return false;
}

/* ---- Heads -------------------------------------------------------------- */

#define DOMAIN		"powerhive-ledger-head"
#define HEAD_SIZE	(sizeof DOMAIN + 16 + ENTRY_HASH)

static void
put(unsigned char *to, int64_t n)
{
	for (int i = 0; i < 8; i++, n = (int64_t)((uint64_t)n >> 8))
		to[i] = (unsigned char)n;
}

static void
head_text(const struct ledger_head *h, unsigned char to[HEAD_SIZE])
{
	memcpy(to, DOMAIN, sizeof DOMAIN);
	put(to + sizeof DOMAIN, h->entry);
	put(to + sizeof DOMAIN + 8, h->at);
	memcpy(to + sizeof DOMAIN + 16, h->hash.p, ENTRY_HASH);
}

bool
head_get_good(const struct ledger_head *h, const struct head_public *p)
{
	unsigned char text[HEAD_SIZE];

	if (h->hash.n != ENTRY_HASH || h->signature.n != SIGNED)
		return false;
	head_text(h, text);
	return head_text_good(p, (const char *)text, sizeof text,
	    h->signature.p);
}

static void
show(struct arena *arena, struct ledger_head *h)
{
	h->hash_hex = head_hex(arena, h->hash.p, h->hash.n);
	h->signature_hex = head_hex(arena, h->signature.p, h->signature.n);
}

bool
head_get(struct db *db, struct arena *arena, struct ledger_head *h)
{
	static struct query q = QUERY("SELECT * FROM ledger_head"
	    " ORDER BY id DESC LIMIT 1");

	if (!db_one(db, &q, arena, ledger_head_fields, h))
		return false;
	show(arena, h);
	return true;
}

struct query *
head_gets(struct db *db)
{
	static struct query q = QUERY("SELECT * FROM ledger_head"
	    " ORDER BY id");

	(void)db;
	return &q;
}

bool
head_sign(struct db *db, struct arena *arena, const struct head_key *key,
    const char *reason, bool again, int64_t now, struct ledger_head *head)
{
	static struct query q = QUERY("INSERT INTO ledger_head (id, at,"
	    " entry, hash, reason, signature) VALUES (:id, :at, :entry,"
	    " :hash, :reason, :signature)");
	unsigned char *hash = arena_take(arena, ENTRY_HASH);
	unsigned char *signature = arena_take(arena, SIGNED);
	unsigned char text[HEAD_SIZE];
	struct ledger_head last;
	int64_t booked_at, entry = entry_last(db, hash, &booked_at);
	bool any = head_get(db, arena, &last);

	if (!entry || (any && !again && last.entry == entry))
		return false;
	*head = (struct ledger_head){ .id = any ? last.id + 1 : 1,
	    .at = now > booked_at ? now : booked_at, .entry = entry,
	    .hash = { hash, ENTRY_HASH }, .reason = reason,
	    .signature = { signature, SIGNED } };
	head_text(head, text);
	head_sign_text(key, (const char *)text, sizeof text, signature);
	show(arena, head);
	db_bind(db, &q, ledger_head_fields, head);
	return db_run(db, &q);
}
