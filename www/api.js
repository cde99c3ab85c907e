// SPDX-License-Identifier: ISC
// The REST API: reading with ETags, changing with plain reasons, and polling
// that slows down when nobody looks or nobody answers.

import { t } from "./format.js";

export const link = { ok: true, lost_since: null, scope: null, user: null };

// The server's clock, as of the last answer: its Date plus what has passed
// here since.  The browser's own wall clock is not asked.
let server_ms = null;
let received_ms = 0;

export function now() {
	return server_ms === null ? Date.now() :
	    server_ms + performance.now() - received_ms;
}

function note(response) {
	const date = Date.parse(response.headers.get("Date") ?? "");

	if (!Number.isNaN(date)) {
		server_ms = date;
		received_ms = performance.now();
	}
	link.ok = true;
	link.lost_since = null;
}

export class Refused extends Error {
	constructor(status, problem) {
		super(problem?.errors?.[0] ?
		    `${problem.errors[0].pointer}: ${problem.detail}` :
		    problem?.detail ?? problem?.title ?? `HTTP ${status}`);
		this.status = status;
	}
}

async function send(method, path, body, headers = {}) {
	let response;

	if (body !== undefined)
		headers["Content-Type"] = "application/json";
	try {
		response = await fetch(path, { method, headers,
			body: body === undefined ? undefined :
			    JSON.stringify(body),
			cache: "no-store",
			signal: AbortSignal.timeout(15000) });
	} catch (error) {
		link.ok = false;
		link.lost_since ??= now();
		throw new Refused(0, { detail: t("stateLost") });
	}
	note(response);
	return response;
}

async function read(response) {
	const text = await response.text();

	try {
		return text ? JSON.parse(text) : null;
	} catch {
		return null;
	}
}

export async function get(path) {
	const response = await send("GET", path);
	const body = await read(response);

	if (!response.ok)
		throw new Refused(response.status, body);
	return body;
}

export async function change(method, path, body) {
	const response = await send(method, path, body);
	const answer = await read(response);

	if (!response.ok)
		throw new Refused(response.status, answer);
	return answer;
}

// Calls `use' with each new answer; unchanged ones (304) cost next to
// nothing.  Returns an object with again(): ask at once, and stop().
export function poll(path, seconds, use, failed = () => {}) {
	let etag = null, timer = null, stopped = false, trouble = 0;

	async function ask() {
		clearTimeout(timer);
		try {
			const response = await send("GET", path, undefined,
			    etag ? { "If-None-Match": etag } : {});

			if (response.status !== 304) {
				const body = await read(response);

				if (!response.ok)
					throw new Refused(response.status,
					    body);
				etag = response.headers.get("ETag");
				if (!stopped)
					use(body);
			}
			trouble = 0;
		} catch (error) {
			trouble++;
			if (!stopped)
				failed(error);
		}
		plan();
	}
	function plan() {
		const rest = document.hidden ? Math.max(15, seconds) : seconds;
		const wait = Math.min(30, rest * 2 ** Math.min(trouble, 5));

		if (!stopped)
			timer = setTimeout(ask,
			    wait * (900 + 200 * Math.random()));
	}
	ask();
	return {
		again: ask,
		stop() {
			stopped = true;
			clearTimeout(timer);
		},
	};
}

export function mayChange(needs = "operate") {
	const order = ["read", "operate", "admin"];

	return order.indexOf(link.scope) >= order.indexOf(needs);
}
