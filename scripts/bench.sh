#!/usr/bin/env bash
# Runs a benchmark: "compare" (against nginx), "growth", "storm", "revocation" (of which "long-list" is the second half)
# or "start"; or trains the cache of the release archive ("train"). Everything it starts listens on 127.0.0.1 and is gone
# when it ends. What it needs besides make and the JDK: nginx (to compare), curl (for the long list), a C compiler, and
# OpenSSL's headers.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
. "$root/scripts/java-home.sh"

missing=()
command -v cc > /dev/null || missing+=(gcc libc6-dev)
echo '#include <openssl/ssl.h>' | cc -E - > /dev/null 2>&1 || missing+=(libssl-dev)
case $1 in revocation | long-list) command -v curl > /dev/null || missing+=(curl) ;; esac
if [[ $1 == compare ]]; then PATH=$PATH:/usr/sbin command -v nginx > /dev/null || missing+=(nginx-light); fi
if ((${#missing[@]} > 0)); then
    if [[ $(id -u) != 0 ]] || ! command -v apt-get > /dev/null; then
        echo "bench: install these first (Debian's names): ${missing[*]}" >&2
        exit 69
    fi
    # A server of Debian's starts when it is installed, unless this file says no; ours is started by the benchmark alone.
    policy=/usr/sbin/policy-rc.d
    if [[ ! -e $policy ]]; then
        printf '#!/bin/sh\nexit 101\n' > "$policy"
        chmod +x "$policy"
        trap 'rm -f "$policy"' EXIT
    fi
    apt-get update > /dev/null
    DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "${missing[@]}" > /dev/null
fi

make --silent -C "$root/bench/loadgen"
mkdir -p "$root/target/bench"
"$root/scripts/test-classes.sh" "$root/target/bench/class-path"

java_home=$(find_java_home javac "$root") || no_java
export COUNTERSIGN_JAVA_HOME=$java_home
export PATH=$PATH:/usr/sbin
"$java_home/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -XX:+UseSerialGC \
    -Dcountersign.log.level=WARN -cp "$(< "$root/target/bench/class-path")" io.countersign.bench.Bench "$1" "$root" &
harness=$!
# It stops what it started. Whatever ends this script ends it, and this script waits for it.
trap 'kill "$harness" 2> /dev/null || true' INT TERM HUP
status=0
wait "$harness" || status=$?
trap - INT TERM HUP
wait "$harness" 2> /dev/null || true
exit "$status"
