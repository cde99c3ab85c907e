// SPDX-License-Identifier: ISC
// The last hour: load against its target on their own scale, what is over in
// red; generation and containers as thin lines on the other.

import { now } from "../base/api.js";
import { known, kw, number, siteZone, t, time } from "../base/format.js";
import { numeric, plainTable } from "../base/panel.js";
import { Plot } from "./plot.js";
import { series } from "./series.js";

const SPAN_S = 3600, LEAST_S = 600;
const ROWS = 60;
const names = ["generation_w", "container_w", "available_w", "target_w",
	"least_w"];

// From the first target on: what was told before that is of a fleet not yet
// found.  kW; `over' is the load where it is above its target, else the target.
export function hourColumns(decisions) {
	const first = decisions.findLastIndex(d => known(d.target_w));
	const raw = series(decisions.slice(0, first + 1 || undefined), names,
	    "at");
	const inKw = name => raw[name].map(w => w === null ? null : w / 1000);
	const target = inKw("target_w"), load = inKw("least_w");

	return { at: raw.at, generation: inKw("generation_w"),
		container: inKw("container_w"), target, load,
		over: load.map((kilo, i) => kilo === null || target[i] === null ?
		    null : Math.max(kilo, target[i])) };
}

function read(d, i) {
	const part = (name, values) => known(values[i]) ?
	    `${t(name)} ${kw(values[i] * 1000)} kW` : null;
	const room = known(d.load[i]) && known(d.target[i]) ?
	    `${t("headroom")} ${kw((d.target[i] - d.load[i]) * 1000)} kW` : null;

	return [time(d.at[i] * 1000), part("load", d.load),
		part("target", d.target), room, part("generation", d.generation),
		part("container", d.container)].filter(Boolean).join(" · ");
}

function asTable(d) {
	const step = Math.max(1, Math.ceil(d.at.length / ROWS));
	const picked = d.at.map((_, i) => i).reverse()
	    .filter((i, n) => n % step === 0 && d.load[i] !== null);

	return plainTable(t("lastHour"), [t("when"), numeric(t("load")),
		numeric(t("target")), numeric(t("generation")),
		numeric(t("container"))],
	picked.map(i => [time(d.at[i] * 1000), number(d.load[i], 1),
		number(d.target[i], 1), number(d.generation[i], 1),
		number(d.container[i], 1)]));
}

// The hour, or what there is of it.
function span({ at }) {
	const last = now() / 1000;

	return [Math.max(last - SPAN_S, Math.min(at[0] ?? last,
	    last - LEAST_S)), last];
}

function near(_, low, high) {
	const pad = Math.max(((high ?? 1) - (low ?? 0)) * 0.15,
	    (high ?? 1) * 0.02, 0.5);

	return [Math.max(0, (low ?? 0) - pad), (high ?? 1) + pad];
}

export class HourChart extends Plot {
	constructor() {
		const base = { scale: "own", width: 1.5 };

		super({ label: t("hourLabel"), height: 290, zone: siteZone(),
			read, table: asTable,
			span,
			legend: [{ look: "ink-blue thick", text: t("load") },
				{ look: "ink-critical", line: "dashed",
					text: t("target") },
				{ look: "ink-over", line: "area",
					text: t("overload") },
				{ look: "ink-text",
					text: `${t("generation")} ${t("rightScale")}` },
				{ look: "ink-soft", line: "dotted",
					text: `${t("container")} ${t("rightScale")}` }],
			scales: { own: { range: near },
				all: { side: 1, range: (_, low, high) =>
					[0, (high ?? 1) * 1.1] } },
			lines: [
				{ ...base, key: "over", points: false },
				{ ...base, key: "target", look: "ink-critical",
					dash: [7, 4] },
				{ ...base, key: "load", look: "ink-blue",
					width: 2.5 },
				{ key: "generation", scale: "all", width: 1,
					look: "ink-text" },
				{ key: "container", scale: "all", width: 1,
					dash: [2, 3], look: "ink-soft" }],
			bands: [{ series: [1, 2], fill: "ink-over" }] });
	}

	set(decisions) {
		return super.set(hourColumns(decisions));
	}
}
