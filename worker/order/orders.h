/* SPDX-License-Identifier: ISC */
#ifndef WORKER_ORDER_ORDERS_H
#define WORKER_ORDER_ORDERS_H

#include "hive/base/scope.h"
#include "hive/order/order.h"
#include "hive/request/requests.h"
#include "worker/core/turn.h"
#include "worker/order/rooms.h"

struct arena;
struct loop;

/*
 * The order sockets: what responders and powerhivectl want changed.  An order
 * is read whole, checked against its row in order_kinds[] (scope, target,
 * body), served within the turn's transaction, written to the audit, and
 * answered after the commit.  If the commit fails it is answered 503.
 *
 * Who may connect stands in worker/order/listener.h.
 */
struct orders *orders_open(const struct turn *, struct rooms *, struct loop *,
    struct arena *, const char *orders_path, const char *ctl_path,
    const char **error);
void	 orders_close(struct orders *);

/* Whether an order waits to be served. */
bool	 orders_ready(const struct orders *);
/* Serve them; between db_begin() and db_commit(). */
void	 orders_serve(struct orders *);
/* After the commit: answer; durable false answers 503 instead. */
void	 orders_answer(struct orders *, bool durable);

/* How an order came out. */
enum order_outcome {
	ORDER_OPEN,		/* not known yet */
	ORDER_UNREADABLE,	/* what came is no order */
	ORDER_NOT_LOCAL,	/* it says that it comes from the machine */
	ORDER_UNWRITABLE,	/* the disk is sick */
	ORDER_UNKNOWN,		/* no row of order_kinds[] */
	ORDER_FORBIDDEN,	/* by its scope */
	ORDER_REPEATED,		/* answered by its key, or that is refused */
	ORDER_UNFIT,		/* its target or its body */
	ORDER_SERVED		/* its handler has answered, or will */
};

/* What an order's handler is given and gives. */
struct order_call {
	const struct turn	*turn;
	struct rooms		*rooms;
	struct arena		*arena;
	struct order		 order;
	struct fleet_miner		*miner;		/* rows with MINER */
	void			*body;		/* by the row's fields */
	uint64_t		 given;		/* which of them had a key */
	const char		*old, *new;	/* JSON for the audit */
	enum order_outcome	 refused;	/* by the connection, if not
						 * ORDER_OPEN */
	struct answer		 answer;	/* status 200 at first */
	bool			 later;		/* order_done() will come */
	void			*connection;		/* the connection */
};

enum order_target { NOBODY, MINER, ANYTHING };

/* What an order leaves behind: nothing; an entry in the audit, and its answer
 * for a day if it had a key; or the entry only, the answer being secret; or
 * as AUDITED, but served even when the disk is sick. */
enum order_trace { QUIET, AUDITED, SECRET, ALWAYS };

struct order_kind {
	const char		*name;
	enum scope		 scope;
	enum order_target	 target;
	enum order_trace	 trace;
	const struct field	*fields;	/* NULL: no body */
	size_t			 size;
	void			(*serve)(struct order_call *);
};

extern const struct order_kind order_kinds[];

/* worker/order/check.c: check and serve one order within a transaction, and
 * write what it leaves behind; fills call->answer.  One that the
 * connection has refused is only finished. */
void	order_serve(struct order_call *);
/* After the commit: settle what is answered, and tell the log. */
void	order_committed(struct order_call *, bool durable);
/* Refuse it: a sentence, and what in the body it is about (or NULL). */
void	order_refuse(struct order_call *, int status, const char *why,
	    const char *pointer);
/* One miner's part in an answer about many; why: NULL, or a reason. */
void	order_result(struct json *, const char *mac, int status,
	    const char *why);
/* An order that was `later' has its answer. */
void	order_done(struct order_call *);

/* worker/order/miner.c */
void	serve_miner_patch(struct order_call *);
void	serve_miners_patch(struct order_call *);
void	serve_miner_retire(struct order_call *);
void	serve_miner_rescan(struct order_call *);
void	serve_miner_replace(struct order_call *);
/* Whether a miner is among those that a filter means. */
bool	miner_fits(struct order_call *, const struct miners_filter *,
	    const struct fleet_miner *);
/* worker/order/command.c */
void	serve_command(struct order_call *);
void	serve_commands(struct order_call *);
void	serve_emergency_stop(struct order_call *);
void	serve_emergency_release(struct order_call *);
void	serve_plan(struct order_call *);
/* worker/order/access.c */
void	serve_token_create(struct order_call *);
void	serve_token_revoke(struct order_call *);
void	serve_token_used(struct order_call *);
void	serve_user_keep(struct order_call *);
void	serve_user_remove(struct order_call *);
/* worker/order/setting.c */
void	serve_settings_patch(struct order_call *);
void	serve_margin_set(struct order_call *);
void	serve_circuit_keep(struct order_call *);
void	serve_circuit_remove(struct order_call *);
/* worker/order/alert.c */
void	serve_alert_acknowledge(struct order_call *);
void	serve_alert_test(struct order_call *);
/* worker/order/site.c */
void	serve_model_patch(struct order_call *);
void	serve_scan(struct order_call *);
void	serve_clocks(struct order_call *);
/* worker/order/meter.c */
void	serve_meter_telemetry(struct order_call *);
void	serve_meter_create(struct order_call *);
void	serve_meter_patch(struct order_call *);
void	serve_meter_swap(struct order_call *);
void	serve_entry_create(struct order_call *);
void	serve_ticket_patch(struct order_call *);
/* worker/order/energy.c */
void	serve_cost_version(struct order_call *);
void	serve_recalculate(struct order_call *);
void	serve_period_close(struct order_call *);
/* worker/order/ledger.c */
void	serve_ledger_statement(struct order_call *);
void	serve_ledger_statement_again(struct order_call *);
void	serve_ledger_sign(struct order_call *);
void	serve_ledger_reconcile(struct order_call *);
/* worker/order/probe.c */
void	serve_probe(struct order_call *);

#endif
