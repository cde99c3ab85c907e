/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <math.h>
#include <stdio.h>

#include "tests/sim/inside.h"

/* Numbers that no machine has, and other things in their places. */
#define ABSURD_SUMMARY "{\"miner_status\":{\"miner_state\":7," \
	"\"miner_state_time\":-1e99},\"hr_realtime\":-5e307," \
	"\"hr_nominal\":\"many\",\"power_consumption\":" \
	"99999999999999999999999,\"power_usage\":-3000," \
	"\"chip_temp\":{\"min\":-300,\"max\":4e9},\"pools\":{}," \
	"\"cooling\":{\"fan_num\":1e9,\"fans\":[null,[],{\"id\":-1," \
	"\"rpm\":1e30}]},\"chains\":[{\"id\":1e18},{}," \
	"{\"id\":1},{\"id\":1}]}"

/* The figures of a reply, worked out once. */
struct figures {
	double	ths, average_ths, w;
	double	unit;		/* what one TH/s is in the model's measure */
};

static struct figures
work_out(const struct ask *a)
{
	const struct miner *m = a->miner;
	int64_t now = a->farm->now_ms;
	double part = 0;

	if (miner_hashes(m) && now > m->hash_ms)
		part = 1 - exp(-(double)(now - m->hash_ms) / 200000);
	return (struct figures){
		.ths = miner_hashrate_ths(m, now),
		.average_ths = m->faults & ZERO_HASH || m->state == FAILURE ?
		    0 : miner_level_ths(m) * part,
		.w = floor(miner_shown_w(a->farm, m)), .unit = 1000
	};
}

static void
range(struct json *j, const char *name, double min, double max)
{
	json_key(j, name);
	json_open(j, '{');
	json_pair_int(j, "min", (int64_t)min);
	json_pair_int(j, "max", (int64_t)max);
	json_close(j, '}');
}

static void
pool(struct ask *a, int id)
{
	const struct miner *m = a->miner;
	const char *state = !miner_hashes(m) || m->faults & POOL_DEAD ?
	    "offline" : id == m->pool ? "active" : "working";
	int64_t shares = id == m->pool && miner_hashes(m) ?
	    (a->farm->now_ms - m->since_ms) / 6000 : 0;
	struct json *j = &a->out;

	json_open(j, '{');
	json_pair_int(j, "id", id);
	json_pair(j, "url", faults_text(m, id ? "backup.pool.example:3333" :
	    "stratum.pool.example:3333"));
	json_pair(j, "pool_type", "UserPool");
	json_pair(j, "user", arena_printf(a->arena, "river.%04d", m->number));
	json_pair(j, "status", state);
	json_pair_bool(j, "asic_boost", true);
	json_pair(j, "diff", "262K");
	json_pair_int(j, "accepted", shares);
	json_pair_int(j, "rejected", shares / 900);
	json_pair_int(j, "stale", shares / 1500);
	json_pair_int(j, "ls_diff", shares ? 262144 : 0);
	json_pair(j, "ls_time", shares ? "0:00:07" : "0");
	json_pair_int(j, "diffa", shares * 262144);
	json_pair_int(j, "ping", 20 + m->number % 60);
	json_close(j, '}');
}

static void
fee_pool(struct json *j)
{
	json_open(j, '{');
	json_pair_int(j, "id", 2);
	json_pair(j, "url", "DevFee");
	json_pair(j, "pool_type", "DevFee");
	json_pair(j, "user", "DevFee");
	json_pair(j, "status", "working");
	json_pair_bool(j, "asic_boost", false);
	json_pair(j, "diff", "");
	json_pair_int(j, "accepted", 0);
	json_pair_int(j, "rejected", 0);
	json_pair_int(j, "stale", 0);
	json_pair_int(j, "ls_diff", 0);
	json_pair(j, "ls_time", "0");
	json_pair_int(j, "diffa", 0);
	json_pair_int(j, "ping", 0);
	json_close(j, '}');
}

static void
pools(struct ask *a)
{
	json_key(&a->out, "pools");
	json_open(&a->out, '[');
	pool(a, 0);
	pool(a, 1);
	fee_pool(&a->out);
	json_close(&a->out, ']');
}

