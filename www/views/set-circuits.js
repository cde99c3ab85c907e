// SPDX-License-Identifier: ISC
// Containers, feeders and phases: what may not be overdrawn besides the
// plant.

import { el, fill } from "../base/el.js";
import { UNKNOWN, known, kw, number, t } from "../base/format.js";
import { Poll, forbidden, has } from "../base/api.js";
import { Panel, empty, note, numeric, plainTable } from "../base/panel.js";
import { change, choice, labelled, twice } from "../base/form.js";

const path = name => `/api/circuits/${encodeURIComponent(name)}`;

function limitOf(c) {
	const limit = c.limit_kw ?? null;

	return known(limit) ? number(limit, limit % 1 ? 1 : 0) : UNKNOWN;
}

// Above its limit: in words, with a shape.
function loadOf(c) {
	const over = known(c.limit_kw) && known(c.load_w) &&
	    c.load_w > c.limit_kw * 1000;

	return over ? el("span", { class: "mark warning" }, kw(c.load_w), " ",
	    t("overLimit")) : kw(c.load_w);
}

function form(list, edited, done) {
	const no = forbidden("PUT /api/circuits/{name}");
	const off = { disabled: no !== null, autocomplete: "off" };
	const name = el("input", { id: "circuit-name", maxlength: 60,
		required: true, value: edited?.name ?? "", ...off,
		readonly: Boolean(edited) });
	const parent = choice({ id: "circuit-parent", ...off,
		value: edited?.parent }, [["", t("noParent")], ...list
	    .filter(c => c.name !== edited?.name)
	    .map(c => [c.name, c.name])]);
	const limit = el("input", { id: "circuit-limit", type: "number", min: 0,
		step: "any", value: edited?.limit_kw ?? "", ...off });
	const phase = choice({ id: "circuit-phase", ...off,
		value: edited?.phase }, [["", t("allPhases")],
		...["L1", "L2", "L3"].map(p => [p, p])]);

	async function submit(event) {
		event.preventDefault();
		if (await change("PUT", path(name.value.trim()), {
			parent: parent.value || null, phase: phase.value || null,
			limit_kw: limit.value === "" ? null :
			    limit.valueAsNumber }, t("circuitSaved",
		    name.value.trim())) !== undefined)
			done();
	}

	return el("form", { class: "form", onsubmit: submit },
	    labelled("circuit-name", t("name"), name),
	    labelled("circuit-parent", t("parent"), parent),
	    labelled("circuit-limit", t("limitKw"), limit),
	    labelled("circuit-phase", t("phase"), phase),
	    el("p", {}, el("button", { type: "submit", class: "primary",
		disabled: no !== null }, t(edited ? "save" : "addCircuit")),
	    edited ? el("button", { type: "button", onclick: done },
		t("cancel")) : null), no ? el("p", { class: "soft" }, no) : null);
}

export function circuits(box) {
	const panel = new Panel(t("set_circuits"));
	const edit = new Panel(t("addCircuit"));
	let list = [];

	fill(box, el("p", { class: "soft" }, t("circuitsIntro")), panel.node,
	    edit.node);
	if (!has("GET /api/circuits")) {
		panel.fill(note("", "info", t("notThere")));
		edit.node.hidden = true;
		return () => {};
	}

	function begin(circuit = null) {
		edit.head.querySelector("h2").textContent = circuit ?
			t("editCircuit", circuit.name) : t("addCircuit");
		edit.fill(form(list, circuit, () => {
			begin();
			poll.again();
		}));
	}

	async function remove(c) {
		await change("DELETE", path(c.name), undefined,
		    t("circuitGone", c.name));
		poll.again();
	}

	function buttons(c) {
		const no = forbidden("DELETE /api/circuits/{name}");

		return [el("button", { type: "button", disabled: no !== null,
			onclick: () => begin(c) }, t("edit")), " ",
		twice(t("remove"), t("removeSure"), () => remove(c),
		    { disabled: no !== null })];
	}

	const poll = new Poll("/api/circuits", 5, all => {
		const first = !list.length;

		panel.late(null);
		if (!all || panel.body.contains(document.activeElement))
			return;
		list = all;
		panel.fill(list.length ? plainTable(t("set_circuits"), [
			t("name"), t("parent"), numeric(t("limitKw")),
			t("phase"), numeric(t("miners")), numeric(t("loadKw")),
			""], list.map(c => [c.name, c.parent ?? UNKNOWN,
			limitOf(c), c.phase ?? UNKNOWN, number(c.miners),
			loadOf(c), buttons(c)])) : empty(t("noCircuits")));
		if (first && !edit.body.contains(document.activeElement))
			begin();
	}, error => panel.broken(error, () => poll.again()));

	begin();
	return () => poll.stop();
}
