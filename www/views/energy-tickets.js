// SPDX-License-Identifier: ISC
// What of the books a person has to look at.

import { el, fill } from "../base/el.js";
import { number, t, time, word } from "../base/format.js";
import { Poll, forbidden, has } from "../base/api.js";
import { Panel, empty, note, plainTable } from "../base/panel.js";
import { change } from "../base/form.js";

const path = "/api/power-analytics/tickets";
const PATCH = `PATCH ${path}/{id}`;
const order = ["open", "acknowledged", "resolved"];

function act(ticket, done) {
	const no = forbidden(PATCH);

	if (ticket.state === "resolved")
		return [ticket.resolution, ticket.actor].filter(Boolean)
		    .join(" · ");
	const what = el("input", { "aria-label": t("whatWasDone"),
		placeholder: t("whatWasDone"), maxlength: 500,
		disabled: no !== null, autocomplete: "off" });
	const send = async wish => {
		if (await change("PATCH", `${path}/${ticket.id}`, wish,
		    t("ticketSaved")))
			done();
	};

	return [ticket.state === "open" ? el("button", { type: "button",
		disabled: no !== null, title: no, onclick: () =>
			send({ state: "acknowledged" }) }, t("acknowledge")) :
		t("acknowledgedBy", ticket.actor ?? ""), " ", what, " ",
	el("button", { type: "button", disabled: no !== null, title: no,
		onclick: () => send({ state: "resolved",
			...(what.value ? { resolution: what.value } : {}) }) },
	t("resolve"))];
}

export function tickets(box) {
	const panel = new Panel(t("energy_tickets"));
	let stamp = "";

	fill(box, panel.node);
	if (!has(`GET ${path}`)) {
		panel.fill(note("", "info", t("notThere")));
		return () => {};
	}
	const poll = new Poll(path, 10, list => {
		panel.late(null);
		// Not while somebody writes into it.
		if (!list || JSON.stringify(list) === stamp ||
		    panel.body.contains(document.activeElement))
			return;
		stamp = JSON.stringify(list);
		panel.about(t("ticketsOpen", number(list.filter(one =>
		    one.state === "open").length), number(list.length)));
		panel.fill(list.length ? plainTable(t("energy_tickets"),
		    [t("when"), t("what"), t("meter"), t("state"), t("text"), t("change")],
		    list.sort((a, b) => order.indexOf(a.state) -
			order.indexOf(b.state)).map(one => [
			time(one.window_at, "minute"), word("ticket", one.class),
			one.meter ? el("a", { href: `#/energy/days/${
				time(one.window_at, "date")}/${one.meter}` },
			number(one.meter)) : "", word("ticketState", one.state),
			one.times > 1 ? `${one.text} (${t("timesFound",
			    number(one.times))})` : one.text,
			act(one, () => {
				document.activeElement?.blur();
				poll.again();
			})]), true) : empty(t("noTickets")));
	}, error => panel.broken(error, () => poll.again()));

	return () => poll.stop();
}
