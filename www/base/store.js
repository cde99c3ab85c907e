// SPDX-License-Identifier: ISC
// The miners as last heard, with what people have just asked for on top: a
// wish is shown at once and taken back with the reason if the API says no.

import { Poll, ask } from "./api.js";
import { t } from "./format.js";
import { toast } from "./toast.js";

const INTERVAL_S = 2;
const wishes = new Map();	// MAC -> { field: value }
const listeners = new Set();
let heard = null;		// as the API told
let failure = null;
let poll = null;

function shown(m) {
	return wishes.has(m.id) ? { ...m, ...wishes.get(m.id) } : m;
}

// null: nothing was heard yet.
export function miners() {
	return heard && (wishes.size ? heard.map(shown) : heard);
}

export function trouble() {
	return failure;
}

function tell() {
	for (const listener of listeners)
		listener();
}

// Keeps asking as long as somebody listens.
export function onMiners(listener) {
	listeners.add(listener);
	poll ??= new Poll("/api/miners", INTERVAL_S, list => {
		failure = null;
		heard = list ?? heard;
		tell();
	}, error => {
		failure = error;
		tell();
	});
	if (heard)
		listener();
	return () => {
		listeners.delete(listener);
		if (!listeners.size) {
			poll?.stop();
			poll = null;
		}
	};
}

export function again() {
	poll?.again();
}

export function isWished(mac) {
	return wishes.has(mac);
}

// Resolves to the miner as the API now tells it, or null after a refusal,
// which the person has been told.
export async function wish(mac, fields, told = t("saved")) {
	const sight = { ...fields };
	let record = null;

	delete sight.unlock_pass;
	wishes.set(mac, { ...wishes.get(mac), ...sight });
	tell();
	try {
		record = await ask("PATCH", `/api/miners/${mac}`, fields);
		heard = heard?.map(m => m.id === mac ? record : m);
		toast(told);
	} catch (error) {
		toast(t("notSaved", error.message), true);
	}
	wishes.delete(mac);
	tell();
	again();
	return record;
}
