// SPDX-License-Identifier: ISC
// Models, their presets, and the highest preset that PowerHive may use: the
// one setting without which it never raises a miner.

import { el, fill } from "../base/el.js";
import { UNKNOWN, addWords, known, kw, number, t } from "../base/format.js";
import { Poll, ask, forbidden } from "../base/api.js";
import { empty, failed, loading, note, numeric, plainTable, small } from
	"../base/panel.js";
import { isAbove, limits, maximum } from "../base/presets.js";
import { toast } from "../base/toast.js";

await addWords("models");

const PATCH = "PATCH /api/models/{alias}";

// Those without a readable wattage stand last.
function byPower(model) {
	return [...model.presets_power].sort((a, b) =>
	    (a.power_w ?? Infinity) - (b.power_w ?? Infinity) || 0);
}

function row(preset, most) {
	const above = isAbove(preset, most);
	const mine = most?.preset === preset.preset;

	return [mine ? el("strong", {}, `${preset.preset} · ${t("theMaximum")}`) :
	    above ? el("span", { class: "soft" },
		`${preset.preset} · ${t("aboveMaximum")}`) : preset.preset,
	known(preset.power_w) ? number(preset.power_w) : t("noWatts"),
	number(preset.hashrate_ths, 1),
	...small.matches ? [] : [known(preset.power_w) && preset.hashrate_ths ?
	    number(preset.power_w / preset.hashrate_ths, 1) : UNKNOWN],
	known(preset.learned_power_w) ? number(preset.learned_power_w) : UNKNOWN,
	number(preset.learned_hashrate_ths, 1)];
}

function effect(model) {
	const most = maximum(model);

	return most ? el("p", { class: "soft" }, t("hasMax",
	    number(most.power_w), number(model.miners),
	    kw(most.power_w * model.miners))) :
	    note("warning", "diamond", t("noMax"));
}

export function show(main) {
	const box = el("div", { class: "cards wide" }, loading());
	const cards = new Map();	// alias -> { node, set }
	let models = null;

	async function choose(model, max_preset) {
		const before = model.max_preset;

		replace({ ...model, max_preset });
		try {
			replace(await ask("PATCH", `/api/models/${
				encodeURIComponent(model.alias)}`, { max_preset }));
			toast(max_preset ? t("maxSaved", model.name ??
			    model.alias, max_preset) : t("maxNone",
			    model.name ?? model.alias));
		} catch (error) {
			replace({ ...model, max_preset: before });
			toast(t("notSaved", error.message), true);
		}
		poll.again();
	}

	function replace(model) {
		models = models.map(m => m.alias === model.alias ? model : m);
		cards.get(model.alias).set(model);
	}

	function card(first) {
		let model = first;
		const no = forbidden(PATCH);
		const id = `max-${first.alias}`;
		const select = el("select", { id, disabled: no !== null,
			autocomplete: "off",
			onchange: () => choose(model, select.value || null) });
		const below = el("div"), table = el("div");
		const count = el("p", { class: "soft" });

		function set(changed) {
			model = changed;
			fill(count, t("minersOf", number(model.miners)));
			fill(select, el("option", { value: "" }, t("noneChosen")),
			    limits(model).map(p => el("option",
				{ value: p.preset }, t("presetOption", p.preset,
				    number(p.power_w)))));
			select.value = model.max_preset ?? "";
			fill(below, effect(model));
			fill(table, model.presets_power?.length ? plainTable(
			    t("presetsOf", model.alias), [t("col_preset"),
				numeric(t("labelW")), numeric("TH/s"),
				...small.matches ? [] : [numeric("J/TH")],
				numeric(t("learnedW")),
				numeric(t("learnedThs"))],
			    byPower(model).map(p => row(p, maximum(model)))) : empty(t("noPresets")));
		}

		set(first);
		return { set, node: el("section", { class: "panel" },
		    el("h2", {}, first.name ?? first.alias, " ",
			el("code", {}, first.alias)), count,
		    el("div", { class: "field" }, el("label", { for: id },
			t("maxPreset")), select, no ? el("p", { class: "soft" },
			no) : null), below, table) };
	}

	function draw(list) {
		models = list;
		if (!list.length) {
			fill(box, empty(t("noModels"), el("a",
			    { href: "#/checks" }, t("noMinersDo"))));
			cards.clear();
			return;
		}
		if (list.length !== cards.size ||
		    !list.every(m => cards.has(m.alias))) {
			cards.clear();
			for (const model of list)
				cards.set(model.alias, card(model));
			fill(box, list.map(m => cards.get(m.alias).node));
		} else
			for (const model of list)
				cards.get(model.alias).set(model);
	}

	fill(main, el("h1", {}, t("models")), el("p", { class: "soft" },
	    t("modelsIntro")), box);
	const poll = new Poll("/api/models", 5, list => list && draw(list),
	    error => models ?? fill(box, failed(error, () => poll.again())));

	return () => poll.stop();
}
