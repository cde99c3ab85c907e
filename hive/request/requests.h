/* SPDX-License-Identifier: ISC */
#ifndef HIVE_REQUEST_REQUESTS_H
#define HIVE_REQUEST_REQUESTS_H

#include "hive/alert/alert.h"
#include "hive/balance/balance.h"
#include "hive/base/record.h"
#include "hive/base/scope.h"
#include "hive/miner/action.h"

/*
 * The bodies of orders: what a client may say, field by field.  The worker
 * reads orders by these tables, the API's document describes them. (The request
 * about one miner is in hive/miner/update.h.)
 */
struct miners_filter {
	int64_t		 online, managed;	/* flags */
	const char	*model, *location, *circuit;
};

struct miners_request {
	struct list	 macs;		/* struct word */
	const void	*filter;	/* struct miners_filter */
	const void	*set;		/* struct miner_request */
};

struct miner_replacement {
	const char	*by;		/* MAC of the new miner */
};

struct token_request {
	const char	*name;
	enum scope	 scope;
	int64_t		 days;
};

struct user_request {
	const char	*name;
	enum scope	 scope;
};

struct alert_test_request {
	enum notice_channel	 channel;
};

struct model_request {
	const char	*max_preset;
};

struct command_request {
	enum action	 action;
	const char	*preset;
	int64_t		 percent;
};

struct commands_request {
	enum action	 action;
	const char	*preset;
	int64_t		 percent;
	struct list	 macs;		/* struct word */
	const void	*filter;	/* struct miners_filter */
	int64_t		 preview;	/* flag */
};

struct emergency_request {
	enum emergency_action action;
	enum emergency_scope scope;
};

extern const struct field command_request_fields[], commands_request_fields[];
extern const struct field emergency_request_fields[];
/* Of struct settings and struct circuit. */
extern const struct field margin_fields[], circuit_request_fields[];
extern const struct field miners_request_fields[], miner_replace_fields[];
extern const struct field token_request_fields[], user_request_fields[];
extern const struct field alert_test_fields[], model_request_fields[];

#endif
