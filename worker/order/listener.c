/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <errno.h>
#include <pwd.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "hive/base/log.h"
#include "hive/order/order.h"
#include "worker/order/listener.h"
#include "worker/system/system.h"

#define RESPONDER "powerhive-fcgi"

/* The names that systemd's units give them; the mode is for our own. */
static const struct {
	const char	*name;
	mode_t		 mode;
} kinds[PEERS] = {
	[PEER_RESPONDER] = { "orders", 0660 },
	[PEER_CTL] = { "ctl", 0600 },
};

static const char *
listen_at(struct listener *l, mode_t mode)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	int fd;

	memcpy(to.sun_path, l->path, sizeof l->path);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	unlink(l->path);	/* ours: no other worker holds the lock */
	if (fd < 0 || bind(fd, (struct sockaddr *)&to, sizeof to) < 0 ||
	    chmod(l->path, mode) < 0 || listen(fd, 128) < 0)
		return strerror(errno);
	l->watch.fd = fd;
	return NULL;
}

const char *
listener_open(struct listener *l, enum peer peer, const char *path)
{
	struct passwd *user = getpwnam(RESPONDER);

	*l = (struct listener){ .peer = peer,
	    .responder = user ? user->pw_uid : 0 };
	if (strlen(path) >= sizeof l->path)
		return "the path of an order socket is too long";
	memcpy(l->path, path, strlen(path));
	l->watch.fd = system_socket(kinds[peer].name);
	l->held = l->watch.fd >= 0;
	log_info("orders come in socket=%s made_by=%s", kinds[peer].name,
	    l->held ? "systemd" : "powerhived");
	return l->held ? NULL : listen_at(l, kinds[peer].mode);
}

void
listener_close(struct listener *l)
{
	close(l->watch.fd);
	if (!l->held)
		unlink(l->path);
}

bool
listener_admits(const struct listener *l, uid_t user, bool seen)
{
	if (!seen)
		return l->held && l->peer == PEER_RESPONDER;
	return user == 0 || user == geteuid() || (l->responder &&
	    l->peer == PEER_RESPONDER && user == l->responder);
}

static void
refuse(int fd, uid_t user)
{
	struct arena a;

	log_warn("order refused uid=%d", (int)user);
	arena_init(&a, 1 << 16);
	order_greet(&a, fd, "the worker takes no orders from this user");
	arena_free(&a);
	close(fd);
}

int
listener_accept(struct listener *l, uid_t *user)
{
	int fd = accept4(l->watch.fd, NULL, NULL,
	    SOCK_NONBLOCK | SOCK_CLOEXEC);
	struct ucred peer;
	socklen_t size = sizeof peer;

	if (fd < 0)
		return -1;
	if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) < 0) {
		close(fd);
		return -1;
	}
	*user = peer.uid;
	if (listener_admits(l, peer.uid, system_sees_user(peer.uid)))
		return fd;
	refuse(fd, peer.uid);
	return -1;
}
