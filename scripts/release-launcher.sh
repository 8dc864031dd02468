#!/bin/sh
# Starts Countersign on the Java of its own that lies beside it. The arguments are the program's: see "--help".
#
#   COUNTERSIGN_JAVA_OPTS   more options for the JVM, for example "-Xmx4g"
set -eu
root=$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")
. "$root/lib/launch.sh"

launch "$root/runtime" "$root/countersign.jar" "$@"
