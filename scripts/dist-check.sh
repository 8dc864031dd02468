#!/usr/bin/env bash
# Unpacks the release archive elsewhere and runs its demo where no Java is to be found: "make dist-check" calls this.
# As root in a file system of its own that holds the C library and the basic tools and nothing else; otherwise with an
# environment that names no Java.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)

archives=("$root"/target/dist/countersign-*.tar.gz)
bare=$(mktemp -d)
trap 'rm -rf "$bare"' EXIT
mkdir -p "$bare"/{home,tmp,etc,proc,dev}
tar -xzf "${archives[0]}" -C "$bare/home"

fail() {
    echo "dist-check: $1" >&2
    exit 1
}

# The tools that the launcher calls and tar's own, with the libraries that they and the runtime are linked to.
fill() {
    local tool library
    mkdir -p "$bare/bin"
    for tool in sh dirname readlink; do
        cp --parents --dereference "$(command -v "$tool")" "$bare"
        if [[ ! -e $bare/bin/$tool ]]; then ln -s "$(command -v "$tool")" "$bare/bin/$tool"; fi
    done
    { ldd "$(command -v sh)" "$(command -v readlink)" "$bare/home/countersign/runtime/bin/java"; \
        ldd "$bare"/home/countersign/runtime/lib/{libzip,libnet,libnio,server/libjvm}.so; } 2> /dev/null \
        | grep -o '/[^ ]*\.so[^ ]*' | grep -v "^$bare" | sort -u \
        | while read -r library; do cp --parents --dereference "$library" "$bare"; done
    printf '127.0.0.1 localhost\n' > "$bare/etc/hosts"
    printf 'root:x:0:0:root:/home:/bin/sh\n' > "$bare/etc/passwd"
}

words=(/home/countersign/bin/countersign demo --once --data /home/data --device-port 0 --api-port 0 --management-port 0)
if [[ $(id -u) == 0 ]] && unshare --mount true 2> /dev/null; then
    fill
    mkdir -p "$bare/dev"
    run() {
        # shellcheck disable=SC2016  # the inner shell expands it
        unshare --mount sh -c 'mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev" && bare=$1 && shift \
            && exec /usr/sbin/chroot "$bare" "$@"' sh "$bare" /bin/sh "$@"
    }
else
    words[0]=$bare/home/countersign/bin/countersign
    words[4]=$bare/home/data
    run() { sh "$@"; }
fi

check() {
    local what=$1 status=0
    env -i HOME=/home PATH=/usr/bin:/bin ${2:+"COUNTERSIGN_JAVA_OPTS=$2"} bash -c "$(declare -f run); bare=$bare; run \"\$@\"" \
        bash "${words[@]}" > "$bare/out" 2> "$bare/err" || status=$?
    ((status == 0)) || { cat "$bare/out" "$bare/err" >&2; fail "the demo $what ended with $status"; }
    grep -q 'Every step held' "$bare/out" || fail "the demo $what did not reach its end"
    ! grep -q '^\[' "$bare/err" || { cat "$bare/err" >&2; fail "the JVM $what has something to say"; }
    echo "the demo $what: every step held" >&2
}

check "after unpacking"
check "after unpacking, which must use the cache" -XX:AOTMode=on
check "with a collector that the cache does not fit" -XX:+UseZGC
mv "$bare/home/countersign" "$bare/home/moved"
words[0]=${words[0]/countersign/moved}
check "in a moved folder, which must use the cache" -XX:AOTMode=on
touch "$bare/home/moved/countersign.jar"
check "with a cache that fits another jar"
