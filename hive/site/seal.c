/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hive/base/log.h"
#include "hive/site/seal.h"

#define NONCE	crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define MAC	crypto_aead_xchacha20poly1305_ietf_ABYTES

_Static_assert(sizeof(struct secret_key) ==
    crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "the key's size");

static char why[1200];

static const char *
error(const char *path, const char *text)
{
	snprintf(why, sizeof why, "%s: %s", path, text);
	return why;
}

static void
need_sodium(void)
{
	if (sodium_init() < 0)
		log_die("libsodium does not start");
}

static const char *
read_key(struct secret_key *key, const char *path, bool ours)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	unsigned char bytes[sizeof key->bytes + 1];
	ssize_t n = fd < 0 ? -1 : read(fd, bytes, sizeof bytes);
	const char *trouble = NULL;
	struct stat st;

	if (n < 0)
		trouble = error(path, strerror(errno));
	else if (ours && (fstat(fd, &st) ||
	    (st.st_mode & (S_IRWXG | S_IRWXO))))
		trouble = error(path, "others can read the key; chmod 400 it");
	else if (n != sizeof key->bytes)
		trouble = error(path, "is no key: 32 bytes are wanted");
	else
		memcpy(key->bytes, bytes, sizeof key->bytes);
	sodium_memzero(bytes, sizeof bytes);
	if (fd >= 0)
		close(fd);
	return trouble;
}

/* The folder that the path is in, made durable. */
static bool
sync_folder(const char *path)
{
	char folder[1024] = ".";
	const char *slash = strrchr(path, '/');
	int fd;
	bool ok;

	if (slash)
		snprintf(folder, sizeof folder, "%.*s",
		    slash == path ? 1 : (int)(slash - path), path);
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	ok = fd >= 0 && fsync(fd) == 0;
	if (fd >= 0)
		close(fd);
	return ok;
}

/* Whole or not at all, and never over a key that is there. */
static const char *
make_key(const char *path)
{
	unsigned char bytes[sizeof(struct secret_key)];
	const char *trouble = NULL;
	char fresh[1024];
	int fd;

	if (snprintf(fresh, sizeof fresh, "%s.new.%d", path, (int)getpid()) >=
	    (int)sizeof fresh)
		return error(path, "is too long");
	randombytes_buf(bytes, sizeof bytes);
	fd = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0400);
	if (fd < 0)
		return error(fresh, strerror(errno));
	if (write(fd, bytes, sizeof bytes) != sizeof bytes || fsync(fd) ||
	    (link(fresh, path) && errno != EEXIST))
		trouble = error(path, strerror(errno));
	sodium_memzero(bytes, sizeof bytes);
	close(fd);
	unlink(fresh);
	if (!trouble && !sync_folder(path))
		trouble = error(path, strerror(errno));
	return trouble;
}

const char *
secret_load(struct secret_key *key, const char *path, bool make)
{
	const char *dir = getenv("CREDENTIALS_DIRECTORY");
	const char *trouble = NULL;
	char credential[1024];

	need_sodium();
	if (dir) {
		const char *slash = strrchr(path, '/');

		snprintf(credential, sizeof credential, "%s/%s", dir,
		    slash ? slash + 1 : path);
		if (access(credential, F_OK) == 0)
			return read_key(key, credential, false);
	}
	if (make && access(path, F_OK) && errno == ENOENT)
		trouble = make_key(path);
	return trouble ? trouble : read_key(key, path, true);
}

/* What the sealed text belongs to. */
static const char *
place(struct arena *a, const char *mac, const char *column)
{
	return arena_printf(a, "%s|%s", mac, column);
}

struct blob
secret_seal(struct arena *a, const struct secret_key *key, const char *mac,
    const char *column, const char *text)
{
	const char *ad = place(a, mac, column);
	size_t len = strlen(text);
	unsigned char *sealed = arena_take(a, NONCE + len + MAC);

	need_sodium();
	randombytes_buf(sealed, NONCE);
	crypto_aead_xchacha20poly1305_ietf_encrypt(sealed + NONCE, NULL,
	    (const unsigned char *)text, len, (const unsigned char *)ad,
	    strlen(ad), NULL, sealed, key->bytes);
	return (struct blob){ sealed, NONCE + len + MAC };
}

const char *
secret_open(struct arena *a, const struct secret_key *key, const char *mac,
    const char *column, struct blob sealed)
{
	const char *ad = place(a, mac, column);
	const unsigned char *bytes = sealed.p;
	unsigned char *text;

	if (sealed.n < NONCE + MAC)
		return NULL;
	need_sodium();
	text = arena_take(a, sealed.n - NONCE - MAC + 1);
	if (crypto_aead_xchacha20poly1305_ietf_decrypt(text, NULL, NULL,
	    bytes + NONCE, sealed.n - NONCE, (const unsigned char *)ad,
	    strlen(ad), bytes, key->bytes))
		return NULL;
	return (const char *)text;
}
