// SPDX-License-Identifier: ISC
import { el, fill } from "../el.js";
import { bytes, language, number, t, time } from "../format.js";
import { link, poll } from "../api.js";
import { failed, loading, panel, plainTable } from "../panel.js";

function figures(pairs) {
	return el("dl", { class: "figures" }, pairs.map(([name, value]) =>
	    el("div", {}, el("dt", {}, name), el("dd", {}, value))));
}

function languages() {
	return el("p", {}, el("label", { for: "language" }, t("language")), " ",
	    el("select", { id: "language", onchange: e => {
		localStorage.setItem("language", e.target.value);
		location.reload();
	} }, [["en", "English"], ["pt-BR", "Português (Brasil)"]]
	    .map(([id, name]) => el("option", { value: id,
		selected: id === language }, name))));
}

export function showAbout(main, site) {
	const box = el("div", {}, loading());
	const n = text => ({ text, number: true });

	fill(main, el("h1", {}, t("about")), box, languages(),
	    el("p", { class: "quiet" }, t("relay")));
	const polling = poll("/api/health", 5, h => fill(box,
	    panel(null, figures([
		[t("version"), h.version ?? t("notTold")],
		[t("you"), `${link.user ?? ""} (${link.scope ?? ""})`],
		[t("database"), bytes(h.database.size_bytes)],
		[t("growth"), bytes(h.database.growth_bytes_per_day)],
		["IANA", site?.timezone ?? "UTC"]])),
	    panel(t("rounds"), plainTable([{ text: t("round") },
		n(t("everyS")), { text: t("lastOk") }, n(t("asked")),
		n(t("kept")), n(t("lost")), n(t("tookMs"))],
	    h.rounds.map(r => [r.name, number(r.interval_s), time(r.ok_at),
		number(r.asked), number(r.kept), number(r.lost),
		number(r.ms)]), t("rounds"))),
	    panel(t("counters"), plainTable([{ text: t("what") }, n("n")],
		Object.entries(h.counters).map(([k, v]) => [k, number(v)]),
		t("counters")))),
	error => fill(box, failed(error, () => polling.again())));
	return () => polling.stop();
}
