// SPDX-License-Identifier: ISC
// Parts of forms, and a change that says plainly how it went.

import { el, say } from "./el.js";
import { t } from "./format.js";
import { ask } from "./api.js";
import { toast } from "./toast.js";

const AGAIN_MS = 5000;

export function labelled(id, text, input, ...below) {
	return el("div", { class: "field" }, el("label", { for: id }, text),
	    input, below);
}

export function choice(properties, options) {
	const { value, ...rest } = properties;
	const select = el("select", { autocomplete: "off", ...rest },
	    options.map(([name, text]) => el("option", { value: name }, text)));

	select.value = value ?? "";
	return select;
}

// Resolves to the answer, or to undefined after the refusal was told.
export async function change(method, path, wish, told) {
	try {
		const answer = await ask(method, path, wish);

		toast(told);
		return answer ?? true;
	} catch (error) {
		toast(t("notSaved", error.message), true);
		return undefined;
	}
}

// Asks once more before it does what cannot be undone here.
export function twice(text, sure, act, properties = {}) {
	const button = el("button", { type: "button", ...properties,
		onclick: () => {
			if (button.dataset.armed) {
				act();
				return;
			}
			button.dataset.armed = "yes";
			say(button, sure);
			setTimeout(() => {
				delete button.dataset.armed;
				say(button, text);
			}, AGAIN_MS);
		} }, text);

	return button;
}
