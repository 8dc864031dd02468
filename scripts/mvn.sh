#!/bin/sh
# Runs Maven on a JDK that is new enough, whatever "java" on the PATH is. The arguments are Maven's.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
. "$root/scripts/java-home.sh"

JAVA_HOME=$(find_java_home javac "$root") || no_java
export JAVA_HOME
if ! command -v mvn > /dev/null 2>&1; then
    echo "Countersign is built by Maven 3.8 or newer and found none: install it (Debian: apt-get install maven)." >&2
    exit 69
fi
# Maven's own libraries do what newer JDKs warn of; the warnings say nothing about our code.
MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED ${MAVEN_OPTS:-}"
export MAVEN_OPTS
color=never
if [ -t 1 ]; then color=auto; fi
cd "$root"
exec mvn --batch-mode --no-transfer-progress -Dstyle.color="$color" "$@"
