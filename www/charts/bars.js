// SPDX-License-Identifier: ISC
// Energy in columns: each is a link or a button with its figures in words, a
// bar for how much, and under it a strip for how well that is known.

import { el, fill } from "../base/el.js";
import { UNKNOWN, known, number, t } from "../base/format.js";

// As many decimals as the figure is worth.
export function kwh(value) {
	const size = Math.abs(value ?? 0);

	return number(value, size < 10 ? 3 : size < 1000 ? 1 : 0);
}

export function money(value, currency) {
	const small = known(value) && value !== 0 && Math.abs(value) < 1;

	return known(value) ?
	    `${number(value, small ? 4 : 2)}\u00a0${currency ?? ""}`.trim() :
	    UNKNOWN;
}

// A price has at least two decimals and at most six.
export function price(value, currency) {
	if (!known(value))
		return UNKNOWN;
	const [, decimals = ""] = String(Math.abs(value)).split(".");

	return `${number(value, Math.min(6, Math.max(2, decimals.length)))
	}\u00a0${currency ?? ""}/kWh`;
}

// What the slots of a sum are, as shares of one.
export function coverage(quality) {
	const { booked_slots = 0, guessed_slots = 0, estimated_slots = 0,
		missing_slots = 0 } = quality ?? {};
	const all = booked_slots + missing_slots || 1;

	return { measured: (booked_slots - estimated_slots - guessed_slots) /
	    all, guessed: guessed_slots / all, estimated: estimated_slots / all,
	missing: missing_slots / all };
}

export function qualityText(quality) {
	const q = quality ?? {};
	const told = [[q.estimated_slots, "slotsEstimated"],
		[q.guessed_slots, "slotsGuessed"],
		[q.missing_slots, "slotsMissing"],
		[q.corrected_slots, "slotsCorrected"]].filter(([n]) => n);

	return !q.booked_slots ? t("nothingBooked") : told.length ?
	    told.map(([n, key]) => t(key, number(n))).join(", ") :
	    t("allMeasured");
}

const kinds = ["measured", "guessed", "estimated", "missing"];

export function strip(quality) {
	const shares = coverage(quality);

	return el("span", { class: "known", "aria-hidden": "true" },
	    kinds.map(kind => {
		    const part = el("i", { class: `share-${kind}` });

		    part.style.width = `${100 * shares[kind]}%`;
		    part.hidden = shares[kind] <= 0;
		    return part;
	    }));
}

export const legend = () => el("p", { class: "legend" }, kinds.map(kind =>
    el("span", {}, el("i", { class: `swatch share-${kind}` }),
	t(`known_${kind}`))));

/*
 * items: [{ label, value, quality, about, href, here, pale }]; value may be
 * below zero.  Columns of one scale; the least of it is zero or below.
 * told(value): a value with its unit.
 */
export function bars(label, items, told) {
	const values = items.map(i => i.value ?? 0);
	const most = Math.max(0, ...values), least = Math.min(0, ...values);
	const span = most - least || 1;
	// What can be scrolled must be reached without a pointer.
	const box = el("div", { class: "bars", role: "group",
		"aria-label": label, tabindex: items[0]?.href ? null : 0 });

	fill(box, items.map(item => {
		const bar = el("i", { class: item.pale ? "bar-of pale" :
		    "bar-of" });
		const zero = el("span", { class: "bar-box" }, bar);
		const size = Math.abs(item.value ?? 0) / span;
		const below = Math.min(0, item.value ?? 0) - least;

		bar.style.height = `${100 * size}%`;
		bar.style.bottom = `${100 * ((item.value ?? 0) < 0 ? below :
			-least) / span}%`;
		bar.hidden = !known(item.value);
		return el(item.href ? "a" : "span", { class: "column",
			href: item.href, title: item.about,
			role: item.href ? null : "img",
			"aria-label": item.about,
			"aria-current": item.here ? "true" : null },
		zero, strip(item.quality), el("small", {}, item.label));
	}));
	return el("div", {}, el("p", { class: "soft scale" }, most > 0 ?
	    t("atMost", told(most)) : "", least < 0 ?
		` ${t("atLeast", told(least))}` : ""), box);
}
