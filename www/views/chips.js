// SPDX-License-Identifier: ISC
// The fleet's odd chips, asked again each minute.

import { el, fill } from "../el.js";
import { number, t, time } from "../format.js";
import { poll } from "../api.js";
import { empty, failed, loading, plainTable } from "../panel.js";
import { openMiner } from "./miner.js";

const MOST = 200;

function row(c) {
	return [el("button", { type: "button", class: "link",
		onclick: () => openMiner(c.miner, () => {}) },
	c.name ?? c.miner), `${c.chain}`, `${c.chip}`, c.why,
	c.grade ?? t("notTold"), number(c.temp_c), number(c.hashrate_ghs),
	number(c.errors), time(c.recorded_at)];
}

export function showChips(main) {
	const box = el("div", {}, loading());
	const n = text => ({ text, number: true });

	fill(main, el("h1", {}, t("chips")), box);
	const polling = poll("/api/telemetry/anomalies", 60, chips => {
		if (!chips.length) {
			fill(box, empty(t("noOdd")));
			return;
		}
		fill(box, el("p", { class: "quiet" },
		    t("oddCount", number(chips.length))),
		plainTable([{ text: t("miner") }, n(t("chainOf")),
			n(t("chip")), { text: t("why") }, { text: t("grade") },
			n(t("temp")), n(t("ghs")), n(t("errors")),
			{ text: t("when") }],
		chips.slice(0, MOST).map(row), t("chips")));
	}, error => fill(box, failed(error, () => polling.again())));
	return () => polling.stop();
}
