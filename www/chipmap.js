// SPDX-License-Identifier: ISC
// The chips of one poll: a map by board, in three layers, and the same as a
// table.  Five steps of one grey-to-red scale; what is odd has a border too.

import { el, fill } from "./el.js";
import { known, number, t, time } from "./format.js";
import { plainTable } from "./panel.js";

const layers = {
	temp: { text: () => t("layerTemp"), of: c => c.temp_c,
		step: (v) => v < 60 ? 0 : v < 70 ? 1 : v < 80 ? 2 :
		    v < 90 ? 3 : 4 },
	hash: { text: () => t("layerHash"), of: c => c.hashrate_ghs,
		step: (v, mean) => v > 0.9 * mean ? 0 : v > 0.75 * mean ? 1 :
		    v > 0.5 * mean ? 2 : v > 0 ? 3 : 4 },
	errors: { text: () => t("layerErrors"), of: c => c.errors,
		step: v => v === 0 ? 0 : v < 10 ? 1 : v < 50 ? 2 :
		    v < 200 ? 3 : 4 },
};

function board(chain, layer) {
	const values = chain.chips.map(layer.of).filter(known);
	const mean = values.reduce((a, b) => a + b, 0) / (values.length || 1);

	return el("div", { class: "board" },
	    el("h4", {}, `${t("board")} ${chain.id}`, " ",
		el("span", { class: "quiet" }, chain.state ?? "")),
	    el("div", { class: "chipmap" }, chain.chips.map(chip => {
		const value = layer.of(chip);
		const odd = ["orange", "red"].includes(chip.grade);

		return el("span", { class: `chip-cell step${known(value) ?
		    layer.step(value, mean) : "none"}${odd ? " odd" : ""}`,
		title: `${t("chip")} ${chip.id}: ${number(chip.temp_c)} °C, ` +
		    `${number(chip.hashrate_ghs)} GH/s, ${t("errors")} ` +
		    `${number(chip.errors)}, ${chip.grade ?? ""}` });
	})));
}

function table(poll) {
	const n = text => ({ text, number: true });

	return plainTable([{ text: t("board") }, n(t("chip")), n(t("temp")),
		n(t("ghs")), n(t("mhz")), n(t("mv")), n(t("errors")),
		{ text: t("grade") }],
	poll.chains.flatMap(chain => chain.chips.map(c => [`${chain.id}`,
		`${c.id}`, number(c.temp_c), number(c.hashrate_ghs),
		number(c.frequency_mhz), number(c.voltage_mv),
		number(c.errors), c.grade ?? ""])), t("chips"));
}

export function chipMap(poll) {
	const maps = el("div", { class: "boards", role: "img" });
	const rows = el("details", {}, el("summary", {}, t("asTable")));
	const buttons = el("div", { class: "filters", role: "group" });
	let now = "temp";

	function draw() {
		maps.setAttribute("aria-label",
		    `${t("chips")}: ${layers[now].text()}`);
		fill(maps, poll.chains.map(c => board(c, layers[now])));
		fill(buttons, Object.entries(layers).map(([id, layer]) =>
		    el("button", { type: "button", class: "chip",
			"aria-pressed": String(id === now), onclick: () => {
				now = id;
				draw();
			} }, layer.text())));
	}
	rows.addEventListener("toggle", () => {
		if (rows.open && rows.children.length === 1)
			rows.append(table(poll));
	});
	draw();
	return el("div", {}, el("p", { class: "quiet" },
	    t("chipsOf", time(poll.recorded_at))), buttons, maps, rows);
}
