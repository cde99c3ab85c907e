// SPDX-License-Identifier: ISC
// Where the generated power goes: one bar from left to right, its parts in
// words below it.

import { el, fill, say } from "../base/el.js";
import { UNKNOWN, known, kw, number, t, word } from "../base/format.js";

// In W.  `house' is all that is not for miners, by the plant's own sum.
export function shares(b) {
	const generation = b.plant_generation_kw * 1000;
	const available = b.available_power_kw * 1000;
	const target = b.target_power_w;
	const managed = b.managed_consumption_w ?? 0;
	const other = b.unmanaged_consumption_w ?? 0;
	const load = managed + other;
	const parts = { house: Math.max(0, generation - available), other,
		managed, margin: Math.max(0, available - Math.max(target, load)),
		free: Math.max(0, target - load),
		over: Math.max(0, load - available) };

	// What is over is part of the miners' load.
	parts.managed -= Math.min(parts.managed, parts.over);
	parts.other = Math.max(0, load - parts.over - parts.managed);
	return parts;
}

const names = ["house", "other", "managed", "over", "free", "margin"];

export class PowerBar {
	constructor() {
		this.parts = names.map(name => el("i", { class: `share ${name}` }));
		this.words = names.map(name => el("span", {}, el("i",
		    { class: `swatch ${name}` }), el("span")));
		this.bar = el("div", { class: "bar", role: "img" }, this.parts);
		this.figures = el("dl", { class: "figures wide" });
		this.sources = el("details", { open: true }, el("summary", {},
		    t("perSource")), el("div", { class: "sources" }));
		this.node = el("div", {}, this.bar, el("p", { class: "legend" },
		    this.words), this.figures, this.sources);
	}

	set(b) {
		const watts = shares(b);
		const sum = names.reduce((n, name) => n + watts[name], 0) || 1;
		const told = [];

		names.forEach((name, i) => {
			const text = `${t(`share_${name}`)} ${kw(watts[name])} kW`;
			const none = watts[name] < 1 &&
			    (name === "over" || name === "other");

			this.parts[i].style.width = `${100 * watts[name] / sum}%`;
			this.parts[i].hidden = watts[name] < 1;
			this.words[i].hidden = none;
			say(this.words[i].lastChild, text);
			if (!none)
				told.push(text);
		});
		this.bar.setAttribute("aria-label", told.join(", "));
		const pairs = [
			["available", `${kw(b.available_power_kw * 1000)} kW`],
			["target", `${kw(b.target_power_w)} kW`],
			["margin", `${number(b.safety_margin_percent,
			    b.safety_margin_percent % 1 ? 1 : 0)} %`],
			["managedMiners", number(b.managed_miners_count)],
			["container", known(b.plant_container_kw) ?
			    `${kw(b.plant_container_kw * 1000)} kW` : UNKNOWN],
			["band", word("band", b.band)],
		];
		fill(this.figures, pairs.map(([name, text]) => el("div", {},
		    el("dt", {}, t(name)), el("dd", {}, text))));
	}

	setSources(reading) {
		const list = reading?.sources ?? [];

		this.sources.hidden = !list.length;
		fill(this.sources.lastChild, ["generation", "consumption"].map(kind =>
		    list.filter(s => s.kind === kind).map(s => el("p", {},
			el("span", {}, s.name), el("b", {},
			    known(s.kw) ? `${number(s.kw, s.kw < 100 ? 1 : 0)} kW` :
				UNKNOWN), el("span", { class: "soft" },
			    t(kind === "generation" ? "generates" : "consumes"),
			    s.status && s.status !== "success" ?
				` · ${s.status}` : "")))));
	}
}
