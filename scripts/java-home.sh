# Finds a JDK. To be sourced by a POSIX shell: the launcher and scripts/mvn.sh do.

# The oldest Java that Countersign runs on.
COUNTERSIGN_JAVA_MIN=25

# Prints the home of the first Java of at least COUNTERSIGN_JAVA_MIN that has the tool $1 ("java" to run, "javac" to
# build) and returns 0, or prints nothing and returns 1. $2 is the folder of the program.
#
# No JVM is started to ask for its version, which would take half a second for each: the file "release" tells it.
find_java_home() {
    java_on_path=$(command -v java || true)
    if [ -n "$java_on_path" ]; then
        java_on_path=$(readlink -f "$java_on_path" || true)
        java_on_path=${java_on_path%/bin/java}
    fi
    for java_home in "$2/runtime" "${COUNTERSIGN_JAVA_HOME:-}" "${JAVA_HOME:-}" "$java_on_path" \
        /usr/lib/jvm/* /opt/* "${HOME:-}"/.sdkman/candidates/java/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        if [ -n "$java_home" ] && [ -x "$java_home/bin/$1" ] && [ -r "$java_home/release" ] \
            && [ "$(java_major "$java_home/release")" -ge "$COUNTERSIGN_JAVA_MIN" ]; then
            printf '%s\n' "$java_home"
            return 0
        fi
    done
    return 1
}

# Prints the major version that the file $1 names (25 for JAVA_VERSION="25.0.3"), or 0.
java_major() {
    java_major_found=$(sed -n 's/^JAVA_VERSION="\([0-9][0-9]*\).*/\1/p' "$1")
    printf '%s\n' "${java_major_found:-0}"
}

# Says on standard error what to install, and ends the script with 69 (EX_UNAVAILABLE).
no_java() {
    echo "Countersign needs a JDK of version $COUNTERSIGN_JAVA_MIN or newer and found none:" \
        "install one (Debian 13: apt-get install openjdk-$COUNTERSIGN_JAVA_MIN-jdk-headless; elsewhere:" \
        "https://adoptium.net) or set COUNTERSIGN_JAVA_HOME to its folder." >&2
    exit 69
}
