#!/usr/bin/env bash
# The gate in front of real nginx-rtmp: ffmpeg publishes and plays by right, wrong, late and other URLs, a stream is disabled
# while it is live, and a second origin pulls from the first. Each refusal has its reason in the gate's log. The owner of the hub is
# told by signed callbacks, and `pili stream live`, `disable` and `enable` go by nginx-rtmp's own control and statistics.
set -euo pipefail
source "${BASH_SOURCE%/*}/gate/stage.sh"

export PILI_ACCESS_KEY=access-key PILI_SECRET_KEY=secret-key PILI_PLAY_KEY=play-key
first=$((20000 + RANDOM % 10000))
second=$((first + 1))
api=$((first + 2))

settings() {
    cat > next.toml << END
listen = "127.0.0.1:0"

[[accounts]]
access_key = "access-key"
secret_key = "secret-key"

[[hubs]]
name = "shows"
play = { type = "tsExpireMD5", key1 = "play-key" }
callback = "http://$backend/live"
disconnect_delay = 1
streams = [{ key = "evening", disabled_till = $1 }]

[engines.nginx-rtmp]
secret = "a-word"
api = ["http://127.0.0.1:$api"]
END
    mv next.toml gate.toml
}

url() {
    pili url publish "$1" --hub shows --domain "127.0.0.1:$first" --quiet "${@:2}"
}

play_url() {
    pili url play evening --hub shows --domain "127.0.0.1:$1" --protocol rtmp --rule tsExpireMD5 --quiet "${@:2}"
}

# A publish that must be refused: refused <cause> <url>
refused() {
    if clip 5 "$2" 2> /dev/null; then fail "published, but should be refused: $1"; fi
    until_it_does verdict '"action":"publish"' "\"cause\":\"$1\"" '"reason":"'
}

# How often the owner of the hub was told this of the stream, by callbacks whose signature is right.
times_told() {
    grep --fixed-strings '"verdict":"right"' callbacks | grep --fixed-strings '"title":"evening"' \
        | grep --fixed-strings -c "\"status\":\"$1\"" || true
}

told_more_than() {
    [ "$(times_told "$2")" -gt "$1" ]
}

pili callback listen --address 127.0.0.1:0 --jsonl > callbacks 2> backend.log &
running+=($!)
until_it_does grep -q '127\.0\.0\.1:' backend.log
backend=$(grep -o '127\.0\.0\.1:[0-9]*' backend.log | head -n 1)
settings 0
begin "" gate.toml
export PILI_ENDPOINT=http://$gate PILI_HUB=shows
# Its folders for bodies are the test's own: it may not be root.
temporary=$(for kind in client_body proxy fastcgi uwsgi scgi; do echo "${kind}_temp_path $folder/$kind;"; done)
control="http { access_log off; $temporary server { listen 127.0.0.1:$api; location /stat { rtmp_stat all; } location /control { rtmp_control all; } } }"
origin first "$first" "" "$control"
origin second "$second" "pull $(play_url "$first") name=evening;" ""

code=0
pili stream live evening > status 2>&1 || code=$?
[ "$code" -eq 4 ] || fail "a stream that is not live: $code, $(cat status)"

refused signature "$(url evening | sed 's/evening/morning/')"
refused unknown_key "$(PILI_ACCESS_KEY=other url evening)"
refused time "$(url evening --expires-at 1700000000)"
refused malformed "rtmp://127.0.0.1:$first/shows/evening"
refused malformed "rtmp://127.0.0.1:$first/shows/evening?call=connect&name=other"

clip 120 "$(url evening)" 2> publisher.errors &
publisher=$!
until_it_does verdict '"action":"publish"' '"allowed":true' '"stream":"shows/evening"' '"goes_on":true'

if timeout 20 ffmpeg -v error -nostdin -i "rtmp://127.0.0.1:$second/shows/evening" -t 1 -c copy -f flv -y none.flv 2> /dev/null; then
    fail "played without a signature"
fi
until_it_does verdict '"action":"play"' '"allowed":false'
timeout 60 ffmpeg -v error -nostdin -i "$(play_url "$second")" -t 1 -c copy -f flv -y played.flv \
    || fail "a good URL does not play from the second origin"
[ -s played.flv ] || fail "nothing was played"
# The second origin asks for what it pulls, and the first for what is pulled from it.
until_it_does verdict '"action":"publish"' '"allowed":true' '"reason":"a relay"'

until_it_does told_more_than 0 connected
pili stream live evening --json > status || fail "the live status of what is live"
grep -q '"clientIP": *"127.0.0.1"' status || fail "the publisher's address is not told: $(cat status)"

settings -1
code=0
wait "$publisher" || code=$?
[ "$code" -ne 0 ] && [ "$code" -ne 124 ] || fail "a stream that was disabled while live was not cut off: $code"
until_it_does verdict '"cause":"disabled"' '"goes_on":true'
refused disabled "$(url evening)"

echo "nonsense" > gate.toml
until_it_does grep -q 'is refused, and what held before stays' log
refused disabled "$(url evening)"
settings 0
until_it_does grep -q 'read anew' log
sleep 2
clip 2 "$(url evening)" || fail "a stream that was enabled again is not published"

before=$(times_told disconnected)
clip 120 "$(url evening)" 2> publisher.errors &
publisher=$!
until_it_does pili stream live evening
pili stream disable evening --for 10m || fail "a call to disable what is live"
until_it_does verdict '"what":"disable"' '"done":true' 'publishes that were ended: 1'
code=0
wait "$publisher" || code=$?
[ "$code" -ne 0 ] && [ "$code" -ne 124 ] || fail "what a call disabled was not cut off: $code"
refused disabled "$(url evening)"
until_it_does told_more_than "$before" disconnected
pili stream enable evening || fail "a call to enable"
clip 2 "$(url evening)" || fail "what a call enabled is not published"
code=0
PILI_SECRET_KEY=other pili stream disable evening > status 2>&1 || code=$?
[ "$code" -ne 0 ] || fail "a call with another's key was answered"

if grep --fixed-strings -q -- "$(url evening | sed 's/.*access-key://')" verdicts; then fail "a token is in the log"; fi
curl --silent --fail "http://$gate/metrics" | grep -q 'pili_gate_verdicts_total{engine="nginx-rtmp",action="publish",verdict="refused",cause="time"}' \
    || fail "the figures do not tell of refusals"
echo "gate: $(wc -l < verdicts) verdicts"
