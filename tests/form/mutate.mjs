// SPDX-License-Identifier: ISC
// What may be changed in a C source, one operator at a time: a comparison, a
// logical operator, a sign, a negation, a returned value.  Only function
// bodies are looked at; the source is read as tokens, so that texts, comments,
// directives, casts, "->" and "++" are left alone.

const token = new RegExp([
	String.raw`\/\*[\s\S]*?\*\/`,			// comment
	String.raw`^[ \t]*#(?:\\\n|[^\n])*`,		// directive
	String.raw`"(?:\\.|[^"\\])*"`, String.raw`'(?:\\.|[^'\\])*'`,
	String.raw`(?:0[xX][\da-fA-F]+|\d+\.?\d*(?:[eE][+-]?\d+)?)\w*`,
	String.raw`\.\d+(?:[eE][+-]?\d+)?`, String.raw`[A-Za-z_]\w*`,
	String.raw`->|\+\+|--|<<=?|>>=?|<=|>=|==|!=|&&|\|\||[-+*\/%&|^]=`,
	String.raw`[^\s]`,
].join("|"), "gm");

const swaps = {
	"<": ["<=", ">="], "<=": ["<", ">"], ">": [">=", "<="],
	">=": [">", "<"], "==": ["!="], "!=": ["=="],
	"&&": ["||"], "||": ["&&"], "+=": ["-="], "-=": ["+="],
	"+": ["-"], "-": ["+"], "!": [""],
};
const returns = {
	"true": ["false"], "false": ["true"], "0": ["1"], "1": ["0"],
	"-1": ["0"],
};
const types = new Set(["int", "char", "double", "float", "long", "short",
	"unsigned", "signed", "bool", "void", "struct", "enum", "const"]);
const words = new Set(["return", "case", "else", "do", "sizeof"]);

// Is the ")" at this place the end of a cast, and of no value?
function castEnds(tokens, i) {
	let k = i - 1;
	while (k >= 0 && tokens[k].text !== "(" && tokens[k].text !== ")")
		k--;
	const inside = tokens.slice(k + 1, i).map(t => t.text);
	return tokens[k]?.text === "(" && inside.length > 0 &&
	    !/^[A-Za-z_]\w*$/.test(tokens[k - 1]?.text ?? "") &&
	    inside.every(t => /^([A-Za-z_]\w*|\*)$/.test(t)) &&
	    (inside.some(t => types.has(t) || /_t$/.test(t)));
}

// Does a value end before token i, so that its sign is between two?
function isBinary(tokens, i) {
	const before = tokens[i - 1];
	return /^[\w.]+$/.test(before.text) ? !words.has(before.text) :
	    before.text === "]" || /^["']/.test(before.text) ||
	    before.text === ")" && !castEnds(tokens, i - 1);
}

function tokensOf(source) {
	return [...source.matchAll(token)]
	    .map(m => ({ text: m[0], at: m.index }))
	    .filter(t => !/^(\/\*|[ \t]*#)/.test(t.text));
}

// Every change of a source: {name, line, text, from, to, nth, source}, where
// nth counts the same change of the same text within the function.
export function mutants(source) {
	const tokens = tokensOf(source);
	const found = [];
	let depth = 0, name = "", head = "", parens = 0, loop = 0;

	function add(t, from, to) {
		const start = source.lastIndexOf("\n", t.at) + 1;
		const end = source.indexOf("\n", t.at);
		const text = source.slice(start, end).trim();
		const same = found.filter(m => m.name === name && m.text === text &&
		    m.from === from && m.to === (to || "nothing")).length;
		found.push({ name, text,
			line: source.slice(0, start).split("\n").length,
			from, to: to || "nothing", nth: same + 1,
			source: source.slice(0, t.at) + to +
			    source.slice(t.at + from.length) });
	}

	tokens.forEach((t, i) => {
		const margin = t.at === 0 || source[t.at - 1] === "\n";
		const next = tokens[i + 1]?.text, text = t.text;
		if (depth === 0 && margin && next === "(")
			head = text;
		if (text === "{" && (depth > 0 || margin && head)) {
			if (depth++ === 0)
				name = head;
		} else if (text === "}" && depth > 0 && --depth === 0)
			head = "";
		if (depth === 0)
			return;
		if (text === "(" && ++parens && tokens[i - 1].text === "for")
			loop = parens;
		if (text === ")" && parens-- === loop)
			loop = 0;
		if (text === "return") {
			const sign = next === "-" ? "-" : "";
			const value = sign + tokens[i + (sign ? 2 : 1)]?.text;
			if (returns[value] &&
			    tokens[i + (sign ? 3 : 2)].text === ";")
				for (const to of returns[value])
					add(tokens[i + 1], value, to);
			return;
		}
		if (tokens[i - 1]?.text === "return" && /^[-\w]/.test(text) &&
		    /^(-?1|0|true|false);/.test(source.slice(t.at)))
			return;
		const sign = text === "+" || text === "-";
		const unary = sign && !isBinary(tokens, i);
		if (unary)
			add(t, text, "");
		else if (Object.hasOwn(swaps, text))
			for (const to of swaps[text])
				// The end of a loop over places is its
				// memory's: only a sanitizer would see it.
				if (!(loop && /^[<>]=?$/.test(text) &&
				    to[0] === text[0]))
					add(t, text, to);
	});
	return found;
}
