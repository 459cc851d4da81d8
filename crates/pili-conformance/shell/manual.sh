#!/usr/bin/env bash
# Every page of the manual is one that a formatter reads without a warning, and has an example where it has no
# commands of its own.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
pili man --dir "$folder"
pages=("$folder"/*.1)
[ "${#pages[@]}" -ge 30 ] || { echo "only ${#pages[@]} pages" >&2; exit 1; }

mandoc -T lint -W warning "${pages[@]}"
for page in "${pages[@]}"; do
    [ "$(mandoc -T utf8 "$page" | wc --lines)" -gt 10 ] || { echo "$page shows next to nothing" >&2; exit 1; }
done
echo "${#pages[@]} pages"
