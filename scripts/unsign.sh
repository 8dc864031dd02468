#!/usr/bin/env bash
# Takes the signatures off the jars in a folder ($1); those that have none stay as they are. scripts/build.sh calls this.
#
# The JVM checks each class of a signed jar when it loads it, keeps the digests of all of them in memory for ever, and puts
# none into a cache. What Maven fetched was compared with its checksum, and who has the folder trusts the folder: the
# signatures go, and the digests that belong to them (all of the manifest behind its first part). The rest stays.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
. "$root/scripts/java-home.sh"
java_home=$(find_java_home jar "$root") || no_java
time=$(sed -n 's|.*<project.build.outputTimestamp>\(.*\)</project.build.outputTimestamp>.*|\1|p' "$root/pom.xml")

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for jar in "$1"/*.jar; do
    # the names of its files stand in a jar as they are, and to start Java for each jar would take seconds in every build
    if ! LC_ALL=C grep -aqE 'META-INF/[A-Za-z0-9_-]+\.SF' "$jar"; then continue; fi
    mkdir "$work/content"
    (
        cd "$work/content"
        "$java_home/bin/jar" --extract --file "$jar"
        rm -f META-INF/*.SF META-INF/*.RSA META-INF/*.EC META-INF/*.DSA
        sed -i '/^\r*$/q' META-INF/MANIFEST.MF
        find . -type f ! -path ./META-INF/MANIFEST.MF -printf '%P\n' | LC_ALL=C sort > "$work/list"
        "$java_home/bin/jar" --create --file "$work/unsigned.jar" --manifest META-INF/MANIFEST.MF --date "$time" "@$work/list"
    )
    mv "$work/unsigned.jar" "$jar"
    rm -rf "$work/content"
done
