// SPDX-License-Identifier: ISC
import { el, fill, shape } from "../el.js";
import { known, kw, number, t } from "../format.js";
import { change, get, link, mayChange } from "../api.js";
import { empty, into, panel, plainTable } from "../panel.js";
import { toast } from "../toast.js";

function limitText(m) {
	const power = m.presets_power.find(p => p.preset === m.max_preset);

	if (!power)
		return el("p", { class: "trouble" }, shape("triangle"),
		    t("noMax"));
	return el("p", { class: "quiet" }, t("hasMax", number(power.power_w),
	    kw(power.power_w * m.miners), number(m.miners)));
}

function chooser(m, redraw) {
	const named = m.presets_power.filter(p => known(p.power_w));
	const may = mayChange("admin");
	const id = `max-${m.alias}`;
	const select = el("select", { id, disabled: !may,
		title: may ? null : t("readOnly", link.scope ?? "") },
	el("option", { value: "", selected: !m.max_preset }, t("none")),
	named.map(p => el("option", { value: p.preset,
		selected: p.preset === m.max_preset },
	`${p.preset} · ${number(p.power_w)} W · ` +
	    `${number(p.hashrate_ths)} TH/s`)));

	select.addEventListener("change", async () => {
		const before = m.max_preset;

		m.max_preset = select.value || null;
		redraw();
		try {
			await change("PATCH", `/api/models/${m.alias}`,
			    { max_preset: m.max_preset });
			toast(t("saved"));
		} catch (error) {
			m.max_preset = before;
			redraw();
			toast(t("notSaved", error.message), true);
		}
	});
	return [el("label", { for: id }, t("maxPreset")), select];
}

function card(m) {
	const node = panel(null);

	function draw() {
		const above = p => known(p.power_w) && m.max_preset &&
		    p.power_w > m.presets_power.find(x =>
			x.preset === m.max_preset)?.power_w;

		fill(node, el("h2", {}, m.name ?? m.alias, " ",
		    el("code", {}, m.alias)),
		el("p", { class: "quiet" }, t("minersOf", number(m.miners))),
		el("div", { class: "field" }, chooser(m, draw)), limitText(m),
		el("details", {}, el("summary", {}, t("presetsOf")),
		    plainTable([{ text: t("preset") },
			{ text: t("label"), number: true },
			{ text: t("hashrate"), number: true },
			{ text: t("learned"), number: true }],
		    m.presets_power.map(p => [above(p) ? [p.preset, " ",
			shape("hand")] : p.preset, number(p.power_w),
			number(p.hashrate_ths), number(p.learned_power_w)]),
		    t("presetsOf"))));
	}
	draw();
	return node;
}

export function showModels(main) {
	const box = el("div", { class: "cards" });

	fill(main, el("h1", {}, t("models")), box);
	into(box, async () => {
		const models = await get("/api/models");

		return models.length ? models.map(card) : empty(t("noModels"));
	});
	return () => {};
}
