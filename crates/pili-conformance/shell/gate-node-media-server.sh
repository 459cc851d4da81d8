#!/usr/bin/env bash
# The gate in front of Node-Media-Server from npm, which asks by its own `notify`: ffmpeg publishes and plays by right, wrong and late URLs.
# It asks when a publish or play has begun, so whoever is refused is cut off then.
set -euo pipefail
root=$PWD
source "${BASH_SOURCE%/*}/gate/stage.sh"

export PILI_ACCESS_KEY=access-key PILI_SECRET_KEY=secret-key PILI_PLAY_KEY=play-key PILI_PUBLISH_KEY=12345678 PILI_HUB=shows
rtmp=$((20000 + RANDOM % 10000))
http=$((rtmp + 1))

cat > gate.toml << END
listen = "127.0.0.1:0"

[[accounts]]
access_key = "access-key"
secret_key = "secret-key"

[[hubs]]
name = "shows"
play = { type = "tsExpireMD5", key1 = "play-key" }
streams = [{ key = "encore", publish = { rule = "dynamic", keys = ["12345678"] } }, { key = "night", disabled_till = -1 }]

[engines.node-media-server]
secret = "a-word"
END

url() {
    pili url publish "$1" --domain "127.0.0.1:$rtmp" --quiet "${@:2}"
}

# play_url <protocol> <port> ...
play_url() {
    pili url play evening --protocol "$1" --domain "127.0.0.1:$2" --rule tsExpireMD5 --quiet "${@:3}"
}

# A publish that must be cut off: refused <cause> <url>
refused() {
    code=0
    clip 20 "$2" 2> /dev/null || code=$?
    [ "$code" -ne 0 ] && [ "$code" -ne 124 ] || fail "published, but should be cut off: $1, $code"
    until_it_does verdict '"engine":"node-media-server"' '"action":"publish"' "\"cause\":\"$1\"" '"reason":"'
}

# Plays a second, of a stream that says it has sound and has none: played <url>
played() {
    timeout 60 ffmpeg -v error -nostdin -analyzeduration 1000000 -i "$1" -t 1 -c copy -f flv -y played.flv 2> player.errors && [ -s played.flv ]
}

# A play that must be cut off long before its time: not_played <url>
not_played() {
    local begun=$SECONDS
    timeout 60 ffmpeg -v error -nostdin -i "$1" -t 30 -c copy -f null - 2> player.errors || true
    [ $((SECONDS - begun)) -lt 20 ] || fail "played, but should be cut off: $1"
    until_it_does verdict '"action":"play"' '"allowed":false' "\"protocol\":\"$2\"" '"reason":"'
}

begin "" gate.toml
cat > nms.json << END
{
    "bind": "127.0.0.1",
    "rtmp": { "port": $rtmp },
    "http": { "port": $http },
    "store": { "path": "$folder/data" },
    "notify": { "url": "http://$gate/hooks/node-media-server/a-word" }
}
END
node "$root/crates/pili-conformance/sdk/node/node_modules/node-media-server/bin/app.js" --config "$folder/nms.json" --no-admin > nms.log 2>&1 &
running+=($!)
until_it_does bash -c "exec 3<>/dev/tcp/127.0.0.1/$rtmp"

refused signature "$(url evening | sed 's/evening/morning/')"
refused unknown_key "$(PILI_ACCESS_KEY=other url evening)"
refused time "$(url evening --expires-at 1700000000)"
refused malformed "rtmp://127.0.0.1:$rtmp/shows/evening"
refused disabled "$(url night)"

# It tells of a publish twice, which brings its nonce once.
clip 3 "$(url encore --rule dynamic --nonce 7)" || fail "a nonce is refused that was not used"
refused nonce "$(url encore --rule dynamic --nonce 7)"

clip 120 "$(url evening)" 2> publisher.errors &
publisher=$!
running+=("$publisher")
until_it_does verdict '"action":"publish"' '"allowed":true' '"stream":"shows/evening"'
played "$(play_url rtmp "$rtmp")" || fail "a good URL does not play over RTMP"
played "$(play_url flv "$http")" || fail "a good URL does not play over HTTP-FLV"
not_played "rtmp://127.0.0.1:$rtmp/shows/evening" rtmp
not_played "$(play_url flv "$http" --expires-at 1700000000)" flv
kill -0 "$publisher" || fail "a publisher who may was cut off"

if grep --fixed-strings -q -- "$(url evening | sed 's/.*access-key://')" verdicts; then fail "a token is in the log"; fi
echo "gate-node-media-server: $(wc -l < verdicts) verdicts"
