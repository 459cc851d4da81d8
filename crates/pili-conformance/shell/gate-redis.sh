#!/usr/bin/env bash
# Two gates and one real Redis, each gate in front of an nginx-rtmp of its own: what is disabled through one is refused by the other, a
# nonce is good at one of them, a Redis that is stopped is told with each refusal and comes back without a gate being started anew, and
# nothing is lost.
set -euo pipefail
source "${BASH_SOURCE%/*}/gate/stage.sh"

export PILI_ACCESS_KEY=access-key PILI_SECRET_KEY=secret-key PILI_PUBLISH_KEY=12345678 PILI_HUB=shows
first=$((20000 + RANDOM % 10000))
second=$((first + 1))
redis_port=$((first + 2))

redis() {
    redis-server --port "$redis_port" --bind 127.0.0.1 --dir "$folder" --appendonly yes --requirepass hush-hush \
        --logfile redis.errors &
    redis=$!
    running+=("$redis")
    until_it_does redis_is_up
}

redis_is_up() {
    [ "$(redis-cli -p "$redis_port" -a hush-hush --no-auth-warning ping)" = PONG ]
}

redis_stops() {
    kill "$redis"
    wait "$redis" || true
}

settings() {
    cat > next.toml << END
listen = "127.0.0.1:0"
when_unsure = "$1"

[[accounts]]
access_key = "access-key"
secret_key = "secret-key"

[[hubs]]
name = "shows"
streams = [{ key = "encore", publish = { rule = "dynamic", keys = ["12345678"] } }]

[engines.nginx-rtmp]
secret = "a-word"

[redis]
url = "redis://:hush-hush@127.0.0.1:$redis_port"
timeout = "500ms"
END
    mv next.toml gate.toml
}

# url <port of the engine> <stream> ...
url() {
    pili url publish "$2" --domain "127.0.0.1:$1" --quiet "${@:3}"
}

encore() {
    url "$1" encore --rule dynamic --nonce "$2"
}

published() {
    clip 1 "$1" || fail "not published: $1"
}

# A publish that the gate of a name must refuse: refused <gate> <cause> <url>
refused() {
    if clip 5 "$3" 2> /dev/null; then fail "published, but should be refused by the $1 gate: $2"; fi
    verdicts=$1verdicts until_it_does verdict "\"cause\":\"$2\"" '"reason":"' "\"stream\":\"shows/$4\""
}

# The status by which a gate answers the hook of a publish that is signed right: asked <address> <stream>
asked() {
    local query
    query=$(url "$first" "$2" | sed 's/.*?//')
    curl --silent --output /dev/null --write-out '%{http_code}' "http://$1/hooks/nginx-rtmp/a-word" --data \
        "app=shows&flashver=&swfurl=&tcurl=rtmp://127.0.0.1/shows&pageurl=&addr=127.0.0.1&clientid=1&call=publish&name=$2&type=live&$query"
}

failures() {
    curl --silent --fail "http://$1/metrics" | sed -n 's/^pili_gate_redis_failures_total //p'
}

redis
settings closed
pili gate --config gate.toml --check || fail "a good file is not good"
begin one. gate.toml
one=$gate
origin first "$first" "" ""
begin other. gate.toml
other=$gate
origin second "$second" "" ""
grep -q "shared with other gates: Redis at 127.0.0.1:$redis_port" other.log || fail "nobody is told where Redis is"

published "$(url "$first" morning)"
clip 120 "$(url "$second" evening)" 2> publisher.errors &
publisher=$!
verdicts=other.verdicts until_it_does verdict '"allowed":true' '"stream":"shows/evening"' '"goes_on":true'
PILI_ENDPOINT=http://$one pili stream disable evening || fail "a call to disable"
[ "$(asked "$other" evening)" = 403 ] || fail "what one gate disabled is let in by the other"
refused other. disabled "$(url "$second" evening)" evening
code=0
wait "$publisher" || code=$?
[ "$code" -ne 0 ] && [ "$code" -ne 124 ] || fail "what one gate disabled goes on at the other: $code"
PILI_ENDPOINT=http://$other pili stream disable night --for 10m || fail "a call to disable for a time"
[ "$(asked "$one" night)" = 403 ] || fail "what the other gate disabled is let in by the first"
[ "$(asked "$one" morning)" = 200 ] || fail "what nobody disabled is refused"

published "$(encore "$first" 1700000000000000001)"
refused other. nonce "$(encore "$second" 1700000000000000001)" encore
published "$(encore "$second" 1700000000000000002)"
refused one. nonce "$(encore "$first" 1700000000000000001)" encore

[ "$(failures "$one")" = 0 ] || fail "Redis failed before it was stopped"
redis_stops
refused one. unavailable "$(url "$first" morning)" morning
verdicts=one.verdicts until_it_does verdict '"cause":"unavailable"' "Redis at 127.0.0.1:$redis_port"
refused other. unavailable "$(encore "$second" 1700000000000000003)" encore
code=0
PILI_ENDPOINT=http://$one pili stream disable morning > status 2>&1 || code=$?
[ "$code" -ne 0 ] || fail "a call to disable was answered, and nothing keeps it"
grep -q 'not known to be kept' status || fail "the answer does not say why: $(cat status)"
[ "$(failures "$one")" -gt 0 ] || fail "the figures do not tell that Redis was gone"

redis
for address in "$one" "$other"; do
    [ "$(asked "$address" morning)" = 200 ] || fail "Redis is back, and a publish is refused"
    for stream in evening night; do
        [ "$(asked "$address" "$stream")" = 403 ] || fail "$stream was disabled, and is no more"
    done
done
refused one. nonce "$(encore "$first" 1700000000000000002)" encore
published "$(encore "$first" 1700000000000000003)"
PILI_ENDPOINT=http://$one pili stream enable evening || fail "a call to enable"
published "$(url "$second" evening)"

settings open
until_it_does grep -q 'read anew' one.log
until_it_does grep -q 'read anew' other.log
[ "$(asked "$one" night)" = 403 ] || fail "night was disabled"
redis_stops
published "$(url "$first" morning)"
verdicts=one.verdicts until_it_does verdict '"allowed":true' 'what other gates know is not known'
[ "$(asked "$one" night)" = 403 ] || fail "an open gate forgot what it knew"

if grep -q hush ./*log ./*verdicts status; then fail "the password is told"; fi
echo "gate-redis: $(cat ./*verdicts | wc -l) verdicts"
