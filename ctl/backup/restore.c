/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sys/file.h>
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "ctl/access/htpasswd.h"
#include "ctl/backup/backup.h"
#include "ctl/backup/encrypt.h"
#include "ctl/backup/manifest.h"
#include "ctl/command/file.h"
#include "hive/base/instant.h"

/*
 * First everything is unpacked beside the place it goes to and checked; only
 * then does any of it take its place.  The database comes last: with it the
 * restored site is whole.  What stood there before stays beside it under
 * another name.
 *
 * The configuration in force says where the rest goes: the one that is there,
 * else the restored one.  The worker's lock is held meanwhile, so no worker can
 * start on half a site.
 */
#define FRESH		".restoring"
#define PLACES_MAX	6

struct place {
	const char	*name;		/* in the backup, without .sealed */
	const char	*to, *fresh;
	mode_t		 mode;
	gid_t		 group;
	bool		 there;		/* something stands in its place */
};

struct restore {
	struct ctl	*ctl;
	struct arena	*arena;
	const char	*from;
	const char	*only_to;	/* --to, or NULL */
	struct manifest	 manifest;
	struct encrypt_key	 encryption;
	struct place	 places[PLACES_MAX];
	size_t		 n;
	const char	*stamp;		/* what replaced files are called by */
};

/* ---- What is in the backup ---- */

static const struct manifest_file *
in_backup(const struct restore *r, const char *name)
{
	const struct manifest_file *files = r->manifest.files.v;
	size_t len = strlen(name);

	for (size_t i = 0; i < r->manifest.files.n; i++)
		if (!strncmp(files[i].name, name, len) &&
		    (!files[i].name[len] ||
		    !strcmp(files[i].name + len, SEALED)))
			return &files[i];
	return NULL;
}

static int
choose_encryption(struct restore *r)
{
	const char *identity = ctl_value(r->ctl, "identity"), *error;
	const char *with = ctl_value(r->ctl, "passphrase-file");
	unsigned char *keys = arena_take(r->arena, 64);

	if (identity && (error = encrypt_read_secret(r->arena, identity, keys,
	    keys + 32)))
		return ctl_fail(EX_NOINPUT, "%s", error);
	if (identity) {
		r->encryption.secret_key = keys;
		r->encryption.public_key = keys + 32;
	}
	if (!with)
		return 0;
	r->encryption.passphrase = site_secret(r->arena, with, NULL, NULL,
	    &error);
	return r->encryption.passphrase ? 0 : ctl_fail(EX_NOINPUT, "%s", error);
}

static int
read_manifest(struct restore *r)
{
	const char *error = manifest_read(r->arena, r->from, &r->manifest);

	if (error)
		return ctl_fail(EX_DATAERR, "%s", error);
	if (r->manifest.schema > db_schema_version())
		return ctl_fail(EX_DATAERR, "%s: its schema %lld is newer "
		    "than this program's %d", r->from,
		    (long long)r->manifest.schema, db_schema_version());
	if (!in_backup(r, "powerhive.db"))
		return ctl_fail(EX_DATAERR, "%s: holds no database", r->from);
	return 0;
}

/* ---- Unpacking ---- */

/* What root restores gets the owner of the old file, else the folder's owner
 * and a group that must read it. */
static const char *
give_away(struct restore *r, const struct place *p)
{
	struct stat st;

	if (geteuid() != 0)
		return NULL;
	if (stat(p->to, &st)) {
		if (stat(file_folder(r->arena, p->to), &st))
			return file_error(r->arena, p->to);
		if (p->group != (gid_t)-1)
			st.st_gid = p->group;
	}
	return chown(p->fresh, st.st_uid, st.st_gid) ?
	    file_error(r->arena, p->fresh) : NULL;
}

/* The responders', who read the configuration. */
static gid_t
readers(void)
{
	struct group *g = getgrnam("powerhive-fcgi");

	return g ? g->gr_gid : (gid_t)-1;
}

/* Unpack the file, if the backup has it and its place is free or freed. */
static int
unpack(struct restore *r, const char *name, const char *to, gid_t group)
{
	const struct manifest_file *f = in_backup(r, name);
	struct place *p = &r->places[r->n];
	const char *from, *error;

	if (!f)
		return 0;
	*p = (struct place){ .name = name, .to = to, .group = group,
	    .fresh = arena_printf(r->arena, "%s" FRESH, to),
	    .mode = (mode_t)f->mode & 0750, .there = access(to, F_OK) == 0 };
	if (p->there && !ctl_value(r->ctl, "force")) {
		printf("kept: %s\n", to);
		return strcmp(name, "powerhive.db") ? 0 : ctl_fail(
		    EX_CANTCREAT, "%s: is there already; --force replaces it "
		    "and keeps it under another name", to);
	}
	from = arena_printf(r->arena, "%s/%s", r->from, f->name);
	unlink(p->fresh);
	r->n++;
	error = strcmp(f->name, name) ?
	    decrypt_file(r->arena, &r->encryption, from, p->fresh) :
	    file_copy(r->arena, from, p->fresh, 0600);
	if (!error)
		error = give_away(r, p);
	if (!error && chmod(p->fresh, p->mode))
		error = file_error(r->arena, p->fresh);
	return error ? ctl_fail(EX_DATAERR, "%s", error) : 0;
}

static uint32_t
number_at(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	    (uint32_t)p[2] << 8 | p[3];
}

