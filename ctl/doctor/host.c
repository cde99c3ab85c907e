/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/timex.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ctl/command/file.h"
#include "ctl/doctor/doctor.h"
#include "hive/service/health.h"

/* The machine under the service. */

#define DISK_BROKEN_MB	256
#define DISK_DOUBT_MB	2048

static enum finding
look_config(struct patient *p)
{
	struct ctl *c = p->ctl;
	struct stat st;

	if (stat(c->config, &st))
		return found(p, FOUND_BROKEN, "%s: %s", c->config,
		    strerror(errno));
	if (st.st_mode & (S_IWGRP | S_IWOTH))
		return found(p, FOUND_BROKEN, "others may write %s; "
		    "chmod go-w it", c->config);
	if (c->warnings)
		return found(p, FOUND_DOUBT, "there are warnings; see "
		    "powerhivectl check-config");
	return found(p, FOUND_WELL, "%s", c->config);
}

/* A file that nobody else may touch; forbidden: bits of its mode. */
static enum finding
look_file(struct patient *p, const char *path, mode_t forbidden,
    enum finding missing)
{
	struct stat st;

	if (stat(path, &st))
		return errno == EACCES ? found(p, FOUND_NOTHING,
		    "%s cannot be seen by this user", path) :
		    found(p, missing, "%s: %s", path, strerror(errno));
	if (st.st_mode & forbidden)
		return found(p, FOUND_BROKEN, "%s has mode %04o; chmod %04o "
		    "it", path, (unsigned)st.st_mode & 07777,
		    (unsigned)(st.st_mode & 07777 & ~forbidden));
	return found(p, FOUND_WELL, "%s, mode %04o", path,
	    (unsigned)st.st_mode & 07777);
}

static enum finding
look_database(struct patient *p)
{
	const char *path = p->ctl->site.database_path, *error;
	enum finding file = look_file(p, path, S_IRWXO | S_IWGRP,
	    FOUND_BROKEN);

	if (file != FOUND_WELL)
		return file;
	if (p->no_db)
		return found(p, FOUND_BROKEN, "%s: %s", path, p->no_db);
	if (!p->deep)
		return found(p, FOUND_WELL, "schema %d, %lld MB",
		    db_schema_version(), (long long)
		    (db_size_bytes(p->ctl->db) >> 20));
	error = db_check(p->ctl->db, &p->ctl->arena);
	return error ? found(p, FOUND_BROKEN, "%s: %s; restore a backup",
	    path, error) : found(p, FOUND_WELL, "schema %d, %lld MB, read "
	    "through", db_schema_version(), (long long)
	    (db_size_bytes(p->ctl->db) >> 20));
}

static enum finding
look_key(struct patient *p)
{
	return look_file(p, site_key_file(&p->ctl->arena, &p->ctl->site),
	    S_IRWXG | S_IRWXO, FOUND_NOTHING);
}

static enum finding
look_passwords(struct patient *p)
{
	return look_file(p, ctl_passwords(p->ctl), S_IRWXO | S_IWGRP,
	    FOUND_DOUBT);
}

static enum finding
look_socket(struct patient *p)
{
	struct ctl *c = p->ctl;
	enum finding ours = look_file(p, site_ctl_socket(&c->arena, &c->site),
	    S_IRWXG | S_IRWXO, FOUND_BROKEN);

	return ours == FOUND_BROKEN ? ours : look_file(p,
	    site_order_socket(&c->arena, &c->site), S_IRWXO, FOUND_BROKEN);
}

static enum finding
look_disk(struct patient *p)
{
	const char *path = file_folder(&p->ctl->arena,
	    p->ctl->site.database_path);
	struct worker_state w = { .growth_bytes_per_day = NONE };
	int64_t free_mb, grows_mb = 0;
	struct statvfs fs;

	if (statvfs(path, &fs))
		return found(p, FOUND_BROKEN, "%s: %s", path,
		    strerror(errno));
	free_mb = (int64_t)fs.f_bavail * (int64_t)fs.f_frsize >> 20;
	if (!p->no_db && worker_state_get(p->ctl->db, &p->ctl->arena, &w) &&
	    w.growth_bytes_per_day != NONE)
		grows_mb = w.growth_bytes_per_day >> 20;
	return found(p, free_mb < DISK_BROKEN_MB ? FOUND_BROKEN :
	    free_mb < DISK_DOUBT_MB || (grows_mb > 0 && free_mb / grows_mb <
	    14) ? FOUND_DOUBT : FOUND_WELL, "%lld MB free in %s, the "
	    "database grows by %lld MB a day", (long long)free_mb, path,
	    (long long)grows_mb);
}

/* Asked of the kernel: no program, no network. */
static enum finding
look_clock(struct patient *p)
{
	struct timex t = { .modes = 0 };

	if (adjtimex(&t) < 0)
		return found(p, FOUND_NOTHING, "the kernel does not tell");
	if (t.status & STA_UNSYNC)
		return found(p, FOUND_DOUBT, "is not synchronised; run "
		    "chrony or systemd-timesyncd");
	return found(p, FOUND_WELL, "synchronised, at most %ld ms off",
	    t.maxerror / 1000);
}

static enum finding
look_web(struct patient *p)
{
	static const char *const places[] = {
		SYSCONFDIR "/nginx/sites-enabled/powerhive",
		SYSCONFDIR "/nginx/sites-enabled/powerhive.conf",
		SYSCONFDIR "/nginx/conf.d/powerhive.conf",
		"/etc/nginx/sites-enabled/powerhive",
		"/etc/nginx/sites-enabled/powerhive.conf",
		"/etc/nginx/conf.d/powerhive.conf",
	};

	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		if (access(places[i], F_OK) == 0)
			return found(p, FOUND_WELL, "%s", places[i]);
	return found(p, FOUND_DOUBT, "this machine's nginx knows nothing of "
	    "PowerHive: link powerhive.conf into sites-enabled");
}

static enum finding
look_certificate(struct patient *p)
{
	const struct site *s = &p->ctl->site;

	if (!s->tls_key)
		return found(p, FOUND_NOTHING, "not named in the "
		    "configuration");
	if (access(s->tls_certificate, F_OK))
		return found(p, FOUND_BROKEN, "%s: %s", s->tls_certificate,
		    strerror(errno));
	return look_file(p, s->tls_key, S_IRWXO | S_IWGRP, FOUND_BROKEN);
}

const struct check host_checks[] = {
	{ "configuration", look_config },
	{ "database", look_database },
	{ "key", look_key },
	{ "passwords", look_passwords },
	{ "order socket", look_socket },
	{ "disk", look_disk },
	{ "clock", look_clock },
	{ "web server", look_web },
	{ "certificate", look_certificate },
	{ NULL, NULL }
};
