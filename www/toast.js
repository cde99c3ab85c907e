// SPDX-License-Identifier: ISC
import { el, shape } from "./el.js";

const MOST = 3;

// A sentence at the edge of the page, for a few seconds.
export function toast(text, bad = false) {
	const box = document.getElementById("toasts");
	const node = el("p", { class: bad ? "toast bad" : "toast" },
	    shape(bad ? "diamond" : "tick"), el("span", {}, text));
	const dialog = document.querySelector("dialog[open]");

	// What is outside an open dialog can neither be seen nor heard.
	(dialog ?? document.body).append(box);
	box.append(node);
	while (box.children.length > MOST)
		box.firstChild.remove();
	setTimeout(() => node.remove(), bad ? 10000 : 4000);
}
