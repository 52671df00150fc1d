#!/usr/bin/env bash
# Breaks a copy of core in one small way after the other (tests/mutants/*.patch) and demands that its tests notice.
set -euo pipefail
cd "$(dirname "$0")/../.."

export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$PWD/target}
copy=$CARGO_TARGET_DIR/mutants
rm -rf "$copy"
mkdir -p "$copy"
trap 'rm -rf "$copy"' EXIT
# What is committed or about to be, with times of now: an older copy must not look as if it were built already.
git ls-files --cached --others --exclude-standard -z | xargs -0 cp --parents --target-directory "$copy"
tests() { (cd "$copy" && cargo test --quiet --package peeker-core "$@"); }

if ! tests >"$copy/log" 2>&1; then
    tail -40 "$copy/log"
    echo "mutants: core's tests fail without any mutant"
    exit 1
fi

caught=0
survived=()
for mutant in tests/mutants/*.patch; do
    name=$(basename "$mutant" .patch)
    patch --quiet --strip=1 --directory="$copy" --no-backup-if-mismatch <"$mutant"
    # A mutant that does not compile proves nothing about the tests.
    if ! tests --no-run >"$copy/log" 2>&1; then
        tail -20 "$copy/log"
        echo "mutants: $name does not compile"
        exit 1
    fi
    if tests >"$copy/log" 2>&1; then
        survived+=("$name")
        printf 'SURVIVED %s: %s\n' "$name" "$(head -1 "$mutant")"
    else
        caught=$((caught + 1))
        by=$(awk '/^---- .* stdout ----$/ { print $2; exit }' "$copy/log")
        printf 'caught   %s by %s\n' "$name" "${by:-a test}"
    fi
    patch --quiet --strip=1 --reverse --directory="$copy" --no-backup-if-mismatch <"$mutant"
done

printf 'mutants: %d caught, %d survived\n' "$caught" "${#survived[@]}"
[[ ${#survived[@]} -eq 0 && $caught -gt 0 ]]
