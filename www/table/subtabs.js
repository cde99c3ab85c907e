// SPDX-License-Identifier: ISC
// The parts of a view, as links: each part has an address of its own.

import { el } from "../base/el.js";
import { t } from "../base/format.js";

// parts: { name: ... }; each is titled by the text `prefix' + its name.
export function subtabs(view, parts, here, prefix) {
	return el("nav", { class: "subtabs", "aria-label": t(view) },
	    Object.keys(parts).map(name => el("a", { href: `#/${view}/${name}`,
		class: "chip", "aria-current": name === here ? "page" : null },
	    t(prefix + name))));
}
