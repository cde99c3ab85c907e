/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hive/base/text.h"
#include "hive/site/site.h"

#define SECRET_MAX	1024

/* The file's first line; its mode is looked at unless systemd made it. */
static const char *
from_file(struct arena *a, const char *path, bool ours, const char **error)
{
	char text[SECRET_MAX + 1];
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text);
	struct stat st;

	if (n < 0)
		*error = arena_printf(a, "%s: %s", path, strerror(errno));
	else if (ours && (fstat(fd, &st) || (st.st_mode & S_IROTH)))
		*error = arena_printf(a,
		    "%s: everybody can read it; chmod 600 it", path);
	if (fd >= 0)
		close(fd);
	if (*error)
		return NULL;
	while (n > 0 && (text[n - 1] == '\n' || text[n - 1] == '\r'))
		n--;
	if (n == 0 || n > SECRET_MAX || memchr(text, '\n', (size_t)n) ||
	    !text_is_utf8(text, (size_t)n)) {
		*error = arena_printf(a,
		    "%s: must hold one line of at most %d bytes", path,
		    SECRET_MAX);
		return NULL;
	}
	return arena_text(a, text, (size_t)n);
}

const char *
site_secret(struct arena *a, const char *file, const char *credential,
    const char *variable, const char **error)
{
	const char *dir = getenv("CREDENTIALS_DIRECTORY"), *path, *text;

	*error = NULL;
	if (file)
		return from_file(a, file, true, error);
	if (dir && credential) {
		path = arena_printf(a, "%s/%s", dir, credential);
		if (access(path, F_OK) == 0)
			return from_file(a, path, false, error);
	}
	text = variable ? getenv(variable) : NULL;
	return text && *text ? arena_copy(a, text) : NULL;
}

const char *
site_secrets(struct arena *a, struct site *s)
{
	struct site_plant *plant;
	const char *error, *text;

	text = site_secret(a, s->unlock_password_file, "unlock-password",
	    "POWERHIVE_UNLOCK_PASSWORD", &error);
	if (text)
		s->unlock_password = text;
	if (error || !s->plant)
		return error;
	text = site_secret(a, s->plant->api_key_file, "plant-api-key",
	    "POWERHIVE_PLANT_API_KEY", &error);
	if (text) {
		plant = ARENA_NEW(a, struct site_plant);
		*plant = *s->plant;
		plant->api_key = text;
		s->plant = plant;
	}
	return error;
}
