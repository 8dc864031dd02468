#!/bin/sh
# A skipped test proves nothing and is soon forgotten, so it fails the build.
# Called by "mvn verify" with the folder of Surefire's reports.
set -eu
reports=$1

if ! ls "$reports"/TEST-*.xml > /dev/null 2>&1; then
    echo "No test ran: $reports holds no report." >&2
    exit 1
fi
# -l names the report of each class with a <skipped> in it.
skipped=$(grep -l '<skipped' "$reports"/TEST-*.xml || true)
if [ -n "$skipped" ]; then
    echo "Skipped tests are not allowed; make them run, or delete them. Skipped in:" >&2
    for report in $skipped; do
        report=${report##*/TEST-}
        echo "  ${report%.xml}" >&2
    done
    exit 1
fi
