#!/bin/sh
# Wraps /// lines that are too long for the formatter: from the second line of a comment on it counts the indentation
# twice, breaks before the margin, and loses the /// of the second part where the line begins with a tag, so that the
# file no longer compiles.
set -eu
cd "$(dirname -- "$0")/.."

wrapped=$(mktemp)
trap 'rm -f "$wrapped"' EXIT

find src -name '*.java' | while read -r file; do
    awk '
        # Prints the text that the line before had no room for, unless this line can take it in.
        function settle(line) {
            if (carry == "") return line
            rest = substr(line, length(prefix) + 1)
            if (index(line, prefix) == 1 && rest ~ /^[^ @*|#-]/) line = prefix carry " " rest
            else print prefix carry
            carry = ""
            return line
        }
        { line = settle($0); inside = follows; follows = $0 ~ /^ *\/\/\// }
        line ~ /^ *\/\/\/ +[^ |]/ {
            match(line, /^ */)
            margin = inside ? 120 - RLENGTH : 120
            match(line, /^ *\/\/\/ +/)
            prefix = substr(line, 1, RLENGTH)
            mark = substr(line, RLENGTH + 1, 2)
            if (mark ~ /^@/) prefix = prefix "    "
            if (mark ~ /^[*-] /) prefix = prefix "  "
            while (length(line) > margin) {
                cut = margin + 1
                while (cut > length(prefix) && substr(line, cut, 1) != " ") cut--
                if (cut <= length(prefix)) break
                print substr(line, 1, cut - 1)
                carry = substr(line, cut + 1)
                line = prefix carry
                match(line, /^ */)
                margin = 120 - RLENGTH
            }
            if (carry != "" && length(line) <= margin) next
            carry = ""
        }
        { print line }
        END { settle("") }
    ' "$file" > "$wrapped"
    if ! cmp -s "$file" "$wrapped"; then
        cat "$wrapped" > "$file"
    fi
done
