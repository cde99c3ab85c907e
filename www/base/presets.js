// SPDX-License-Identifier: ISC
// What a model's presets are good for.

import { known } from "./format.js";

// Presets that may be a maximum: named, with a readable wattage.
export function limits(model) {
	return (model.presets_power ?? []).filter(p => known(p.power_w) &&
	    p.preset !== "disabled").sort((a, b) => a.power_w - b.power_w);
}

export function maximum(model) {
	return limits(model).find(p => p.preset === model.max_preset) ?? null;
}

// The least watts of any named preset, by the model's alias.
export function lowest(models) {
	return new Map(models.map(m => [m.alias, limits(m)[0]?.power_w ??
	    Infinity]));
}

// Its label or what it was measured to draw passes the maximum.
export function isAbove(preset, most) {
	return most !== null && known(preset.power_w) &&
	    (preset.power_w > most.power_w ||
	    (preset.learned_power_w ?? 0) > most.power_w);
}

// The least that these miners would draw on their models' lowest presets.
export function lowestWatts(miners, models) {
	const least = lowest(models);

	return miners.filter(m => m.online).reduce((sum, m) => {
		const drawn = m.latest_status?.power_w ?? 0;

		return sum + Math.min(drawn, least.get(m.model) ?? drawn);
	}, 0);
}
