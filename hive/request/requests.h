/* SPDX-License-Identifier: ISC */
#ifndef HIVE_WISHES_H
#define HIVE_WISHES_H

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

struct miners_wish {
	struct list	 macs;		/* struct word */
	const void	*filter;	/* struct miners_filter */
	const void	*set;		/* struct miner_wish */
};

struct miner_replacement {
	const char	*by;		/* MAC of the new miner */
};

struct token_wish {
	const char	*name;
	enum scope	 scope;
	int64_t		 days;
};

struct user_wish {
	const char	*name;
	enum scope	 scope;
};

struct alert_test_wish {
	enum notice_channel	 channel;
};

struct model_wish {
	const char	*max_preset;
};

struct command_wish {
	enum action	 action;
	const char	*preset;
	int64_t		 percent;
};

struct commands_wish {
	enum action	 action;
	const char	*preset;
	int64_t		 percent;
	struct list	 macs;		/* struct word */
	const void	*filter;	/* struct miners_filter */
	int64_t		 preview;	/* flag */
};

struct emergency_wish {
	enum emergency_action action;
	enum emergency_scope scope;
};

extern const struct field command_wish_fields[], commands_wish_fields[];
extern const struct field emergency_wish_fields[];
/* Of struct settings and struct circuit. */
extern const struct field margin_fields[], circuit_wish_fields[];
extern const struct field miners_wish_fields[], miner_replace_fields[];
extern const struct field token_wish_fields[], user_wish_fields[];
extern const struct field alert_test_fields[], model_wish_fields[];

#endif
