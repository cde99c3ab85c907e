// SPDX-License-Identifier: ISC
// Power and hashrate of one miner over time, each on its own scale.

import { now } from "../base/api.js";
import { number, t, time, word } from "../base/format.js";
import { numeric, plainTable } from "../base/panel.js";
import { Plot } from "./plot.js";
import { series } from "./series.js";

const MOST_ROWS = 96;
const DAY_S = 86400;
const LEAST_S = 900;
const parts = ["power_w", "hashrate_ths", "chip_max_c", "state", "preset"];

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

function read(d, i) {
	return d.state[i] === null ? t("gap", time(d.at[i] * 1000)) :
		[time(d.at[i] * 1000), word("state", d.state[i]),
			`${t("col_preset")} ${d.preset[i] ?? "–"}`,
			`${number(d.power_w[i])} W`,
			`${number(d.hashrate_ths[i], 1)} TH/s`,
			`${number(d.chip_max_c[i])} °C`].join(" · ");
}

function span({ at }) {
	const last = now() / 1000;

	return [Math.max(Math.min(at[0] ?? last, last - LEAST_S),
	    last - DAY_S), last];
}

export class Chart extends Plot {
	constructor(zone) {
		super({ label: t("chartLabel"), height: 230, zone, span, read,
			table: asTable,
			legend: [{ look: "ink-blue", text: `${t("power")}, W` },
				{ look: "ink-text", line: "dashed",
					text: `${t("hashrate")}, TH/s` }],
			scales: { w: { range: (_, low, high) =>
				[0, (high ?? 1) * 1.08] },
			ths: { side: 1, range: (_, low, high) =>
				[0, (high ?? 1) * 1.35] } },
			lines: [{ key: "power_w", scale: "w", width: 2,
				look: "ink-blue" },
			{ key: "hashrate_ths", scale: "ths", width: 1.5,
				dash: [6, 4], look: "ink-text" }] });
	}

	// Readings as the API gives them, newest first.
	set(rows) {
		return super.set(series(rows, parts));
	}
}
