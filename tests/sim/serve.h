/* SPDX-License-Identifier: ISC */
#ifndef TESTS_SIM_SERVE_H
#define TESTS_SIM_SERVE_H

#include <sys/socket.h>

#include "tests/sim/farm.h"

/*
 * The simulated farm on real sockets: one thread, one epoll.  Every miner
 * has a listening socket on its own address, so that all other addresses
 * refuse; the plant listens on 127.0.0.1; a unix socket takes commands.
 *
 * A small HTTP/1.1 server that can misbehave on purpose: keep-alive and
 * connection: close, bodies with a content-length up to 64 kB, no chunks.
 */

struct serve_options {
	int		 port;		/* of the miners; 0: any free one */
	int		 plant_port;	/* 0: any free one */
	const char	*control;	/* path of the unix socket */
};

enum source_kind { DOOR, PLANT_DOOR, CONTROL_DOOR, CONN, CONTROL };

/* What an epoll event points to. */
struct source {
	enum source_kind kind;
	int		 fd;
};

/* One miner's listening socket. */
struct door {
	struct source	 source;	/* fd -1: closed */
	uint32_t	 ip;
	enum sim_door	 state;
	int		 fill;		/* our own connection that fills the
					 * queue of a silent miner, or -1 */
};

#define CONN_ROOM 4096
#define HEAD_MAX 8192
#define BODY_MAX 65536

enum conn_state { READING, WAITING, WRITING, MUTE };

struct conn {
	struct source	 source;
	struct conn	*next, *prev;	/* in server.waiting if it waits for its
					 * time, else in .conns, or .spare */
	bool		 plant;
	uint32_t	 ip;
	enum conn_state	 state;
	uint32_t	 events;	/* that epoll waits for */
	char		 room[CONN_ROOM], *in;
	size_t		 in_len, in_room, used;	/* used: of this request */
	struct arena	 arena;		/* of one request and its reply */
	struct arena	 large;		/* for a request past the room */
	struct sim_reply reply;
	char		 head[512];
	size_t		 head_len, sent;
	int64_t		 due_ms;	/* farm time, while WAITING */
	bool		 close;		/* after this reply */
};

struct server {
	int		 epoll, port, plant_port;
	struct farm	*farm;
	struct arena	 arena;
	struct door	*doors;		/* number - 1 */
	struct source	 plant, control;
	const char	*control_path;
	struct conn	*conns, *waiting, *spare;
	int		 conns_n, conns_max;
	int64_t		 start_ms;	/* monotonic */
	int64_t		 wall_ms;	/* at the start */
	int64_t		 doors_due_ms;
};

/* Opens everything; NULL or what is wrong. */
const char *serve_open(struct server *, struct farm *, int64_t wall_ms,
	    const struct serve_options *);
/* Until *stop is set by a signal. */
void	serve_run(struct server *, const volatile int *stop);
void	serve_close(struct server *);

/* ---- between serve.c, doors.c, conn.c and control.c ---- */

const char *doors_open(struct server *, int port);
/* Follow the farm: addresses, silence, refusal. */
void	doors_follow(struct server *);
void	doors_accept(struct server *, struct door *);
int	listen_at(uint32_t ip, int *port, int backlog, const char **error);
void	serve_watch(struct server *, struct source *, uint32_t events,
	    int how);

/* A new connection; ip 0: to the plant. */
void	conn_new(struct server *, int fd, uint32_t ip, bool plant);
void	conn_event(struct server *, struct conn *, uint32_t events);
/* Replies whose time has come; returns when the next one is due. */
int64_t	conn_due(struct server *);
void	conn_drop(struct server *, struct conn *, bool reset);
/* Those of an address: cut when it refuses or comes back from silence. */
void	conn_drop_all(struct server *, uint32_t ip);

/* http.c: one complete request in the buffer?  0: not yet; < 0: an HTTP
 * status to refuse it with, negative; else its length. */
struct http_request {
	struct sim_request	ask;
	bool			close;
};
long	http_parse(char *text, size_t len, struct arena *,
	    struct http_request *);
/* Status line and headers. */
void	http_head(struct conn *, int64_t wall_ms);

const char *control_open(struct server *, const char *path);
void	control_accept(struct server *);
void	control_event(struct server *, struct source *);
/* The other end: sends the line, prints the answer; exit status. */
int	control_tell(const char *path, const char *line);

#endif
