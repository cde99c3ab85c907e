// SPDX-License-Identifier: ISC
// All miners in one table: search, filters, order, columns, and the switch
// that says which of them PowerHive may change.

import { el, fill, say, shape } from "../base/el.js";
import { UNKNOWN, hashrate, kw, number, said, t } from "../base/format.js";
import { caller, forbidden, now } from "../base/api.js";
import { Table } from "../table/table.js";
import { chosen, columns, csv, filters, latest, narrow, sorted, stateOf, sums,
	title } from "../table/fleet.js";
import { keep, kept } from "../base/keep.js";
import { empty, failed, loading, small } from "../base/panel.js";
import { miners, onMiners, again, trouble, wish } from "../base/store.js";
import { toast } from "../base/toast.js";

const SLACK_MS = 5000;
const marked = new Set();	// MACs
const view = { filter: "all", search: "",
	order: kept("order") ?? { id: "name", falling: false } };

// The worst thing that is true of a miner, as a shape with a sentence.
function mark(m) {
	if (!m.online)
		return ["off", "", t("offlineText", said(m.offline_reason ?? "?"))];
	if (m.conflict)
		return ["diamond", "warning", t("conflictText")];
	if (stateOf(m) === "failure")
		return ["diamond", "warning", t("failureText")];
	if (m.key_trouble)
		return ["key", "warning", t("keyText", said(m.key_trouble))];
	if (m.hold)
		return ["hold", "", t("heldText", m.hold.reason)];
	return null;
}

function tags(m) {
	const texts = [];

	if (m.conflict)
		texts.push(t("conflict"));
	if (m.hold)
		texts.push(t("held"));
	if (m.key_trouble)
		texts.push(t("keyless"));
	return texts;
}

const column = id => columns.find(c => c.id === id);
const stateWords = m => [column("state").text(m), ...tags(m)].join(" · ");

function stateCell(m) {
	const sign = mark(m);

	return sign ? el("span", { class: `mark ${sign[1]}`, title: sign[2] },
	    shape(sign[0]), stateWords(m), m.online ? null :
		el("small", {}, said(m.offline_reason))) : stateWords(m);
}

// Without a name: the MAC, unless that stands in the next column anyway.
function nameCell(m) {
	return el("button", { type: "button", class: "open" }, title(m));
}

function shortName(m) {
	return m.name ? nameCell(m) : el("button", { type: "button",
		class: "open", "aria-label": `${t("noName")} ${m.id}` },
	t("noName"));
}

// On a small screen one cell says who and how.
function smallName(m) {
	const sign = mark(m);

	return [nameCell(m), el("small", { class: sign?.[1] ?? "" },
	    sign ? shape(sign[0]) : null,
	    `${stateWords(m)} · ${m.ip ?? m.last_ip ?? UNKNOWN}`)];
}

function smallPower(m) {
	const s = latest(m);

	return [`${number(s.power_w)} W`,
		el("small", {}, `${number(s.hashrate_ths, 1)} TH/s`)];
}

function managedCell(m) {
	const no = forbidden("PATCH /api/miners/{mac}");

	return el("input", { type: "checkbox", class: "switch", role: "switch",
		checked: m.managed, disabled: no !== null, title: no,
		"aria-label": t("managedOf", title(m)),
		onchange: e => wish(m.id, { managed: e.target.checked },
		    t(e.target.checked ? "nowManaged" : "notManaged",
			title(m))) });
}

const looks = {
	name: { cell: nameCell, stamp: title },
	state: { cell: stateCell,
		stamp: m => `${stateWords(m)}|${m.offline_reason}|${mark(m)}` },
	managed: { cell: managedCell,
		stamp: m => `${m.managed}|${title(m)}`,
		update: (td, m) => {
			td.firstChild.checked = m.managed;
		} },
	seen: { cell: m => column("seen").text(m, now()) },
};

function wide(ids) {
	return ids.map(id => ({ id, head: t(`col_${id}`), sortable: true,
		number: column(id).number,
		cell: column(id).code ? m => el("code", {}, column(id).text(m)) :
		    column(id).text,
		stamp: column(id).text, ...looks[id],
		...(id === "name" && ids.includes("mac") ?
		    { cell: shortName } : {}) }))
	    .map(c => c.id === "seen" ? { ...c, stamp: c.cell } : c);
}

function narrowed() {
	return [
		{ id: "name", head: t("miner"), sortable: true, cell: smallName,
			stamp: m => `${title(m)}${stateWords(m)}${m.ip}` },
		{ id: "power_w", head: t("power"), sortable: true, number: true,
			cell: smallPower, stamp: m =>
			    `${latest(m).power_w} ${latest(m).hashrate_ths}` },
		{ id: "managed", head: t("managed"), sortable: true,
			...looks.managed },
	];
}