static void
fan(struct ask *a, int id)
{
	const struct miner *m = a->miner;
	struct json *j = &a->out;

	json_open(j, '{');
	json_pair_int(j, "id", id);
	json_pair_int(j, "rpm", miner_fan_rpm(m, a->farm->now_ms, id));
	if (m->firmware->dialect != OLD) {
		json_pair(j, "status", m->lost_fans & 1u << id ? "lost" :
		    "ok");
		json_pair_int(j, "max_rpm", 6200);
	}
	json_close(j, '}');
}

static void
cooling(struct ask *a)
{
	const struct miner *m = a->miner;
	int fans = m->state == FAILURE ? 0 : m->model->fans;
	struct json *j = &a->out;

	json_key(j, "cooling");
	json_open(j, '{');
	json_pair_int(j, "fan_num", fans);
	json_key(j, "fans");
	json_open(j, '[');
	for (int i = 0; i < fans; i++)
		fan(a, i);
	json_close(j, ']');
	if (m->firmware->dialect != NEW) {
		json_key(j, "settings");
		json_raw(j, m->model->fans ? "{\"mode\":{\"name\":\"auto\"}}" :
		    "{\"mode\":{\"name\":\"immersion\"}}");
	}
	json_pair_int(j, "fan_duty", miner_fan_duty(m, a->farm->now_ms));
	json_close(j, '}');
}

static void
chain_state(struct ask *a, int board)
{
	const struct miner *m = a->miner;
	bool dead = m->dead_boards & 1u << board;
	struct json *j = &a->out;

	json_key(j, "status");
	json_open(j, '{');
	json_pair(j, "state", dead ? "failure" : miner_hashes(m) ? "mining" :
	    m->state == STOPPED ? "stopped" : "initializing");
	if (dead)
		json_pair(j, "description", faults_text(m, "No chips found"));
	json_close(j, '}');
}

static void
chain(struct ask *a, const struct figures *f, int board)
{
	const struct miner *m = a->miner;
	bool dead = m->dead_boards & 1u << board;
	int alive = miner_boards_alive(m);
	double share = dead || !alive ? 0 : 1.0 / alive;
	double hot = miner_chip_c(m, a->farm->now_ms, board);
	struct chip_count n = miner_chip_count(a->farm, m, board);
	struct json *j = &a->out;

	json_open(j, '{');
	json_pair_int(j, "id", board + 1);
	json_key(j, "frequency");
	json_number(j, dead ? 0 : m->model->freq);
	json_pair_int(j, "voltage", dead ? 0 : m->model->volt * 10);
	json_pair_int(j, "power_consumption", (int64_t)(f->w * share));
	json_key(j, "hashrate_ideal");
	json_number(j, miner_level_ths(m) * share * f->unit);
	json_key(j, "hashrate_rt");
	json_number(j, f->ths * share * f->unit);
	json_key(j, "hashrate_percentage");
	json_number(j, dead ? 0 : 100 * f->ths / miner_level_ths(m));
	json_pair_int(j, "hr_error", 0);
	json_pair_int(j, "hw_errors", 3 * (int64_t)n.red + n.orange);
	range(j, "pcb_temp", dead ? 0 : hot - 24, dead ? 0 : hot - 14);
	range(j, "chip_temp", dead ? 0 : hot - 15, dead ? 0 : hot);
	if (!m->model->fans) {
		json_pair_int(j, "inlet_water_temp", (int64_t)hot - 32);
		json_pair_int(j, "outlet_water_temp", (int64_t)hot - 22);
	}
	json_key(j, "chip_statuses");
	json_open(j, '{');
	json_pair_int(j, "red", n.red);
	json_pair_int(j, "orange", n.orange);
	json_pair_int(j, "grey", n.grey);
	json_close(j, '}');
	chain_state(a, board);
	json_close(j, '}');
}

