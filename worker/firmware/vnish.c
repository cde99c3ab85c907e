/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "hive/base/duration.h"
#include "hive/base/text.h"
#include "hive/json/json.h"
#include "worker/firmware/vnish.h"

/*
 * How VNish is asked: questions[] has a row for each question with its path and
 * the credential that it needs.  What a reply holds is read by tables of
 * fields, and a text that goes on into a path or a header is checked here.
 *
 * Three credentials: who a host is, it says to everybody; reading and telling
 * use the API key that provide_key.c made; that key is made within a session,
 * which the unlock password opens and which is closed again.
 */

#define KEY_DESCRIPTION	"PowerHive"
#define PRESETS_MAX	128
#define SUMMARY_MS	5000

/* ---- Asking ------------------------------------------------------------- */

enum credential { NOTHING, KEY, TOKEN };

static const struct {
	const char	*method;	/* NULL: GET, or POST with a body */
	const char	*path;
	enum credential	 with;
} questions[QUESTIONS] = {
	[ASK_INFO] =	   { NULL, "/info", NOTHING },
	[ASK_MODEL] =	   { NULL, "/model", NOTHING },
	[ASK_UNLOCK] =	   { NULL, "/unlock", NOTHING },
	[ASK_KEYS] =	   { NULL, "/apikeys", TOKEN },
	[ASK_KEY_ADD] =	   { NULL, "/apikeys", TOKEN },
	[ASK_KEY_DELETE] = { NULL, "/apikeys/delete", TOKEN },
	[ASK_LOCK] =	   { NULL, "/lock", TOKEN },
	[ASK_AUTH] =	   { NULL, "/auth-check", KEY },
	[ASK_PRESETS] =	   { NULL, "/autotune/presets", KEY },
	[ASK_SUMMARY] =	   { NULL, "/summary", KEY },
	[ASK_PERF] =	   { NULL, "/perf-summary", KEY },
	[ASK_CHAINS] =	   { NULL, "/chains", KEY },
	[ASK_BOARDS] =	   { NULL, "/boards", KEY },
	[ASK_STATE] =	   { NULL, "/status", KEY },
	[TELL_PRESET] =	   { NULL, "/settings", KEY },
	[TELL_START] =	   { NULL, "/mining/start", KEY },
	[TELL_STOP] =	   { NULL, "/mining/stop", KEY },
	[TELL_PAUSE] =	   { NULL, "/mining/pause", KEY },
	[TELL_RESUME] =	   { NULL, "/mining/resume", KEY },
	[TELL_RESTART] =   { NULL, "/mining/restart", KEY },
	[TELL_THROTTLE] =  { NULL, "/mining/throttle", KEY },
	[TELL_REBOOT] =	   { NULL, "/system/reboot", KEY },
	[TELL_FIND] =	   { NULL, "/find-miner", KEY },
};

static const char *
pairs(struct arena *a, const char *k1, const char *v1, const char *k2,
    const char *v2)
{
	struct json j;

	json_init(&j, a);
	json_open(&j, '{');
	json_pair(&j, k1, v1);
	if (k2)
		json_pair(&j, k2, v2);
	json_close(&j, '}');
	return json_done(&j);
}

/* Only the preset: what else the settings hold stays as it is. */
static const char *
preset_body(struct arena *a, const char *preset)
{
	return arena_printf(a, "{\"miner\":{\"overclock\":%s}}",
	    pairs(a, "preset", preset, NULL, NULL));
}

static const char *
body(struct arena *a, enum question q, const struct credentials *w)
{
	switch (q) {
	case ASK_UNLOCK:
		return pairs(a, "pw", w->unlock, NULL, NULL);
	case ASK_KEY_ADD:
		return pairs(a, "description", KEY_DESCRIPTION,
		    "key", w->key_new);
	case ASK_KEY_DELETE:
		return pairs(a, "key", w->key_new, NULL, NULL);
	case TELL_PRESET:
		return preset_body(a, w->preset);
	case TELL_THROTTLE:
		return arena_printf(a, "{\"percent\":%d}", (int)w->percent);
	case ASK_LOCK:
	case TELL_START:
	case TELL_STOP:
	case TELL_PAUSE:
	case TELL_RESUME:
	case TELL_RESTART:
	case TELL_REBOOT:
	case TELL_FIND:
		return "";
	default:
		return NULL;
	}
}

