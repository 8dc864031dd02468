#!/usr/bin/env bash
# Makes the release archive in target/dist: the program, a Java of its own, and the cache that a training run leaves.
# Names are sorted, owner and times fixed: only the cache differs from run to run. "make dist" calls this.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
. "$root/scripts/java-home.sh"
java_home=$(find_java_home jlink "$root") || no_java

# What files and archive are dated; pom.xml has it for the jar. The cache knows the jars by size and time, so they get
# the time that they have in the archive before it is trained, and tar restores it.
time=$(sed -n 's|.*<project.build.outputTimestamp>\(.*\)</project.build.outputTimestamp>.*|\1|p' "$root/pom.xml")
version=$(sed -n 's|^  <version>\(.*\)</version>|\1|p' "$root/pom.xml")
name=countersign-$version-linux-x86_64
dist=$root/target/dist
home=$dist/countersign

rm -rf "$dist"
mkdir -p "$home/bin" "$home/lib"
cp "$root/target/countersign.jar" "$home/"
cp "$root"/target/lib/*.jar "$root/scripts/launch.sh" "$home/lib/"
cp "$root/scripts/release-launcher.sh" "$home/bin/countersign"
cp "$root/README.md" "$root/LICENSE" "$root/CHANGELOG.md" "$root/SECURITY.md" "$root/ARCHITECTURE.md" "$home/"
cp -R "$root/docs" "$home/docs"

echo "Making the runtime ..." >&2
# What the jars ask for, as far as jdeps sees; what it misses shows in "make dist-check". Elliptic curves are in java.base.
modules=$("$java_home/bin/jdeps" --multi-release 25 --ignore-missing-deps --print-module-deps --recursive \
    --class-path "$root/target/lib/*" "$root/target/countersign.jar")
"$java_home/bin/jlink" --add-modules "$modules" --output "$home/runtime" \
    --strip-java-debug-attributes --no-header-files --no-man-pages --generate-cds-archive

chmod -R u=rwX,go=rX "$home"
chmod 755 "$home/bin/countersign"
find "$home" -exec touch --no-dereference --date="$time" {} +

echo "Training the cache: thousands of tokens ..." >&2
"$root/scripts/bench.sh" train
chmod 644 "$home/countersign.aot"
find "$home" -exec touch --no-dereference --date="$time" {} +

tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="$time" -C "$dist" -cf - countersign \
    | gzip --no-name -9 > "$dist/$name.tar.gz"
echo "$dist/$name.tar.gz: $(du -h "$dist/$name.tar.gz" | cut -f 1)" >&2
