// SPDX-License-Identifier: ISC
import { el, fill } from "../el.js";
import { UNKNOWN, t, time, word } from "../format.js";
import { Poll } from "../api.js";
import { empty, failed, loading, plainTable } from "../panel.js";

const LIMIT = 100;
const INTERVAL_S = 5;

function row(event) {
	return [time(event.at, "full"), word("event", event.kind),
		event.miner ? el("a", { href: `#/log/${event.miner}` },
		    event.miner) : UNKNOWN, event.text ?? ""];
}

export function showLog(main) {
	const box = el("div", {}, loading());
	let newest = null;

	fill(main, el("h1", {}, t("log")), el("p", { class: "soft" },
	    t("logIntro")), el("section", { class: "panel" }, box));
	const poll = new Poll(`/api/events?limit=${LIMIT}`, INTERVAL_S, list => {
		if (!list || (newest !== null && list[0]?.id === newest))
			return;
		newest = list[0]?.id ?? null;
		fill(box, list.length ? plainTable(t("log"), [t("when"),
			t("what"), t("miner"), t("text")], list.map(row)) :
		    empty(t("noEvents")));
	}, error => newest ?? fill(box, failed(error, () => poll.again())));

	return () => poll.stop();
}