/* user_version and application_id stand at fixed places of the header. */
static const char *
check_header(struct restore *r, const char *path)
{
	unsigned char head[100];
	FILE *f = fopen(path, "re");
	size_t n = f ? fread(head, 1, sizeof head, f) : 0;

	if (f)
		fclose(f);
	if (n != sizeof head || memcmp(head, "SQLite format 3", 16) ||
	    number_at(head + 68) != DB_APPLICATION)
		return "is no PowerHive database";
	return number_at(head + 60) == r->manifest.schema ? NULL :
	    "has another schema than its manifest says";
}

static int
check_database(struct restore *r, const char *path)
{
	struct ctl *c = r->ctl;
	const char *error = check_header(r, path);

	/* An older one is brought up to date when the worker starts. */
	if (!error) {
		c->db = db_open_older(path, &error);
		if (c->db)
			error = db_check(c->db, r->arena);
		ctl_close(c);
	}
	return error ? ctl_fail(EX_DATAERR, "%s: %s", path, error) : 0;
}

/* ---- Into place ---- */

/* What was there stays beside it; a stray log must not be read into the
 * new database. */
static void
step_aside(struct restore *r, const char *path)
{
	static const char *const tails[] = { "", "-wal", "-shm" };

	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
		rename(arena_printf(r->arena, "%s%s", path, tails[i]),
		    arena_printf(r->arena, "%s.%s%s", path, r->stamp,
		    tails[i]));
}

static int
put_in_place(struct restore *r)
{
	const char *error = NULL;

	for (size_t i = 0; i < r->n && !error; i++) {
		struct place *p = &r->places[i];

		step_aside(r, p->to);
		if (rename(p->fresh, p->to))
			error = file_error(r->arena, p->to);
		else
			error = file_sync(r->arena,
			    file_folder(r->arena, p->to));
		if (!error)
			printf("restored: %s\n", p->to);
	}
	return error ? ctl_fail(EX_CANTCREAT, "%s", error) : 0;
}

static void
give_up(struct restore *r)
{
	for (size_t i = 0; i < r->n; i++)
		unlink(r->places[i].fresh);
}

/* ---- The two ways ---- */

static int
unpack_to(struct restore *r)
{
	static const char *const names[] = { "powerhive.json", "htpasswd",
	    "powerhive.key", "ledger.key", "ledger.pub", "powerhive.db" };
	const char *to = r->only_to;
	int status = 0;

	if (mkdir(to, 0700) && errno != EEXIST)
		return ctl_fail(EX_CANTCREAT, "%s",
		    file_error(r->arena, to));
	for (size_t i = 0; i < PLACES_MAX && !status; i++)
		status = unpack(r, names[i], arena_printf(r->arena, "%s/%s",
		    to, names[i]), (gid_t)-1);
	return status ? status : check_database(r,
	    r->places[r->n - 1].fresh);
}

/* The configuration in force tells where the rest goes: the one that is
 * there, else the restored one, read before it takes its place. */
static int
find_site(struct restore *r)
{
	struct ctl *c = r->ctl;
	const char *error;
	int status = unpack(r, "powerhive.json", c->config, readers());

	if (status)
		return status;
	if (r->n == 0)
		return ctl_site(c);
	error = site_load(r->arena, r->places[0].fresh, &c->site,
	    &c->warnings);
	if (!error)
		return 0;
	fputs(error, stderr);
	return EX_CONFIG;
}

/* Held until the process ends. */
static int
lock(struct restore *r)
{
	const char *path = site_lock_file(r->arena, &r->ctl->site);
	const char *folder = file_folder(r->arena, path);
	int fd;

	if (mkdir(folder, 0750) && errno != EEXIST)
		return ctl_fail(EX_CANTCREAT, "%s",
		    file_error(r->arena, folder));
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0640);
	if (fd < 0)
		return ctl_fail(EX_CANTCREAT, "%s",
		    file_error(r->arena, path));
	return flock(fd, LOCK_EX | LOCK_NB) == 0 ? 0 :
	    ctl_fail(EX_TEMPFAIL, "the worker is running: stop it first");
}

static const char *
beside(struct restore *r, const char *name)
{
	return arena_printf(r->arena, "%s/%s", file_folder(r->arena,
	    r->ctl->site.database_path), name);
}

static int
unpack_home(struct restore *r)
{
	struct ctl *c = r->ctl;
	int status = find_site(r);

	if (status || (status = lock(r)))
		return status;
	if ((status = unpack(r, "htpasswd", ctl_passwords(c),
	    htpasswd_group())) ||
	    (status = unpack(r, "powerhive.key",
	    site_key_file(r->arena, &c->site), (gid_t)-1)) ||
	    (status = unpack(r, "ledger.key", beside(r, "ledger.key"),
	    (gid_t)-1)) ||
	    (status = unpack(r, "ledger.pub", beside(r, "ledger.pub"),
	    (gid_t)-1)) ||
	    (status = unpack(r, "powerhive.db", c->site.database_path,
	    (gid_t)-1)))
		return status;
	return check_database(r, r->places[r->n - 1].fresh);
}

int
restore_run(struct ctl *c)
{
	struct restore r = { .ctl = c, .arena = &c->arena,
	    .from = c->argv[0], .only_to = ctl_value(c, "to") };
	int status;

	umask(077);
	r.stamp = arena_printf(r.arena, "before-%lld",
	    (long long)(day_wall_ms() / 1000));
	if ((status = choose_encryption(&r)) || (status = read_manifest(&r)))
		return status;
	status = r.only_to ? unpack_to(&r) : unpack_home(&r);
	if (!status)
		status = put_in_place(&r);
	if (status)
		give_up(&r);
	return status;
}
