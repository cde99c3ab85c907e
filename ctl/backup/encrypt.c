/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ctl/backup/encrypt.h"
#include "ctl/command/file.h"

/*
 * The format of an encrypted file: a magic, how its key is wrapped (for a
 * public key by libsodium's sealed box, for a passphrase by Argon2id with its
 * parameters), then the file in pieces by secretstream, which notices pieces
 * that are changed, missing, moved or cut off.  Parameters from a file are
 * bounded before they are used: they say how much memory is asked for.
 */

#define MAGIC		"PHSEAL1\n"
#define MAGIC_SIZE	8
#define PIECE		65536
#define KEY		crypto_secretstream_xchacha20poly1305_KEYBYTES
#define HEADER		crypto_secretstream_xchacha20poly1305_HEADERBYTES
#define MORE		crypto_secretstream_xchacha20poly1305_ABYTES
#define BOX		(KEY + crypto_box_SEALBYTES)
#define MEMORY_MAX	((uint64_t)1 << 30)
#define ROUNDS_MAX	16

#define NOT_OURS	"the passphrase or key does not fit, or the file " \
	"was changed"

/* Both sides of one file; `error' says what failed first. */
struct pair {
	struct arena	*arena;
	const char	*from, *to, *error;
	FILE		*in, *out;
	crypto_secretstream_xchacha20poly1305_state stream;
};

static bool
put(struct pair *p, const void *bytes, size_t n)
{
	if (!p->error && fwrite(bytes, 1, n, p->out) != n)
		p->error = file_error(p->arena, p->to);
	return !p->error;
}

/* Only the first thing that is wrong is told. */
static bool
wrong(struct pair *p, const char *what)
{
	if (!p->error)
		p->error = arena_printf(p->arena, "%s: %s", p->from, what);
	return false;
}

static bool
get(struct pair *p, void *bytes, size_t n)
{
	if (!p->error && fread(bytes, 1, n, p->in) != n)
		return wrong(p, ferror(p->in) ? strerror(errno) :
		    "is cut off");
	return !p->error;
}

static void
put_number(unsigned char to[8], uint64_t n)
{
	for (int i = 7; i >= 0; i--, n >>= 8)
		to[i] = (unsigned char)n;
}

static uint64_t
get_number(const unsigned char from[8])
{
	uint64_t n = 0;

	for (int i = 0; i < 8; i++)
		n = n << 8 | from[i];
	return n;
}

static bool
stretch(struct pair *p, const char *passphrase, const unsigned char *salt,
    uint64_t rounds, uint64_t memory, unsigned char key[KEY])
{
	if (rounds > ROUNDS_MAX || memory > MEMORY_MAX)
		return wrong(p, "asks too much memory");
	if (crypto_pwhash(key, KEY, passphrase, strlen(passphrase), salt,
	    rounds, (size_t)memory, crypto_pwhash_ALG_ARGON2ID13))
		return wrong(p, "the passphrase could not be stretched: too"
		    " little memory");
	return true;
}

/* A new key for the stream, and what leads back to it. */
static bool
put_key(struct pair *p, const struct encrypt_key *s, unsigned char key[KEY])
{
	unsigned char box[BOX], salt[32];

	put(p, MAGIC, MAGIC_SIZE);
	if (s->public_key) {
		crypto_secretstream_xchacha20poly1305_keygen(key);
		crypto_box_seal(box, key, KEY, s->public_key);
		return put(p, "K", 1) && put(p, box, sizeof box);
	}
	randombytes_buf(salt, 16);
	put_number(salt + 16, crypto_pwhash_OPSLIMIT_MODERATE);
	put_number(salt + 24, crypto_pwhash_MEMLIMIT_INTERACTIVE);
	return stretch(p, s->passphrase, salt,
	    crypto_pwhash_OPSLIMIT_MODERATE,
	    crypto_pwhash_MEMLIMIT_INTERACTIVE, key) &&
	    put(p, "P", 1) && put(p, salt, sizeof salt);
}

static bool
get_boxed(struct pair *p, const struct encrypt_key *s, unsigned char key[KEY])
{
	unsigned char box[BOX];

	if (!get(p, box, sizeof box))
		return false;
	if (!s->secret_key)
		return wrong(p, "is encrypted to a public key: its secret key"
		    " is needed (--identity)");
	if (crypto_box_seal_open(key, box, sizeof box, s->public_key,
	    s->secret_key))
		return wrong(p, NOT_OURS);
	return true;
}

static bool
get_key(struct pair *p, const struct encrypt_key *s, unsigned char key[KEY])
{
	unsigned char head[MAGIC_SIZE + 1], salt[32];

	if (!get(p, head, sizeof head))
		return false;
	if (!memcmp(head, MAGIC "K", sizeof head))
		return get_boxed(p, s, key);
	if (memcmp(head, MAGIC "P", sizeof head))
		return wrong(p, "is no encrypted file of ours");
	if (!s->passphrase)
		return wrong(p, "is encrypted with a passphrase"
		    " (--passphrase-file)");
	return get(p, salt, sizeof salt) &&
	    stretch(p, s->passphrase, salt, get_number(salt + 16),
	    get_number(salt + 24), key);
}

