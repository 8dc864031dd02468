#!/bin/sh
# Draws which package knows which, from the classes: target/picture/packages.dot, and .svg where Graphviz is installed.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
. "$root/scripts/java-home.sh"

java_home=$(find_java_home jdeps "$root") || no_java
picture=$root/target/picture
mkdir -p "$picture"

{
    echo 'digraph countersign {'
    echo '  rankdir=LR; node [shape=box, fontname="sans-serif"];'
    "$java_home/bin/jdeps" --multi-release 25 -verbose:package -filter:none -cp "$root/target/lib/*" \
        "$root/target/classes" \
        | awk '$1 ~ /^io\.countersign/ && $3 ~ /^io\.countersign/ && $1 != $3 { print "  \"" $1 "\" -> \"" $3 "\";" }' \
        | sed 's/"io\.countersign\./"/g' | sort -u
    echo '}'
} > "$picture/packages.dot"
echo "$picture/packages.dot"

if command -v dot > /dev/null 2>&1; then
    dot -Tsvg -o "$picture/packages.svg" "$picture/packages.dot"
    echo "$picture/packages.svg"
fi
