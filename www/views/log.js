// SPDX-License-Identifier: ISC
// What happened, newest first.

import { el, fill } from "../el.js";
import { UNKNOWN, t, time, word } from "../format.js";
import { Poll } from "../api.js";
import { empty, failed, loading, plainTable, small } from "../panel.js";

const LIMIT = 100;
const INTERVAL_S = 5;

const when = event => el("time", { datetime: event.at },
    `${time(event.at, "day")} ${time(event.at)}`);
const miner = event => event.miner ? el("a", { href: `#/log/${event.miner}` },
    event.miner) : UNKNOWN;
const what = event => word("event", event.kind);

function table(list) {
	return small.matches ? plainTable(t("log"), [t("when"), t("what")],
	    list.map(e => [when(e), [el("strong", {}, what(e)), " ",
		e.miner ? miner(e) : null, el("br"), e.text ?? ""]])) :
	    plainTable(t("log"), [t("when"), t("what"), t("miner"), t("text")],
		list.map(e => [when(e), what(e), miner(e), e.text ?? ""]));
}

export function show(main) {
	const box = el("div", {}, loading());
	let list = null;

	function draw() {
		if (list)
			fill(box, list.length ? table(list) :
			    empty(t("noEvents")));
	}

	fill(main, el("h1", {}, t("log")), el("p", { class: "soft" },
	    t("logIntro")), el("section", { class: "panel" }, box));
	small.addEventListener("change", draw);
	const poll = new Poll(`/api/events?limit=${LIMIT}`, INTERVAL_S, all => {
		const same = list && all?.length === list.length &&
		    all[0]?.id === list[0]?.id;

		list = all ?? list;
		if (!same)
			draw();
	}, error => list ?? fill(box, failed(error, () => poll.again())));

	return () => {
		small.removeEventListener("change", draw);
		poll.stop();
	};
}
