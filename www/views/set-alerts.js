// SPDX-License-Identifier: ISC
// Where alarms are sent, and a button that tries it.

import { el, fill } from "../base/el.js";
import { t } from "../base/format.js";
import { forbidden } from "../base/api.js";
import { Panel } from "../base/panel.js";
import { change } from "../base/form.js";
import { onFacts } from "../strip/strip.js";

const CHANNELS = ["webhook", "email"];

function test(channel, no) {
	const button = el("button", { type: "button", disabled: no !== null,
		onclick: async () => {
			button.disabled = true;
			await change("POST", "/api/alerts/test", { channel },
			    t("testSent", t(`channel_${channel}`)));
			button.disabled = false;
		} }, t("test"));

	return el("li", { class: "alarm" }, el("div", {}, el("p", {},
	    el("strong", {}, t(`channel_${channel}`))), el("p",
	    { class: "soft" }, t(`about_${channel}`))), button);
}

export function channels(box) {
	const no = forbidden("POST /api/alerts/test");
	const panel = new Panel(t("set_channels"));
	const contacts = new Panel(t("contacts"));

	panel.fill(el("p", { class: "soft" }, t("channelsIntro")),
	    el("ul", { class: "alarms" }, CHANNELS.map(c => test(c, no))),
	    no ? el("p", { class: "soft" }, no) : null);
	fill(box, el("div", { class: "cards" }, panel.node, contacts.node));
	return onFacts(facts => {
		const list = facts.site?.contacts ?? [];

		contacts.fill(list.length ? el("ul", {}, list.map(c =>
			el("li", {}, c))) : el("p", { class: "empty" },
		    t("emNobody")));
	});
}
