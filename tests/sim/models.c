/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "tests/sim/inside.h"

/*
 * The catalogue.  Labels and curves are our own; what they have in common
 * with real lists is their form: some steps are bad bargains, the top ones
 * need a modified power supply, one model writes its watts with a W, one is
 * liquid cooled, one mines scrypt and counts in MH/s (a TH here is a GH
 * there).
 */
#define DISABLED { "disabled", "Disabled", 0, 0, false }

static const struct sim_preset s19[] = {
	DISABLED,
	{ "1150", "1150 watt ~ 53 TH", 1150, 53, false },
	{ "1350", "1350 watt ~ 59 TH", 1350, 59, false },
	{ "1550", "1550 watt ~ 65 TH", 1550, 65, false },
	{ "1750", "1750 watt ~ 70 TH", 1750, 70, false },
	{ "2000", "2000 watt ~ 76 TH", 2000, 76, false },
	{ "2250", "2250 watt ~ 82 TH", 2250, 82, false },
	{ "2500", "2500 watt ~ 88 TH", 2500, 88, false },
	{ "2750", "2750 watt ~ 93 TH", 2750, 93, false },
	{ "3050", "3050 watt ~ 98 TH", 3050, 98, false },
	{ "3300", "3300 watt ~ 101 TH", 3300, 101, false },
	{ "3450", "3450 watt ~ 106 TH", 3450, 106, false },
	{ "3800", "3800 watt ~ 111 TH", 3800, 111, true },
	{ "4150", "4150 watt ~ 116 TH", 4150, 116, true },
	{ "4600", "4600 watt ~ 122 TH", 4600, 122, true },
};

static const struct sim_preset s19jpro[] = {
	DISABLED,
	{ "1780", "1780 watt ~ 66 TH", 1780, 66, false },
	{ "1960", "1960 watt ~ 71 TH", 1960, 71, false },
	{ "2140", "2140 watt ~ 77 TH", 2140, 77, false },
	{ "2330", "2330 watt ~ 82 TH", 2330, 82, false },
	{ "2520", "2520 watt ~ 87 TH", 2520, 87, false },
	{ "2710", "2710 watt ~ 92 TH", 2710, 92, false },
	{ "2900", "2900 watt ~ 97 TH", 2900, 97, false },
	{ "3120", "3120 watt ~ 102 TH", 3120, 102, false },
	{ "3380", "3380 watt ~ 107 TH", 3380, 107, false },
	{ "3660", "3660 watt ~ 113 TH", 3660, 113, false },
	{ "3980", "3980 watt ~ 119 TH", 3980, 119, false },
	{ "4480", "4480 watt ~ 124 TH", 4480, 124, false },
	{ "5100", "5100 watt ~ 137 TH", 5100, 137, true },
	{ "5900", "5900 watt ~ 152 TH", 5900, 152, true },
	{ "6350", "6350 watt ~ 163 TH", 6350, 163, true },
	{ "7000", "7000 watt ~ 176 TH", 7000, 176, true },
};

static const struct sim_preset s19pro[] = {
	DISABLED,
	{ "1650W", "1650 watt ~ 72 TH", 1650, 72, false },
	{ "1850W", "1850 watt ~ 78 TH", 1850, 78, false },
	{ "2050W", "2050 watt ~ 84 TH", 2050, 84, false },
	{ "2250W", "2250 watt ~ 90 TH", 2250, 90, false },
	{ "2450W", "2450 watt ~ 95 TH", 2450, 95, false },
	{ "2650W", "2650 watt ~ 100 TH", 2650, 100, false },
	{ "2830W", "2830 watt ~ 105 TH", 2830, 105, false },
	{ "3010W", "3010 watt ~ 109 TH", 3010, 109, false },
	{ "3120W", "3120 watt ~ 112 TH", 3120, 112, false },
};

static const struct sim_preset s19kpro[] = {
	DISABLED,
	{ "1320", "1320 watt ~ 70 TH", 1320, 70, false },
	{ "1520", "1520 watt ~ 79 TH", 1520, 79, false },
	{ "1720", "1720 watt ~ 87 TH", 1720, 87, false },
	{ "1930", "1930 watt ~ 95 TH", 1930, 95, false },
	{ "2140", "2140 watt ~ 103 TH", 2140, 103, false },
	{ "2360", "2360 watt ~ 110 TH", 2360, 110, false },
	{ "2590", "2590 watt ~ 117 TH", 2590, 117, false },
	{ "2760", "2760 watt ~ 120 TH", 2760, 120, false },
	{ "2980", "2980 watt ~ 128 TH", 2980, 128, false },
	{ "3240", "3240 watt ~ 133 TH", 3240, 133, true },
	{ "3560", "3560 watt ~ 139 TH", 3560, 139, true },
};

