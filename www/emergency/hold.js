// SPDX-License-Identifier: ISC
// A button that acts only when it is held for a second, by pointer, Space or
// Enter.  Who cannot hold (a switch, a screen reader's click) presses twice.

import { say } from "../base/el.js";
import { t } from "../base/format.js";

const HOLD_MS = 1000;
const AGAIN_MS = 5000;

// hint: where the button says what to do next.
export function holdButton(button, hint, act) {
	let timer = null, armed = null, held = false;

	function begin() {
		if (timer !== null || button.disabled)
			return;
		held = false;
		button.dataset.holding = "yes";
		say(hint, t("holdOn"));
		timer = setTimeout(() => {
			held = true;
			rest();
			act();
		}, HOLD_MS);
	}

	function rest() {
		clearTimeout(timer);
		timer = null;
		delete button.dataset.holding;
		say(hint, t("holdIt"));
	}

	// A click of no pointer and no key: it came from a helper.
	function click(event) {
		event.preventDefault();
		if (event.detail !== 0 || held || button.disabled)
			return;
		if (armed !== null) {
			clearTimeout(armed);
			armed = null;
			say(hint, t("holdIt"));
			act();
			return;
		}
		say(hint, t("pressAgain"));
		armed = setTimeout(() => {
			armed = null;
			say(hint, t("holdIt"));
		}, AGAIN_MS);
	}

	const isKey = event => event.key === " " || event.key === "Enter";

	button.addEventListener("pointerdown", event => {
		if (event.button === 0)
			begin();
	});
	for (const name of ["pointerup", "pointerleave", "pointercancel",
		"blur"])
		button.addEventListener(name, () => timer !== null && rest());
	button.addEventListener("keydown", event => {
		if (!isKey(event))
			return;
		event.preventDefault();
		if (!event.repeat)
			begin();
	});
	button.addEventListener("keyup", event => {
		if (!isKey(event))
			return;
		event.preventDefault();
		if (timer !== null)
			rest();
	});
	button.addEventListener("contextmenu", event =>
		event.preventDefault());
	button.addEventListener("click", click);
	say(hint, t("holdIt"));
	return rest;
}
