/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "hive/base/log.h"
#include "worker/system/ballast.h"

#define SIZE	(64 << 20)
#define PLENTY	10		/* times the size must be free */

static const char *
path_in(const char *folder)
{
	static char path[4200];

	snprintf(path, sizeof path, "%s/ballast", folder);
	return path;
}

void
ballast_take(const char *folder)
{
	const char *path = path_in(folder);
	struct statvfs v;
	struct stat s;
	int fd;

	if (stat(path, &s) == 0 && s.st_size >= SIZE)
		return;
	if (statvfs(folder, &v) < 0 ||
	    (unsigned long long)v.f_bavail * v.f_frsize <
	    (unsigned long long)SIZE * PLENTY)
		return;
	fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return;
	if (posix_fallocate(fd, 0, SIZE) != 0)
		unlink(path);
	close(fd);
}

int
ballast_give(const char *folder)
{
	if (unlink(path_in(folder)) < 0)
		return 0;
	log_warn("disk is full: 64 MB of ballast were given back folder=%s",
	    folder);
	return 1;
}
