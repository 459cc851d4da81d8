#!/usr/bin/env bash
# The completions of `pili` are read by the shells they are for, and offer a command that is begun.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
cd "$folder"
pili completions bash > pili.bash
pili completions zsh > _pili
pili completions fish > pili.fish

# What a shell offers must have a word in it.
offers() {
    grep --quiet --word-regexp -- "$2" <<< "$3" || { echo "$1 does not offer $2: $3" >&2; exit 1; }
}

bash -n pili.bash
zsh -n _pili
fish --no-execute pili.fish

offers bash watch "$(bash -c '
    source pili.bash
    COMP_WORDS=(pili stream w) COMP_CWORD=2
    _pili pili w stream
    echo "${COMPREPLY[@]}"')"

offers bash --jsonl "$(bash -c '
    source pili.bash
    COMP_WORDS=(pili stream ls --js) COMP_CWORD=3
    _pili pili --js ls
    echo "${COMPREPLY[@]}"')"

offers fish watch "$(fish --command 'source pili.fish; complete --do-complete "pili stream w"')"

# zsh completes on a terminal alone: one of its own, where tab is pressed, and a key that says what stands there.
cat > .zshrc <<'ZSHRC'
fpath=($PWD $fpath)
autoload -Uz compinit && compinit -u -D
told() { print -r -- "[$BUFFER]" }
zle -N told
bindkey '^X' told
PS1= ; echo ready
ZSHRC
offers zsh watch "$(zsh -f -c '
    zmodload zsh/zpty
    zpty -b shell "TERM=dumb ZDOTDIR=$PWD zsh -o no_global_rcs -i"
    zpty -r shell line "*ready*"
    # A tab that more keys follow at once is taken as pasted.
    zpty -w -n shell $'"'"'pili stream w\t'"'"'
    for attempt in {1..50}; do
        sleep 0.2
        zpty -w -n shell $'"'"'\x18'"'"'
        while zpty -r -t shell line; do told+=$line; done
        [[ $told == *"[pili stream watch"* ]] && break
    done
    print -r -- $told
    zpty -d shell')"
