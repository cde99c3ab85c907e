/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/sim/inside.h"

/* What tuning found for a preset, or the nought that `disabled' has. */
static void
tune_settings(struct json *j, const struct sim_model *m,
    const struct sim_preset *p)
{
	int freq = p->w ? m->freq * p->w / m->stock_w : 0;

	json_key(j, "tune_settings");
	json_open(j, '{');
	json_pair_int(j, "hashrate", (int64_t)p->ths);
	json_pair_int(j, "volt", m->volt * INT64_C(10));
	json_pair_int(j, "freq", p->w ? freq : m->freq);
	if (p->w)
		json_pair_bool(j, "modified", false);
	json_key(j, "chains");
	json_open(j, '[');
	for (int i = 0; i < BOARDS; i++) {
		json_open(j, '{');
		json_pair_int(j, "freq", freq);
		json_key(j, "chips");
		json_open(j, '[');
		for (int c = 0; c < m->chips; c++)
			json_int(j, p->w ? freq + c % 5 : 0);
		json_close(j, ']');
		json_close(j, '}');
	}
	json_close(j, ']');
	json_close(j, '}');
}

/* The oldest firmware wraps the list in an object. */
void
sim_get_presets(struct ask *a)
{
	const struct miner *m = a->miner;
	bool old = m->firmware->dialect == OLD;
	struct json *j = &a->out;

	if (old) {
		json_open(j, '{');
		json_key(j, "presets");
	}
	json_open(j, '[');
	for (int i = 0; i < m->model->presets_n; i++) {
		const struct sim_preset *p = &m->model->presets[i];
		bool tuned = m->tuned & 1u << i;

		json_open(j, '{');
		json_pair(j, "name", p->name);
		json_pair(j, "pretty", faults_text(m, p->pretty));
		json_pair(j, "status", tuned ? "tuned" : "untuned");
		json_pair_bool(j, "modded_psu_required", p->modded);
		if (tuned || i == 0)
			tune_settings(j, m->model, p);
		json_close(j, '}');
	}
	json_close(j, ']');
	if (old)
		json_close(j, '}');
	ask_json(a);
}

struct reset {
	bool		restart;
	struct list	presets;
};

struct reset_name {
	const char	*name;
};

static const struct field reset_name_fields[] = {
	FIELD_AS(SCALAR, struct reset_name, name),
	FIELDS_END
};

static const struct field reset_fields[] = {
	LIST(struct reset, presets, reset_name_fields, struct reset_name),
	FIELD(struct reset, restart),
	FIELDS_END
};

static void
forget_tuning(struct ask *a, uint32_t keep)
{
	struct miner *m = a->miner;
	struct reset q;

	if (!ask_body(a, reset_fields, &q))
		return;
	for (size_t i = 0; i < q.presets.n; i++) {
		const struct reset_name *r = q.presets.v;
		int preset = r[i].name ? model_preset(m->model, r[i].name) :
		    -1;

		if (preset > 0)
			keep &= ~(1u << preset);
	}
	m->tuned &= keep;
	if (q.restart && miner_hashes(m))
		miner_restart(a->farm, m, a->farm->now_ms);
	ask_status(a, 200);
}

void
sim_post_autotune_reset(struct ask *a)
{
	forget_tuning(a, UINT32_MAX);
}

void
sim_post_autotune_reset_all(struct ask *a)
{
	forget_tuning(a, 0);
}
