// SPDX-License-Identifier: ISC
// First run: five checks with their live result, and for each the one action
// that mends it.

import { el, fill, shape } from "../el.js";
import { age, number, t } from "../format.js";
import { get, now, poll } from "../api.js";
import { loading, failed } from "../panel.js";

function checks(health, models, site) {
	const silent = health.worker_seen_at ?
	    now() - Date.parse(health.worker_seen_at) : Infinity;
	const limited = models.filter(m => m.max_preset).length;
	const { scan, miners } = health;

	return [
		{ text: t("checkWorker"), ok: silent < 20000,
			result: Number.isFinite(silent) ?
			    t("okWorker", age(silent)) : t("unknown"),
			action: t("doWorker") },
		{ text: t("checkPlant"), ok: site.plant,
			result: site.plant ? t("plantSoon") : t("plantNone"),
			action: t("doPlant") },
		{ text: t("checkScan"), ok: miners.total > 0,
			result: t("scanText", number(scan.done),
			    number(scan.addresses), number(miners.total),
			    number(scan.strangers)), action: t("doScan") },
		{ text: t("checkLimit"),
			ok: models.length > 0 && limited === models.length,
			result: t("limitText", limited, models.length),
			action: t("doLimit"), href: "#/models" },
		{ text: t("checkManaged"), ok: miners.managed > 0,
			result: t("managedText", number(miners.managed),
			    number(miners.total)),
			action: t("doManaged"), href: "#/miners" },
	];
}

function row(check) {
	return el("li", { class: check.ok ? "check ok" : "check" },
	    shape(check.ok ? "tick" : "triangle"),
	    el("div", {}, el("strong", {}, check.text), " ",
		el("span", { class: "quiet" }, check.ok ? t("done") :
		    t("missing")),
		el("p", {}, check.result),
		check.ok ? null : el("p", { class: "quiet" }, check.action, " ",
		    check.href ? el("a", { href: check.href }, t("open")) :
			null)));
}

export function showStart(main) {
	const list = el("ol", { class: "checks" }, el("li", {}, loading()));

	fill(main, el("h1", {}, t("startTitle")), list,
	    el("p", { class: "quiet" }, t("relay")));
	const polling = poll("/api/health", 5, async health => {
		try {
			const [models, site] = await Promise.all([
				get("/api/models"), get("/api/site")]);

			fill(list, checks(health, models, site).map(row));
		} catch (error) {
			fill(list, el("li", {}, failed(error, polling.again)));
		}
	}, error => fill(list, el("li", {}, failed(error, polling.again))));
	return () => polling.stop();
}
