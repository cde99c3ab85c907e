// SPDX-License-Identifier: ISC
// The same done to many miners: first who, how much and who is left out,
// then the deed.  What is left out here is what the page can know; the API
// has the last word.

import { ask } from "../base/api.js";
import { known } from "../base/format.js";

const CHUNK = 1000;

const offline = m => m.online ? null : "leftOffline";
const keyless = m => m.key_trouble ? "leftKey" : null;
const contrary = m => m.conflict ? "leftConflict" : null;
const first = (...tests) => m => tests.map(test => test(m)).find(Boolean) ??
    null;
const command = more => ({ command: true, left: first(contrary, offline,
	keyless), ...more });
const watts = m => m.latest_status?.power_w ?? 0;
const ths = m => m.latest_status?.hashrate_ths ?? 0;
const stops = { power: m => -watts(m), hash: m => -ths(m) };

// asks: what else must be said.  left(m): why a miner is left out, or null.
// power(m, value, models), hash(): what will change, in W and TH/s.
export const actions = {
	manage: { set: () => ({ managed: true }),
		left: m => m.managed ? "leftAlready" : contrary(m) },
	unmanage: { set: () => ({ managed: false }),
		left: m => m.managed ? null : "leftAlready" },
	hold: { asks: "holdReason", set: value => ({ hold:
		{ reason: value } }), left: m => m.hold ? "leftAlready" : null },
	place: { asks: "location", set: value => ({ location: value }),
		left: () => null },
	feed: { asks: "circuit", set: value => ({ circuit: value }),
		left: () => null },
	stop: command(stops),
	start: command({}),
	pause: command(stops),
	resume: command({}),
	preset: command({ asks: "preset", power: (m, value, models) => {
		const model = models.find(one => one.alias === m.model);
		const to = model?.presets_power?.find(p => p.preset === value);

		return known(to?.power_w) ? to.power_w - watts(m) : 0;
	}, hash: (m, value, models) => {
		const model = models.find(one => one.alias === m.model);
		const to = model?.presets_power?.find(p => p.preset === value);

		return known(to?.hashrate_ths) ? to.hashrate_ths - ths(m) : 0;
	} }),
	throttle: command({ asks: "percent",
		power: (m, value) => watts(m) * (value / 100 - 1),
		hash: (m, value) => ths(m) * (value / 100 - 1) }),
	restart: command({}),
	reboot: command({}),
	find: command({}),
};

// { go: [miners], left: [{ miner, why }], power_w, hashrate_ths }
export function preview(id, list, value, models = []) {
	const action = actions[id];
	const left = [], go = [];

	for (const miner of list) {
		const why = action.left(miner) ?? (id === "preset" &&
		    !hasPreset(miner, value, models) ? "leftPreset" : null);

		if (why)
			left.push({ miner, why });
		else
			go.push(miner);
	}
	const sum = what => go.reduce((n, m) => n + (action[what]?.(m, value,
	    models) ?? 0), 0);

	return { go, left, power_w: sum("power"), hashrate_ths: sum("hash") };
}

function hasPreset(miner, value, models) {
	return models.find(m => m.alias === miner.model)?.presets_power
	    ?.some(p => p.preset === value) ?? false;
}

// The presets that any of these miners knows, the least first.
export function presetsOf(list, models) {
	const aliases = new Set(list.map(m => m.model));
	const all = new Map();

	for (const m of models.filter(one => aliases.has(one.alias)))
		for (const p of m.presets_power ?? [])
			if (p.preset !== "disabled" && known(p.power_w))
				all.set(p.preset, p.power_w);
	return [...all].sort((a, b) => a[1] - b[1]).map(([name]) => name);
}

function wish(id, macs, value) {
	if (!actions[id].command)
		return ["PATCH", "/api/miners", { macs,
			set: actions[id].set(value) }];
	return ["POST", "/api/commands", { macs, action: id,
		...(id === "preset" ? { preset: value } : {}),
		...(id === "throttle" ? { percent: Number(value) } : {}) }];
}

// What the API says of each: [{ id, status, detail }].
const results = answer => Array.isArray(answer) ? answer :
    answer?.miners ?? [];

// Whom the API itself would leave out: MAC -> why; null: it does not say.
export async function askPreview(id, macs, value) {
	const left = new Map();

	if (!actions[id].command)
		return null;
	for (let i = 0; i < macs.length; i += CHUNK) {
		const [method, path, body] = wish(id, macs.slice(i, i + CHUNK),
		    value);

		for (const one of results(await ask(method, path,
		    { ...body, preview: true })))
			if (one.status >= 400)
				left.set(one.id, one.detail);
	}
	return left;
}

// Without those whom the API would leave out.
export function corrected(plan, why, id, value, models) {
	const again = preview(id, plan.go.filter(m => !why.has(m.id)), value,
	    models);

	return { ...again, left: [...plan.left, ...plan.go
	    .filter(m => why.has(m.id)).map(miner => ({ miner,
		why: why.get(miner.id) }))] };
}

// Does it; resolves to { done, failed: [{ id, detail }] }.
export async function perform(id, macs, value, told = () => {}) {
	const failed = [];
	let done = 0;

	for (let i = 0; i < macs.length; i += CHUNK) {
		const some = macs.slice(i, i + CHUNK);
		const answer = await ask(...wish(id, some, value));
		const bad = results(answer).filter(one => one.status >= 400);

		failed.push(...bad);
		done += some.length - bad.length;
		told(i + some.length);
	}
	return { done, failed };
}
