// SPDX-License-Identifier: ISC
// Words and figures as people read them: the site's zone, 24 hours, and "–"
// for what is not known (never 0).

import en from "./strings/en.js";
import pt from "./strings/pt-br.js";

const languages = { en, "pt-BR": pt };
let words = en;
let zone = "UTC";
export let language = "en";

export function setLanguage(wanted) {
	language = wanted && wanted.toLowerCase().startsWith("pt") ?
	    "pt-BR" : "en";
	words = languages[language];
}

export function setZone(name) {
	zone = name || "UTC";
}

export function t(key, ...values) {
	const text = words[key] ?? en[key] ?? key;

	return text.replace(/\{(\d)\}/g, (_, n) => values[Number(n)] ?? "");
}

export function known(value) {
	return value !== null && value !== undefined;
}

export function number(value, decimals = 0) {
	if (!known(value))
		return t("notTold");
	return value.toLocaleString(language, {
		minimumFractionDigits: decimals,
		maximumFractionDigits: decimals });
}

export function kw(watts) {
	return known(watts) ? number(watts / 1000, watts < 1e5 ? 1 : 0) :
	    t("notTold");
}

export function bytes(n) {
	const units = ["B", "kB", "MB", "GB", "TB"];
	let unit = 0;

	if (!known(n))
		return t("notTold");
	for (; Math.abs(n) >= 1000 && unit < 4; unit++)
		n /= 1000;
	return `${number(n, unit ? 1 : 0)} ${units[unit]}`;
}

export function age(ms) {
	const s = Math.max(0, Math.round(ms / 1000));

	if (s < 120)
		return t("agoS", s);
	if (s < 7200)
		return t("agoM", Math.round(s / 60));
	if (s < 172800)
		return t("agoH", Math.round(s / 3600));
	return t("agoD", Math.round(s / 86400));
}

export function time(instant, withDay = false) {
	if (!instant)
		return t("notTold");
	return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
		timeZone: zone, hourCycle: "h23", hour: "2-digit",
		minute: "2-digit", second: "2-digit",
		...(withDay ? { day: "2-digit", month: "2-digit" } : {}),
	}).format(new Date(instant));
}

// Hours and minutes for the axis of a chart; seconds since 1970 in.
export function clock(seconds) {
	return time(seconds * 1000).slice(0, 5);
}
