// SPDX-License-Identifier: ISC
// A miner's readings as the columns of a chart: oldest first, and with a hole
// where readings are missing, so that no line is drawn over what nobody saw.

const USUAL_GAPS = 3;

export function series(newest_first) {
	const rows = [...newest_first].reverse().filter(r => r.recorded_at);
	const at = rows.map(r => Date.parse(r.recorded_at) / 1000);
	const steps = at.slice(1).map((s, i) => s - at[i]).sort((a, b) => a - b);
	const usual = steps[Math.floor(steps.length / 2)] ?? 0;
	const out = { at: [], power_w: [], hashrate_ths: [], chip_max_c: [],
		state: [], preset: [] };
	const push = (s, row) => {
		out.at.push(s);
		for (const name of Object.keys(out))
			if (name !== "at")
				out[name].push(row?.[name] ?? null);
	};

	rows.forEach((row, i) => {
		if (i && at[i] - at[i - 1] > USUAL_GAPS * usual)
			push((at[i] + at[i - 1]) / 2, null);
		push(at[i], row);
	});
	return out;
}
