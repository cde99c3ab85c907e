// SPDX-License-Identifier: ISC
// The states that every panel has: loading, empty, failed, and its content.

import { el, fill, say, shape } from "./el.js";
import { t } from "./format.js";

const LATE_MS = 300;

// As in the style sheets: less room than a table of many columns needs.
export const small = globalThis.matchMedia?.("(max-width: 719px)");

export function loading() {
	return el("p", { class: "soft loading", role: "status" }, t("loading"));
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

// A titled box that keeps its last content: late() dims it and says so,
// broken() says why there is nothing new.
export class Panel {
	#full = false;

	constructor(title, look = "", ...beside) {
		this.side = el("span", { class: "soft side" });
		this.sign = el("div");
		this.body = el("div", { class: "panel-body" }, loading());
		this.head = el("div", { class: "panel-head" }, el("h2", {}, title),
		    this.side, beside);
		this.node = el("section", { class: `panel ${look}` }, this.head,
		    this.sign, this.body);
	}

	fill(...content) {
		this.#full = true;
		fill(this.body, content);
		return this;
	}

	// What makes itself anew: nothing is touched when it is there already.
	keep(node) {
		this.#full = true;
		if (this.body.firstChild !== node)
			fill(this.body, node);
	}

	about(text) {
		say(this.side, text);
	}

	// text: what is old about it; null: it is fresh.
	late(text) {
		const stamp = text ?? "";

		this.node.toggleAttribute("data-old", Boolean(text));
		if (this.sign.dataset.stamp === stamp)
			return;
		this.sign.dataset.stamp = stamp;
		fill(this.sign, text ? note("warning", "diamond", text) : null);
	}

	broken(error, again) {
		if (this.#full)
			this.late(t("keptFailed", error.message));
		else
			fill(this.body, failed(error, again));
	}
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

// Of a column of buttons: its name is only heard.
const unseen = () => el("span", { class: "hidden" }, t("bulkWhat"));

const MOST_COLUMNS = 6;	// side by side on a small screen

// heads: texts, or { text, number }, "" over buttons; rows: arrays of texts or
// nodes.  stacked: on a small screen a row is a card of named cells.
export function plainTable(label, heads, rows, stacked =
    heads.length > MOST_COLUMNS || heads.includes("")) {
	const look = i => heads[i].number ? "number" : null;
	const said = heads.map(head => head.text ?? head);

	return el("div", { class: "table-frame", tabindex: 0, role: "region",
		"aria-label": label },
	el("table", { class: stacked ? "plain stacked" : "plain" },
	    el("thead", {}, el("tr", {}, said.map((head, i) => el("th",
		{ scope: "col", class: look(i) }, head || unseen())))),
	    el("tbody", {}, rows.map(cells => el("tr", {}, cells.map((cell, i) =>
		el("td", { class: look(i), "data-head": said[i] || null },
		    cell)))))));
}

export const numeric = text => ({ text, number: true });
