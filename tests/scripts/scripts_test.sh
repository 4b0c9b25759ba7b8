#!/usr/bin/env bash
# The scripts parse, say what they would install, refuse what they do not know and say how to go on.
# usage: scripts_test.sh ROOT
set -uo pipefail
root=$1
failures=0
output=

# expect NAME CODE PATTERN COMMAND...: runs it; exit code and output (both streams) must be as said.
expect() {
    local name=$1 code=$2 pattern=$3 got=0
    shift 3
    output=$("$@" 2>&1) || got=$?
    if [ "$got" -ne "$code" ] || ! grep -qE -- "$pattern" <<<"$output"; then
        printf 'FAILED: %s: exit code %s (want %s), output (want /%s/):\n%s\n' "$name" "$got" "$code" "$pattern" "$output"
        failures=$((failures + 1))
    else
        printf 'ok: %s\n' "$name"
    fi
}

for script in "$root"/scripts/* "$root"/.ci/run "$root"/tests/scripts/*.sh; do
    expect "$(basename "$script") parses" 0 '' bash -n "$script"
    expect "$(basename "$script") stops at the first error or counts them" 0 'pipefail' grep -E '^set -e?uo pipefail' "$script"
done
for script in setup run test pictures; do
    expect "$script can be executed" 0 '' test -x "$root/scripts/$script"
done

expect 'setup --list names the compiler' 0 '^g\+\+$' "$root/scripts/setup" --list
expect 'setup --list leaves test packages out' 1 '^$' grep -x python3-torch <<<"$output"
expect 'setup --test --list names PyTorch' 0 '^python3-torch$' "$root/scripts/setup" --test --list
expect 'setup --list has no package twice' 0 '^$' sh -c "'$root/scripts/setup' --test --list | sort | uniq -d"
expect 'setup refuses an unknown argument' 2 "unknown argument '--tset'" "$root/scripts/setup" --tset
expect 'setup --help says what it takes' 0 '--test' "$root/scripts/setup" --help
expect 'setup can be skipped' 0 'skipped' env MODESCOPE_SKIP_SETUP=1 "$root/scripts/setup"

# Machines that lack something: a PATH with only what the script needs for its own words.
bare=$(mktemp -d)
trap 'rm -rf "$bare"' EXIT
for tool in bash env cat; do ln -s "$(command -v $tool)" "$bare/$tool"; done
expect 'setup without apt says how to go on' 1 'not Debian.*|To go on' env -i PATH="$bare" bash "$root/scripts/setup"

fake() { printf '#!%s\n%s\n' "$(command -v bash)" "$2" >"$bare/$1" && chmod +x "$bare/$1"; }
fake dpkg-query 'exit 1'
fake apt-cache 'exit 0'
fake apt-get 'echo "apt-get $*"; exit 100'
fake id 'echo 0'
expect 'setup without a network says how to go on' 1 'is there a network' env -i PATH="$bare" bash "$root/scripts/setup"
fake apt-cache 'echo Package: known'
expect 'a failed installation is tried again with new lists' 1 'apt-get .*update' env -i PATH="$bare" bash "$root/scripts/setup"
expect 'and then says what is missing' 1 'could not be installed' env -i PATH="$bare" bash "$root/scripts/setup"
fake id 'echo 1000'
expect 'setup without sudo names the command' 1 'as root: apt-get' env -i PATH="$bare" bash "$root/scripts/setup"
fake sudo 'echo "sudo $*"; exit 1'
expect 'setup uses sudo when it is not root' 1 'sudo env DEBIAN_FRONTEND=noninteractive apt-get' env -i PATH="$bare" bash "$root/scripts/setup"
fake dpkg-query 'printf installed'
expect 'setup has nothing to do the second time' 0 'are installed' env -i PATH="$bare" bash "$root/scripts/setup"

# scripts/run in a tree of its own, with a set-up and a build that do nothing and a program that tells its arguments.
tree=$bare/tree
mkdir -p "$tree/scripts" "$tree/build/release/bin"
cp "$root/scripts/run" "$tree/scripts/"
for path in tree/scripts/setup cmake; do fake $path 'exit 0'; done
fake tree/build/release/bin/modescope 'echo "program: $*"'
fake dirname "exec $(command -v dirname) \"\$@\""
here() { (cd / && env -i PATH="$bare" "$@" bash "$tree/scripts/run" "${arguments[@]}"); }

arguments=(--recipe residual)
expect 'run starts the program with its arguments' 0 '^program: --recipe residual$' here
fake cmake 'exit 1'
expect 'run says how to go on when the build fails' 1 'did not build' here

[ "$failures" -eq 0 ] || { echo "$failures failed"; exit 1; }
