// SPDX-License-Identifier: ISC
// Who may come in: tokens for programs, people by powerhivectl.

import { el, fill } from "../base/el.js";
import { UNKNOWN, moment, t, time } from "../base/format.js";
import { Poll, forbidden, now } from "../base/api.js";
import { Panel, empty, note, plainTable } from "../base/panel.js";
import { change, choice, labelled, twice } from "../base/form.js";
import { toast } from "../base/toast.js";

const SCOPES = ["read", "operate", "admin", "ledger"];

function tokenState(token) {
	if (token.revoked_at)
		return t("revokedAt", time(token.revoked_at, "date"));
	if (token.expires_at && Date.parse(token.expires_at) < now())
		return t("expiredAt", time(token.expires_at, "date"));
	return token.expires_at ? t("validUntil",
	    time(token.expires_at, "date")) : t("valid");
}

// Its text is shown this once, to be copied.
function shown(answer) {
	return note("warning", "key", el("strong", {}, t("tokenOnce")), " ",
	    el("code", { id: "token-text" }, answer.token), " ", el("button",
		{ type: "button", onclick: async () => {
			try {
				await navigator.clipboard.writeText(answer.token);
				toast(t("copied"));
			} catch {
				toast(t("notCopied"), true);
			}
		} }, t("copy")));
}

function tokens(no) {
	const panel = new Panel(t("tokens"));
	const said = el("div"), table = el("div");
	const off = { disabled: no !== null, autocomplete: "off" };
	const name = el("input", { id: "token-name", maxlength: 60,
		required: true, placeholder: t("tokenHint"), ...off });
	const scope = choice({ id: "token-scope", value: "read", ...off },
	    SCOPES.map(s => [s, s]));
	const days = el("input", { id: "token-days", type: "number", min: 1,
		max: 3650, value: 90, ...off });

	async function submit(event) {
		event.preventDefault();
		const answer = await change("POST", "/api/tokens", {
			name: name.value.trim(), scope: scope.value,
			days: days.valueAsNumber }, t("tokenMade"));

		if (answer) {
			fill(said, shown(answer));
			name.value = "";
		}
		poll.again();
	}

	const revoke = token => twice(t("revoke"), t("removeSure"), async () => {
		await change("DELETE", `/api/tokens/${token.id}`, undefined,
		    t("tokenRevoked", token.name));
		poll.again();
	});

	panel.fill(table, said, el("form", { class: "form", onsubmit: submit },
	    labelled("token-name", t("name"), name),
	    labelled("token-scope", t("scope"), scope),
	    labelled("token-days", t("days"), days),
	    el("p", {}, el("button", { type: "submit", class: "primary",
		disabled: no !== null }, t("addToken")))));
	const poll = new Poll("/api/tokens", 10, list => {
		panel.late(null);
		if (list && !table.contains(document.activeElement))
			fill(table, list.length ? plainTable(t("tokens"), [
				t("name"), t("scope"), t("hint"), t("lastUsed"),
				t("status"), ""], list.map(k => [k.name, k.scope,
				el("code", {}, `${k.hint}…`), k.last_used_at ?
				    moment(k.last_used_at, now()) : UNKNOWN,
				tokenState(k), k.revoked_at ? "" : revoke(k)])) :
			    empty(t("noTokens")));
	}, error => panel.broken(error, () => poll.again()));

	return { node: panel.node, stop: () => poll.stop() };
}

function users() {
	const panel = new Panel(t("users"));
	const poll = new Poll("/api/users", 15, list => {
		panel.late(null);
		if (list)
			panel.fill(list.length ? plainTable(t("users"), [
				t("name"), t("scope"), t("madeAt")], list.map(
				u => [u.name, u.scope, time(u.created_at,
				    "full")])) : empty(t("noUsers")),
			el("p", { class: "soft" }, t("usersBy"), " ",
			    el("code", {}, "powerhivectl user add NAME " +
				"--scope operate")));
	}, error => panel.broken(error, () => poll.again()));

	return { node: panel.node, stop: () => poll.stop() };
}

export function access(box) {
	const no = forbidden("GET /api/tokens");

	if (no) {
		fill(box, note("", "info", no));
		return () => {};
	}
	const parts = [tokens(forbidden("POST /api/tokens")), users()];

	fill(box, el("div", { class: "stack" }, parts.map(p => p.node)));
	return () => parts.forEach(p => p.stop());
}
