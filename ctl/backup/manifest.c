/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sodium.h>
#include <stdio.h>

#include "ctl/backup/manifest.h"
#include "ctl/command/file.h"
#include "hive/base/text.h"

#define MANIFEST_MAX	65536

/* No other name is taken from a manifest: none leads out of its folder. */
#define NAMES								\
	"powerhive.db|powerhive.json|htpasswd|powerhive.key|"		\
	"powerhive.db.sealed|powerhive.json.sealed|htpasswd.sealed|"	\
	"powerhive.key.sealed|ledger.key|ledger.pub|"			\
	"ledger.key.sealed|ledger.pub.sealed"

static const struct field file_fields[] = {
	FIELD(struct manifest_file, name, .values = NAMES, .needed = true),
	FIELD(struct manifest_file, bytes, .min = 0, .max = INT64_MAX,
	    .needed = true),
	FIELD(struct manifest_file, mode, .min = 0, .max = 0777,
	    .needed = true),
	FIELD(struct manifest_file, digest, .min = 64, .max = 64,
	    .needed = true),
	FIELDS_END
};

const char *const encryption_words[] = {
	[ENCRYPTION_NO] = "no", [ENCRYPTION_KEY] = "key",
	[ENCRYPTION_PASSPHRASE] = "passphrase", NULL
};

const struct field manifest_fields[] = {
	FIELD(struct manifest, program, .values = "powerhive",
	    .needed = true),
	FIELD(struct manifest, version, .needed = true),
	TIME(struct manifest, made_at, .needed = true),
	FIELD(struct manifest, schema, .min = 1, .max = 1000000,
	    .needed = true),
	WORD(struct manifest, encrypted, encryption, .needed = true),
	LIST(struct manifest, files, file_fields, struct manifest_file,
	    .max = 8, .needed = true),
	FIELDS_END
};

const char *
manifest_measure(struct arena *a, const char *folder,
    struct manifest_file *f)
{
	const char *path = arena_printf(a, "%s/%s", folder, f->name);
	crypto_generichash_state hash;
	unsigned char digest[32], piece[65536];
	char *hex = arena_take(a, 65);
	FILE *in = fopen(path, "re");
	size_t n;

	if (!in)
		return file_error(a, path);
	crypto_generichash_init(&hash, NULL, 0, sizeof digest);
	f->bytes = 0;
	while ((n = fread(piece, 1, sizeof piece, in)) > 0) {
		crypto_generichash_update(&hash, piece, n);
		f->bytes += (int64_t)n;
	}
	n = (size_t)ferror(in);
	fclose(in);
	if (n)
		return file_error(a, path);
	crypto_generichash_final(&hash, digest, sizeof digest);
	f->digest = sodium_bin2hex(hex, 65, digest, sizeof digest);
	return NULL;
}

const char *
manifest_write(struct arena *a, const char *folder, const struct manifest *m)
{
	const char *path = arena_printf(a, "%s/" MANIFEST_NAME, folder);
	struct json j;

	json_init(&j, a);
	json_record(&j, manifest_fields, m);
	buf_byte(&j.buf, '\n');
	return file_replace(a, path, j.buf.text, j.buf.len, 0600, (gid_t)-1);
}

static const char *
check_file(struct arena *a, const char *folder,
    const struct manifest_file *want)
{
	struct manifest_file got = { .name = want->name };
	const char *error;

	if (!want->name || !want->digest)
		return "the manifest names no file";
	if ((error = manifest_measure(a, folder, &got)))
		return error;
	if (got.bytes != want->bytes)
		return arena_printf(a, "%s: has %lld bytes, not %lld",
		    want->name, (long long)got.bytes,
		    (long long)want->bytes);
	return text_same(got.digest, want->digest) ? NULL : arena_printf(a,
	    "%s: is not what was backed up (its digest differs)",
	    want->name);
}

const char *
manifest_read(struct arena *a, const char *folder, struct manifest *m)
{
	const char *path = arena_printf(a, "%s/" MANIFEST_NAME, folder);
	const struct manifest_file *files;
	struct json_error error;
	const char *trouble;
	size_t len;
	char *text = file_read(a, path, MANIFEST_MAX, &len, &trouble);

	if (!text)
		return trouble;
	if (!json_read_strict(a, text, len, manifest_fields, m, &error))
		return arena_printf(a, "%s:%d:%d: %s: %s", path, error.line,
		    error.column, error.pointer, error.why);
	files = m->files.v;
	for (size_t i = 0; i < m->files.n; i++)
		if ((trouble = check_file(a, folder, &files[i])))
			return trouble;
	return NULL;
}
