// SPDX-License-Identifier: ISC
// What was changed on the miners: the balancer's changes and people's
// commands, in the words of the page.

import { el, shape } from "../base/el.js";
import { UNKNOWN, known, moment, number, said, t, word } from "../base/format.js";
import { now } from "../base/api.js";
import { plainTable, small, numeric } from "../base/panel.js";
import { miners } from "../base/store.js";

const signed = (n, decimals, unit) => known(n) && n !== 0 ?
    `${n > 0 ? "+" : ""}${number(n, decimals)} ${unit}` : UNKNOWN;

export function minerName(mac) {
	const m = miners()?.find(one => one.id === mac);

	return m?.name ?? mac ?? UNKNOWN;
}

const looks = { confirmed: "tick", failed: "diamond", expired: "off",
	queued: "circle", sent: "circle", accepted: "circle" };

export function stateMark({ state, dry, result, error_message: wrong }) {
	const bad = state === "failed" || state === "expired";
	const text = dry ? t("onlyObserved") : word("command", state);
	const why = said(result ?? wrong);

	return el("span", { class: `mark ${bad ? "warning" : ""}`,
		title: why || null }, shape(dry ? "info" :
		looks[state] ?? "circle"), text,
	bad && why ? el("small", {}, why) : null);
}

export function change(c) {
	const to = c.new_preset ?? c.preset ?? (c.action !== "preset" ?
	    word("action", c.action) : null) ?? UNKNOWN;

	return `${c.old_preset ?? UNKNOWN}\u00a0→\u00a0${to}`;
}

const watts = c => signed((c.new_power ?? c.new_w) - (c.old_power ?? c.old_w),
    0, "W");
// The instant is the permanent link of the command.
const when = c => el("a", { href: `#/log/commands/${c.id}` }, el("time",
    { datetime: c.recorded_at }, moment(c.recorded_at, now())));

// list: of GET /api/balance/events; link(mac) -> address.
export function changeTable(list, link) {
	const miner = c => el("a", { href: link(c.miner_id) }, minerName(c.miner_id));
	const reason = c => c.decision ? el("a",
	    { href: `#/log/decisions/${c.decision}` },
	    word("reason", c.reason)) : word("reason", c.reason);

	return small.matches ? el("ul", { class: "cards-list" },
	    list.map(c => el("li", {}, el("p", {}, when(c), " ",
		miner(c), " ", el("b", {}, change(c))), el("p", {}, watts(c),
		" · ", reason(c), " · ", stateMark(c))))) :
	    plainTable(t("lastChanges"), [t("when"), t("miner"), t("change"),
		numeric("ΔW"), t("reason"), t("result")], list.map(c => [
		when(c), miner(c), change(c), numericText(watts(c)),
		reason(c), stateMark(c)]));
}

const numericText = text => text.replace(/ W$/, "");
