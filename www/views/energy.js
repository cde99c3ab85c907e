// SPDX-License-Identifier: ISC
// Energy and what it costs: days and meters, prices, what needs a person.

import { addStyle, el, fill } from "../base/el.js";
import { addWords, t } from "../base/format.js";
import { has } from "../base/api.js";
import { note } from "../base/panel.js";
import { subtabs } from "../table/subtabs.js";
import { days } from "./energy-days.js";
import { prices } from "./energy-prices.js";
import { tickets } from "./energy-tickets.js";

await Promise.all([addWords("energy"), addStyle("views/energy.css")]);

const parts = { days, prices, tickets };

export function show(main, open, [wanted, ...rest]) {
	const name = parts[wanted] ? wanted : "days";
	const box = el("div");

	fill(main, el("h1", { class: "hidden" }, t("energy")),
	    el("div", { class: "toolbar" }, subtabs("energy", parts, name,
		"energy_")), box);
	if (!has("GET /api/power-analytics/summary")) {
		fill(box, note("", "info", t("notThere")));
		return () => {};
	}
	return parts[name](box, rest);
}
