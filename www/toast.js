// SPDX-License-Identifier: ISC
import { el, shape } from "./el.js";

// A sentence at the edge of the page, for a few seconds.
export function toast(text, bad = false) {
	const box = document.getElementById("toasts");
	const node = el("p", { class: bad ? "toast bad" : "toast" },
	    shape(bad ? "diamond" : "tick"), text);

	box.append(node);
	while (box.children.length > 4)
		box.firstChild.remove();
	setTimeout(() => node.remove(), bad ? 9000 : 3500);
}
