// SPDX-License-Identifier: ISC
// The chips of one poll, board by board, in three layers.  Each cell shows
// its number; what is odd has a border, so that colour says nothing alone.
// Drawn on a canvas: a thousand chips are one element.  A table says the same.

import { el, fill, say } from "../base/el.js";
import { UNKNOWN, known, number, t, time, word } from "../base/format.js";
import { numeric, plainTable } from "../base/panel.js";

const CELL_W = 30, CELL_H = 22;
const HOT_C = 90;	// from here on the API calls a chip hot

// step(): 0 is as it should be, 4 is the worst.
export const layers = {
	temp: { of: c => c.temp_c || null, show: v => number(v),
		step: v => v < 75 ? 0 : v < 85 ? 1 : v < HOT_C ? 2 :
		    v < HOT_C + 5 ? 3 : 4 },
	hash: { of: c => c.hashrate_ghs, show: v => number(v),
		step: (v, mean) => v > 0.9 * mean ? 0 : v > 0.75 * mean ? 1 :
		    v > 0.5 * mean ? 2 : v > 0 ? 3 : 4 },
	errors: { of: c => c.errors, show: v => v > 999 ? "1k+" : number(v),
		step: v => v === 0 ? 0 : v < 10 ? 1 : v < 50 ? 2 :
		    v < 200 ? 3 : 4 },
};

// On a board that does not hash no chip is odder than the others.
export function isOdd(chip, mean_ghs) {
	return mean_ghs > 0 && (["orange", "red"].includes(chip.grade) ||
	    chip.throttled || chip.hashrate_ghs === 0);
}

export function mean(values) {
	const told = values.filter(known);

	return told.reduce((a, b) => a + b, 0) / (told.length || 1);
}

function sentence(chain, chip) {
	return [`${t("board")} ${chain.id}, ${t("chip")} ${chip.id}`,
		`${chip.temp_c ? number(chip.temp_c) : UNKNOWN} °C`,
		`${number(chip.hashrate_ghs)} GH/s`,
		`${number(chip.frequency_mhz)} MHz`,
		`${number(chip.voltage_mv)} mV`,
		`${t("errors")} ${number(chip.errors)}`, word("grade", chip.grade),
		chip.throttled ? t("throttled") : null]
	    .filter(Boolean).join(" · ");
}

class Board {
	constructor(chain, told) {
		this.chain = chain;
		this.told = told;
		this.at = -1;
		this.inks = [0, 1, 2, 3, 4].map(n => el("i",
		    { class: `step step${n}`, hidden: true }));
		this.canvas = el("canvas", { tabindex: 0, role: "img",
			"aria-label": t("chipsOfBoard", chain.id,
			    chain.chips.length),
			onmousemove: e => this.#point(e),
			onkeydown: e => this.#key(e) });
		this.node = el("div", { class: "board" }, el("h4", {},
		    `${t("board")} ${chain.id}`, el("span", { class: "soft" },
			word("state", chain.state))), this.canvas, this.inks);
	}

	draw(layer) {
		const width = this.node.clientWidth || 300;
		const { chips } = this.chain;
		const across = Math.max(1, Math.floor(width / CELL_W));
		const down = Math.ceil(chips.length / across);
		const density = devicePixelRatio || 1;
		const g = this.canvas.getContext("2d");
		const looks = this.inks.map(ink => getComputedStyle(ink));

		this.layer = layer;
		this.across = across;
		this.canvas.width = across * CELL_W * density;
		this.canvas.height = down * CELL_H * density;
		this.canvas.style.width = `${across * CELL_W}px`;
		this.canvas.style.height = `${down * CELL_H}px`;
		g.scale(density, density);
		g.font = "11px system-ui";
		g.textAlign = "center";
		g.textBaseline = "middle";
		const ghs = mean(chips.map(c => c.hashrate_ghs));
		const middle = mean(chips.map(layer.of));
		chips.forEach((chip, i) => this.#cell(g, looks, i, chip, middle,
		    ghs));
	}

	#cell(g, looks, i, chip, middle, ghs) {
		const x = i % this.across * CELL_W;
		const y = Math.floor(i / this.across) * CELL_H;
		const value = this.layer.of(chip);
		const look = looks[known(value) ?
		    this.layer.step(value, middle) : 0];

		g.fillStyle = look.backgroundColor;
		g.fillRect(x + 1, y + 1, CELL_W - 2, CELL_H - 2);
		g.fillStyle = g.strokeStyle = look.color;
		g.fillText(known(value) ? this.layer.show(value) : UNKNOWN,
		    x + CELL_W / 2, y + CELL_H / 2 + 1);
		if (isOdd(chip, ghs) || i === this.at) {
			g.lineWidth = i === this.at ? 3 : 1.5;
			g.strokeRect(x + 2.5, y + 2.5, CELL_W - 5, CELL_H - 5);
		}
	}

	#tell(i) {
		if (i < 0 || i >= this.chain.chips.length || i === this.at)
			return;
		this.at = i;
		this.draw(this.layer);
		say(this.told, sentence(this.chain, this.chain.chips[i]));
	}

	#point(event) {
		this.#tell(Math.floor(event.offsetX / CELL_W) +
		    Math.floor(event.offsetY / CELL_H) * this.across);
	}

	#key(event) {
		const step = { ArrowLeft: -1, ArrowRight: 1,
			ArrowUp: -this.across, ArrowDown: this.across }[event.key];

		if (!step)
			return;
		event.preventDefault();
		this.#tell(Math.max(0, Math.min(this.chain.chips.length - 1,
		    this.at + step)));
	}
}

function asTable(poll) {
	return plainTable(t("chips"), [t("board"), numeric(t("chip")),
		numeric("°C"), numeric("GH/s"), numeric("MHz"), numeric("mV"),
		numeric(t("errors")), t("grade")],
	poll.chains.flatMap(chain => chain.chips.map(c => [chain.id, c.id,
		c.temp_c ? number(c.temp_c) : UNKNOWN, number(c.hashrate_ghs),
		number(c.frequency_mhz), number(c.voltage_mv),
		number(c.errors), word("grade", c.grade)])));
}

export class ChipMap {
	#poll = null;
	#boards = [];
	#layer = "temp";

	constructor() {
		this.told = el("p", { class: "readout", "aria-live": "polite" });
		this.buttons = Object.keys(layers).map(id => el("button",
		    { type: "button", class: "chip", onclick: () => {
			    this.#layer = id;
			    this.#draw();
		    } }, t(`layer_${id}`)));
		this.box = el("div");
		this.table = el("details", { ontoggle: () => this.#fillTable() },
		    el("summary", {}, t("asTable")), el("div"));
		this.node = el("div", {}, el("div", { class: "chips",
			role: "group", "aria-label": t("layer") }, this.buttons),
		this.box, this.told, this.table);
		this.sizes = new ResizeObserver(() => this.#draw());
		this.sizes.observe(this.node);
	}

	set(poll) {
		this.#poll = poll;
		this.#boards = poll.chains.map(c => new Board(c, this.told));
		fill(this.box, this.#boards.map(b => b.node));
		say(this.told, t("chipsAt", time(poll.recorded_at)));
		this.#draw();
		this.#fillTable();
	}

	stop() {
		this.sizes.disconnect();
	}

	#draw() {
		Object.keys(layers).forEach((id, i) => this.buttons[i]
		    .setAttribute("aria-pressed", String(id === this.#layer)));
		for (const board of this.#boards)
			board.draw(layers[this.#layer]);
	}

	#fillTable() {
		if (this.table.open && this.#poll)
			fill(this.table.lastChild, asTable(this.#poll));
	}
}
