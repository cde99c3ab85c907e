// SPDX-License-Identifier: ISC
// What may be set for the whole site, part by part.

import { el, fill } from "../base/el.js";
import { addWords, t } from "../base/format.js";
import { subtabs } from "../table/subtabs.js";
import { balanceSettings } from "./set-balance.js";
import { circuits } from "./set-circuits.js";
import { access } from "./set-access.js";
import { channels } from "./set-alerts.js";
import { show as about } from "./first-run.js";

await addWords("settings");

const parts = { balancer: balanceSettings, circuits, access,
	channels, about };

export function show(main, open, [wanted]) {
	const name = parts[wanted] ? wanted : "balancer";
	const box = el("div");

	fill(main, el("h1", { class: "hidden" }, t("settings")),
	    el("div", { class: "toolbar" }, subtabs("settings", parts, name,
		"set_")), box);
	return parts[name](box, open);
}