static bool
ask(struct http_call *c, enum question q, const struct credentials *w)
{
	struct arena *a = &c->arena;

	c->url = arena_printf(a, "http://%s:%d/api/v1%s", w->ip,
	    (int)w->port, questions[q].path);
	c->method = questions[q].method;
	c->body = body(a, q, w);
	c->timeout_ms = SUMMARY_MS;
	if (questions[q].with == KEY && w->key)
		c->header[0] = arena_printf(a, "x-api-key: %s", w->key);
	else if (questions[q].with != NOTHING && w->token)
		c->header[0] = arena_printf(a, "Authorization: Bearer %s",
		    w->token);
	return true;
}

/* ---- Who are you -------------------------------------------------------- */

struct said_info {
	const char	*fw_name, *hr_measure, *mac;
	struct info	 info;
};

static const struct field network_fields[] = {
	FIELD(struct said_info, mac),
	FIELDS_END
};

static const struct field system_fields[] = {
	INSIDE("network_status", network_fields),
	FIELDS_END
};

static const struct field info_fields[] = {
	FIELD(struct said_info, fw_name),
	FIELD(struct said_info, hr_measure),
	FIELD_AS("model", struct said_info, info.model),
	FIELD_AS("miner", struct said_info, info.name, .max = TEXT_MAX),
	/* as long as a fleet miner keeps it: a longer one would seem new each
	 * time */
	FIELD_AS("fw_version", struct said_info, info.version,
	    .max = WORD_MAX),
	FIELD_AS("serial", struct said_info, info.serial, .max = TEXT_MAX),
	INSIDE("system", system_fields),
	FIELDS_END
};

static double
ths_per_miner(const char *hr_measure)
{
	return hr_measure && !strcasecmp(hr_measure, "MH/s") ? 1e-6 : 1e-3;
}

/* A model's alias goes into paths and file names. */
static bool
is_alias(const char *s)
{
	size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVW"
	    "XYZ0123456789._+-");

	return n > 0 && n <= 40 && !s[n];
}

static const char *
info(struct arena *a, const struct http_call *c, struct info *info)
{
	struct said_info said = { 0 };
	const char *error = json_read(a, c->text, c->len, info_fields, &said);
	char mac[18];

	if (error)
		return "no JSON";
	if (!said.fw_name || strcasecmp(said.fw_name, "Vnish"))
		return "no VNish firmware";
	if (!said.mac || !text_mac(mac, said.mac))
		return "no usable MAC in /info";
	*info = said.info;
	info->mac = arena_copy(a, mac);
	if (!info->model || !is_alias(info->model))
		info->model = NULL;
	info->ths_per_miner = ths_per_miner(said.hr_measure);
	return NULL;
}

static const struct field chain_build_fields[] = {
	FIELD_AS("num_chains", struct build, chains, .min = 0, .max = 64),
	FIELD_AS("chips_per_chain", struct build, chips_per_chain,
	    .min = 0, .max = CHIPS_MAX),
	FIELDS_END
};

static const struct field build_fields[] = {
	FIELD_AS("full_name", struct build, name, .max = TEXT_MAX),
	INSIDE("chain", chain_build_fields),
	FIELDS_END
};

static const char *
model(struct arena *a, const struct http_call *c, struct build *build)
{
	return json_read(a, c->text, c->len, build_fields, build);
}

/* ---- Keys --------------------------------------------------------------- */

struct said_key {
	const char	*token, *key, *description;
	int64_t		 unlock_timeout;
	struct list	 keys;
};

static const struct field token_fields[] = {
	FIELD(struct said_key, token),
	FIELDS_END
};

