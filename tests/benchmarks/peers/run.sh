#!/usr/bin/env bash
# What `make bench-peers` does: builds the SDK for release, installs its peers, measures, and writes docs/benchmarks.md.
#
#   run.sh [row, or the beginning of several] [rust|python|node]
#
# QUICK=1 tries everything with few samples, PREBUILT=1 takes what was built before, BENCH_DOCS names another folder than
# docs/. A peer that cannot be installed is named in the table, and the rest goes on.
set -euo pipefail
cd "$(dirname "$0")"
row=${1:-} language=${2:-}
# A language alone is every row of it.
case $row in rust | python | node) row='' language=$row ;; esac
repository=$(cd ../../.. && pwd)
export PEEKER_CACHE_DIR=${PEEKER_CACHE_DIR:-$repository/.cache} CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$repository/target}
export PIP_DISABLE_PIP_VERSION_CHECK=1
peers=$PEEKER_CACHE_DIR/peers
results=$peers/results
inputs=$peers/inputs
quick=()
if [[ ${QUICK:-} ]]; then quick=(--quick); fi
mkdir -p "$peers" "$inputs"

say() { printf '%s\n' "$*" >&2; }
prebuilt() { [[ ${PREBUILT:-} ]]; }
wanted() { [[ -z $language || $language == "$1" ]]; }

# Everything that is built is built before anything is measured.
build_server() {
    prebuilt || cargo build --quiet --release --package peeker-benchmarks --bin loopback --bin report
}

build_rust() {
    local manifest=rust/Cargo.toml feature built=()
    if prebuilt || cargo build --quiet --release --manifest-path $manifest; then return; fi
    say "  not every peer of Rust builds here; trying each on its own"
    for feature in curl standardwebhooks svix; do
        cargo check --quiet --release --manifest-path $manifest --no-default-features --features $feature &&
            built+=("$feature")
    done
    cargo build --quiet --release --manifest-path $manifest --no-default-features --features "${built[*]:-}"
}

build_python() {
    prebuilt || "$repository/bindings-python/scripts/test.sh" build >/dev/null
    local venv=$peers/python pins
    pins=$("${PYTHON:-python3}" -VV && cat python/requirements.txt python/constraints.txt)
    if [[ "$(cat "$venv/made-of" 2>/dev/null)" != "$pins" ]]; then
        "${PYTHON:-python3}" -m venv --clear "$venv"
        local install=("$venv/bin/pip" install --quiet --constraint python/constraints.txt)
        if ! "${install[@]}" --requirement python/requirements.txt; then
            say "  not every peer of Python can be installed; trying each on its own"
            grep -v '^#' python/requirements.txt | while read -r pin; do
                "${install[@]}" "$pin" </dev/null || say "  $pin cannot be installed"
            done
        fi
        printf '%s\n' "$pins" >"$venv/made-of"
    fi
    local wheels=("$CARGO_TARGET_DIR"/wheels/peeker_partner-*.whl)
    "$venv/bin/pip" install --quiet --no-index --no-deps --force-reinstall "${wheels[-1]}"
}

# $1 is `on-24`, with a Node of its own, or `on-own`, with the machine's.
build_node() {
    local source=node/$1 folder=$peers/node/$1
    mkdir -p "$folder"
    if ! cmp --silent "$source/package-lock.json" "$folder/made-of"; then
        cp "$source/package.json" "$source/package-lock.json" "$folder/"
        (cd "$folder" && npm ci --ignore-scripts --loglevel=error) || each_node_peer "$source" "$folder"
        cp "$source/package-lock.json" "$folder/made-of"
    fi
    cp "$source/package.json" "$folder/wanted.json"
    rm -rf "$folder/node_modules/peeker-partner"
    cp -r "$peers/peeker-partner" "$folder/node_modules/"
    cp -r node/jobs node/*.mjs "$folder/"
}

each_node_peer() {
    say "  not every peer of Node can be installed; trying each on its own"
    rm "$2/package-lock.json"
    local pins='Object.entries(JSON.parse(fs.readFileSync(0)).dependencies).map((pin) => pin.join("@")).join("\n")'
    echo '{ "private": true, "type": "module" }' >"$2/package.json"
    node -p "$pins" <"$1/package.json" | while read -r pin; do
        npm install --prefix "$2" --ignore-scripts --loglevel=error "$pin" </dev/null || say "  $pin cannot be installed"
    done
}

# The package as it is published: its files, and the addon of this machine, built with the profile of a release.
build_node_package() {
    prebuilt || "$repository/bindings-node/scripts/test.sh" build --profile addon
    rm -rf "$peers/peeker-partner"
    mkdir -p "$peers/peeker-partner/native"
    cp -r "$repository"/bindings-node/{package.json,dist} "$peers/peeker-partner/"
    cp "$repository/bindings-node/native/peeker.$(node "$repository/bindings-node/scripts/platform.mjs").node" \
        "$peers/peeker-partner/native/"
}

# The server ends when its standard input does, which is when this script ends.
serve() {
    rm -f "$inputs/address"
    mkfifo "$peers/open.$$"
    "$CARGO_TARGET_DIR/release/loopback" "$inputs" <"$peers/open.$$" &
    exec 9>"$peers/open.$$"
    rm "$peers/open.$$"
    until [[ -s $inputs/address ]]; do sleep 0.1; done
}

facts() {
    local cpu
    cpu=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)
    mkdir -p "$results"
    printf '{"cpu":"%s","cores":%s,"kernel":"%s","rust":"%s","load":"%s","quick":%s}\n' "${cpu:-$(uname -p)}" \
        "$(getconf _NPROCESSORS_ONLN)" "$(uname -r | grep -o '^[0-9.]*[0-9]')" "$(rustc --version | cut -d' ' -f1,2)" \
        "$(cut -d' ' -f1 /proc/loadavg 2>/dev/null || echo unknown)" "$([[ ${QUICK:-} ]] && echo true || echo false)" \
        >"$results/facts.json"
}

measure() {
    if wanted rust; then
        "$CARGO_TARGET_DIR/release/peeker-peers" "$inputs" "$results/rust" "$(date +%F)" "$row" "${quick[@]}"
    fi
    if wanted python; then
        "$peers/python/bin/python" -B python/harness.py --inputs "$inputs" --out "$results/python" --row "$row" "${quick[@]}"
    fi
    if wanted node; then
        local node24=("$peers"/node/on-24/node_modules/node-*/bin/node)
        measure_node on-24 "${node24[0]}"
        measure_node on-own "$(command -v node)"
    fi
}

measure_node() {
    if [[ ! -x $2 ]]; then
        say "  $1 is left out: there is no such Node for this machine"
    else
        "$2" "$peers/node/$1/main.mjs" "$inputs" "$results/$1" "$row" "${quick[@]}"
    fi
}

say "building"
build_server
if wanted rust; then build_rust; fi
if wanted python; then build_python; fi
if wanted node; then
    build_node_package
    build_node on-24
    build_node on-own
fi
# A run of everything begins with nothing; a run of one row leaves the others as they are.
if [[ -z $row$language ]]; then rm -rf "$results"; fi
facts
say "measuring"
serve
measure
exec 9>&-
"$CARGO_TARGET_DIR/release/report" "$results" reasons.json "${BENCH_DOCS:-$repository/docs}"
