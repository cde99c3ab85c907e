// SPDX-License-Identifier: ISC
// What the status strip says, from facts alone: the worst that is true wins.

import { age, known, kw, number, said, t, time, word } from "../base/format.js";

const BEATS_MISSED = 4;		// as the API counts in /api/readyz
const SLACK_MS = 2000;
const LEAST_MOVE_W = 2000;	// smaller changes are noise

// facts: { health, balance, plant, ageMs(instant), untilMs(instant), lost:
// null or { at, why } }.  Levels: alarm and lost colour the strip, warning marks it.
// Without a worker or an answer nobody knows about the plant, so then it is
// not the plant that is reported as lost.
const states = [
	{ id: "emergency", level: "alarm", shape: "octagon",
		is: f => f.balance?.emergency,
		more: f => [emergencyText(f.balance.emergency), deaf(f)] },
	{ id: "over", level: "alarm", shape: "octagon",
		is: f => f.balance?.status === "OVER_TARGET",
		more: f => [f.balance.mode === "act" ? null : modeText(f),
			nextText(f) || nextLook(f), deaf(f)] },
	{ id: "plant", level: "alarm", shape: "octagon",
		is: f => f.balance?.status === "NO_DATA" && f.plant &&
		    !deaf(f) && !young(f.balance),
		more: f => [f.balance.last_reading_at ? t("plantMore",
		    age(f.ageMs(f.balance.last_reading_at))) :
			t("plantNever")] },
	{ id: "worker", level: "alarm", shape: "octagon",
		is: f => f.health && !f.lost && workerSilent(f),
		more: f => [workerText(f)] },
	{ id: "lost", level: "lost", shape: "broken",
		is: f => f.lost,
		more: f => [t(f.lost.why, time(f.lost.at))] },
	{ id: "starting", level: "calm", shape: "circle",
		is: f => !f.health },
	{ id: "stale", level: "warning", shape: "diamond",
		is: f => readingLate(f),
		more: f => [t("staleMore", age(readingAge(f)))] },
	{ id: "init", level: "calm", shape: "circle",
		is: f => f.plant && young(f.balance),
		more: () => [t("initMore")] },
	{ id: "old", level: "warning", shape: "diamond",
		is: f => f.plant && ["STALE", "UNTRUSTED", "IMPLAUSIBLE"]
		    .includes(f.balance?.reading_state),
		more: f => [word("reading", f.balance.reading_state),
			said(f.balance.reading_reason)] },
	{ id: "above", level: "warning", shape: "diamond",
		is: f => f.balance?.status === "WARNING",
		more: f => [f.balance.mode === "act" ? null : modeText(f),
			nextText(f)] },
	{ id: "empty", level: "calm", shape: "triangle",
		is: f => f.health.miners.total === 0,
		more: () => [t("emptyMore")] },
	{ id: "dark", level: "warning", shape: "diamond",
		is: f => f.health.miners.online === 0 },
	{ id: "off", level: "calm", shape: "triangle",
		is: f => f.plant && f.balance?.mode === "off",
		more: f => [t("offMore"), odd(f)] },
	{ id: "observing", level: "calm", shape: "triangle",
		is: f => f.plant && f.balance?.mode === "observe",
		more: f => [nextText(f) || t("observeMore"), odd(f)] },
	{ id: "reducing", level: "calm", shape: "down",
		is: f => moving(f.balance) < 0,
		more: f => [nextText(f), odd(f)] },
	{ id: "increasing", level: "calm", shape: "up",
		is: f => moving(f.balance) > 0,
		more: f => [nextText(f), odd(f)] },
	{ id: "normal", level: "calm", shape: "circle", is: () => true,
		more: f => [odd(f)] },
];

function odd({ health: { miners: { total, online, conflict } } }) {
	return [online < total ? t("offlineMore", number(total - online)) : null,
		conflict ? t("conflictMore", number(conflict)) : null]
	    .filter(Boolean).join(" · ");
}

// What keeps the figures from being of now; null: nothing does.
function deaf(f) {
	if (f.lost)
		return t("state_lost");
	return f.health && workerSilent(f) ?
	    `${t("state_worker")}, ${workerText(f)}` : null;
}

function workerText(f) {
	return f.health.worker_seen_at ? t("workerMore",
	    age(f.ageMs(f.health.worker_seen_at))) : t("workerNever");
}

// A balancer that has a reading and still looks around.
const young = b => b?.state === "INIT" && b.reading_state === "FRESH";

const modeText = f => t(f.balance.mode === "off" ? "state_off" :
    "state_observing");

export function emergencyText({ action, asked, confirmed }) {
	const what = t(`em_${action}`);

	return action === "freeze" || !known(asked) ? what :
	    t("emergencyMore", what, number(confirmed), number(asked));
}

// Watts that are under way, or that the next cycle will move; 0: none.
export function moving(balance) {
	const next = balance?.next_action;
	const delta = next?.miners ? next.delta_w :
	    balance?.expected_consumption_w - balance?.current_consumption_w;

	return Math.abs(delta) >= LEAST_MOVE_W ? delta : 0;
}

const nobodyLooks = f => f.health && workerSilent(f);

// "reduce 41 miners by 92 kW · next look in 9 s"; "" when nothing is done.
export function nextText(f) {
	const next = f.balance?.next_action;
	const landing = moving(f.balance);

	if (nobodyLooks(f))
		return "";
	if (!next?.miners)
		return landing ? [t("landing", `${landing > 0 ? "+" : ""}${
			kw(landing)}`), nextLook(f)].filter(Boolean).join(" · ") :
			"";
	const what = t(next.delta_w < 0 ? "nextDown" : "nextUp",
	    number(next.miners), kw(Math.abs(next.delta_w)));

	return [f.balance.mode === "act" ? what : t("nextWould", what),
		nextLook(f)].filter(Boolean).join(" · ");
}

export function nextLook(f) {
	const left_ms = f.untilMs(f.balance?.next_action?.at);

	return known(left_ms) && !nobodyLooks(f) ? t("nextLook",
	    number(Math.max(0, Math.ceil(left_ms / 1000)))) : null;
}

export function workerSilent(f) {
	return !f.health.worker_seen_at || f.ageMs(f.health.worker_seen_at) >
	    BEATS_MISSED * f.health.interval_s * 1000;
}

function statusRound(f) {
	return f.health?.rounds?.find(r => r.name === "status");
}

// Of the youngest complete round of readings; null: there was none.
export function readingAge(f) {
	const round = statusRound(f);

	return round?.ok_at ? f.ageMs(round.ok_at) : null;
}

// Of the plant's last accepted reading.
export function plantAge(f) {
	const at = f.balance?.last_reading_at;

	return at ? f.ageMs(at) : null;
}

// Two rounds in a row are missing.
export function readingLate(f) {
	const late = readingAge(f);

	return known(late) && f.health.miners.total > 0 &&
	    late > 2 * statusRound(f).interval_s * 1000 + SLACK_MS;
}

export function stripState(facts) {
	const state = states.find(s => s.is(facts));

	return { id: state.id, level: state.level, shape: state.shape,
		word: t(`state_${state.id}`),
		more: (state.more?.(facts) ?? []).filter(Boolean).join(" · ") };
}

// The figures that the strip shows; what nobody told is null.
export function stripFigures({ balance, health }) {
	const miners = health?.miners;

	return { generation_kw: balance?.plant_generation_kw ?? null,
		headroom_w: balance?.headroom_w ?? null,
		load_w: balance?.current_consumption_w ?? miners?.power_w ??
		    null };
}
