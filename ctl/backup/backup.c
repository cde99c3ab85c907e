/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sys/stat.h>
#include <sys/statvfs.h>

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "ctl/backup/backup.h"
#include "ctl/backup/encrypt.h"
#include "ctl/backup/manifest.h"
#include "ctl/command/file.h"
#include "hive/base/instant.h"

/*
 * A backup is made in a folder with a name of its own and gets its final name
 * when it is whole, so a folder named powerhive-...  is always a good one.  The
 * database is copied by a reader while the worker runs, and the copy is read
 * through before it counts.  Old backups go only after the new one is there.
 *
 * Without --with-keys no secret key is in it: who finds the backup cannot read
 * the miners' passwords, and who restores it must have the key from elsewhere.
 */

#define KEEP		14
#define PREFIX		"powerhive-"
#define NAME_SIZE	sizeof "powerhive-20261121T020000Z"
#define FILES_MAX	6

struct backup {
	struct ctl	*ctl;
	struct arena	*arena;
	const char	*folder;	/* that holds the backups */
	const char	*part;		/* the new one, until it is whole */
	struct encrypt_key	 encryption;
	struct manifest	 manifest;
	struct manifest_file files[FILES_MAX];
};

static bool
is_encrypted(const struct backup *b)
{
	return b->encryption.public_key || b->encryption.passphrase;
}

static const char *
in_part(const struct backup *b, const char *name)
{
	return arena_printf(b->arena, "%s/%s", b->part, name);
}

/* What lies in the part as `name' becomes the next file of the backup. */
static const char *
enter(struct backup *b, const char *name, mode_t mode)
{
	struct manifest_file *f = &b->files[b->manifest.files.n];
	const char *error, *plain = in_part(b, name);

	f->name = name;
	f->mode = mode & 0777;
	if (is_encrypted(b)) {
		f->name = arena_printf(b->arena, "%s" SEALED, name);
		error = encrypt_file(b->arena, &b->encryption, plain,
		    in_part(b, f->name));
		if (unlink(plain) && !error)
			error = file_error(b->arena, plain);
	} else
		error = file_sync(b->arena, plain);
	if (!error)
		error = manifest_measure(b->arena, b->part, f);
	b->manifest.files.n++;
	return error;
}

static const char *
take_file(struct backup *b, const char *from, const char *name, bool needed)
{
	const char *error;
	struct stat st;

	if (access(from, R_OK) || stat(from, &st)) {
		error = file_error(b->arena, from);
		if (needed || errno == ENOENT)
			return needed ? error : NULL;
		ctl_fail(0, "left out: %s", error);
		return NULL;
	}
	error = file_copy(b->arena, from, in_part(b, name), 0600);
	return error ? error : enter(b, name, st.st_mode);
}

/* A consistent copy by a reader, read through before it is called one. */
static const char *
take_database(struct backup *b)
{
	const char *copy = in_part(b, "powerhive.db"), *error;
	struct ctl *c = b->ctl;

	if ((error = db_copy(c->db, copy)))
		return arena_copy(b->arena, error);
	ctl_close(c);
	if (!(c->db = db_open_older(copy, &error)))
		return arena_copy(b->arena, error);
	b->manifest.schema = db_version(c->db);
	error = db_check(c->db, b->arena);
	ctl_close(c);
	if (!error && chmod(copy, 0600))
		error = file_error(b->arena, copy);
	return error ? error : enter(b, "powerhive.db", 0640);
}

static const char *
beside(struct backup *b, const char *name)
{
	return arena_printf(b->arena, "%s/%s", file_folder(b->arena,
	    b->ctl->site.database_path), name);
}

static const char *
take_all(struct backup *b)
{
	struct ctl *c = b->ctl;
	const char *error;

	if ((error = take_database(b)) ||
	    (error = take_file(b, c->config, "powerhive.json", true)) ||
	    (error = take_file(b, ctl_passwords(c), "htpasswd", false)))
		return error;
	error = take_file(b, beside(b, "ledger.pub"), "ledger.pub", false);
	if (error || !ctl_value(c, "with-keys"))
		return error;
	error = take_file(b, site_key_file(b->arena, &c->site),
	    "powerhive.key", true);
	return error ? error : take_file(b, beside(b, "ledger.key"),
	    "ledger.key", false);
}

/* The files in it and the folder itself; no folder in it is entered. */
static void
drop_folder(struct arena *a, const char *path)
{
	DIR *d = opendir(path);
	struct dirent *e;

	while (d && (e = readdir(d)))
		if (*e->d_name != '.')
			unlink(arena_printf(a, "%s/%s", path, e->d_name));
	if (d)
		closedir(d);
	rmdir(path);
}

/* ---- What stays ---- */

static bool
is_backup(const char *name)
{
	const char *p = name + strlen(PREFIX);

	if (strncmp(name, PREFIX, strlen(PREFIX)) ||
	    strlen(name) != NAME_SIZE - 1)
		return false;
	return p[8] == 'T' && p[15] == 'Z' &&
	    strspn(p, "0123456789") == 8 && strspn(p + 9, "0123456789") == 6;
}

