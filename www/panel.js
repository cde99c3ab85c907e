// SPDX-License-Identifier: ISC
// The states that every panel has: loading, empty, failed, and its content.

import { el, fill, shape } from "./el.js";
import { t } from "./format.js";

const LATE_MS = 300;

// As in the style sheets: less room than a table of many columns needs.
export const small = globalThis.matchMedia?.("(max-width: 719px)");

export function loading() {
	return el("p", { class: "soft", role: "status" }, t("loading"));
}

// What is missing, and the one thing to do about it.
export function empty(text, ...action) {
	return el("p", { class: "empty" }, text, " ", action);
}

export function failed(error, again) {
	return el("p", { class: "note warning", role: "alert" },
	    shape("diamond"), el("span", {}, t("loadFailed", error.message)),
	    el("button", { type: "button", onclick: again }, t("retry")));
}

export function note(level, icon, ...content) {
	return el("p", { class: `note ${level}` }, shape(icon),
	    el("span", {}, content));
}

// Fills `box' with what make() promises; says so when that takes long.
export async function into(box, make) {
	const late = setTimeout(() => fill(box, loading()), LATE_MS);

	try {
		fill(box, await make());
	} catch (error) {
		fill(box, failed(error, () => into(box, make)));
	} finally {
		clearTimeout(late);
	}
}

// heads: texts, or { text, number }; rows: arrays of texts or nodes.
export function plainTable(label, heads, rows) {
	const look = i => heads[i].number ? "number" : null;

	return el("div", { class: "table-frame", tabindex: 0, role: "region",
		"aria-label": label },
	el("table", { class: "plain" },
	    el("thead", {}, el("tr", {}, heads.map((head, i) => el("th",
		{ scope: "col", class: look(i) }, head.text ?? head)))),
	    el("tbody", {}, rows.map(cells => el("tr", {}, cells.map((cell, i) =>
		el("td", { class: look(i) }, cell)))))));
}

export const numeric = text => ({ text, number: true });