static const struct field key_fields[] = {
	FIELD(struct said_key, key),
	FIELD(struct said_key, description),
	FIELDS_END
};

static const struct field keys_fields[] = {
	LIST_AS(SCALAR, struct said_key, keys, key_fields, struct said_key,
	    .max = 1000),
	FIELDS_END
};

static const struct field lockout_fields[] = {
	FIELD(struct said_key, unlock_timeout, .min = 0, .max = DAY_S),
	FIELDS_END
};

/* Opaque, but it goes into a header. */
static bool
is_credential(const char *s)
{
	size_t n = 0;

	while (isgraph((unsigned char)s[n]))
		n++;
	return n >= 8 && n <= 512 && !s[n];
}

static const char *
token(struct arena *a, const struct http_call *c, const char **text)
{
	struct said_key said;
	const char *error = json_read(a, c->text, c->len, token_fields, &said);

	if (error)
		return error;
	*text = said.token;
	return said.token && is_credential(said.token) ? NULL :
	    "no token in the answer";
}

static const char *
key(struct arena *a, const struct http_call *c, const char **text)
{
	struct said_key said;
	const char *error = json_read(a, c->text, c->len, keys_fields, &said);
	struct said_key *k = error ? NULL : said.keys.v;

	*text = NULL;
	for (size_t i = 0; k && i < said.keys.n; i++)
		if (k[i].key && k[i].description && is_credential(k[i].key) &&
		    !strcmp(k[i].description, KEY_DESCRIPTION))
			*text = k[i].key;
	return error;
}

static int64_t
lockout_s(struct arena *a, const struct http_call *c)
{
	struct said_key said;

	return json_read(a, c->text, c->len, lockout_fields, &said) ? NONE :
	    said.unlock_timeout;
}

/* ---- Presets ------------------------------------------------------------ */

struct said_preset {
	const char	*name, *pretty, *status;
	bool		 modded_psu_required;
	struct list	 presets;
};

static const struct field preset_said_fields[] = {
	FIELD(struct said_preset, name),
	FIELD(struct said_preset, pretty, .max = TEXT_MAX),
	FIELD(struct said_preset, status, .max = WORD_MAX),
	FIELD(struct said_preset, modded_psu_required),
	FIELDS_END
};

static const struct field presets_fields[] = {
	LIST_AS(SCALAR, struct said_preset, presets, preset_said_fields,
	    struct said_preset, .max = PRESETS_MAX),
	/* as very old firmware has it */
	LIST(struct said_preset, presets, preset_said_fields,
	    struct said_preset, .max = PRESETS_MAX),
	FIELDS_END
};

static const char *
presets(struct arena *a, const struct http_call *c, struct list *list,
    struct json_odd *odd)
{
	struct said_preset said, *s;
	const char *error = json_read_odd(a, c->text, c->len, presets_fields,
	    &said, odd);
	struct preset *p;

	*list = (struct list){ NULL, 0 };
	if (error)
		return error;
	s = said.presets.v;
	list->v = p = ARENA_MANY(a, struct preset, said.presets.n + 1);
	for (size_t i = 0; i < said.presets.n; i++)
		if (s[i].name && *s[i].name && strlen(s[i].name) <= 32) {
			p[list->n] = (struct preset){ .name = s[i].name,
			    .pretty = s[i].pretty,
			    .modded_psu = s[i].modded_psu_required,
			    .tuned = s[i].status &&
				!strcmp(s[i].status, "tuned") };
			preset_read_label(&p[list->n++]);
		}
	return list->n ? NULL : "no preset in the list";
}

const struct firmware vnish = {
	.name = "vnish",
	.ask = ask,
	.info = info,
	.model = model,
	.token = token,
	.key = key,
	.lockout_s = lockout_s,
	.presets = presets,
	.summary = vnish_summary,
	.perf = vnish_perf,
	.state = vnish_state,
	.saved = vnish_saved,
	.chains = vnish_chains,
};
