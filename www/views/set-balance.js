// SPDX-License-Identifier: ISC
// How the balancer works.  Each form says what it will do before it does it.

import { el, fill, say } from "../base/el.js";
import { UNKNOWN, known, kw, language, number, t, word } from "../base/format.js";
import { Poll, forbidden, get, has } from "../base/api.js";
import { Panel, empty, note } from "../base/panel.js";
import { change, choice, labelled } from "../base/form.js";
import { lowest, maximum } from "../base/presets.js";
import { askBalance, onFacts } from "../strip/strip.js";
import { miners, onMiners } from "../base/store.js";

const MODES = ["off", "observe", "act"];
const first = ["balancer_mode", "safety_margin_percent"];

// How many miners would have to go down for so many W: managed ones of models
// with a maximum, the least efficient first, each to its model's lowest.
export function dropped(list, models, watts) {
	const least = lowest(models);
	const limited = new Set(models.filter(maximum).map(m => m.alias));
	const rooms = list.filter(m => m.managed && limited.has(m.model) && m.online && !m.hold &&
	    m.latest_status).map(m => ({ efficiency:
		m.latest_status.efficiency_jth ?? 0,
	room: (m.latest_status.power_w ?? 0) -
	    (least.get(m.model) ?? Infinity) })).filter(m => m.room > 0)
	    .sort((a, b) => b.efficiency - a.efficiency);
	let count = 0, left = watts;

	for (; left > 0 && count < rooms.length; count++)
		left -= rooms[count].room;
	return { count, left: Math.max(0, left) };
}

// What another margin would do, in one sentence.
export function marginEffect(b, list, models, percent) {
	if (!known(b?.available_power_kw) || !known(percent))
		return t("effectUnknown");
	const target = b.available_power_kw * 1000 * (1 - percent / 100);
	const change_ = t("effectTarget", kw(b.target_power_w), kw(target));
	const over = b.current_consumption_w - target;

	if (over <= 0)
		return `${change_} ${t("effectRoom", kw(-over))}`;
	const { count, left } = dropped(list, models, over);

	return [change_, count ? t("effectDrop", number(count),
		kw(over - left)) : null,
		left > 0 ? t("effectLeft", kw(left)) : null]
	    .filter(Boolean).join(" ");
}

function modePanel(state) {
	const no = forbidden("PATCH /api/settings");
	const panel = new Panel(t("mode"));
	const buttons = MODES.map(mode => el("button", { type: "button",
		class: "mode", disabled: no !== null, onclick: () => set(mode) },
	el("strong", {}, word("mode", mode)), el("span", {},
	    t(`mode_${mode}`))));
	const effect = el("p", { class: "soft", role: "status" });

	async function set(mode) {
		if (mode === state.settings.balancer_mode)
			return;
		const before = state.settings;

		state.settings = { ...before, balancer_mode: mode };
		draw();
		const answer = await change("PATCH", "/api/settings",
		    { balancer_mode: mode }, t("modeSaved", word("mode", mode)));

		state.settings = answer ?? before;
		draw();
		askBalance();
	}

	function draw() {
		const { balancer_mode } = state.settings;
		const limited = (state.models ?? []).filter(maximum).length;

		MODES.forEach((mode, i) => buttons[i].setAttribute(
		    "aria-pressed", String(mode === balancer_mode)));
		say(effect, balancer_mode === "act" ? "" : t("actEffect",
		    number(state.facts?.health?.miners.managed), number(limited),
		    number(state.models?.length)));
	}

	panel.fill(el("div", { class: "modes", role: "group",
		"aria-label": t("mode") }, buttons), effect,
	no ? el("p", { class: "soft" }, no) : null);
	return { node: panel.node, draw };
}

