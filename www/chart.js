// SPDX-License-Identifier: ISC
// Power and hashrate over time; the same figures as a table for those who do
// not see the lines.

import uPlot from "./uPlot.esm.js";
import { el } from "./el.js";
import { clock, number, t, time } from "./format.js";
import { plainTable } from "./panel.js";

const colour = name => getComputedStyle(document.documentElement)
    .getPropertyValue(name).trim();

function lines(rows, width) {
	const axis = { stroke: colour("--quiet"),
		grid: { stroke: colour("--line"), width: 1 },
		ticks: { stroke: colour("--line"), width: 1 } };

	return new uPlot({
		width, height: 220, legend: { show: false },
		cursor: { drag: { x: false, y: false } },
		scales: { x: { time: true }, w: { range: [0, null] },
			ths: { range: [0, null] } },
		series: [{},
			{ scale: "w", stroke: colour("--blue"), width: 2,
				spanGaps: false },
			{ scale: "ths", stroke: colour("--text"), width: 1,
				dash: [5, 4], spanGaps: false }],
		axes: [
			{ ...axis, values: (_, xs) => xs.map(clock) },
			{ ...axis, scale: "w", size: 56,
				values: (_, ys) => ys.map(y => number(y)) },
			{ ...axis, scale: "ths", side: 1, size: 48,
				grid: { show: false },
				values: (_, ys) => ys.map(y => number(y)) }],
	}, [
		rows.map(r => Date.parse(r.recorded_at) / 1000),
		rows.map(r => r.power_w),
		rows.map(r => r.hashrate_ths),
	], el("div"));
}

export function chart(rows) {
	const box = el("div", { class: "chart", role: "img",
		"aria-label": `${t("history")}: ${t("power")}, ${t("hashrate")}` });
	const key = el("p", { class: "quiet legend" },
	    el("span", { class: "line-power" }), t("power"), " ",
	    el("span", { class: "line-hash" }), t("hashrate"));
	const table = el("details", {}, el("summary", {}, t("asTable")));

	table.addEventListener("toggle", () => {
		if (table.open && table.children.length === 1)
			table.append(plainTable([{ text: t("when") },
				{ text: t("state") },
				{ text: t("power"), number: true },
				{ text: t("hashrate"), number: true },
				{ text: t("chipMax"), number: true }],
			rows.slice(-100).reverse().map(r => [
				time(r.recorded_at, true), r.state ?? "",
				number(r.power_w), number(r.hashrate_ths, 1),
				number(r.chip_max_c)]), t("history")));
	});
	requestAnimationFrame(() => box.append(lines(rows,
	    Math.max(240, box.clientWidth)).root));
	return el("div", {}, box, key, table);
}
