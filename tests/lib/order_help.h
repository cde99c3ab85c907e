/* SPDX-License-Identifier: ISC */
#ifndef TESTS_LIB_ORDER_HELP_H
#define TESTS_LIB_ORDER_HELP_H

#include "hive/order/order.h"
#include "tests/lib/tap.h"

/* An answer's frame that has come within so many looks, before each of which
 * the step is taken, if any; status NONE: none has. */
static inline struct answer
order_heard(struct arena *a, int fd, int looks, void (*step)(void))
{
	struct order_frame f = { .size = 0 };
	struct answer answer;
	enum order_frame_state s = FRAME_MORE;

	record_clear(answer_fields, &answer);
	for (int i = 0; i < looks && s == FRAME_MORE; i++) {
		if (step)
			step();
		s = order_frame_read(a, &f, fd);
	}
	if (s == FRAME_DONE)
		CHECK(order_frame_take(a, &f, answer_fields, &answer));
	return answer;
}

#endif
