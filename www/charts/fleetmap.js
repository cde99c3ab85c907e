// SPDX-License-Identifier: ISC
// Every miner as one cell of a canvas, in four layers.  What is odd has a
// mark besides its colour; keys and pointer read a cell, Enter opens it.

import { el, say } from "../base/el.js";
import { UNKNOWN, age, known, number, t, word } from "../base/format.js";
import { now } from "../base/api.js";
import { latest, stateOf, title } from "../table/fleet.js";

const LEAST = 5, MOST = 26, HEIGHT = 330;
const busy = ["starting", "initializing", "restarting", "stopping",
	"shutting-down", "auto-tuning"];

// Each step of a layer: how it looks; "odd" ones get a border.
function stateStep(m) {
	if (!m.online)
		return 4;
	const state = stateOf(m);

	return state === "failure" ? 5 : busy.includes(state) ? 2 :
		state === "mining" ? m.managed ? 1 : 0 : 3;
}

const scale = (...limits) => value => known(value) ?
    limits.filter(limit => value >= limit).length : 5;

// text(step): what the legend says of it; step 5 is "unknown" but in state.
export const layers = {
	state: { step: stateStep, names: ["mapMining", "mapManaged",
		"mapBusy", "mapStopped", "mapOffline", "mapFailure"] },
	heat: { step: m => scale(70, 80, 90, 95)(latest(m).chip_max_c || null),
		names: ["< 70 °C", "70 °C", "80 °C", "90 °C", "95 °C",
			"mapUnknown"] },
	efficiency: { step: m => scale(22, 28, 34, 40)(
	    latest(m).efficiency_jth || null),
		names: ["< 22 J/TH", "22 J/TH", "28 J/TH", "34 J/TH",
			"40 J/TH", "mapUnknown"] },
	change: { step: (m, changed) => {
		const at = changed.get(m.id);
		const min = at ? (now() - Date.parse(at)) / 60000 : null;

		return min === null ? 5 : min < 1 ? 3 : min < 10 ? 2 :
		    min < 60 ? 1 : 0;
	}, names: ["mapOlder", "mapHour", "map10min", "mapMinute", null,
		"mapNever"] },
};

const worst = { state: [4, 5], heat: [3, 4], efficiency: [4], change: [] };

// Near to square, and all in sight.
export function cellSize(count, width, height) {
	for (let size = MOST; size > LEAST; size--)
		if (Math.floor(width / size) * Math.floor(height / size) >= count)
			return size;
	return LEAST;
}

export class FleetMap {
	#rows = [];
	#changed = new Map();
	#layer = "state";
	#at = -1;
	#across = 1;
	#size = MOST;

