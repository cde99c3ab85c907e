/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sys/file.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "ctl/command/command.h"
#include "ctl/command/file.h"
#include "hive/base/text.h"

#define ORDER_ANSWER_MS	10000

int
ctl_site(struct ctl *c)
{
	const char *error;

	if (c->site.name)
		return 0;
	if (access(c->config, R_OK))
		return ctl_fail(errno == EACCES ? EX_NOPERM : EX_NOINPUT,
		    "%s: %s", c->config, strerror(errno));
	error = site_load(&c->arena, c->config, &c->site, &c->warnings);
	if (!error)
		return 0;
	fputs(error, stderr);
	c->site.name = NULL;
	return EX_CONFIG;
}

static int
open_by(struct ctl *c, struct db *(*open)(const char *, const char **))
{
	const char *path, *error;
	int status = ctl_site(c);

	if (status || c->db)
		return status;
	path = c->site.database_path;
	if (access(path, R_OK))
		return ctl_fail(errno == EACCES ? EX_NOPERM : EX_NOINPUT,
		    "%s: %s", path, strerror(errno));
	if (!(c->db = open(path, &error)))
		return ctl_fail(EX_DATAERR, "%s: %s", path, error);
	return 0;
}

int
ctl_db(struct ctl *c)
{
	return open_by(c, db_open_read);
}

int
ctl_db_older(struct ctl *c)
{
	return open_by(c, db_open_older);
}

void
ctl_close(struct ctl *c)
{
	db_close(c->db);
	c->db = NULL;
}

static int
exit_status(int64_t http)
{
	switch (http) {
	case 401:
	case 403:
		return EX_NOPERM;
	case 404:
		return EX_NOINPUT;
	case 429:
		return EX_TEMPFAIL;
	case 503:
		return EX_UNAVAILABLE;
	default:
		return http < 500 ? EX_DATAERR : EX_SOFTWARE;
	}
}

int
ctl_order_wait(struct ctl *c, const char *name, const char *target,
    const char *body, int timeout_ms, struct answer *answer)
{
	struct order order = { .order = name, .door = "local",
	    .scope = "admin", .target = target, .body = body };
	int status = ctl_site(c);

	if (status)
		return status;
	order.who = arena_printf(&c->arena, "local:%u", (unsigned)getuid());
	order_send(&c->arena, site_ctl_socket(&c->arena, &c->site), &order,
	    timeout_ms, answer);
	if (answer->status < 300)
		return 0;
	return ctl_fail(exit_status(answer->status), "%s%s%s",
	    answer->pointer ? answer->pointer : "",
	    answer->pointer ? ": " : "",
	    answer->why ? answer->why : "the worker refused it");
}

int
ctl_order(struct ctl *c, const char *name, const char *target,
    const char *body, struct answer *answer)
{
	return ctl_order_wait(c, name, target, body, ORDER_ANSWER_MS, answer);
}

const char *
ctl_mac(struct ctl *c, int operand)
{
	char mac[18] = "";

	text_mac(mac, c->argv[operand]);
	return arena_copy(&c->arena, mac);
}

const char *
ctl_passwords(struct ctl *c)
{
	const char *path = ctl_value(c, "htpasswd");

	return path ? path : arena_printf(&c->arena, "%s/htpasswd",
	    file_folder(&c->arena, c->config));
}

bool
ctl_locked(struct ctl *c)
{
	int fd = open(site_lock_file(&c->arena, &c->site),
	    O_RDONLY | O_CLOEXEC);
	bool held = fd >= 0 && flock(fd, LOCK_SH | LOCK_NB) < 0 &&
	    errno == EWOULDBLOCK;

	if (fd >= 0)
		close(fd);
	return held;
}
