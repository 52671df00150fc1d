#!/usr/bin/env bash
# Fuzzes core with libFuzzer, starting from the shared test vectors.
#
#   fuzz.sh short                      a fixed number of runs of each target, the same each time; part of `make test`
#   fuzz.sh long [SECONDS] [TARGET…]   as long as told (300 s each), on with what earlier long runs found
#
# It needs no nightly toolchain and no cargo-fuzz: coverage is a pass of LLVM that every rustc has. The targets are laid
# out for cargo-fuzz all the same: `cargo +nightly fuzz run --fuzz-dir tests/fuzz parse` runs one with AddressSanitizer.
set -euo pipefail
cd "$(dirname "$0")/../.."

mode=${1:-short}
seconds=${2:-300}
targets=(decode verify diagnose parse latest headers page_token domain)
if [[ $mode == long && $# -gt 2 ]]; then targets=("${@:3}"); fi

cache=${PEEKER_CACHE_DIR:-$PWD/.cache}/fuzz
findings=$cache/findings
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$findings"

# A few seconds of each target.
runs_of() {
    case $1 in
    diagnose) echo 5000 ;;
    latest) echo 15000 ;;
    decode) echo 20000 ;;
    page_token | domain) echo 100000 ;;
    *) echo 40000 ;;
    esac
}

# Real inputs take microseconds and kilobytes; the largest single allocation is limited in tests/fuzz/src/limit.rs.
limits=(-timeout=20 -rss_limit_mb=512)

command -v c++ >/dev/null || { echo "fuzz: a C++ compiler (c++) is needed to build libFuzzer" >&2; exit 1; }
host=$(rustc -vV | sed -n 's/^host: //p')
build=${CARGO_TARGET_DIR:-$PWD/target}/fuzz
# With `--target`, so that build scripts and macros are not instrumented.
CARGO_TARGET_DIR=$build RUSTFLAGS="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=3 \
-Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table" \
    cargo build --quiet --release --locked --bins --manifest-path tests/fuzz/Cargo.toml --target "$host" || {
    echo "fuzz: not built; after a change of core's dependencies or version: cargo update --workspace --manifest-path tests/fuzz/Cargo.toml" >&2
    exit 1
}

summary=""
failed=""
for target in "${targets[@]}"; do
    if [[ $mode == long ]]; then
        corpus=$cache/$target
        amount=(-max_total_time="$seconds" -max_len=16384)
    else
        corpus=$scratch/$target
        amount=(-runs="$(runs_of "$target")" -seed=1 -verbosity=0)
    fi
    mkdir -p "$corpus"
    if ! "$build/$host/release/$target" "${amount[@]}" "${limits[@]}" -print_final_stats=1 \
        -artifact_prefix="$findings/$target-" "$corpus" >"$scratch/log" 2>&1; then
        failed+=" $target"
        tail -n 60 "$scratch/log"
    elif [[ $mode == long ]]; then
        grep -E 'INITED|DONE|^stat::' "$scratch/log" | sed "s/^/$target: /"
    fi
    summary+=", $target $(sed -n 's/^stat::number_of_executed_units: *//p' "$scratch/log")"
done

if [[ -n $failed ]]; then
    echo "fuzz: findings in$failed; give a target the file from $findings to see it again"
fi
echo "fuzz: ${#targets[@]} targets, $(wc -w <<<"$failed" | tr -d ' ') with findings; runs: ${summary#, }"
[[ -z $failed ]]
