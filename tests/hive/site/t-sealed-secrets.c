/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sys/stat.h>

#include <stdlib.h>
#include <unistd.h>

#include "hive/site/seal.h"
#include "tests/lib/tap.h"

static struct arena arena;

static void
check_sealing(const struct secret_key *key)
{
	const char *mac = "02:00:00:00:00:01", *text = "a word\xc3\xa9";
	struct secret_key other = *key;
	struct blob one, two, bent;

	one = secret_seal(&arena, key, mac, "sealed_key", text);
	two = secret_seal(&arena, key, mac, "sealed_key", text);
	CHECK(one.n == two.n && memcmp(one.p, two.p, one.n));
	CHECK(!memmem(one.p, one.n, text, strlen(text)));
	CHECK_TEXT(secret_open(&arena, key, mac, "sealed_key", one), text);
	CHECK_TEXT(secret_open(&arena, key, mac, "sealed_unlock", one), NULL);
	CHECK_TEXT(secret_open(&arena, key, "02:00:00:00:00:02",
	    "sealed_key", one), NULL);
	other.bytes[31] ^= 1;
	CHECK_TEXT(secret_open(&arena, &other, mac, "sealed_key", one), NULL);
	for (size_t i = 0; i < one.n; i++) {
		char *copy = arena_text(&arena, one.p, one.n);

		copy[i] ^= 4;
		bent = (struct blob){ copy, one.n };
		CHECK(!secret_open(&arena, key, mac, "sealed_key", bent));
		bent = (struct blob){ one.p, i };
		CHECK(!secret_open(&arena, key, mac, "sealed_key", bent));
	}
	one = secret_seal(&arena, key, mac, "sealed_key", "");
	CHECK_TEXT(secret_open(&arena, key, mac, "sealed_key", one), "");
}

static void
check_keys(const char *dir)
{
	const char *path = arena_printf(&arena, "%s/powerhive.key", dir);
	struct secret_key key, again;
	const char *said;
	struct stat st;

	said = secret_load(&key, path, false);
	CHECK(said && strstr(said, "No such file"));
	CHECK_TEXT(secret_load(&key, path, true), NULL);
	CHECK(stat(path, &st) == 0 && (st.st_mode & 07777) == 0400);
	CHECK_INT(st.st_size, 32);
	CHECK_TEXT(secret_load(&again, path, true), NULL);
	CHECK(!memcmp(&key, &again, sizeof key));
	check_sealing(&key);

	chmod(path, 0440);
	said = secret_load(&key, path, true);
	CHECK(said && strstr(said, "others can read"));
	setenv("CREDENTIALS_DIRECTORY", dir, 1);
	CHECK_TEXT(secret_load(&again, "/nonexistent/powerhive.key",
	    false), NULL);
	CHECK(!memcmp(&key, &again, sizeof key));
	unsetenv("CREDENTIALS_DIRECTORY");
	chmod(path, 0600);
	CHECK(truncate(path, 31) == 0);
	said = secret_load(&key, path, true);
	CHECK(said && strstr(said, "32 bytes"));
	CHECK(truncate(path, 33) == 0);
	CHECK(secret_load(&key, path, true));
	unlink(path);
	said = secret_load(&key, "/nonexistent/key", true);
	CHECK(said && strstr(said, "No such file"));
}

int
main(void)
{
	char dir[] = "/tmp/t-secret-XXXXXX";

	arena_init(&arena, 16 << 20);
	if (!mkdtemp(dir))
		return 99;
	check_keys(dir);
	CHECK(rmdir(dir) == 0);		/* nothing was left beside the key */
	arena_free(&arena);
	return tap_done();
}