	constructor(open, wanted = () => {}) {
		this.open = open;
		this.inks = [0, 1, 2, 3, 4, 5].map(n => el("i",
		    { class: `cell cell${n}`, hidden: true }));
		this.canvas = el("canvas", { tabindex: 0, role: "application",
			onmousemove: e => this.#tell(this.#under(e)),
			onclick: e => this.#choose(this.#under(e)),
			onkeydown: e => this.#key(e) });
		this.told = el("p", { class: "readout one", "aria-live": "polite" });
		this.buttons = Object.keys(layers).map(id => el("button",
		    { type: "button", class: "chip", onclick: () => {
			    this.#layer = id;
			    wanted(id);
			    this.draw();
		    } }, t(`map_${id}`)));
		this.legend = el("p", { class: "legend" });
		this.frame = el("div", { class: "map" }, this.canvas, this.inks);
		this.node = el("div", {}, el("div", { class: "chips",
			role: "group", "aria-label": t("layer") }, this.buttons),
		this.frame, this.legend, this.told);
		this.sizes = new ResizeObserver(() => this.draw());
		this.sizes.observe(this.node);
	}

	// changed: MAC -> instant of its last command.
	set(rows, changed = this.#changed) {
		this.#rows = rows;
		this.#changed = changed;
		this.draw();
	}

	stop() {
		this.sizes.disconnect();
	}

	draw() {
		const width = this.frame.clientWidth || 300;
		const density = devicePixelRatio || 1;
		const g = this.canvas.getContext("2d");
		const looks = this.inks.map(ink => getComputedStyle(ink));
		const { step } = layers[this.#layer];
		const counts = [0, 0, 0, 0, 0, 0];

		this.#size = cellSize(this.#rows.length, width, HEIGHT);
		this.#across = Math.max(1, Math.floor(width / this.#size));
		const down = Math.ceil(this.#rows.length / this.#across) || 1;

		this.canvas.width = this.#across * this.#size * density;
		this.canvas.height = down * this.#size * density;
		this.canvas.style.width = `${this.#across * this.#size}px`;
		this.canvas.style.height = `${down * this.#size}px`;
		this.canvas.setAttribute("aria-label", t("mapLabel",
		    number(this.#rows.length)));
		g.scale(density, density);
		this.#rows.forEach((m, i) => {
			const n = step(m, this.#changed);

			counts[n]++;
			this.#cell(g, i, looks[n], n);
		});
		this.#explain(counts);
	}

	#cell(g, i, look, step) {
		const size = this.#size;
		const x = i % this.#across * size, y =
		    Math.floor(i / this.#across) * size;

		g.fillStyle = look.backgroundColor;
		g.fillRect(x + 1, y + 1, size - 2, size - 2);
		if (worst[this.#layer].includes(step) || i === this.#at) {
			g.lineWidth = i === this.#at ? 3 : 2;
			g.strokeStyle = look.color;
			g.strokeRect(x + 2, y + 2, size - 4, size - 4);
		}
	}

	#explain(counts) {
		const ids = Object.keys(layers);
		const { names } = layers[this.#layer];
		const texts = names.map((name, n) => name === null || !counts[n] ?
		    null : `${/^map/.test(name) ? t(name) : `≥ ${name}`
			.replace("≥ <", "<")} ${number(counts[n])}`);
		const stamp = `${this.#layer}|${texts}`;

		ids.forEach((id, i) => this.buttons[i].setAttribute(
		    "aria-pressed", String(id === this.#layer)));
		if (this.legend.dataset.stamp === stamp)
			return;
		this.legend.dataset.stamp = stamp;
		this.legend.replaceChildren(...texts.map((text, n) => text &&
		    el("span", {}, el("i", { class: `swatch cell cell${n}` }),
			text)).filter(Boolean));
	}

	#under(event) {
		return Math.floor(event.offsetX / this.#size) +
		    Math.floor(event.offsetY / this.#size) * this.#across;
	}

	#tell(i) {
		const m = this.#rows[i];

		if (!m || i === this.#at)
			return;
		this.#at = i;
		this.draw();
		const s = latest(m);
		const changed = this.#changed.get(m.id);

		say(this.told, [title(m), word("state", stateOf(m)),
			s.preset ? `${t("col_preset")} ${s.preset}` : null,
			`${number(s.power_w)} W`, `${number(s.chip_max_c)} °C`,
			`${number(s.efficiency_jth, 1)} J/TH`, changed ?
				t("changedAgo", age(now() - Date.parse(changed))) :
				null].filter(Boolean).join(" · ") || UNKNOWN);
	}

	#choose(i) {
		if (this.#rows[i])
			this.open(this.#rows[i].id);
	}

	#key(event) {
		const step = { ArrowLeft: -1, ArrowRight: 1,
			ArrowUp: -this.#across, ArrowDown: this.#across,
			Home: -this.#rows.length,
			End: this.#rows.length }[event.key];

		if (event.key === "Enter")
			this.#choose(this.#at);
		if (!step)
			return;
		event.preventDefault();
		this.#tell(Math.max(0, Math.min(this.#rows.length - 1,
		    this.#at + step)));
	}
}
