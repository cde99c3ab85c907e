// SPDX-License-Identifier: ISC
// What the status strip says, from facts alone: the worst that is true wins.

import { age, known, number, t, time } from "./format.js";

const BEATS_MISSED = 4;		// as the API counts in /api/readyz
const SLACK_MS = 2000;

// facts: { health, balance, plant, ageMs(instant), lost: null or
// { at, why } }.  Levels: alarm and lost colour the strip, warning marks it.
const states = [
	{ id: "emergency", level: "alarm", shape: "octagon",
		is: f => f.balance?.emergency },
	{ id: "over", level: "alarm", shape: "octagon",
		is: f => f.balance?.status === "OVER_TARGET" },
	{ id: "plant", level: "alarm", shape: "octagon",
		is: f => f.balance?.status === "NO_DATA" && f.plant },
	{ id: "worker", level: "alarm", shape: "octagon",
		is: f => f.health && !f.lost && workerSilent(f),
		more: f => f.health.worker_seen_at ? t("workerMore",
		    age(f.ageMs(f.health.worker_seen_at))) : t("workerNever") },
	{ id: "lost", level: "lost", shape: "broken",
		is: f => f.lost,
		more: f => t(f.lost.why, time(f.lost.at)) },
	{ id: "starting", level: "calm", shape: "circle",
		is: f => !f.health },
	{ id: "stale", level: "warning", shape: "diamond",
		is: f => readingLate(f),
		more: f => t("staleMore", age(readingAge(f))) },
	{ id: "empty", level: "calm", shape: "triangle",
		is: f => f.health.miners.total === 0,
		more: () => t("emptyMore") },
	{ id: "dark", level: "warning", shape: "diamond",
		is: f => f.health.miners.online === 0 },
	{ id: "normal", level: "calm", shape: "circle", is: () => true,
		more: f => odd(f.health.miners) },
];

function odd({ total, online, conflict }) {
	return [online < total ? t("offlineMore", number(total - online)) : null,
		conflict ? t("conflictMore", number(conflict)) : null]
	    .filter(Boolean).join(" · ");
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

// Two rounds in a row are missing.
export function readingLate(f) {
	const late = readingAge(f);

	return known(late) && f.health.miners.total > 0 &&
	    late > 2 * statusRound(f).interval_s * 1000 + SLACK_MS;
}

export function stripState(facts) {
	const state = states.find(s => s.is(facts));

	return { id: state.id, level: state.level, shape: state.shape,
		word: t(`state_${state.id}`), more: state.more?.(facts) ?? "" };
}

export function plantFigures(balance) {
	return { generation_kw: balance?.plant_generation_kw ?? null,
		headroom_w: balance?.headroom_w ?? null };
}
