# What the suites of the gate stand on: a folder of its own that is left behind by nobody, real nginx-rtmp, ffmpeg, and the gate's log.

folder=$(mktemp -d)
cd "$folder"
unset "${!PILI_@}"
module=$(find /usr/lib /usr/local -name ngx_rtmp_module.so -print -quit 2> /dev/null)
verdicts=verdicts
running=()
trap 'kill "${running[@]}" 2> /dev/null || true; wait || true; rm -r "$folder"' EXIT

fail() {
    echo "$1" >&2
    tail -n 20 ./*verdicts ./*log callbacks ./*.errors >&2 || true
    exit 1
}

# Waits until a command succeeds.
until_it_does() {
    for _ in $(seq 300); do
        if "$@" > /dev/null 2>&1; then return; fi
        sleep 0.1
    done
    fail "this did not come to pass: $*"
}

# Begins a gate by its file, with its verdicts in <name>verdicts and all else in <name>log, and sets `gate` to its address: begin <name> <file>
begin() {
    pili gate --config "$2" --jsonl > "$1verdicts" 2> "$1log" &
    running+=($!)
    until_it_does grep -q 'listening on' "$1log"
    gate=$(sed -n 's/.*http:\/\/\([^/]*\)\/hooks.*/\1/p' "$1log" | head -n 1)
}

# Begins nginx-rtmp, which asks the gate: origin <name> <port> <what its application has besides> <what it has beside RTMP>
origin() {
    cat > "$1.conf" << END
load_module $module;
daemon off;
worker_processes 1;
pid $folder/$1.pid;
error_log $folder/$1.errors notice;
events { worker_connections 64; }
rtmp {
    server {
        listen 127.0.0.1:$2;
        application shows {
            live on;
            $3
            on_publish http://$gate/hooks/nginx-rtmp/a-word;
            on_play http://$gate/hooks/nginx-rtmp/a-word;
            on_update http://$gate/hooks/nginx-rtmp/a-word;
            on_publish_done http://$gate/hooks/nginx-rtmp/a-word;
            notify_update_timeout 1s;
        }
    }
}
$4
END
    nginx -e "$folder/$1.errors" -c "$folder/$1.conf" &
    running+=($!)
    until_it_does bash -c "exec 3<>/dev/tcp/127.0.0.1/$2"
}

# Publishes a picture for some seconds: clip <seconds> <url>
clip() {
    timeout 60 ffmpeg -v error -nostdin -re -f lavfi -i testsrc=size=160x120:rate=10 -t "$1" \
        -c:v libx264 -preset ultrafast -g 10 -f flv "$2"
}

# Whether there is a verdict with all of these in one line.
verdict() {
    local lines
    lines=$(cat "$verdicts")
    for part in "$@"; do
        lines=$(grep --fixed-strings -- "$part" <<< "$lines") || return 1
    done
}

