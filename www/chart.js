// SPDX-License-Identifier: ISC
// Power and hashrate of one miner over time, each on its own scale.  Pointer
// and arrow keys read a point; the same figures stand in a table.

import { el, fill, say } from "./el.js";
import { now } from "./api.js";
import { isMidnight, number, t, time, word } from "./format.js";
import { numeric, plainTable } from "./panel.js";
import { series } from "./series.js";

const HEIGHT = 230;
const MOST_ROWS = 96;
const FEW = 30;
const DAY_S = 86400;
const LEAST_S = 900;

// The computed value: a canvas does not know light-dark().
function colour(box, look) {
	const probe = el("i", { class: look, hidden: true });

	box.append(probe);
	const { color } = getComputedStyle(probe);
	probe.remove();
	return color;
}

const ticks = (_, seconds) => seconds.map(s => time(s * 1000,
    isMidnight(s * 1000) ? "day" : "clock"));

// Half of the page's bytes: only for those who look at a chart.
async function library() {
	return (await import("./uPlot.esm.js")).default;
}

function options(uPlot, { box, zone }, span, moved) {
	const axis = { stroke: colour(box, "ink-soft"), font: "12px system-ui",
		grid: { stroke: colour(box, "ink-line"), width: 1 },
		ticks: { stroke: colour(box, "ink-line"), width: 1 } };
	const values = (_, ys) => ys.map(y => number(y));
	// Few readings would be invisible as lines alone.
	const line = { spanGaps: false, points: { size: 5,
		show: u => u.data[0].length < FEW } };

	return { width: box.clientWidth || 300, height: HEIGHT,
		legend: { show: false },
		tzDate: s => uPlot.tzDate(new Date(s * 1000), zone),
		cursor: { y: false, drag: { x: false, y: false },
		    points: { size: 7 } },
		scales: { x: { time: true, range: span },
			w: { range: (_, low, high) => [0, (high ?? 1) * 1.08] },
			ths: { range: (_, low, high) => [0, (high ?? 1) * 1.35] } },
		series: [{},
			{ ...line, scale: "w", width: 2,
				stroke: colour(box, "ink-blue") },
			{ ...line, scale: "ths", width: 1.5, dash: [6, 4],
				stroke: colour(box, "ink-text") }],
		axes: [{ ...axis, values: ticks, space: 64 },
			{ ...axis, scale: "w", size: 54, values },
			{ ...axis, scale: "ths", side: 1, size: 44, values,
				grid: { show: false } }],
		hooks: { setCursor: [u => moved(u.cursor.idx)] } };
}

function asTable(data) {
	const step = Math.max(1, Math.ceil(data.at.length / MOST_ROWS));
	const picked = data.at.map((_, i) => i).reverse()
	    .filter((i, n) => n % step === 0 && data.state[i] !== null);

	return plainTable(t("history"), [t("when"), t("state"),
		numeric(t("col_preset")), numeric("W"), numeric("TH/s"),
		numeric("°C")],
	picked.map(i => [time(data.at[i] * 1000, "full"),
		word("state", data.state[i]), data.preset[i] ?? "–",
		number(data.power_w[i]), number(data.hashrate_ths[i], 1),
		number(data.chip_max_c[i])]));
}

export class Chart {
	#plot = null;
	#data = null;
	#at = null;
	#stopped = false;

	constructor(zone) {
		this.zone = zone;
		this.told = el("p", { class: "readout", "aria-live": "polite" });
		this.box = el("div", { class: "chart", tabindex: 0,
			role: "group", "aria-label": t("chartLabel"),
			onkeydown: e => this.#key(e) });
		this.table = el("details", { ontoggle: () => this.#fillTable() },
		    el("summary", {}, t("asTable")), el("div"));
		this.node = el("div", {}, el("p", { class: "legend" },
		    el("span", {}, el("i", { class: "line ink-blue" }),
			`${t("power")}, W`),
		    el("span", {}, el("i", { class: "line dashed ink-text" }),
			`${t("hashrate")}, TH/s`)), this.box, this.told,
		this.table);
		this.sizes = new ResizeObserver(() => this.#plot?.setSize({
			width: this.box.clientWidth, height: HEIGHT }));
		this.sizes.observe(this.box);
	}

	// Readings as the API gives them, newest first.
	async set(rows) {
		const data = series(rows);

		this.#data = data;
		this.#tell(null);
		this.#fillTable();
		try {
			this.#draw(await library(), data);
		} catch {
			fill(this.box, t("noChart"));
		}
	}

	#draw(uPlot, data) {
		if (this.#stopped || data !== this.#data)
			return;
		this.#plot?.destroy();
		this.#plot = new uPlot(options(uPlot, this, () => {
			const last = now() / 1000;
			const first = Math.min(data.at[0] ?? last,
			    last - LEAST_S);

			return [Math.max(first, last - DAY_S), last];
		}, i => this.#tell(i)), [data.at, data.power_w, data.hashrate_ths],
		this.box);
	}

	stop() {
		this.#stopped = true;
		this.sizes.disconnect();
		this.#plot?.destroy();
	}

	#tell(i) {
		const d = this.#data;
		const last = d.at.length - 1;
		const n = i ?? last;

		this.#at = i;
		if (n < 0)
			return;
		say(this.told, d.state[n] === null ? t("gap",
		    time(d.at[n] * 1000)) : [time(d.at[n] * 1000),
			word("state", d.state[n]), `${t("col_preset")} ${
				d.preset[n] ?? "–"}`,
			`${number(d.power_w[n])} W`,
			`${number(d.hashrate_ths[n], 1)} TH/s`,
			`${number(d.chip_max_c[n])} °C`].join(" · "));
	}

	#key(event) {
		const last = this.#data.at.length - 1;
		const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -12,
			PageDown: 12, Home: -last, End: last }[event.key];

		if (!step || !this.#plot)
			return;
		event.preventDefault();
		const to = Math.max(0, Math.min(last, (this.#at ?? last) + step));
		const left = this.#plot.valToPos(this.#data.at[to], "x");

		this.#plot.setCursor({ left, top: HEIGHT / 3 });
		this.#tell(to);
	}

	#fillTable() {
		if (this.table.open && this.#data)
			fill(this.table.lastChild, asTable(this.#data));
	}
}