function save(rows) {
	const file = new Blob([csv(rows)], { type: "text/csv" });
	const link = el("a", { href: URL.createObjectURL(file),
		download: "miners.csv" });

	link.click();
	setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

function columnChoice(use) {
	let ids = chosen(kept("columns"));
	const choose = e => {
		ids = chosen(e.target.checked ? [...ids, e.target.value] :
		    ids.filter(id => id !== e.target.value));
		keep("columns", ids);
		use(ids);
	};
	const boxes = columns.filter(c => !["name", "managed"].includes(c.id))
	    .map(c => el("label", {}, el("input", { type: "checkbox",
		value: c.id, checked: ids.includes(c.id), onchange: choose }),
	    t(`col_${c.id}`)));

	use(ids);
	return el("details", { class: "choice" },
	    el("summary", { class: "button" }, t("columns")),
	    el("fieldset", {}, el("legend", { class: "hidden" }, t("columns")),
		boxes));
}

function filterBar(choose) {
	const buttons = filters.map(f => el("button", { type: "button",
		class: "chip", onclick: () => choose(f.id) },
	t(f.id === "all" ? "all" : f.id), el("span", { class: "count" })));
	const node = el("div", { class: "chips", role: "group",
		"aria-label": t("filter") }, buttons);

	function draw(list) {
		filters.forEach((f, i) => {
			const n = list.filter(f.fits).length;
			const here = view.filter === f.id;

			buttons[i].hidden = !f.stays && !n && !here;
			buttons[i].setAttribute("aria-pressed", String(here));
			say(buttons[i].lastChild, number(n));
		});
	}
	return { node, draw };
}

function countText(rows, all) {
	const missed = 2 * caller.interval_s * 1000 + SLACK_MS;
	const { late, power_w, hashrate_ths } = sums(rows, now() - missed);

	return [t("shown", number(rows.length), number(all.length)),
		`${kw(power_w)}\u00a0kW`, hashrate(hashrate_ths).join("\u00a0"),
		late ? t("notFresh", number(late)) : null]
	    .filter(Boolean).join(" · ");
}

// The first column where something may be done to many.
function markColumn(toggle, all) {
	return { id: "mark", head: el("input", { type: "checkbox",
		id: "mark-all", "aria-label": t("markAll"),
		onchange: e => all(e.target.checked) }),
	stamp: m => `${marked.has(m.id)}|${title(m)}`,
	cell: m => el("input", { type: "checkbox", checked: marked.has(m.id),
		"aria-label": t("markOf", title(m)),
		onchange: () => toggle(m) }),
	update: (td, m) => {
		td.firstChild.checked = marked.has(m.id);
	} };
}

// open(mac) shows the drawer.  Returns what ends the view.
export function show(main, open) {
	const box = el("div", { class: "table-box" }, loading());
	const count = el("p", { class: "soft count", "aria-live": "polite" });
	const no = forbidden("PATCH /api/miners");
	const table = new Table({ label: t("miners"), open: m => open(m.id),
		sort: order, mark: no ? null : toggle });
	const bulk = el("div");
	let bar_of = null;
	const bar = filterBar(id => {
		view.filter = id;
		draw();
	});
	const search = el("input", { type: "search", id: "search",
		value: view.search, placeholder: t("searchHint"),
		"aria-label": t("search"), "aria-keyshortcuts": "/",
		oninput: () => {
			view.search = search.value.trim();
			draw();
		},
		onkeydown: e => {
			if (e.key === "ArrowDown" || e.key === "Enter") {
				e.preventDefault();
				table.focus(0);
			}
		} });
	let rows = [], ids = [], drawn = [];

	function order(id) {
		const here = view.order.id === id;

		view.order = { id, falling: here ? !view.order.falling :
		    Boolean(column(id).number) };
		keep("order", view.order);
		draw();
	}

	function toggle(m) {
		if (!marked.delete(m.id))
			marked.add(m.id);
		remark();
	}

	function markAll(on) {
		for (const m of rows)
			if (on)
				marked.add(m.id);
			else
				marked.delete(m.id);
		remark();
	}

	function remark() {
		const head = document.getElementById("mark-all");
		const shown = rows.filter(m => marked.has(m.id)).length;

		if (head) {
			head.checked = shown > 0 && shown === rows.length;
			head.indeterminate = shown > 0 && shown < rows.length;
		}
		setBulk((miners() ?? []).filter(m => marked.has(m.id)));
		table.set(rows, view.order);
	}

	// Fetched when somebody marks a miner.
	async function setBulk(list) {
		if (!bar_of && !list.length)
			return;
		try {
			bar_of ??= import("./bulk-bar.js").then(({ BulkBar }) =>
				new BulkBar(unmark));
			const { node } = await bar_of;

			if (bulk.firstChild !== node)
				fill(bulk, node);
			(await bar_of).set(list);
		} catch (error) {
			bar_of = null;
			toast(t("notDone", error.message), true);
		}
	}

	function unmark() {
		marked.clear();
		remark();
	}

	function draw() {
		const all = miners();

		if (!all) {
			if (trouble())
				fill(box, failed(trouble(), again));
			return;
		}
		if (isNew(all)) {
			rows = sorted(narrow(all, view), view.order);
			bar.draw(all);
		}
		say(count, countText(rows, all));
		if (!rows.length)
			fill(box, all.length ? empty(t("noneFits"), el("button",
			    { type: "button", onclick: clear }, t("showAll"))) :
			    empty(t("noMiners"), el("a", { href: "#/checks" },
				t("noMinersDo"))));
		else if (box.firstChild !== table.node)
			fill(box, table.node);
		remark();
	}

	// An unchanged list is not sorted again; only its ages go on.
	function isNew(all) {
		const asked = [all, view.filter, view.search, view.order];
		const same = asked.every((one, i) => one === drawn[i]);

		drawn = asked;
		return !same;
	}

	function clear() {
		view.filter = "all";
		view.search = search.value = "";
		draw();
	}

	function columnsNow(wanted = ids) {
		ids = wanted;
		table.show([...no ? [] : [markColumn(toggle, markAll)],
			...small.matches ? narrowed() : wide(ids)], view.order);
		remark();
	}
	const resized = () => columnsNow();

	fill(main, el("h1", { class: "hidden" }, t("miners")),
	    el("div", { class: "toolbar" }, search, columnChoice(columnsNow),
		el("button", { type: "button", onclick: () => save(rows),
			title: t("csvMore") }, t("csv"))),
	    bar.node, bulk, count, no ? el("p", { class: "soft count" }, no) : null,
	    box);
	small.addEventListener("change", resized);
	const ended = onMiners(draw);

	return () => {
		small.removeEventListener("change", resized);
		ended();
		table.stop();
	};
}
