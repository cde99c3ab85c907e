/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sys/file.h>

#include <crypt.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ctl/access/htpasswd.h"
#include "ctl/command/file.h"
#include "hive/base/buf.h"

#define FILE_MAX	(1 << 20)

const char *
htpasswd_hash(struct arena *a, const char *password)
{
	struct crypt_data *data = ARENA_NEW(a, struct crypt_data);
	char salt[CRYPT_GENSALT_OUTPUT_SIZE];
	const char *hash;

	if (!crypt_gensalt_rn("$6$", 0, NULL, 0, salt, sizeof salt))
		return NULL;
	hash = crypt_rn(password, salt, data, sizeof *data);
	return hash && *hash == '$' ? hash : NULL;
}

const char *
htpasswd_make(struct arena *a)
{
	static const char letters[] = "abcdefghijkmnpqrstuvwxyz23456789";
	char *text = arena_take(a, 24);

	for (int i = 0; i < 23; i++)
		text[i] = i % 6 == 5 ? '-' : letters[randombytes_uniform(32)];
	return text;
}

/* The file's text, "" when it is missing. */
static const char *
whole(struct arena *a, const char *path, const char **error)
{
	size_t len;

	*error = NULL;
	if (access(path, F_OK) && errno == ENOENT)
		return "";
	return file_read(a, path, FILE_MAX, &len, error);
}

static const char *
line_end(const char *line)
{
	line += strcspn(line, "\n");
	return line + (*line == '\n');
}

const char *
htpasswd_names(struct arena *a, const char *path, const char **error)
{
	const char *p = whole(a, path, error);
	struct buf names;

	buf_init(&names, a);
	for (; p && *p; p = line_end(p)) {
		size_t n = strcspn(p, ":\n");

		if (p[n] == ':' && n > 0 && *p != '#') {
			buf_bytes(&names, p, n);
			buf_byte(&names, '\0');
		}
	}
	return p ? buf_done(&names) : NULL;
}

bool
htpasswd_has(const char *names, const char *name)
{
	for (; *names; names += strlen(names) + 1)
		if (!strcmp(names, name))
			return true;
	return false;
}

static bool
is_line_of(const char *line, const char *name)
{
	size_t n = strlen(name);

	return !strncmp(line, name, n) && line[n] == ':';
}

/* The file with the line of that name replaced, added or left out. */
static const char *
changed(struct arena *a, const char *text, const char *name,
    const char *line, size_t *len)
{
	struct buf to;
	bool last = true;

	buf_init(&to, a);
	for (const char *p = text, *end; *p; p = end) {
		end = line_end(p);
		if (is_line_of(p, name))
			continue;
		buf_bytes(&to, p, (size_t)(end - p));
		last = end[-1] == '\n';
	}
	if (!last)
		buf_byte(&to, '\n');
	buf_text(&to, line);
	*len = to.len;
	return buf_done(&to);
}

/* A new file is for the web server's group, where there is one. */
gid_t
htpasswd_group(void)
{
	struct group *g = getgrnam("www-data");

	if (!g)
		g = getgrnam("nginx");
	return g && geteuid() == 0 ? g->gr_gid : (gid_t)-1;
}

const char *
htpasswd_set(struct arena *a, const char *path, const char *name,
    const char *password)
{
	const char *hash = password ? htpasswd_hash(a, password) : "";
	const char *folder = file_folder(a, path), *text, *error;
	int lock = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	size_t len;

	if (lock < 0)
		return file_error(a, folder);
	if (!hash || flock(lock, LOCK_EX))
		error = "the password could not be hashed";
	else if ((text = whole(a, path, &error))) {
		text = changed(a, text, name, password ? arena_printf(a,
		    "%s:%s\n", name, hash) : "", &len);
		error = file_replace(a, path, text, len, 0640,
		    htpasswd_group());
	}
	close(lock);
	return error;
}
