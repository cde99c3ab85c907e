/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "hive/site/check.h"
#include "hive/site/site.h"

#define FILE_MAX	(1 << 20)

static void
fill(const struct field *f, void *record, const void *defaults)
{
	for (; f->name; f++) {
		if (f->kind == F_TEXT && !AT(record, f, const char *))
			AT(record, f, const char *) =
			    AT_CONST(defaults, f, char *);
		else if (f->kind == F_WORD && !AT(record, f, unsigned))
			AT(record, f, unsigned) =
			    AT_CONST(defaults, f, unsigned);
		else if ((f->kind == F_INT || f->kind == F_FLAG) &&
		    AT(record, f, int64_t) == NONE)
			AT(record, f, int64_t) = AT_CONST(defaults, f, int64_t);
		else if (f->kind == F_INSIDE)
			fill(f->sub, record, defaults);
	}
}

/* A path as it stands, or from the folder of the file called name. */
static void
settle(struct arena *a, const char *name, const char **path)
{
	const char *slash = strrchr(name, '/');

	if (*path && **path != '/' && slash)
		*path = arena_printf(a, "%.*s/%s",
		    slash == name ? 0 : (int)(slash - name), name,
		    !strncmp(*path, "./", 2) ? *path + 2 : *path);
}

static void
settle_all(struct arena *a, const char *name, struct site *s,
    struct site_plant *plant)
{
	const char **paths[] = { &s->database_path, &s->unlock_password_file,
	    &s->mqtt_ca_file, &s->mqtt_password_file, &s->tls_certificate,
	    &s->tls_key, &s->run_path, &s->alert_ca_file,
	    &s->smtp_password_file };

	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
		settle(a, name, paths[i]);
	if (plant) {
		settle(a, name, &plant->api_key_file);
		settle(a, name, &plant->ca_file);
	}
}

static const char *
read_site(struct checking *c, size_t len, struct site *s,
    const char **warnings)
{
	struct site_plant *plant = NULL;
	struct json_error error;

	*warnings = NULL;
	if (!json_read_strict(c->arena, c->text, len, site_fields, s, &error))
		return arena_printf(c->arena, "%s:%d:%d: %s: %s\n", c->name,
		    error.line, error.column,
		    *error.pointer ? error.pointer : "/", error.why);
	fill(site_fields, s, &site_defaults);
	if (s->plant) {
		plant = ARENA_NEW(c->arena, struct site_plant);
		*plant = *s->plant;
		fill(site_plant_fields, plant, &site_plant_defaults);
		s->plant = plant;
	}
	settle_all(c->arena, c->name, s, plant);
	buf_init(&c->faults, c->arena);
	buf_init(&c->warnings, c->arena);
	check_site(c, s);
	if (c->warnings.len)
		*warnings = buf_done(&c->warnings);
	return c->faults.len ? buf_done(&c->faults) : NULL;
}

const char *
site_read(struct arena *a, const char *name, const char *text, size_t len,
    struct site *s, const char **warnings)
{
	struct checking c = { .arena = a, .name = name,
	    .text = arena_text(a, text, len) };

	return read_site(&c, len, s, warnings);
}

/* The whole file, or NULL and errno. */
static char *
whole_file(struct arena *a, int fd, size_t *len)
{
	char *text = arena_take(a, FILE_MAX + 1);
	ssize_t n = 1;

	for (*len = 0; n > 0 && *len <= FILE_MAX; *len += (size_t)n)
		if ((n = read(fd, text + *len, FILE_MAX + 1 - *len)) < 0)
			return NULL;
	errno = EFBIG;
	return *len <= FILE_MAX ? text : NULL;
}

const char *
site_load(struct arena *a, const char *path, struct site *s,
    const char **warnings)
{
	struct checking c = { .arena = a, .name = path };
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	struct stat st = { .st_mode = 0 };
	size_t len = 0;

	*warnings = NULL;
	if (fd >= 0 && fstat(fd, &st) == 0)
		c.text = whole_file(a, fd, &len);
	if (!c.text)
		path = arena_printf(a, "%s: %s\n", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	c.shared = (st.st_mode & (S_IRGRP | S_IROTH)) != 0;
	return c.text ? read_site(&c, len, s, warnings) : path;
}

bool
site_salvage(struct arena *a, const char *path, struct site *s)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	size_t len = 0;
	char *text = fd >= 0 ? whole_file(a, fd, &len) : NULL;

	if (fd >= 0)
		close(fd);
	if (!text || json_read(a, text, len, site_fields, s))
		return false;
	fill(site_fields, s, &site_defaults);
	settle_all(a, path, s, NULL);
	return true;
}

void
site_show(struct json *j, const struct site *s)
{
	struct site shown = *s;
	struct site_plant plant;

	shown.unlock_password = s->unlock_password_file ? NULL : "***";
	if (s->heartbeat_url)
		shown.heartbeat_url = "https://***";
	if (s->webhook_url)
		shown.webhook_url = "https://***";
	if (s->plant) {
		plant = *s->plant;
		plant.api_key = plant.api_key && !plant.api_key_file ?
		    "***" : NULL;
		shown.plant = &plant;
	}
	json_record(j, site_fields, &shown);
}

const char *
site_order_socket(struct arena *a, const struct site *s)
{
	return arena_printf(a, "%s/orders.sock", s->run_path);
}

const char *
site_ctl_socket(struct arena *a, const struct site *s)
{
	return arena_printf(a, "%s/ctl.sock", s->run_path);
}

static const char *
beside_database(struct arena *a, const struct site *s, const char *name)
{
	const char *slash = strrchr(s->database_path, '/');
	int n = slash ? (int)(slash - s->database_path) + 1 : 0;

	return arena_printf(a, "%.*s%s", n, s->database_path, name);
}

const char *
site_lock_file(struct arena *a, const struct site *s)
{
	return beside_database(a, s, "lock");
}

const char *
site_key_file(struct arena *a, const struct site *s)
{
	return beside_database(a, s, "powerhive.key");
}