function marginPanel(state) {
	const operation = "PATCH /api/settings/safety-margin";
	const no = forbidden(operation);
	const panel = new Panel(t("margin"));
	const input = el("input", { type: "number", id: "margin", min: 0,
		max: 50, step: 0.5, required: true, disabled: no !== null,
		oninput: () => draw() });
	const slide = el("input", { type: "range", min: 0, max: 50, step: 0.5,
		"aria-label": t("margin"), disabled: no !== null,
		oninput: () => {
			input.value = slide.value;
			draw();
		} });
	const effect = el("p", { id: "margin-effect", role: "status" });
	const save = el("button", { type: "submit", class: "primary",
		disabled: true }, t("save"));
	let touched = false;

	function draw() {
		const set = state.settings.safety_margin_percent;

		touched ||= document.activeElement === input ||
		    document.activeElement === slide;
		if (!touched)
			input.value = set;
		slide.value = input.value;
		const given = input.valueAsNumber;

		save.disabled = no !== null || !input.validity.valid ||
		    given === set;
		say(effect, !input.validity.valid ? t("marginRange") :
			given === set ? t("marginNow", number(set, set % 1 ? 1 : 0)) :
			marginEffect(state.facts?.balance, miners() ?? [],
			    state.models ?? [], given));
	}

	async function submit(event) {
		event.preventDefault();
		const wanted = input.valueAsNumber;
		const answer = await change("PATCH",
		    "/api/settings/safety-margin",
		    { safety_margin_percent: wanted }, t("marginSaved",
			number(wanted, wanted % 1 ? 1 : 0)));

		touched = false;
		if (answer)
			state.settings = { ...state.settings,
				safety_margin_percent: wanted };
		input.blur();
		draw();
		askBalance();
	}

	panel.fill(el("form", { class: "margin-form", onsubmit: submit },
	    labelled("margin", t("marginPercent"), input), slide, save, effect,
	    no ? el("p", { class: "soft" }, no) : null));
	return { node: panel.node, draw };
}

// One field of the rest, as the API's own description says.
function field(name, rule, now_, no) {
	const id = `setting-${name}`;
	const common = { id, name, disabled: no !== null,
		title: language === "en" ? rule.description : null };
	const input = rule.enum ? choice({ ...common, value: now_ },
	    rule.enum.filter(Boolean).map(one => [one, word("set", one)])) :
	    el("input", { ...common, type: "number", min: rule.minimum,
		    max: rule.maximum, step: rule.type.includes("integer") ? 1 :
			"any", value: now_ ?? "", autocomplete: "off",
		    placeholder: t("notSet") });

	return { name, input, node: labelled(id, t(`setting_${name}`), input) };
}

function restPanel(state, rules) {
	const no = forbidden("PATCH /api/settings");
	const panel = new Panel(t("limits"));
	const fields = Object.keys(rules).filter(n => !first.includes(n))
	    .map(n => field(n, rules[n], state.settings[n], no));
	const save = el("button", { type: "submit", class: "primary",
		disabled: true }, t("save"));
	const said = el("p", { class: "soft", role: "status" });
	const given = f => f.input.value === "" ? null :
		f.input.type === "number" ? f.input.valueAsNumber :
		f.input.value;
	const changed = () => fields.filter(f => given(f) !==
	    (state.settings[f.name] ?? null));

	function look() {
		const list = changed();

		save.disabled = !list.length || no !== null;
		say(said, list.map(f => `${t(`setting_${f.name}`)}: ${
			state.settings[f.name] ?? UNKNOWN} → ${given(f) ??
			UNKNOWN}`).join("; "));
	}

	async function submit(event) {
		event.preventDefault();
		const wish = Object.fromEntries(changed().map(f => [f.name,
			given(f)]));
		const answer = await change("PATCH", "/api/settings", wish,
		    t("saved"));

		if (answer) {
			state.settings = answer;
			for (const f of fields)
				f.input.value = answer[f.name] ?? "";
		}
		look();
	}

	panel.fill(el("form", { class: "form", oninput: look,
		onsubmit: submit }, fields.map(f => f.node),
	el("p", {}, save), said, no ? el("p", { class: "soft" }, no) : null));
	return panel.node;
}

export function balanceSettings(box) {
	const state = { settings: null, facts: null, models: null };
	let drawers = [];
	const draw = () => drawers.forEach(one => one());

	if (!has("GET /api/settings")) {
		fill(box, note("", "info", t("notThere")));
		return () => {};
	}
	const waits = new Panel(t("mode"));

	fill(box, waits.node);
	let gone = false;

	async function begin() {
		try {
			const [settings, api] = await Promise.all([
				get("/api/settings"), get("/api/openapi.json")]);

			if (gone)
				return;
			state.settings = settings;
			const rules = api.paths["/api/settings"].patch.requestBody
			    .content["application/json"].schema.properties;
			const made = [modePanel(state), marginPanel(state)];

			drawers = made.map(p => p.draw);
			fill(box, state.facts && !state.facts.plant ?
			    empty(t("noPlant")) : null,
			el("div", { class: "cards" }, made.map(p => p.node)),
			restPanel(state, rules));
			draw();
		} catch (error) {
			waits.broken(error, begin);
		}
	}

	const ends = [onFacts(facts => {
		state.facts = facts;
		draw();
	}), onMiners(draw)];
	const models = new Poll("/api/models", 15, list => {
		state.models = list ?? state.models;
		draw();
	});

	begin();
	return () => {
		gone = true;
		ends.forEach(end => end());
		models.stop();
	};
}
