// SPDX-License-Identifier: ISC
// A chart over time.  Pointer and arrow keys read a point into a live region;
// the same figures stand in a table.

import { el, fill, say } from "../base/el.js";
import { isMidnight, number, t, time } from "../base/format.js";

const FEW = 30;
const NARROW = 480;	// pixels: room for one axis only

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
const values = (_, ys) => ys.map(y => number(y));

// A fourth of the page's bytes: only for those who look at a chart.
async function library() {
	return (await import("../uPlot.esm.js")).default;
}

/*
 * what: { label, height, zone, legend: [{ look, line, text }],
 * lines: [{ key, scale, look, width, dash, fill }], bands, scales: { name:
 * { range, side } }, span(data) -> [from_s, to_s], read(data, i) -> text,
 * table(data) -> node }.  data: { at: [s], key: [number or null] }.
 */
export class Plot {
	#plot = null;
	#data = null;
	#at = null;
	#stopped = false;

	constructor(what) {
		this.what = what;
		this.told = el("p", { class: "readout", "aria-live": "polite" });
		this.box = el("div", { class: "chart", tabindex: 0,
			role: "group", "aria-label": what.label,
			onkeydown: e => this.#key(e) });
		this.box.style.minHeight = `${what.height}px`;
		this.table = el("details", { ontoggle: () => this.#fillTable() },
		    el("summary", {}, t("asTable")), el("div"));
		this.node = el("div", {}, el("p", { class: "legend" },
		    what.legend.map(({ look, line = "", text }) =>
			el("span", {}, el("i", { class: `line ${line} ${look}` }),
			    text))), this.box, this.told, this.table);
		this.sizes = new ResizeObserver(() => this.#resize());
		this.sizes.observe(this.box);
	}

	// What is not in sight yet is drawn when it has a width.
	#resize() {
		const width = this.box.clientWidth;

		if (this.#plot)
			this.#plot.setSize({ width, height: this.what.height });
		else if (this.#data && width)
			this.#show(this.#data);
	}

	set(data) {
		this.#data = data;
		if (this.#at === null)
			this.#tell(null);
		this.#fillTable();
		return this.#show(data);
	}

	async #show(data) {
		try {
			const uPlot = await library();

			if (this.box.clientWidth)
				this.#draw(uPlot, data);
		} catch (error) {
			console.error(error);
			fill(this.box, t("noChart"));
		}
	}

	#columns(data) {
		return [data.at, ...this.what.lines.map(l => data[l.key])];
	}

	#draw(uPlot, data) {
		if (this.#stopped || data !== this.#data)
			return;
		if (this.#plot) {
			this.#plot.setData(this.#columns(data));
			return;
		}
		this.#plot = new uPlot(this.#options(uPlot),
		    this.#columns(data), this.box);
	}

	#options(uPlot) {
		const { what, box } = this;
		const axis = { stroke: colour(box, "ink-soft"),
			font: "12px system-ui",
			grid: { stroke: colour(box, "ink-line"), width: 1 },
			ticks: { stroke: colour(box, "ink-line"), width: 1 } };
		const scales = Object.entries(what.scales);

		return { width: box.clientWidth, height: what.height,
			legend: { show: false },
			tzDate: s => uPlot.tzDate(new Date(s * 1000), what.zone),
			cursor: { y: false, drag: { x: false, y: false },
				points: { size: 7 } },
			scales: { x: { time: true,
				range: () => what.span(this.#data) },
			...Object.fromEntries(scales.map(([name, { range }]) =>
			    [name, { range }])) },
			series: [{}, ...what.lines.map(l => this.#line(l))],
			bands: (what.bands ?? []).map(b => ({ ...b,
				fill: colour(box, b.fill) })),
			axes: [{ ...axis, values: ticks, space: 64, size: 32 },
				...scales.map(([scale, { side = 3 }], i) => ({ ...axis,
					scale, side, values,
					show: !i || box.clientWidth > NARROW,
					size: 52, grid: { ...axis.grid,
						show: !i } }))],
			hooks: { setCursor: [u => this.#tell(u.cursor.idx)] } };
	}

	// Few readings would be invisible as lines alone.
	#line({ scale, look, width, dash, points = true }) {
		return { scale, width, dash, spanGaps: false,
			stroke: look ? colour(this.box, look) : "transparent",
			points: { size: 5, show: u => points &&
			    u.data[0].length < FEW } };
	}

	stop() {
		this.#stopped = true;
		this.sizes.disconnect();
		this.#plot?.destroy();
	}

	#tell(i) {
		const n = i ?? this.#data.at.length - 1;

		this.#at = i;
		if (n >= 0 && n < this.#data.at.length)
			say(this.told, this.what.read(this.#data, n));
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

		this.#plot.setCursor({ left, top: this.what.height / 3 });
		this.#tell(to);
	}

	#fillTable() {
		if (this.table.open && this.#data)
			fill(this.table.lastChild, this.what.table(this.#data));
	}
}