static const struct sim_preset s21pro[] = {
	DISABLED,
	{ "2490", "2490 watt ~ 165 TH", 2490, 165, false },
	{ "2570", "2570 watt ~ 171 TH", 2570, 171, false },
	{ "2650", "2650 watt ~ 177 TH", 2650, 177, false },
	{ "2730", "2730 watt ~ 182 TH", 2730, 182, false },
	{ "2810", "2810 watt ~ 188 TH", 2810, 188, false },
	{ "2900", "2900 watt ~ 193 TH", 2900, 193, false },
	{ "2990", "2990 watt ~ 199 TH", 2990, 199, false },
	{ "3070", "3070 watt ~ 205 TH", 3070, 205, false },
	{ "3150", "3150 watt ~ 210 TH", 3150, 210, false },
	{ "3240", "3240 watt ~ 216 TH", 3240, 216, false },
	{ "3330", "3330 watt ~ 221 TH", 3330, 221, false },
	{ "3420", "3420 watt ~ 226 TH", 3420, 226, false },
	{ "3510", "3510 watt ~ 231 TH", 3510, 231, false },
	{ "3600", "3600 watt ~ 236 TH", 3600, 236, false },
	{ "3690", "3690 watt ~ 241 TH", 3690, 241, false },
	{ "3790", "3790 watt ~ 246 TH", 3790, 246, true },
	{ "3980", "3980 watt ~ 256 TH", 3980, 256, true },
	{ "4210", "4210 watt ~ 268 TH", 4210, 268, true },
	{ "4650", "4650 watt ~ 290 TH", 4650, 290, true },
};

static const struct sim_preset s19prohyd[] = {
	DISABLED,
	{ "3900", "3900 watt ~ 146 TH LC", 3900, 146, false },
	{ "4250", "4250 watt ~ 156 TH LC", 4250, 156, false },
	{ "4600", "4600 watt ~ 166 TH LC", 4600, 166, false },
	{ "4980", "4980 watt ~ 176 TH LC", 4980, 176, false },
	{ "5360", "5360 watt ~ 186 TH LC", 5360, 186, false },
	{ "5740", "5740 watt ~ 195 TH LC", 5740, 195, false },
	{ "6150", "6150 watt ~ 204 TH LC", 6150, 204, true },
};

static const struct sim_preset l7[] = {
	DISABLED,
	{ "2350", "2350 watt ~ 7.1 GH", 2350, 7.1, false },
	{ "2650", "2650 watt ~ 7.8 GH", 2650, 7.8, false },
	{ "2950", "2950 watt ~ 8.5 GH", 2950, 8.5, false },
	{ "3260", "3260 watt ~ 9.2 GH", 3260, 9.2, false },
	{ "3500", "3500 watt ~ 9.7 GH", 3500, 9.7, true },
};

#define PRESETS(list) (list), (int)(sizeof (list) / sizeof (list)[0])

const struct sim_model sim_models[] = {
	{ "s19", "Antminer S19", "x19", "xil", "GH/s", 40,
	  76, 10, 8, 4, 3250, 95, 675, 1380, PRESETS(s19) },
	{ "s19jpro", "Antminer S19j Pro", "x19", "bb", "GH/s", 16,
	  126, 14, 9, 4, 3050, 100, 545, 1340, PRESETS(s19jpro) },
	{ "s19pro", "Antminer S19 Pro", "x19", "cv", "GH/s", 10,
	  114, 19, 6, 4, 3250, 110, 675, 1360, PRESETS(s19pro) },
	{ "s19kpro", "Antminer S19k Pro", "x19", "aml", "GH/s", 18,
	  77, 11, 7, 4, 2760, 120, 615, 1350, PRESETS(s19kpro) },
	{ "s21pro", "Antminer S21 Pro", "x21", "aml", "GH/s", 14,
	  65, 13, 5, 4, 3510, 234, 580, 1320, PRESETS(s21pro) },
	{ "s19prohyd", "Antminer S19 Pro Hyd.", "x19", "cv", "GH/s", 2,
	  180, 20, 9, 0, 5420, 184, 650, 1500, PRESETS(s19prohyd) },
	{ "l7", "Antminer L7", "l7", "cv", "MH/s", 0,
	  120, 12, 10, 4, 3425, 9.5, 700, 1400, PRESETS(l7) },
	{ .alias = NULL }
};

const struct sim_firmware sim_firmwares[] = {
	{ "1.2.6", "2025-05-19 11:02:41+00:00", MIDDLE, 36, false, false },
	{ "1.2.7", "2025-08-04 06:40:10+00:00", MIDDLE, 24, false, false },
	{ "1.3.3", "2026-04-27 15:31:09", NEW, 12, true, false },
	{ "1.3.4", "2026-06-15 09:12:55", NEW, 18, true, true },
	{ "1.2.0-rc3", "2023-03-14 17:55:02+00:00", OLD, 10, false, false },
	{ .version = NULL }
};

const struct sim_model *
model_named(const char *alias)
{
	const struct sim_model *m = sim_models;

	while (m->alias && strcmp(m->alias, alias))
		m++;
	return m->alias ? m : NULL;
}

const struct sim_model *
model_drawn(double percent)
{
	const struct sim_model *m = sim_models;

	for (; m[1].alias && percent >= m->share; m++)
		percent -= m->share;
	return m->share ? m : sim_models;
}

const struct sim_firmware *
firmware_named(const char *version)
{
	const struct sim_firmware *f = sim_firmwares;

	while (f->version && strcmp(f->version, version))
		f++;
	return f->version ? f : NULL;
}

const struct sim_firmware *
firmware_drawn(double percent)
{
	const struct sim_firmware *f = sim_firmwares;

	for (; f[1].version && percent >= f->share; f++)
		percent -= f->share;
	return f;
}

int
model_preset(const struct sim_model *m, const char *name)
{
	for (int i = 0; i < m->presets_n; i++)
		if (!strcmp(m->presets[i].name, name))
			return i;
	return -1;
}
