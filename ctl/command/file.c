/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ctl/command/file.h"

#define PIECE	65536

const char *
file_error(struct arena *a, const char *path)
{
	return arena_printf(a, "%s: %s", path, strerror(errno));
}

const char *
file_folder(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return ".";
	return slash == path ? "/" :
	    arena_text(a, path, (size_t)(slash - path));
}

/* Close, and tell what went wrong first. */
static const char *
closed(struct arena *a, int fd, const char *path, bool ok)
{
	const char *error = ok ? NULL : file_error(a, path);

	if (close(fd) && !error)
		error = file_error(a, path);
	return error;
}

static bool
read_all(int fd, char *to, size_t max, size_t *len)
{
	ssize_t n;

	*len = 0;
	while (*len < max && (n = read(fd, to + *len, max - *len)) != 0) {
		if (n < 0 && errno != EINTR)
			return false;
		*len += n > 0 ? (size_t)n : 0;
	}
	return true;
}

char *
file_read(struct arena *a, const char *path, size_t max, size_t *len,
    const char **error)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	struct stat st;
	char *text;

	if (fd < 0 || fstat(fd, &st)) {
		*error = file_error(a, path);
		return NULL;
	}
	if (!S_ISREG(st.st_mode) || (size_t)st.st_size > max) {
		*error = arena_printf(a, "%s: is no file of at most %zu bytes",
		    path, max);
		close(fd);
		return NULL;
	}
	text = arena_take(a, (size_t)st.st_size + 1);
	*error = closed(a, fd, path,
	    read_all(fd, text, (size_t)st.st_size, len));
	return *error ? NULL : text;
}

static bool
write_all(int fd, const char *text, size_t len)
{
	while (len) {
		ssize_t n = write(fd, text, len);

		if (n < 0 && errno != EINTR)
			return false;
		text += n > 0 ? n : 0;
		len -= n > 0 ? (size_t)n : 0;
	}
	return true;
}

const char *
file_sync(struct arena *a, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	return fd < 0 ? file_error(a, path) :
	    closed(a, fd, path, fsync(fd) == 0);
}

/* Ours to the owner and group that were there; only root may always. */
static void
hand_over(int fd, const struct stat *was, gid_t group)
{
	uid_t owner = was ? was->st_uid : (uid_t)-1;

	if (was)
		group = was->st_gid;
	if (fchown(fd, owner, group) && fchown(fd, (uid_t)-1, group))
		return;
}

const char *
file_replace(struct arena *a, const char *path, const char *text,
    size_t len, mode_t mode, gid_t group)
{
	const char *fresh = arena_printf(a, "%s.new.%d", path, (int)getpid());
	const char *error;
	struct stat st;
	int fd = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0)
		return file_error(a, fresh);
	hand_over(fd, stat(path, &st) ? NULL : &st, group);
	error = closed(a, fd, fresh, write_all(fd, text, len) &&
	    fchmod(fd, mode) == 0 && fsync(fd) == 0);
	if (!error && rename(fresh, path))
		error = file_error(a, path);
	if (error)
		unlink(fresh);
	return error ? error : file_sync(a, file_folder(a, path));
}

static bool
pour(int from, int to)
{
	char piece[PIECE];
	ssize_t n;

	while ((n = read(from, piece, sizeof piece)) != 0)
		if (n < 0 ? errno != EINTR :
		    !write_all(to, piece, (size_t)n))
			return false;
	return true;
}

const char *
file_copy(struct arena *a, const char *from, const char *to, mode_t mode)
{
	int in = open(from, O_RDONLY | O_CLOEXEC | O_NOCTTY), out;
	const char *error;

	if (in < 0)
		return file_error(a, from);
	out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
	if (out < 0)
		error = file_error(a, to);
	else
		error = closed(a, out, to, pour(in, out) && fsync(out) == 0);
	close(in);
	return error;
}
