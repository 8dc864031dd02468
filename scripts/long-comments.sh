#!/bin/sh
# The formatter breaks a /// line of more than 120 columns without repeating the ///, and the file no longer compiles.
# So "make fmt" asks for a shorter one first.
set -eu
cd "$(dirname -- "$0")/.."

long=$(find src -name '*.java' -exec grep -nHE '^ *///' {} + |
    awk -F: 'length($0) - length($1 FS $2 FS) > 120 { print "  " $1 ":" $2 }')
if [ -n "$long" ]; then
    printf 'Break these comments at 120 columns by hand, the formatter cannot:\n%s\n' "$long" >&2
    exit 1
fi
