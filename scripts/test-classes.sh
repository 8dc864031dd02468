#!/bin/sh
# Compiles the program and its tests, and writes the class path to run them on into the file $1.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)

"$root/scripts/mvn.sh" -q -Dquick test-compile dependency:build-classpath \
    -Dmdep.includeScope=test -Dmdep.outputFile="$1.libraries" >&2
printf '%s:%s:%s' "$root/target/test-classes" "$root/target/classes" "$(cat "$1.libraries")" > "$1"
rm "$1.libraries"
