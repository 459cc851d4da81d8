#!/usr/bin/env bash
# The shell blocks of README and docs/ that a comment `<!-- run -->` stands before, each in a shell of its own, against a
# local service with a stream on air.
set -euo pipefail

root=$PWD
folder=$(mktemp -d)
cd "$folder"
unset "${!PILI_@}"

command pili local --http-port 0 --rtmp-port 0 --test-stream clock --json --quiet > addresses &
service=$!
trap 'kill $service; wait $service || true; rm -r "$folder"' EXIT
until [ -s addresses ]; do sleep 0.1; done
http=$(sed 's/.*"http":"\([^"]*\)".*/\1/' addresses)
export http

# The pages speak of the usual ports, and this service is on others.
pili() {
    if [ "$1" = --local ]; then command pili "--local=http://$http" "${@:2}"; else command pili "$@"; fi
}
export -f pili

# The block that begins behind the comment, for each of them, ended by a NUL.
blocks() {
    awk '/^<!-- run -->$/ { marked = 1; next }
         marked && /^```sh$/ { inside = 1; marked = 0; next }
         inside && /^```$/ { inside = 0; printf "%c", 0; next }
         inside { print }' "$1"
}

# What is saved must have been published for a while.
for _ in {1..100}; do
    pili --local --quiet stream save clock --from -1h --fname probe.m3u8 > /dev/null 2>&1 && break
    sleep 0.2
done

count=0
while IFS= read -r page; do
    while IFS= read -r -d '' block; do
        if ! bash -euo pipefail -c "$block" < /dev/null > told 2> complaints; then
            printf '%s: this block failed:\n%s\n' "${page#"$root"/}" "$block" >&2
            cat told complaints >&2
            exit 1
        fi
        count=$((count + 1))
    done < <(blocks "$page")
done < <(find "$root/README.md" "$root/docs" -name '*.md' | sort)

[ "$count" -ge 8 ] || { echo "only $count blocks were found" >&2; exit 1; }
echo "pages: $count shell blocks did what they say"
