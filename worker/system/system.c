/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "worker/system/system.h"

static char lock_path[4096];
static struct stat lock_stat;

const char *
system_lock(const char *folder)
{
	static char why[256];
	char pid[24];
	int fd;

	snprintf(lock_path, sizeof lock_path, "%s/lock", folder);
	fd = open(lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0640);
	if (fd < 0) {
		snprintf(why, sizeof why, "cannot open %.200s: %s", lock_path,
		    strerror(errno));
		return why;
	}
	if (flock(fd, LOCK_EX | LOCK_NB) < 0)
		return "another worker runs on this folder";
	/* For people, and for an emergency stop from outside. */
	snprintf(pid, sizeof pid, "%ld\n", (long)getpid());
	if (ftruncate(fd, 0) < 0 || write(fd, pid, strlen(pid)) < 0 ||
	    fstat(fd, &lock_stat) < 0)
		return strerror(errno);
	return NULL;	/* and fd stays open */
}

bool
system_lock_holds(void)
{
	struct stat now;

	return stat(lock_path, &now) == 0 && now.st_ino == lock_stat.st_ino &&
	    now.st_dev == lock_stat.st_dev;
}

int
system_raise_files(void)
{
	struct rlimit l;

	if (getrlimit(RLIMIT_NOFILE, &l) < 0)
		return 1024;
	l.rlim_cur = l.rlim_max > 65536 ? 65536 : l.rlim_max;
	setrlimit(RLIMIT_NOFILE, &l);
	getrlimit(RLIMIT_NOFILE, &l);
	return (int)l.rlim_cur;
}

/* ---- Users and sockets -------------------------------------------------- */

/* Lines of "first here, first outside, how many". */
bool
system_map_has(const char *map, uid_t user)
{
	for (const char *line = map; line && *line;
	    line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) {
		unsigned long first, n;
		char *end;

		first = strtoul(line, &end, 10);
		strtoul(end, &end, 10);
		n = strtoul(end, NULL, 10);
		if (user >= first && user - first < n)
			return true;
	}
	return false;
}

/* Without a map to read every user is believed to be who it seems. */
bool
system_sees_user(uid_t user)
{
	FILE *f = fopen("/proc/self/uid_map", "re");
	char map[4096];
	size_t n;

	if (!f)
		return true;
	n = fread(map, 1, sizeof map - 1, f);
	fclose(f);
	map[n] = '\0';
	return system_map_has(map, user);
}

static bool
is(int fd, int option, int wanted)
{
	int value = -1;
	socklen_t size = sizeof value;

	return getsockopt(fd, SOL_SOCKET, option, &value, &size) == 0 &&
	    value == wanted;
}

/* As accept4() and epoll need it, whatever the unit says. */
static int
take_socket(int fd)
{
	if (!is(fd, SO_ACCEPTCONN, 1) || !is(fd, SO_DOMAIN, AF_UNIX) ||
	    !is(fd, SO_TYPE, SOCK_STREAM) ||
	    fcntl(fd, F_SETFD, FD_CLOEXEC) < 0 ||
	    fcntl(fd, F_SETFL, O_RDWR | O_NONBLOCK) < 0)
		return -1;
	return fd;
}

/* The protocol: descriptors from 3 on, for this process only, their names
 * with colons between. */
int
system_socket(const char *name)
{
	const char *pid = getenv("LISTEN_PID"), *n = getenv("LISTEN_FDS");
	const char *names = getenv("LISTEN_FDNAMES");
	size_t len;

	if (!pid || !n || !names || strtol(pid, NULL, 10) != (long)getpid())
		return -1;
	for (int fd = 3; fd - 3 < strtol(n, NULL, 10); fd++) {
		len = strcspn(names, ":");
		if (len == strlen(name) && !memcmp(names, name, len))
			return take_socket(fd);
		names += len + (names[len] == ':');
	}
	return -1;
}

/* ---- systemd ------------------------------------------------------------ */

/* The protocol is one datagram to the socket that systemd names. */
void
system_notify(const char *state)
{
	const char *path = getenv("NOTIFY_SOCKET");
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	size_t n = path ? strlen(path) : 0;
	int fd;

	if (n < 2 || n >= sizeof to.sun_path || (*path != '/' && *path != '@'))
		return;
	memcpy(to.sun_path, path, n);
	if (*path == '@')
		to.sun_path[0] = '\0';
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return;
	sendto(fd, state, strlen(state), MSG_NOSIGNAL, (struct sockaddr *)&to,
	    (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n));
	close(fd);
}

long
system_watchdog_ms(void)
{
	const char *us = getenv("WATCHDOG_USEC");

	return us ? strtol(us, NULL, 10) / 2000 : 0;
}
