#!/bin/sh
# Compiles and packs the program into target/, without tests and checks. "make build" and the launcher call this.
# Everything it says goes to standard error, so that a command which had to be built first still answers cleanly.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)

echo "Building Countersign (the first time also fetches its libraries, which can take minutes) ..." >&2
began=$(date +%s)

# Maven is silent while it fetches. It stays in the foreground, so that Ctrl-C reaches it; the sleep of the ticker holds
# no output open, so that a reader at the end of a pipe does not wait for it.
(while sleep 10 > /dev/null 2>&1; do echo "  ... still building, $(($(date +%s) - began)) s" >&2; done) &
ticker=$!
trap 'kill "$ticker" 2> /dev/null || true' EXIT INT TERM

"$root/scripts/mvn.sh" -q -Dquick -Pno-tests package >&2
"$root/scripts/unsign.sh" "$root/target/lib" >&2
echo "Built in $(($(date +%s) - began)) s." >&2
