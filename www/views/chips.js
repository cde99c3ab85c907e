// SPDX-License-Identifier: ISC
// The fleet's odd chips, worst first: where to send somebody with a spare
// board.

import { el, fill, say, shape } from "../base/el.js";
import { UNKNOWN, addWords, number, t, time, word } from "../base/format.js";
import { Poll } from "../base/api.js";
import { Table } from "../table/table.js";
import { empty, failed, loading, small } from "../base/panel.js";

await addWords("chips");

const INTERVAL_S = 15, MOST = 10000;
const reasons = ["dead", "hot", "red", "errors", "slow", "orange"];
const view = { why: null, order: { id: "why", falling: false } };

const keys = {
	why: c => reasons.indexOf(c.why), name: c => c.name ?? c.miner,
	chain: c => c.chain * 1000 + c.chip, temp: c => c.temp_c,
	hashrate: c => c.hashrate_ghs, errors: c => c.errors,
	at: c => c.recorded_at,
};

const badly = c => ["dead", "hot", "red"].includes(c.why);
const why = c => el("span", { class: badly(c) ? "mark warning" : "mark" },
    shape(badly(c) ? "diamond" : "triangle"), word("why", c.why));
const whyStamp = c => c.why;
const place = c => `${t("board")} ${c.chain}, ${t("chip")} ${c.chip}`;
const name = c => el("button", { type: "button", class: "open" },
    c.name ?? c.miner);

function wide() {
	const n = (id, head, cell) => ({ id, head, cell, number: true,
		sortable: true });

	return [
		{ id: "name", head: t("miner"), cell: name, sortable: true,
			stamp: c => c.name ?? c.miner },
		{ id: "why", head: t("why"), cell: why, sortable: true,
			stamp: whyStamp },
		{ id: "chain", head: t("where"), cell: place, sortable: true },
		n("temp", "°C", c => c.temp_c ? number(c.temp_c) : UNKNOWN),
		n("hashrate", "GH/s", c => number(c.hashrate_ghs)),
		n("errors", t("errors"), c => number(c.errors)),
		n("at", t("when"), c => time(c.recorded_at)),
	];
}

function narrowed() {
	return [
		{ id: "name", head: t("miner"), sortable: true,
			stamp: c => c.name ?? c.miner,
			cell: c => [name(c), el("small", {}, place(c))] },
		{ id: "why", head: t("why"), sortable: true, stamp: c =>
			`${c.why} ${c.temp_c} ${c.hashrate_ghs} ${c.errors}`,
			cell: c => [why(c), el("small", {}, [
				c.temp_c ? `${number(c.temp_c)} °C` : null,
				`${number(c.hashrate_ghs)} GH/s`]
			    .filter(Boolean).join(" · "))] },
	];
}

export function ordered(list, { id, falling }) {
	const key = keys[id] ?? keys.why, way = falling ? -1 : 1;
	const value = c => key(c) ?? -Infinity;

	// Equally bad ones: the hottest first.
	const heat = c => c.temp_c ?? 0;

	return [...list].sort((a, b) => {
		const x = value(a), y = value(b);

		return x !== y ? x < y ? -way : way :
		    heat(b) - heat(a) || (a.id < b.id ? -1 : 1);
	});
}

export function show(main, open) {
	const box = el("div", { class: "table-box" }, loading());
	const count = el("p", { class: "soft count", "aria-live": "polite" });
	const bar = el("div", { class: "chips", role: "group",
		"aria-label": t("filter") });
	const table = new Table({ label: t("chips"), sort,
		open: c => open(c.miner) });
	let list = null;

	function sort(id) {
		const here = view.order.id === id;

		view.order = { id, falling: here ? !view.order.falling :
		    ["temp", "errors", "at"].includes(id) };
		draw();
	}

	function drawBar() {
		const button = (id, text, n) => el("button", { type: "button",
			class: "chip", "aria-pressed": String(view.why === id),
			onclick: () => {
				view.why = id;
				draw();
				bar.querySelector("[aria-pressed=true]")?.focus();
			} }, text, el("span", { class: "count" }, number(n)));

		fill(bar, button(null, t("all"), list.length), reasons.map(id => {
			const n = list.filter(c => c.why === id).length;

			return n || view.why === id ?
			    button(id, word("why", id), n) : null;
		}));
	}

	function draw() {
		const rows = ordered(list.filter(c => view.why === null ||
		    c.why === view.why), view.order);

		drawBar();
		say(count, t(list.length < MOST ? "oddCount" : "oddMost",
		    number(list.length), number(new Set(list.map(c =>
			c.miner)).size)));
		if (!rows.length)
			fill(box, empty(t(list.length ? "noneFits" : "noOdd")));
		else if (box.firstChild !== table.node)
			fill(box, table.node);
		table.set(rows, view.order);
	}

	const arrange = () => table.show(small.matches ? narrowed() : wide(),
	    view.order);

	arrange();
	fill(main, el("h1", { class: "hidden" }, t("chips")),
	    el("p", { class: "soft" }, t("chipsIntro")), bar, count, box);
	small.addEventListener("change", arrange);
	const poll = new Poll(`/api/telemetry/anomalies?limit=${MOST}`, INTERVAL_S, odd => {
		if (!odd)
			return;
		list = odd.map(c => ({ ...c,
			id: `${c.miner}/${c.chain}/${c.chip}` }));
		draw();
	}, error => list ?? fill(box, failed(error, () => poll.again())));

	return () => {
		small.removeEventListener("change", arrange);
		poll.stop();
		table.stop();
	};
}
