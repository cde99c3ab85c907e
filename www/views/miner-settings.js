// SPDX-License-Identifier: ISC
// What may be set on one miner.  While somebody types, polls leave the fields
// alone.

import { el, say } from "../base/el.js";
import { t } from "../base/format.js";
import { ask, forbidden, has } from "../base/api.js";
import { twice } from "../base/form.js";
import { toast } from "../base/toast.js";
import { again, wish } from "../base/store.js";

const PATCH = "PATCH /api/miners/{mac}";

function field(id, properties) {
	const input = el("input", { id: `set-${id}`, name: id,
		autocomplete: "off", disabled: forbidden(PATCH) !== null,
		...properties });

	return { input, node: el("div", { class: "field" },
	    el("label", { for: `set-${id}` }, t(id)), input) };
}

async function order(method, path, told, then = () => {}) {
	try {
		await ask(method, path);
		toast(told);
		then();
	} catch (error) {
		toast(t("notDone", error.message), true);
	}
}

class Settings {
	#miner = null;

	constructor(mac, changed, gone) {
		this.mac = mac;
		this.changed = changed;
		this.name = field("name", { maxlength: 80 });
		this.location = field("location", { maxlength: 80 });
		this.circuit = field("circuit", { maxlength: 80 });
		this.unlock = field("unlock", { type: "password", maxlength: 128,
			autocomplete: "new-password",
			placeholder: t("unlockHint") });
		this.reason = field("holdReason", { maxlength: 200,
			placeholder: t("holdHint") });
		this.managed = el("input", { type: "checkbox", class: "switch",
			role: "switch", id: "set-managed",
			disabled: forbidden(PATCH) !== null,
			onchange: () => this.#send({
				managed: this.managed.checked }) });
		this.hold = el("button", { type: "button",
			disabled: forbidden(PATCH) !== null,
			onclick: () => this.#hold() }, t("hold"));
		this.save = el("button", { type: "submit", class: "primary",
			disabled: true }, t("save"));
		this.node = el("form", { class: "form",
			oninput: () => this.#enable(),
			onsubmit: e => {
				e.preventDefault();
				this.#save();
			} }, this.#fields(), this.#buttons(gone));
	}

	#fields() {
		const no = forbidden(PATCH);

		return [
			el("div", { class: "field across" }, this.managed,
			    el("label", { for: "set-managed" }, t("managedLong"))),
			this.name.node, this.location.node,
			this.circuit.node, this.unlock.node, this.reason.node,
			no ? el("p", { class: "soft" }, no) : null,
		];
	}

	#buttons(gone) {
		const path = `/api/miners/${this.mac}`;
		const rescan = el("button", { type: "button",
			disabled: forbidden("POST /api/miners/{mac}/rescan") !==
			    null,
			onclick: () => order("POST", `${path}/rescan`,
			    t("rescanAsked"), this.changed) }, t("rescan"));
		const retire = twice(t("retire"), t("retireSure"), () =>
			order("DELETE", path, t("retired"), () => {
				again();
				gone();
			}));

		retire.disabled = forbidden("DELETE /api/miners/{mac}") !== null;
		return el("div", { class: "buttons" }, this.save, rescan,
		    this.hold, has("DELETE /api/miners/{mac}") ? retire : null);
	}

	set(m) {
		const typing = this.#miner && this.#dirty();

		this.#miner = m;
		this.managed.checked = m.managed;
		say(this.hold, t(m.hold ? "release" : "hold"));
		this.reason.node.hidden = m.hold !== null;
		if (!typing) {
			this.name.input.value = m.name ?? "";
			this.location.input.value = m.location ?? "";
			this.circuit.input.value = m.circuit ?? "";
		}
		this.#enable();
	}

	#wanted() {
		const fields = {};

		for (const name of ["name", "location", "circuit"])
			if (this[name].input.value !== (this.#miner[name] ?? ""))
				fields[name] = this[name].input.value || null;
		if (this.unlock.input.value)
			fields.unlock_pass = this.unlock.input.value;
		return fields;
	}

	#dirty() {
		return Object.keys(this.#wanted()).length > 0;
	}

	#enable() {
		this.save.disabled = !this.#miner || !this.#dirty() ||
		    forbidden(PATCH) !== null;
	}

	async #send(fields) {
		const record = await wish(this.mac, fields);

		if (record && fields.unlock_pass)
			this.unlock.input.value = "";
		this.#miner = record ?? this.#miner;
		this.managed.checked = this.#miner.managed;
		this.#enable();
		this.changed();
		return record;
	}

	#save() {
		if (this.#miner && this.#dirty())
			this.#send(this.#wanted());
	}

	#hold() {
		const reason = this.reason.input.value.trim();

		if (this.#miner.hold)
			this.#send({ hold: null });
		else if (reason) {
			this.reason.input.value = "";
			this.#send({ hold: { reason } });
		} else {
			this.reason.input.focus();
			toast(t("holdNeedsReason"), true);
		}
	}
}

export function settings(mac, changed, gone) {
	return new Settings(mac, changed, gone);
}
