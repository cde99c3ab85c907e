// SPDX-License-Identifier: ISC
// A table of any length: only the rows in sight are in the document, between
// two rows that are as high as what they stand for.  A row that stays in
// sight keeps its element, so a poll never takes the focus away.

import { el, fill, say } from "../base/el.js";

const SPARE = 5;

// The rows to draw when `above' pixels of them are out of sight.
export function windowOf(above, height, row_height, count) {
	const first = Math.floor(Math.max(0, above) / row_height) - SPARE;
	const from = Math.max(0, Math.min(first, count - 1));
	const to = Math.min(count, from + Math.ceil(height / row_height) +
	    2 * SPARE);

	return { from, to: Math.max(from, to) };
}

/*
 * columns: [{ id, head, number, sortable, label?, cell(row) -> text or node,
 * stamp?(row), update?(td, row) }].  A cell is made anew when its stamp
 * changes; with update() it is changed in place.  The first column holds the
 * button that opens the row.
 */
export class Table {
	#rows = [];
	#live = new Map();	/* id -> { tr, stamps } */
	#current = 0;
	#frame = 0;
	#above = el("tr", { class: "spacer", "aria-hidden": "true" },
	    el("td"));
	#below = el("tr", { class: "spacer", "aria-hidden": "true" },
	    el("td"));

	constructor({ label, open, sort, mark = null }) {
		this.columns = [];
		this.open = open;
		this.sort = sort;
		this.mark = mark;
		this.head = el("thead");
		this.body = el("tbody", {}, this.#above, this.#below);
		this.table = el("table", { class: "grid", "aria-label": label },
		    this.head, this.body);
		this.node = el("div", { class: "grid-frame",
			onscroll: () => this.#later() }, this.table);
		this.body.addEventListener("click", e => this.#clicked(e));
		this.body.addEventListener("keydown", e => this.#key(e));
		this.body.addEventListener("focusin", e => this.#focused(e));
		this.watch = () => this.#later();
		addEventListener("scroll", this.watch, { passive: true });
		this.sizes = new ResizeObserver(this.watch);
		this.sizes.observe(this.node);
	}

	stop() {
		removeEventListener("scroll", this.watch);
		this.sizes.disconnect();
		cancelAnimationFrame(this.#frame);
	}

	show(columns, order) {
		this.columns = columns;
		for (const spacer of [this.#above, this.#below])
			spacer.firstChild.colSpan = columns.length;
		this.#live.clear();
		this.#drawHead(order);
		this.#draw();
	}

	set(rows, order) {
		this.#rows = rows;
		this.#current = Math.max(0, Math.min(this.#current,
		    rows.length - 1));
		this.#mark(order);
		this.#draw(true);
	}

	#drawHead(order) {
		fill(this.head, el("tr", {}, this.columns.map(column => el("th",
		    { scope: "col", class: `${column.number ? "number" : ""} c-${
			column.id}` }, column.sortable ? el("button",
			{ type: "button", class: "sort",
				onclick: () => this.sort(column.id) },
			column.head, el("span", { class: "way",
				"aria-hidden": "true" })) : column.head))));
		this.#mark(order);
	}

	#mark(order) {
		const cells = [...this.head.querySelectorAll("th")];

		this.columns.forEach((column, i) => {
			const here = column.id === order.id;
			const way = cells[i].querySelector(".way");

			if (!way)
				return;
			cells[i].ariaSort = !here ? "none" : order.falling ?
			    "descending" : "ascending";
			say(way, !here ? "" : order.falling ? "▼" : "▲");
		});
	}

	#later() {
		cancelAnimationFrame(this.#frame);
		this.#frame = requestAnimationFrame(() => this.#draw());
	}

	#rowHeight() {
		return Number.parseFloat(getComputedStyle(this.table)
		    .getPropertyValue("--row")) || 36;
	}

	// How much of the rows is above the frame and above the window.
	#sight() {
		const frame = this.node.getBoundingClientRect();
		const body = this.body.getBoundingClientRect();
		const top = Math.max(frame.top, 0);
		const bottom = Math.min(frame.bottom, innerHeight);

		return { above: top - body.top,
			height: Math.max(0, bottom - top) };
	}

	// fresh: what rows say may have changed; else they were only scrolled.
	#draw(fresh = false) {
		const height = this.#rowHeight();
		const sight = this.#sight();
		const { from, to } = windowOf(sight.above, sight.height, height,
		    this.#rows.length);
		const wanted = this.#rows.slice(from, to);
		const ids = new Set(wanted.map(row => row.id));
		let before = this.#above;

		this.table.setAttribute("aria-rowcount", this.#rows.length + 1);
		this.#above.firstChild.style.height = `${from * height}px`;
		this.#below.firstChild.style.height =
		    `${(this.#rows.length - to) * height}px`;
		for (const [id, { tr }] of this.#live)
			if (!ids.has(id)) {
				tr.remove();
				this.#live.delete(id);
			}
		wanted.forEach((row, i) => {
			const tr = this.#row(row, from + i, fresh);

			if (before.nextSibling !== tr)
				before.after(tr);
			before = tr;
		});
		while (before.nextSibling !== this.#below)
			before.nextSibling.remove();
	}

	#row(row, index, fresh) {
		const live = this.#live.get(row.id) ?? this.#newRow(row);
		const { tr } = live;

		if (tr.index !== index)
			tr.setAttribute("aria-rowindex", index + 2);
		tr.index = index;
		if (fresh || tr.row !== row)
			this.#fillRow(live, row);
		for (const stop of live.stops)
			stop.tabIndex = index === this.#current ? 0 : -1;
		return tr;
	}

	#fillRow(live, row) {
		const { tr, stamps } = live;

		tr.row = row;
		tr.className = row.online === false ? "offline" : "";
		this.columns.forEach((column, i) => {
			const stamp = column.stamp?.(row) ?? column.cell(row);

			if (stamps[i] === stamp)
				return;
			if (stamps[i] !== undefined && column.update)
				column.update(tr.cells[i], row);
			else
				fill(tr.cells[i], column.cell(row));
			stamps[i] = stamp;
		});
		live.stops = [...tr.querySelectorAll("button, input")];
	}

	#newRow(row) {
		const live = { stamps: [], stops: [],
			tr: el("tr", {}, this.columns.map(c => el("td",
			    { class: `${c.number ? "number" : ""} c-${c.id}` })))
		};

		this.#live.set(row.id, live);
		return live;
	}

	#clicked(event) {
		const tr = event.target.closest("tr");

		if (tr?.row && !event.target.closest("input, label"))
			this.open(tr.row);
	}

	#focused(event) {
		const tr = event.target.closest("tr");

		if (tr?.row && tr.index !== this.#current) {
			this.#current = tr.index;
			this.#draw();
		}
	}

	#key(event) {
		if (event.ctrlKey || event.altKey || event.metaKey)
			return;
		if (event.key === "x" && this.mark && this.#rows.length) {
			event.preventDefault();
			this.mark(this.#rows[this.#current]);
			return;
		}
		const page = Math.max(1, Math.floor(this.#sight().height /
		    this.#rowHeight()) - 2);
		const to = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1,
			PageDown: page, PageUp: -page, Home: -this.#rows.length,
			End: this.#rows.length }[event.key];

		if (!to)
			return;
		event.preventDefault();
		this.focus(this.#current + to);
	}

	// Puts the keyboard on a row, and the row in sight.
	focus(index = this.#current) {
		const height = this.#rowHeight();
		const sight = this.#sight();

		if (!this.#rows.length)
			return;
		this.#current = Math.max(0, Math.min(this.#rows.length - 1,
		    index));
		const at = this.#current * height - sight.above;
		const head = this.head.offsetHeight;
		const step = at < head ? at - head :
		    Math.max(0, at + 2 * height - sight.height);

		this.#scroller().scrollBy(0, step);
		this.#draw();
		const { id } = this.#rows[this.#current];
		this.#live.get(id)?.tr.querySelector("button")
		    ?.focus({ preventScroll: true });
	}

	#scroller() {
		return this.node.scrollHeight > this.node.clientHeight + 1 &&
		    getComputedStyle(this.node).overflowY === "auto" ?
		    this.node : document.scrollingElement;
	}
}