static void
rates(struct ask *a, const struct figures *f)
{
	const struct miner *m = a->miner;
	bool old = m->firmware->dialect == OLD;
	double stock = m->state == FAILURE ? 0 : m->model->stock_ths;
	struct json *j = &a->out;

	if (!old) {
		json_key(j, "hr_stock");
		json_number(j, stock * f->unit);
	}
	json_key(j, "average_hashrate");
	json_number(j, f->average_ths);
	json_key(j, "instant_hashrate");
	json_number(j, f->ths);
	json_key(j, "hr_realtime");
	json_number(j, f->ths * f->unit);
	if (!old) {
		json_key(j, "hr_nominal");
		json_number(j, miner_hashes(m) ? miner_level_ths(m) * f->unit :
		    0);
	}
	json_key(j, "hr_average");
	json_number(j, f->average_ths * f->unit);
}

static void
heat_and_power(struct ask *a, const struct figures *f)
{
	const struct miner *m = a->miner;
	double hot = m->state == FAILURE ? 0 :
	    miner_hottest_c(m, a->farm->now_ms);
	double each = f->ths > 0 ? f->w / f->ths : 0;
	struct json *j = &a->out;

	range(j, "pcb_temp", hot > 0 ? hot - 26 : 0, hot > 0 ? hot - 14 : 0);
	range(j, "chip_temp", hot > 0 ? hot - 18 : 0, hot);
	json_pair_int(j, "power_consumption", (int64_t)f->w);
	json_pair_int(j, "power_usage", (int64_t)f->w);
	json_key(j, "power_efficiency");
	json_number(j, m->firmware->dialect == OLD ? each / 1000 : each);
	json_key(j, "hw_errors_percent");
	json_number(j, miner_hashes(m) ? 0.01 : 0);
	json_pair_int(j, "hr_error", 0);
	json_pair_int(j, "hw_errors", m->number % 7);
	json_key(j, "devfee_percent");
	json_number(j, f->ths > 0 ? 2.8 : 0);
	json_key(j, "devfee");
	json_number(j, f->ths * f->unit * 0.028);
}

/* What only some dialects have. */
static void
the_rest(struct ask *a)
{
	const struct miner *m = a->miner;
	struct json *j = &a->out;

	json_pair_int(j, "found_blocks", 0);
	json_pair_int(j, "best_share", 300000000 + m->number * 1117LL);
	if (m->firmware->dialect == NEW)
		json_pair_int(j, "restart_count", m->starts);
	if (m->firmware->dialect == NEW && m->number % 2) {
		json_key(j, "psu");
		json_text(j, NULL);
	} else if (m->firmware->dialect != OLD) {
		json_key(j, "psu");
		json_raw(j, "{\"temps\":{\"llc1_temp\":-12}}");
	} else {
		json_key(j, "system");
		json_raw(j, "{\"os\":\"GNU/Linux\",\"mem_free_percent\":61}");
	}
}

static void
miner_object(struct ask *a)
{
	const struct miner *m = a->miner;
	struct figures f = work_out(a);
	struct json *j = &a->out;

	json_open(j, '{');
	json_key(j, "miner_status");
	json_open(j, '{');
	status_fields(a);
	json_close(j, '}');
	json_pair(j, "miner_type", faults_text(m, arena_printf(a->arena,
	    "%s (Vnish %s)", m->model->name, m->firmware->version)));
	rates(a, &f);
	heat_and_power(a, &f);
	pools(a);
	cooling(a);
	json_key(j, "chains");
	json_open(j, '[');
	for (int i = 0; m->state != FAILURE && i < BOARDS; i++)
		chain(a, &f, i);
	json_close(j, ']');
	the_rest(a);
	json_close(j, '}');
}

void
sim_get_summary(struct ask *a)
{
	struct json *j = &a->out;

	if (a->miner->faults & CLOSED && !sim_auth_any(a)) {
		ask_status(a, 401);
		return;
	}
	json_open(j, '{');
	json_key(j, "miner");
	if (a->miner->faults & NULL_MINER)
		json_text(j, NULL);
	else if (a->miner->faults & ABSURD)
		json_raw(j, ABSURD_SUMMARY);
	else
		miner_object(a);
	json_close(j, '}');
	ask_json(a);
}
