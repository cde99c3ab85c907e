/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "ctl/access/access.h"
#include "ctl/access/htpasswd.h"
#include "hive/base/text.h"
#include "hive/order/access.h"

#define NAME_MAX	60
#define PASSWORD_MIN	12
#define PASSWORD_MAX	256

/* What a header, a line of the file and a page can all carry. */
static int
check_name(const char *name)
{
	size_t n = strlen(name);

	if (n > 0 && n <= NAME_MAX && strspn(name, "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._@+-") == n && *name != '-')
		return 0;
	return ctl_fail(EX_DATAERR, "a user's name has 1 to %d letters, "
	    "digits, \"._@+-\"", NAME_MAX);
}

static int
check_there(struct ctl *c, const char *name, bool wanted)
{
	const char *error, *path = ctl_passwords(c);
	const char *names = htpasswd_names(&c->arena, path, &error);

	if (!names)
		return ctl_fail(EX_NOINPUT, "%s", error);
	if (htpasswd_has(names, name) == wanted)
		return 0;
	return wanted ? ctl_fail(EX_NOINPUT, "no user %s in %s", name, path) :
	    ctl_fail(EX_DATAERR, "user %s is there already; \"user passwd\" "
	    "changes the password, \"user scope\" the scope", name);
}

/* A line from standard input; NULL after a word. */
static const char *
given_password(struct ctl *c)
{
	char line[PASSWORD_MAX + 2];
	size_t n;

	if (!fgets(line, sizeof line, stdin))
		line[0] = '\0';
	n = strcspn(line, "\r\n");
	if (n < PASSWORD_MIN || n > PASSWORD_MAX ||
	    !text_is_utf8(line, n)) {
		ctl_fail(EX_DATAERR, "a password has %d to %d characters",
		    PASSWORD_MIN, PASSWORD_MAX);
		return NULL;
	}
	return arena_text(&c->arena, line, n);
}

static int
set_password(struct ctl *c, const char *name, const char *password)
{
	const char *error = htpasswd_set(&c->arena, ctl_passwords(c), name,
	    password);

	if (error)
		return ctl_fail(EX_CANTCREAT, "%s", error);
	if (!ctl_value(c, "password-stdin"))
		printf("user: %s\npassword: %s\n", name, password);
	return 0;
}

static const char *
new_password(struct ctl *c)
{
	return ctl_value(c, "password-stdin") ? given_password(c) :
	    htpasswd_make(&c->arena);
}

static int
keep_scope(struct ctl *c, const char *name, const char *scope)
{
	struct answer answer;
	struct json body;

	json_init(&body, &c->arena);
	json_open(&body, '{');
	json_pair(&body, "name", name);
	json_pair(&body, "scope", scope);
	json_close(&body, '}');
	return ctl_order(c, "user_keep", NULL, json_done(&body), &answer);
}

/* The scope first: a scope without a password lets nobody in. */
int
user_add_run(struct ctl *c)
{
	const char *name = c->argv[0], *password;
	int status;

	if ((status = check_name(name)) ||
	    (status = check_there(c, name, false)))
		return status;
	if (!(password = new_password(c)))
		return EX_DATAERR;
	if ((status = keep_scope(c, name, ctl_value(c, "scope"))))
		return status;
	return set_password(c, name, password);
}

int
user_passwd_run(struct ctl *c)
{
	const char *name = c->argv[0], *password;
	int status = check_there(c, name, true);

	if (status)
		return status;
	if (!(password = new_password(c)))
		return EX_DATAERR;
	return set_password(c, name, password);
}

int
user_scope_run(struct ctl *c)
{
	int status = check_name(c->argv[0]);

	return status ? status : keep_scope(c, c->argv[0], c->argv[1]);
}

/* The password first: from then on nobody gets in by that name. */
int
user_remove_run(struct ctl *c)
{
	const char *name = c->argv[0], *error;
	int status = check_there(c, name, true);
	struct answer answer;

	if (status || (status = ctl_site(c)))
		return status;
	error = htpasswd_set(&c->arena, ctl_passwords(c), name, NULL);
	if (error)
		return ctl_fail(EX_CANTCREAT, "%s", error);
	status = ctl_order(c, "user_remove", name, NULL, &answer);
	return status == EX_NOINPUT ? 0 : status;
}

static enum scope
scope_in(const struct user *users, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(users[i].name, name))
			return users[i].scope;
	return SCOPE_READ;
}

#define USERS_MAX 1000

static size_t
all_users(struct ctl *c, struct user *to)
{
	struct query *q = user_list(c->db);
	size_t n = 0;

	while (n < USERS_MAX && db_row(c->db, q, user_fields, &to[n]))
		record_keep(&c->arena, user_fields, &to[n++]);
	db_end(c->db, q);
	return n;
}

static void
show_json(struct ctl *c, const char *names, const struct user *users,
    size_t n)
{
	struct json j;

	json_init(&j, &c->arena);
	json_open(&j, '[');
	for (; *names; names += strlen(names) + 1) {
		json_open(&j, '{');
		json_pair(&j, "name", names);
		json_pair(&j, "scope",
		    scope_words[scope_in(users, n, names)]);
		json_close(&j, '}');
	}
	json_close(&j, ']');
	ctl_pretty(stdout, json_done(&j));
}

int
user_list_run(struct ctl *c)
{
	struct user *users = ARENA_MANY(&c->arena, struct user, USERS_MAX);
	const char *names, *error;
	struct table t;
	int status = ctl_db(c);
	size_t n;

	if (status)
		return status;
	names = htpasswd_names(&c->arena, ctl_passwords(c), &error);
	if (!names)
		return ctl_fail(EX_NOINPUT, "%s", error);
	n = all_users(c, users);
	if (ctl_value(c, "json")) {
		show_json(c, names, users, n);
		return 0;
	}
	TABLE_HEAD(&t, c, "NAME", "SCOPE");
	for (; *names; names += strlen(names) + 1)
		TABLE_ADD(&t, ctl_text(c, names),
		    ctl_text(c, scope_words[scope_in(users, n, names)]));
	table_print(&t, stdout);
	return 0;
}