static void
encrypt_pieces(struct pair *p)
{
	unsigned char plain[PIECE], cipher[PIECE + MORE];
	size_t n;
	bool last = false;

	while (!last && !p->error) {
		n = fread(plain, 1, sizeof plain, p->in);
		if (ferror(p->in))
			p->error = file_error(p->arena, p->from);
		last = n < sizeof plain;
		crypto_secretstream_xchacha20poly1305_push(&p->stream,
		    cipher, NULL, plain, n, NULL, 0, last ?
		    crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0);
		put(p, cipher, n + MORE);
	}
}

static void
decrypt_pieces(struct pair *p)
{
	unsigned char plain[PIECE], cipher[PIECE + MORE], tag = 0;
	const unsigned char end =
	    crypto_secretstream_xchacha20poly1305_TAG_FINAL;

	while (tag != end && !p->error) {
		size_t n = fread(cipher, 1, sizeof cipher, p->in);

		if (n < MORE || crypto_secretstream_xchacha20poly1305_pull(
		    &p->stream, plain, NULL, &tag, cipher, n, NULL, 0))
			wrong(p, NOT_OURS);
		else
			put(p, plain, n - MORE);
	}
	if (!p->error && getc(p->in) != EOF)
		wrong(p, NOT_OURS);
}

static void
encrypt_stream(struct pair *p, const struct encrypt_key *s)
{
	unsigned char key[KEY], header[HEADER];

	if (put_key(p, s, key)) {
		crypto_secretstream_xchacha20poly1305_init_push(&p->stream,
		    header, key);
		put(p, header, sizeof header);
		encrypt_pieces(p);
	}
	sodium_memzero(key, sizeof key);
}

static void
decrypt_stream(struct pair *p, const struct encrypt_key *s)
{
	unsigned char key[KEY], header[HEADER];

	if (get_key(p, s, key) && get(p, header, sizeof header)) {
		crypto_secretstream_xchacha20poly1305_init_pull(&p->stream,
		    header, key);
		decrypt_pieces(p);
	}
	sodium_memzero(key, sizeof key);
}

static const char *
convert(struct arena *a, const struct encrypt_key *s, const char *from,
    const char *to, void (*stream)(struct pair *, const struct encrypt_key *))
{
	struct pair p = { .arena = a, .from = from, .to = to };
	int fd;

	if (!(p.in = fopen(from, "re")))
		return file_error(a, from);
	fd = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0 || !(p.out = fdopen(fd, "w"))) {
		fclose(p.in);
		return file_error(a, to);
	}
	stream(&p, s);
	fclose(p.in);
	if ((fflush(p.out) || fsync(fd)) && !p.error)
		p.error = file_error(a, to);
	if (fclose(p.out) && !p.error)
		p.error = file_error(a, to);
	if (p.error)
		unlink(to);
	return p.error;
}

const char *
encrypt_file(struct arena *a, const struct encrypt_key *s, const char *from,
    const char *to)
{
	return convert(a, s, from, to, encrypt_stream);
}

const char *
decrypt_file(struct arena *a, const struct encrypt_key *s, const char *from,
    const char *to)
{
	return convert(a, s, from, to, decrypt_stream);
}

/* ---- Key pairs ---- */

bool
encrypt_read_public(const char *hex, unsigned char key[32])
{
	size_t n;

	return strlen(hex) == 64 &&
	    !sodium_hex2bin(key, 32, hex, 64, NULL, &n, NULL) && n == 32;
}

const char *
encrypt_new_key(struct arena *a, const char *path, const char **public_hex)
{
	unsigned char secret[32], public[32];
	char hex[65], text[66], *shown = arena_take(a, 65);
	const char *error = NULL;
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0)
		return file_error(a, path);
	crypto_box_keypair(public, secret);
	sodium_bin2hex(shown, 65, public, sizeof public);
	sodium_bin2hex(hex, sizeof hex, secret, sizeof secret);
	snprintf(text, sizeof text, "%s\n", hex);
	if (write(fd, text, 65) != 65 || fsync(fd))
		error = file_error(a, path);
	close(fd);
	sodium_memzero(secret, sizeof secret);
	sodium_memzero(hex, sizeof hex);
	sodium_memzero(text, sizeof text);
	*public_hex = shown;
	return error;
}

const char *
encrypt_read_secret(struct arena *a, const char *path, unsigned char secret[32],
    unsigned char public[32])
{
	const char *error;
	size_t len;
	char *text = file_read(a, path, 4096, &len, &error);

	if (!text)
		return error;
	text[strcspn(text, "\r\n")] = '\0';
	if (!encrypt_read_public(text, secret))
		return arena_printf(a, "%s: holds no secret key", path);
	crypto_scalarmult_base(public, secret);
	return NULL;
}
