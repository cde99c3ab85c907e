#!/bin/sh
# SPDX-License-Identifier: ISC
# usage: fetch-uplot.sh [--from DIR] OUTDIR
#
# Puts uPlot.esm.js, uPlot.min.css and uPlot.LICENSE into OUTDIR: from npm by
# the lock file, or from an unpacked copy of the package in DIR.  Either way
# the script's hash must be the one below.  The package's own module has twice
# the bytes; ours is its small script with one line that exports it.
set -eu
hash=19c8d4c6ad88929a79f4ae49d6f7161566dfd0ba3d15cc495e974f787eb78f1f
script=dist/uPlot.iife.min.js
here=$(cd "$(dirname "$0")" && pwd)
from=
if [ "${1:-}" = --from ]; then
	from=$2
	shift 2
fi
out=${1:?usage: fetch-uplot.sh [--from DIR] OUTDIR}
scratch=
trap 'rm -rf "$scratch"' EXIT
if [ -z "$from" ]; then
	scratch=$(mktemp -d)
	cp "$here/package.json" "$here/package-lock.json" "$scratch/"
	(cd "$scratch" && npm ci --ignore-scripts --no-audit --no-fund \
	    --loglevel=error >&2) || {
		echo "npm could not fetch uPlot 1.6.32; with a copy of it:" \
		    "configure --with-uplot=DIR" >&2
		exit 1
	}
	from=$scratch/node_modules/uplot
fi
said=$(sha256sum "$from/$script" | cut -d' ' -f1)
if [ "$said" != "$hash" ]; then
	echo "$script in $from is not version 1.6.32: $said" >&2
	exit 1
fi
mkdir -p "$out"
cp "$from/dist/uPlot.min.css" "$out/"
cp "$from/LICENSE" "$out/uPlot.LICENSE"
{
	cat "$from/$script"
	echo "export default uPlot;"
} >"$out/uPlot.esm.js"
