#!/usr/bin/env bash
# The nightly job of docs/scripts, on a local service: what was published yesterday is saved under its own name, what
# fails for a moment is tried again, what fails for good is reported, and what was not live is no failure.
set -euo pipefail

root=$PWD
folder=$(mktemp -d)
cd "$folder"
unset "${!PILI_@}"

pili local --http-port 0 --rtmp-port 0 --json --log off > addresses &
service=$!
trap 'kill $service; wait $service || true; rm -r "$folder"' EXIT
until [ -s addresses ]; do sleep 0.1; done
http=$(sed 's/.*"http":"\([^"]*\)".*/\1/' addresses)
rtmp=$(sed 's/.*"rtmp":"\([^"/]*\)".*/\1/' addresses)
export PILI="pili --local=http://$http"

fail() {
    echo "$1" >&2
    cat report complaints >&2
    exit 1
}

# A call of the routes that only a test may use.
test_route() {
    $PILI --quiet api "$1" "/_local/$2" ${3:+--data "$3"} --header 'Content-Type: application/json' > /dev/null
}

nightly() {
    code=0
    "$root/docs/scripts/nightly-replays.sh" demo > report 2> complaints || code=$?
}

# How many streams had this outcome.
outcomes() {
    grep --count "\"outcome\":\"$1\"" report || true
}

yesterday=$(date -d yesterday +%F)
$PILI --quiet stream create not-live-yesterday
test_route POST clock "{\"set\":\"$(date -u -d 'yesterday 12:00' +%FT%TZ)\"}"
$PILI --quiet load publish --publish-domain "$rtmp" --prefix show- --streams 3 --for 8s > /dev/null
test_route POST clock "{\"set\":\"$(date -u +%FT%TZ)\"}"

# A call is repeated twice by itself: twelve faults make all four fail once.
test_route POST faults '{"on":"pili.stream.save_as","status":503,"times":12}'
nightly
[ "$code" = 0 ] || fail "the second try should have saved what was left, and ended with $code"
[ "$(outcomes done)" = 3 ] && [ "$(outcomes nothing)" = 1 ] || fail "three streams should be saved"
[ ! -e "demo-$yesterday.left" ] || fail "nothing should be left"
[ "$(outcomes failed)" = 4 ] || fail "the first try should have failed"
grep --quiet "\"fname\":\"replays/$yesterday/show-1.m3u8\"" report || fail "a file should be named for the day"

test_route POST faults '{"on":"pili.stream.save_as","status":503,"ratio":1,"seed":1}'
nightly
[ "$code" = 3 ] || fail "nothing could be saved, and it ended with $code"
[ "$(cut --fields 1 "demo-$yesterday.left" | sort | tr '\n' ' ')" = "not-live-yesterday show-1 show-2 show-3 " ] ||
    fail "all should be left"
grep --quiet '^  show-2' complaints || fail "what is left should be reported"

test_route DELETE faults
nightly
[ "$code" = 0 ] && [ ! -e "demo-$yesterday.left" ] || fail "without faults all should be saved"
echo "nightly replays: saved, tried again and reported"
