// SPDX-License-Identifier: ISC
// What one miner may be told, and what became of what it was told.

import { el, fill } from "../base/el.js";
import { addSentences, moment, said, t, word } from "../base/format.js";
import { Poll, ask, forbidden, get, has, now } from "../base/api.js";
import { choice, twice } from "../base/form.js";
import { change, stateMark } from "./changes.js";
import { limits } from "../base/presets.js";
import { empty, failed, loading, plainTable } from "../base/panel.js";
import { toast } from "../base/toast.js";

await addSentences("told");

const LIMIT = 8;
const plain = ["start", "stop", "pause", "resume", "restart", "find"];

export class Commands {
	#polls = [];

	constructor(mac, changed) {
		const no = forbidden("POST /api/miners/{mac}/commands");

		this.mac = mac;
		this.changed = changed;
		this.off = no !== null;
		this.list = el("div", {}, loading());
		this.events = el("div", {}, loading());
		this.presets = el("span");
		this.percent = el("input", { type: "number", min: 20, max: 100,
			value: 80, "aria-label": t("percent"),
			disabled: this.off });
		this.node = el("div", {}, el("h3", {}, t("commands")),
		    el("div", { class: "buttons" }, plain.map(action =>
			this.#button(action)), twice(t("do_reboot"),
			t("removeSure"), () => this.#send("reboot"),
			{ disabled: this.off })),
		    el("div", { class: "buttons" }, this.presets, el("span",
			{ class: "pair" }, this.percent, this.#button("throttle",
			    () => ({ percent: this.percent.valueAsNumber })))),
		    no ? el("p", { class: "soft" }, no) : null, this.list);
		if (has("GET /api/commands"))
			this.#poll(this.list, `/api/commands?miner_id=${mac}&limit=${
				LIMIT}`, 2, "noCommands", list => plainTable(
			    t("commands"), [t("when"), t("change"), t("reason"),
				t("who"), t("result")], list.map(c => [
				moment(c.at, now()), change(c),
				word("reason", c.reason), c.who, stateMark(c)])));
		else
			fill(this.list, empty(t("notThere")));
		this.#poll(this.events, `/api/events?miner_id=${mac}&limit=${
			LIMIT}`, 10, "none_events", list => plainTable(
		    t("log_events"), [t("when"), t("what"), t("text")],
		    list.map(e => [moment(e.at, now()), word("event", e.kind),
			said(e.text)])));
	}

	#poll(box, path, seconds, none, table) {
		let told = false;
		const poll = new Poll(path, seconds, list => {
			told = true;
			if (list)
				fill(box, list.length ? table(list) :
				    empty(t(none)));
		}, error => told || fill(box, failed(error, () =>
			poll.again())));

		this.#polls.push(poll);
	}

	#button(action, more = () => ({})) {
		return el("button", { type: "button", disabled: this.off,
			onclick: () => this.#send(action, more()) },
		t(`do_${action}`));
	}

	async #send(action, more = {}) {
		try {
			await ask("POST", `/api/miners/${this.mac}/commands`,
			    { action, ...more });
			toast(t("commanded", t(`do_${action}`)));
		} catch (error) {
			toast(t("notDone", error.message), true);
		}
		this.#polls[0].again();
		this.changed();
	}

	// The presets of its model; once, when that is known.
	async model(alias, preset) {
		if (!alias || alias === this.alias)
			return;
		this.alias = alias;
		try {
			const model = await get(`/api/models/${
				encodeURIComponent(alias)}`);
			const select = choice({ "aria-label": t("col_preset"),
				value: preset, disabled: this.off },
			limits(model).map(p => [p.preset, p.preset]));

			fill(this.presets, el("span", { class: "pair" }, select,
			    this.#button("preset", () => ({
				preset: select.value }))));
		} catch {
			this.alias = null;	// the next poll tries again
		}
	}

	stop() {
		this.#polls.forEach(poll => poll.stop());
	}
}