/* The names are dates: the first by name is the oldest. */
static const char *
oldest(struct backup *b, int64_t *count)
{
	DIR *d = opendir(b->folder);
	const char *first = NULL;
	struct dirent *e;

	*count = 0;
	while (d && (e = readdir(d)))
		if (is_backup(e->d_name)) {
			(*count)++;
			if (!first || strcmp(e->d_name, first) < 0)
				first = arena_copy(b->arena, e->d_name);
		}
	if (d)
		closedir(d);
	return first;
}

static void
prune(struct backup *b, int64_t keep)
{
	int64_t count, before = INT64_MAX;
	const char *name;

	/* Not for ever: one that cannot be taken away stays the oldest. */
	while ((name = oldest(b, &count)) && count > keep && count < before) {
		drop_folder(b->arena, arena_printf(b->arena, "%s/%s",
		    b->folder, name));
		before = count;
	}
}

/* ---- The command ---- */

static int
make_identity(struct ctl *c, const char *path)
{
	const char *public, *error;

	if ((error = encrypt_new_key(&c->arena, path, &public)))
		return ctl_fail(EX_CANTCREAT, "%s", error);
	printf("%s\n", public);
	return 0;
}

static int
choose_encryption(struct backup *b)
{
	const char *to = ctl_value(b->ctl, "encrypt-to"), *error;
	const char *with = ctl_value(b->ctl, "passphrase-file");
	unsigned char *key = arena_take(b->arena, 32);

	b->manifest.encrypted = to ? ENCRYPTION_KEY :
	    with ? ENCRYPTION_PASSPHRASE : ENCRYPTION_NO;
	if (to && !encrypt_read_public(to, key))
		return ctl_fail(EX_USAGE, "--encrypt-to takes the 64 digits "
		    "that --make-identity printed");
	if (to)
		b->encryption.public_key = key;
	if (!with)
		return 0;
	b->encryption.passphrase = site_secret(b->arena, with, NULL, NULL,
	    &error);
	return b->encryption.passphrase ? 0 : ctl_fail(EX_NOINPUT, "%s", error);
}

static int
check_room(struct backup *b)
{
	int64_t needs = db_size_bytes(b->ctl->db) * (is_encrypted(b) ? 2 : 1);
	struct statvfs fs;

	if (statvfs(b->folder, &fs))
		return ctl_fail(EX_CANTCREAT, "%s",
		    file_error(b->arena, b->folder));
	if ((int64_t)fs.f_bavail * (int64_t)fs.f_frsize > needs)
		return 0;
	return ctl_fail(EX_CANTCREAT, "%s: %lld MB are needed, %lld are free",
	    b->folder, (long long)(needs >> 20), (long long)
	    (((int64_t)fs.f_bavail * (int64_t)fs.f_frsize) >> 20));
}

/* Named by its second, or by the next that is free. */
static const char *
dated(struct arena *a, const char *folder, int64_t now)
{
	time_t s = (time_t)(now / 1000);
	char name[NAME_SIZE];
	const char *path;
	struct tm tm;

	do {
		strftime(name, sizeof name, PREFIX "%Y%m%dT%H%M%SZ",
		    gmtime_r(&s, &tm));
		path = arena_printf(a, "%s/%s", folder, name);
		s++;
	} while (access(path, F_OK) == 0);
	return path;
}

static const char *
write_backup(struct backup *b, const char *path)
{
	const char *error = take_all(b);

	if (!error)
		error = manifest_write(b->arena, b->part, &b->manifest);
	if (!error && access(path, F_OK) == 0)
		error = arena_printf(b->arena, "%s: is there already", path);
	if (!error && rename(b->part, path))
		error = file_error(b->arena, path);
	return error ? error : file_sync(b->arena, b->folder);
}

static int
begin(struct backup *b)
{
	struct ctl *c = b->ctl;
	int status = choose_encryption(b);

	if (status || (status = ctl_db_older(c)))
		return status;
	if (mkdir(b->folder, 0700) && errno != EEXIST)
		return ctl_fail(EX_CANTCREAT, "%s",
		    file_error(b->arena, b->folder));
	return check_room(b);
}

int
backup_run(struct ctl *c)
{
	const char *identity = ctl_value(c, "make-identity"), *path, *error;
	int64_t keep = ctl_number(c, "keep", KEEP);
	struct backup b = { .ctl = c, .arena = &c->arena };
	int status;

	if (identity)
		return make_identity(c, identity);
	umask(077);
	b.folder = c->argv[0];
	if ((status = begin(&b)))
		return status;
	b.manifest.program = "powerhive";
	b.manifest.version = PACKAGE_VERSION;
	b.manifest.made_at = day_wall_ms();
	b.manifest.files.v = b.files;
	path = dated(b.arena, b.folder, b.manifest.made_at);
	b.part = arena_printf(b.arena, "%s.part.%d", path, (int)getpid());
	error = mkdir(b.part, 0700) ? file_error(b.arena, b.part) :
	    write_backup(&b, path);
	if (error) {
		drop_folder(b.arena, b.part);
		return ctl_fail(EX_CANTCREAT, "no backup: %s", error);
	}
	prune(&b, keep);
	printf("%s\n", path);
	return 0;
}
