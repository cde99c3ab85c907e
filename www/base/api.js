// SPDX-License-Identifier: ISC
// The REST API: reading with ETags, changing with plain reasons, polling that
// slows down when nobody looks or nobody answers, and the server's clock.

import { addSentences, said, t } from "./format.js";

const TIMEOUT_MS = 10000;
const HIDDEN_S = 15;
const MOST_S = 30;

// Who we are to the API and which operations it has, by its own index.
export const caller = { user: null, scope: null, operations: new Map(),
	interval_s: 15 };

// The server's time: the Date of its last answer, and what has passed here
// since by the clock that nobody sets.
export class Clock {
	#date_ms = null;
	#seen_ms = 0;

	note(date, ticks_ms) {
		const at = Date.parse(date ?? "");

		if (Number.isNaN(at))
			return;
		this.#date_ms = at;
		this.#seen_ms = ticks_ms;
	}

	now(ticks_ms, otherwise_ms) {
		return this.#date_ms === null ? otherwise_ms :
		    this.#date_ms + ticks_ms - this.#seen_ms;
	}
}

const clock = new Clock();

export function now() {
	return clock.now(performance.now(), Date.now());
}

export function since(instant) {
	return instant ? Math.max(0, now() - Date.parse(instant)) : null;
}

// Negative: that long ago.
export function until(instant) {
	return instant ? Date.parse(instant) - now() : null;
}

// What a problem says, in one sentence.
export function reason(status, problem) {
	const place = problem?.errors?.[0];

	if (place?.pointer)
		return `${place.pointer}: ${said(place.detail ?? problem.detail)}`;
	return said(problem?.detail ?? problem?.title) || `HTTP ${status}`;
}

export class Refused extends Error {
	constructor(status, problem) {
		super(reason(status, problem));
		this.status = status;
		this.title = problem?.title ?? `HTTP ${status}`;
	}
}

let words = null;

// The words for refusals come with the first of them.
async function refusal(status, problem) {
	try {
		await (words ??= Promise.all(["refused", "told"]
		    .map(part => addSentences(part))));
	} catch {
		words = null;
	}
	return new Refused(status, problem);
}

// Status 0: nobody answered.  502 to 504: only nginx did.
export function isLost(error) {
	return error.status === 0 || error.status >= 502;
}

async function send(method, path, body, headers = {}) {
	const options = { method, headers, cache: "no-store",
		signal: AbortSignal.timeout(TIMEOUT_MS) };
	let response, text;

	if (body !== undefined) {
		headers["Content-Type"] = "application/json";
		options.body = JSON.stringify(body);
	}
	try {
		response = await fetch(path, options);
		clock.note(response.headers.get("Date"), performance.now());
		text = await response.text();
	} catch {
		throw new Refused(0, { detail: t("noAnswer") });
	}
	return { response, body: parse(text) };
}

function parse(text) {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

export async function ask(method, path, wish, headers) {
	const { response, body } = await send(method, path, wish, headers);

	if (!response.ok)
		throw await refusal(response.status, body);
	return body;
}

export const get = path => ask("GET", path);

// How long to rest before the next question.
export function restMs(seconds, hidden, troubles, random) {
	const rest = hidden ? Math.max(HIDDEN_S, seconds) : seconds;
	const wait = troubles ?
	    Math.min(MOST_S, rest * 2 ** Math.min(troubles, 5)) : rest;

	return wait * (900 + 200 * random);
}

// For Idempotency-Key: what is sent again with it is done once.
export function onceKey() {
	return [...crypto.getRandomValues(new Uint8Array(16))]
	    .map(n => n.toString(16).padStart(2, "0")).join("");
}

const polls = new Set();

globalThis.document?.addEventListener("visibilitychange", () => {
	if (!document.hidden)
		for (const poll of polls)
			poll.again();
});

// Asks again and again and hands each new answer to use(body); one that came
// too late, after again() or stop(), is dropped.
export class Poll {
	#etag = null;
	#timer = null;
	#turn = 0;
	#troubles = 0;

	// path: a text, or a function that makes it each time.
	constructor(path, seconds, use, failed = () => {}) {
		Object.assign(this, { path, seconds, use, failed });
		polls.add(this);
		this.again();
	}

	async again() {
		if (this.#turn < 0)
			return;
		const turn = ++this.#turn;

		clearTimeout(this.#timer);
		try {
			const { response, body } = await send("GET", this.path?.call ?
			    this.path() : this.path,
			    undefined, this.#etag ?
				{ "If-None-Match": this.#etag } : {});

			if (turn !== this.#turn)
				return;
			if (!response.ok && response.status !== 304)
				throw await refusal(response.status, body);
			this.#troubles = 0;
			if (response.ok)
				this.#etag = response.headers.get("ETag");
			this.use(response.ok ? body : null);
		} catch (error) {
			if (turn !== this.#turn)
				return;
			if (!(error instanceof Refused))
				console.error(error);
			this.#troubles++;
			this.failed(error, this.#troubles);
		}
		this.#timer = setTimeout(() => this.again(), restMs(this.seconds,
		    document.hidden, this.#troubles, Math.random()));
	}

	stop() {
		this.#turn = -1;
		clearTimeout(this.#timer);
		polls.delete(this);
	}
}

const order = ["read", "operate", "admin"];

// Whether the API has this operation, by its own index.
export function has(operation) {
	return caller.operations.has(operation);
}

// "ledger" stands beside the others: it reads, and it and admin change the
// books.
export function allows(scope, needs) {
	if (scope === "ledger" || needs === "ledger")
		return needs === "read" || scope === needs || scope === "admin";
	return order.indexOf(scope) >= order.indexOf(needs);
}

// null, or why this person may not do it, or nobody: the API lacks it.
export function forbidden(operation) {
	const needs = caller.operations.get(operation);

	if (!needs)
		return caller.scope ? t("notThere") : null;
	return allows(caller.scope, needs) ? null :
	    t("readOnly", caller.scope ?? "?", needs);
}

export async function meet() {
	const [site, index] = await Promise.all([get("/api/site"),
		get("/api/")]);

	caller.user = site.user?.replace(/^user:/, "") ?? null;
	caller.scope = site.scope ?? "read";
	caller.interval_s = site.status_interval_s ?? caller.interval_s;
	for (const row of index)
		caller.operations.set(`${row.method} ${row.path}`, row.scope);
	return site;
}
