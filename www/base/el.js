// SPDX-License-Identifier: ISC
// Elements from tags, properties and texts.  No string of HTML exists on this
// page, so nothing that a miner says can become one.

export function el(tag, properties = {}, ...children) {
	const node = document.createElement(tag);

	for (const [name, value] of Object.entries(properties))
		put(node, name, value);
	return add(node, children);
}

function put(node, name, value) {
	if (value === null || value === undefined || value === false)
		return;
	if (name.startsWith("on"))
		node.addEventListener(name.slice(2), value);
	else if (name === "class")
		node.className = value;
	else if (name === "value" || name === "checked")
		node[name] = value;
	else
		node.setAttribute(name, value === true ? "" : value);
}

function add(node, children) {
	for (const child of children.flat(4))
		if (child !== null && child !== undefined && child !== false)
			node.append(child instanceof Node ? child : String(child));
	return node;
}

export function fill(node, ...children) {
	node.replaceChildren();
	return add(node, children);
}

// Changes the text only if it is another: a live region speaks once.
export function say(node, text) {
	if (node.textContent !== text)
		node.textContent = text;
}

// A style sheet of one view, before that view begins.
export function addStyle(href) {
	const link = el("link", { rel: "stylesheet", href });

	return new Promise((done, fail) => {
		link.onload = done;
		link.onerror = () => fail(new Error(href));
		document.head.append(link);
	});
}

// A shape of icons.svg; what it means stands beside it in words.
export function shape(name, look = "") {
	const space = "http://www.w3.org/2000/svg";
	const svg = document.createElementNS(space, "svg");
	const use = document.createElementNS(space, "use");

	svg.setAttribute("class", `shape ${look}`);
	svg.setAttribute("aria-hidden", "true");
	use.setAttribute("href", `icons.svg#${name}`);
	svg.append(use);
	return svg;
}
