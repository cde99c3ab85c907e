// SPDX-License-Identifier: ISC
// The states that every panel has: loading, empty, failed, and its content.

import { el, fill, shape } from "./el.js";
import { t } from "./format.js";

export function panel(title, ...content) {
	return el("section", { class: "panel" },
	    title ? el("h2", {}, title) : null, ...content);
}

export function loading() {
	return el("p", { class: "quiet", role: "status" }, t("loading"));
}

export function empty(text, action = null) {
	return el("p", { class: "quiet empty" }, text, action ? " " : "", action);
}

export function failed(error, again) {
	return el("p", { class: "trouble" }, shape("diamond"),
	    t("loadFailed", error.message), " ",
	    el("button", { type: "button", onclick: again }, t("retry")));
}

// Fill `box' with what make() gives when its promise comes back.
export async function into(box, make) {
	const late = setTimeout(() => fill(box, loading()), 300);

	try {
		const content = await make();

		clearTimeout(late);
		fill(box, content);
	} catch (error) {
		clearTimeout(late);
		fill(box, failed(error, () => into(box, make)));
	}
}

export function plainTable(heads, rows, label) {
	return el("div", { class: "table-frame", tabIndex: 0, role: "region",
		"aria-label": label },
	el("table", { class: "plain" },
	    el("caption", { class: "hidden" }, label),
	    el("thead", {}, el("tr", {}, heads.map(h =>
		el("th", { scope: "col", class: h.number ? "number" : "" },
		    h.text)))),
	    el("tbody", {}, rows.map(cells => el("tr", {},
		cells.map((c, i) => el("td", {
			class: heads[i].number ? "number" : "" }, c)))))));
}
