// SPDX-License-Identifier: ISC
// Rows of the API as the columns of a chart: oldest first, and with a hole
// where rows are missing, so that no line is drawn over what nobody saw.

const USUAL_GAPS = 3;

export function series(newest_first, names, instant = "recorded_at") {
	const rows = [...newest_first].reverse().filter(r => r[instant]);
	const at = rows.map(r => Date.parse(r[instant]) / 1000);
	const steps = at.slice(1).map((s, i) => s - at[i]).sort((a, b) => a - b);
	const usual = steps[Math.floor(steps.length / 2)] ?? 0;
	const out = { at: [] };
	const push = (s, row) => {
		out.at.push(s);
		for (const name of names)
			out[name].push(row?.[name] ?? null);
	};

	for (const name of names)
		out[name] = [];
	rows.forEach((row, i) => {
		if (i && at[i] - at[i - 1] > USUAL_GAPS * usual)
			push((at[i] + at[i - 1]) / 2, null);
		push(at[i], row);
	});
	return out;
}
