// SPDX-License-Identifier: ISC
// A table of any length: only the rows in sight are in the document, between
// two rows that are as high as what they stand for.

import { el, fill } from "./el.js";
import { t } from "./format.js";

const ROW_HEIGHT = 36;
const SPARE = 6;

// columns: [{ id, text, cell(row) -> node or text, sort(row), number }]
export class Table {
	constructor(columns, { open, label }) {
		this.columns = columns;
		this.shown = columns;
		this.rows = [];
		this.open = open;
		this.order = { id: columns[0].id, falling: false };
		this.head = el("thead");
		this.body = el("tbody");
		this.table = el("table", { class: "grid", "aria-label": label },
		    this.head, this.body);
		this.node = el("div", { class: "grid-frame", tabIndex: 0,
			role: "region", "aria-label": label,
			onscroll: () => this.scroll() }, this.table);
		this.body.addEventListener("click", e => this.clicked(e));
		this.node.addEventListener("keydown", e => this.key(e));
		this.focused = -1;
		this.drawHead();
		new ResizeObserver(() => this.draw(true)).observe(this.node);
	}

	show(ids) {
		this.shown = this.columns.filter(c => ids.includes(c.id));
		this.drawHead();
		this.draw(true);
	}

	drawHead() {
		fill(this.head, el("tr", {}, this.shown.map(column => {
			const here = this.order.id === column.id;

			return el("th", { scope: "col",
				class: column.number ? "number" : "",
				"aria-sort": !here ? "none" : this.order.falling ?
				    "descending" : "ascending" },
			column.sort ? el("button", { type: "button",
				class: "sort",
				title: t("sortBy", column.text),
				onclick: () => this.sortBy(column) },
			column.text, el("span", { "aria-hidden": "true" },
			    here ? this.order.falling ? " ▾" : " ▴" : "")) :
			    column.text);
		})));
	}

	sortBy(column) {
		const here = this.order.id === column.id;

		this.order = { id: column.id,
			falling: here ? !this.order.falling :
			    Boolean(column.number) };
		this.drawHead();
		this.set(this.rows);
	}

	// Unknown values come last, whichever way.
	set(rows) {
		const column = this.columns.find(c => c.id === this.order.id);
		const way = this.order.falling ? -1 : 1;

		this.rows = column?.sort ? [...rows].sort((a, b) => {
			const x = column.sort(a), y = column.sort(b);

			if (x === y)
				return 0;
			if (x === null || x === undefined)
				return 1;
			if (y === null || y === undefined)
				return -1;
			return x < y ? -way : way;
		}) : rows;
		this.draw(true);
	}

	scroll() {
		cancelAnimationFrame(this.frame);
		this.frame = requestAnimationFrame(() => this.draw(false));
	}

	spacer(rows) {
		const row = el("tr", { class: "spacer", "aria-hidden": "true" },
		    el("td", { colSpan: this.shown.length }));

		row.firstChild.style.height = `${rows * ROW_HEIGHT}px`;
		return row;
	}

	draw(always) {
		const height = this.node.clientHeight || 600;
		const first = Math.max(0, Math.floor(this.node.scrollTop /
		    ROW_HEIGHT) - SPARE);
		const last = Math.min(this.rows.length, first +
		    Math.ceil(height / ROW_HEIGHT) + 2 * SPARE);

		if (!always && first === this.first && last === this.last)
			return;
		this.first = first;
		this.last = last;
		this.table.setAttribute("aria-rowcount", this.rows.length + 1);
		fill(this.body, this.spacer(first),
		    this.rows.slice(first, last).map((row, i) =>
			this.row(row, first + i)),
		    this.spacer(this.rows.length - last));
	}

	row(row, index) {
		const tr = el("tr", { "aria-rowindex": index + 2,
			class: (row.online === false ? "offline" : "") +
			    (index === this.focused ? " focused" : "") },
		this.shown.map(column => el("td", {
			class: column.number ? "number" : "" ,
			"data-label": column.text }, column.cell(row))));

		tr.row = row;
		return tr;
	}

	clicked(event) {
		const tr = event.target.closest("tr");

		if (tr?.row && !event.target.closest("input, label"))
			this.open(tr.row);
	}

	key(event) {
		const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1,
			PageDown: 10, PageUp: -10 }[event.key];

		if (event.target !== this.node)
			return;
		if (step) {
			event.preventDefault();
			this.focus(this.focused + step);
		} else if (event.key === "Enter" && this.rows[this.focused])
			this.open(this.rows[this.focused]);
	}

	focus(index) {
		this.focused = Math.max(0, Math.min(this.rows.length - 1, index));
		const top = this.focused * ROW_HEIGHT;

		if (top < this.node.scrollTop)
			this.node.scrollTop = top;
		else if (top + 3 * ROW_HEIGHT > this.node.scrollTop +
		    this.node.clientHeight)
			this.node.scrollTop = top + 3 * ROW_HEIGHT -
			    this.node.clientHeight;
		this.draw(true);
	}
}
