// SPDX-License-Identifier: ISC
// Elements from tags, properties and texts.  No string of HTML exists on this
// page, so nothing that a miner says can become one.

export function el(tag, properties = {}, ...children) {
	const node = document.createElement(tag);
	set(node, properties);
	add(node, children);
	return node;
}

function set(node, properties) {
	for (const [name, value] of Object.entries(properties)) {
		if (value === null || value === undefined || value === false)
			continue;
		if (name.startsWith("on"))
			node.addEventListener(name.slice(2), value);
		else if (name === "class")
			node.className = value;
		else if (name in node && !name.startsWith("aria") &&
		    typeof node[name] !== "object")
			node[name] = value;
		else
			node.setAttribute(name, value === true ? "" : value);
	}
}

function add(node, children) {
	for (const child of children.flat(3))
		if (child !== null && child !== undefined && child !== false)
			node.append(child instanceof Node ? child : String(child));
}

export function fill(node, ...children) {
	node.replaceChildren();
	add(node, children);
	return node;
}

// A shape of icons.svg; what it means stands beside it in words.
export function shape(name) {
	const space = "http://www.w3.org/2000/svg";
	const svg = document.createElementNS(space, "svg");
	const use = document.createElementNS(space, "use");

	svg.setAttribute("class", "shape");
	svg.setAttribute("aria-hidden", "true");
	use.setAttribute("href", `icons.svg#${name}`);
	svg.append(use);
	return svg;
}
