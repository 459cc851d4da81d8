#!/bin/sh
# Saves yesterday's replays of all streams of a hub, each as one file of its bucket, and reports what failed.
#
#   15 3 * * *  PILI_PROFILE=production nightly-replays.sh shows replays
#
# The first argument is the hub, the second what the names of files begin with: `replays/2026-01-31/evening.m3u8`. What
# could not be saved is tried once more; what is left then is reported on standard error, which cron mails, and kept as
# a list that `pili stream save --from-file` takes. Streams that were not live yesterday have nothing to save, which is
# no failure. Ends with the code of the last try: 0 if all was saved, 6 if some was (`pili help exit-codes`).
#
# PILI      the command, with its options: `pili` without it
# STATE     the folder of the lists: this one without it
set -eu

hub=${1:?which hub?}
prefix=${2:-replays}
pili=${PILI:-pili}
state=${STATE:-.}
day=$(date -d yesterday +%F)
left=$state/$hub-$day.left

# Says what is done on standard output, a line of JSON each, and lists in $left what is not.
save() {
    # shellcheck disable=SC2086 # The command may have options.
    $pili --jsonl stream save --hub "$hub" --yesterday --fname "$prefix/$day/{key}.m3u8" --failures "$left.new" "$@"
}

# An empty list is left when all was done; one that is not there, when nothing was begun.
try() {
    code=0
    save "$@" || code=$?
    [ ! -e "$left.new" ] || mv "$left.new" "$left"
}

try --prefix ''
if [ "$code" -ne 0 ] && [ -s "$left" ]; then
    try --from-file "$left"
fi

if [ "$code" -eq 0 ]; then
    rm -f "$left"
else
    echo "replays of $hub, $day: not all were saved" >&2
    [ ! -s "$left" ] || sed 's/^/  /' "$left" >&2
fi
exit "$code"
