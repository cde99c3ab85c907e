// SPDX-License-Identifier: ISC
// What this browser remembers of a person's choices; nothing else is kept.

export function kept(name) {
	try {
		return JSON.parse(localStorage.getItem(`powerhive.${name}`));
	} catch {
		return null;
	}
}

export function keep(name, value) {
	try {
		localStorage.setItem(`powerhive.${name}`, JSON.stringify(value));
	} catch {
		// A private window forgets; the page works all the same.
	}
}
