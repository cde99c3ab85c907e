// SPDX-License-Identifier: ISC
import { el, shape } from "./el.js";

const MOST = 3;
const box = globalThis.document?.getElementById("toasts");

// What is outside an open dialog can neither be seen nor heard.
export function attend(parent) {
	if (box.parentNode !== parent)
		parent.append(box);
}

// A sentence at the edge of the page, for a few seconds.
export function toast(text, bad = false) {
	const node = el("p", { class: bad ? "toast bad" : "toast" },
	    shape(bad ? "diamond" : "tick"), el("span", {}, text));

	attend(document.querySelector("dialog[open]") ?? document.body);
	box.append(node);
	while (box.children.length > MOST)
		box.firstChild.remove();
	setTimeout(() => node.remove(), bad ? 10000 : 4000);
}
