#!/usr/bin/env bash
# Counts the instructions of core's hot paths under callgrind, and holds them against tests/benchmarks/instructions.json.
# UPDATE=1 writes that file anew. Needs valgrind.
set -euo pipefail
cd "$(dirname "$0")/../.."

command -v valgrind >/dev/null || { echo "instructions: valgrind is missing" >&2; exit 1; }
tools=${PEEKER_CACHE_DIR:-$PWD/.cache}/tools
version=$(sed -n 's/^gungraun = "=\(.*\)"$/\1/p' tests/benchmarks/Cargo.toml)
export GUNGRAUN_RUNNER=$tools/bin/gungraun-runner
if [[ ! -x $GUNGRAUN_RUNNER || "$(cat "$tools/gungraun-version" 2>/dev/null)" != "$version" ]]; then
    cargo install --quiet --locked --root "$tools" --version "$version" gungraun-runner
    printf '%s\n' "$version" >"$tools/gungraun-version"
fi

counted=$(mktemp)
trap 'rm -f "$counted"' EXIT
cargo bench --quiet --package peeker-benchmarks --bench instructions -- --output-format=json >"$counted"
cargo run --quiet --package peeker-benchmarks --bin instructions -- \
    tests/benchmarks/instructions.json ${UPDATE:+update} <"$counted"
