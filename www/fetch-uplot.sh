#!/bin/sh
# SPDX-License-Identifier: ISC
# usage: fetch-uplot.sh [--from DIR] OUTDIR
#
# Puts uPlot.esm.js, uPlot.min.css and uPlot.LICENSE into OUTDIR: from npm by
# the lock file, or from an unpacked copy of the package in DIR.  Either way
# the script's hash must be the one below.
set -eu
hash=5dd9b3281aa64b461b42d9945f6adb2649d346502b12281a9ae0d46599a80eba
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
said=$(sha256sum "$from/dist/uPlot.esm.js" | cut -d' ' -f1)
if [ "$said" != "$hash" ]; then
	echo "uPlot.esm.js in $from is not version 1.6.32: $said" >&2
	exit 1
fi
mkdir -p "$out"
cp "$from/dist/uPlot.esm.js" "$from/dist/uPlot.min.css" "$out/"
cp "$from/LICENSE" "$out/uPlot.LICENSE"
