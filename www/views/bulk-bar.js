// SPDX-License-Identifier: ISC
// The bar over the table while miners are marked: choose what to do, see
// what it would mean, do it.

import { el, fill, say, shape } from "../base/el.js";
import { addSentences, addWords, hashrate, kw, number, said, t } from "../base/format.js";
import { forbidden, get } from "../base/api.js";
import { choice } from "../base/form.js";
import { actions, askPreview, corrected, perform, presetsOf, preview } from
	"../table/bulk.js";
import { title } from "../table/fleet.js";
import { again } from "../base/store.js";
import { toast } from "../base/toast.js";

await Promise.all([addWords("bulk"), addSentences("told")]);

const FEW = 6;

function signed(n, format) {
	return `${n > 0 ? "+" : ""}${format(n)}`;
}

// "12 offline: a, b, c …", a line for each reason.
function leftOut(left) {
	const reasons = new Map();

	for (const { miner, why } of left)
		reasons.set(why, [...reasons.get(why) ?? [], miner]);
	return [...reasons].map(([why, list]) => el("li", {}, el("strong", {},
	    `${number(list.length)} ${/^left/.test(why) ? t(why) : said(why)}`), ": ",
	list.slice(0, FEW).map(title).join(", "), list.length > FEW ? " …" :
		""));
}

export class BulkBar {
	#marked = [];
	#models = [];
	#circuits = [];

	constructor(clear) {
		this.clear = clear;
		this.count = el("strong", { role: "status" });
		this.what = choice({ id: "bulk-what", "aria-label": t("bulkWhat"),
			onchange: () => this.#ask() }, [["", t("bulkChoose")],
			...Object.keys(actions).map(id => [id, t(`do_${id}`)])]);
		this.extra = el("span");
		this.look = el("button", { type: "button", class: "primary",
			disabled: true, onclick: () => this.#preview() },
		t("bulkPreview"));
		this.below = el("div", { class: "bulk-preview" });
		this.node = el("section", { class: "bulk", hidden: true,
			"aria-label": t("bulk") }, el("div",
		    { class: "toolbar" }, this.count, this.what, this.extra,
		    this.look, el("button", { type: "button",
			onclick: () => this.#end() }, t("bulkNone"))),
		this.below);
	}

	async set(marked) {
		const first = !this.#marked.length && marked.length;

		this.#marked = marked;
		this.node.hidden = !marked.length;
		say(this.count, t("marked", number(marked.length), kw(marked
		    .reduce((n, m) => n + (m.latest_status?.power_w ?? 0), 0))));
		if (!first)
			return;
		try {
			[this.#models, this.#circuits] = await Promise.all([
				get("/api/models"),
				get("/api/circuits").catch(() => [])]);
		} catch {
			return;	// then the preset is typed, and nothing is summed
		}
	}

	#end() {
		this.what.value = "";
		this.#ask();
		this.clear();
	}

	#ask() {
		const id = this.what.value;
		const asks = actions[id]?.asks;
		const options = asks === "preset" ? presetsOf(this.#marked,
		    this.#models) : asks === "circuit" ?
			this.#circuits.map(c => c.name) : null;
		const no = !id ? null : forbidden(actions[id].command ?
			"POST /api/commands" : "PATCH /api/miners");

		fill(this.below, no ? el("p", { class: "soft" }, no) : null);
		this.input = !asks ? null : options?.length ?
			choice({ "aria-label": t(asks), value: options[0] },
			    options.map(o => [o, o])) :
			el("input", { "aria-label": t(asks), placeholder: t(asks),
				maxlength: 80, autocomplete: "off",
				type: asks === "percent" ? "number" : null,
				min: asks === "percent" ? 20 : null,
				max: asks === "percent" ? 100 : null });
		fill(this.extra, this.input);
		this.look.disabled = !id || no !== null;
	}

	async #preview() {
		const id = this.what.value;
		const value = this.input?.value.trim() ?? null;

		if (this.input && (!value || !this.input.checkValidity())) {
			this.input.focus();
			toast(t("bulkSay", t(actions[id].asks)), true);
			return;
		}
		const plan = preview(id, this.#marked, value, this.#models);

		this.#show(id, value, plan);
		try {
			const why = await askPreview(id, plan.go.map(m => m.id),
			    value);

			if (why?.size)
				this.#show(id, value, corrected(plan, why, id,
				    value, this.#models));
		} catch (error) {
			this.below.append(el("p", { class: "note warning" },
			    shape("diamond"), t("previewFailed", error.message)));
		}
	}

	#show(id, value, plan) {
		const [ths, unit] = hashrate(Math.abs(plan.hashrate_ths));
		const sign = plan.hashrate_ths < 0 ? "−" : "+";
		const doIt = el("button", { type: "button", class: "primary",
			disabled: !plan.go.length,
			onclick: () => this.#perform(id, value, plan, doIt) },
		t("bulkDo", t(`do_${id}`), number(plan.go.length)));

		fill(this.below, el("p", {}, el("strong", {}, t("bulkWill",
		    number(plan.go.length))), plan.power_w ?
			` · ${signed(plan.power_w, kw)} kW` : "",
		plan.hashrate_ths ? ` · ${sign}${ths} ${unit}` : ""),
		plan.left.length ? [el("p", {}, t("bulkLeft",
		    number(plan.left.length))), el("ul", {},
		    leftOut(plan.left))] : null,
		el("p", { class: "toolbar" }, doIt, el("button",
		    { type: "button", onclick: () => fill(this.below) },
		    t("cancel"))));
		doIt.focus();
	}

	async #perform(id, value, plan, button) {
		const said = el("p", { role: "status" });

		button.disabled = true;
		this.below.append(said);
		try {
			const { done, failed } = await perform(id,
			    plan.go.map(m => m.id), value, n => say(said,
				t("bulkSent", number(n), number(plan.go.length))));

			toast(t("bulkDone", t(`do_${id}`), number(done)));
			fill(this.below, failed.length ? [el("p",
			    { class: "note warning" }, shape("diamond"),
			    t("bulkFailed", number(failed.length))), el("ul", {},
			    failed.slice(0, 20).map(f => el("li", {}, f.id, ": ",
				said(f.detail))))] : null);
			if (!failed.length)
				this.#end();
		} catch (error) {
			fill(said, shape("diamond"), " ", t("notDone",
			    error.message));
			button.disabled = false;
		}
		again();
	}
}
