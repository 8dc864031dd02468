#!/usr/bin/env bash
# Runs the micro-benchmarks. The arguments are JMH's, for example a pattern of names, or "-h".
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
. "$root/scripts/java-home.sh"

java_home=$(find_java_home javac "$root") || no_java
work=$root/target/bench/jmh
rm -rf "$work"
mkdir -p "$work"
"$root/scripts/test-classes.sh" "$work/class-path"
class_path=$(< "$work/class-path")

# JMH writes code around each benchmark; the build of the tests compiles the benchmarks alone.
mkdir "$work/classes"
"$java_home/bin/javac" -nowarn -proc:full -processor org.openjdk.jmh.generators.BenchmarkProcessor \
    -cp "$class_path" -d "$work/classes" "$root"/src/test/java/io/countersign/bench/micro/*.java
"$java_home/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -XX:+UseSerialGC \
    -cp "$work/classes:$class_path" org.openjdk.jmh.Main -rf json -rff "$root/target/bench/jmh.json" "$@"
