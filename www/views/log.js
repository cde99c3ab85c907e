// SPDX-License-Identifier: ISC
import { el, fill } from "../el.js";
import { t, time } from "../format.js";
import { poll } from "../api.js";
import { empty, failed, loading, plainTable } from "../panel.js";

export function showLog(main) {
	const box = el("div", {}, loading());

	fill(main, el("h1", {}, t("events")), box);
	const polling = poll("/api/events?limit=200", 5, events => {
		fill(box, events.length ? plainTable([{ text: t("when") },
			{ text: t("what") }, { text: t("miner") },
			{ text: t("why") }], events.map(e => [
			time(e.at, true), e.kind, e.miner ?? "", e.text]),
		t("events")) : empty(t("noEvents")));
	}, error => fill(box, failed(error, () => polling.again())));
	return () => polling.stop();
}
