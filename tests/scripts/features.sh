#!/usr/bin/env bash
# Lints core with each of its features alone, with each two of them, with none and with all, warnings denied.
set -euo pipefail
cd "$(dirname "$0")/../.."

features=(http python swift typescript)
check() {
    printf 'features: %s\n' "${1:-none}"
    cargo clippy --quiet --package peeker-core --no-default-features --features "$1" -- --deny warnings
}

check ""
for ((i = 0; i < ${#features[@]}; i++)); do
    check "${features[i]}"
    for ((j = i + 1; j < ${#features[@]}; j++)); do
        check "${features[i]},${features[j]}"
    done
done
check "$(IFS=, && echo "${features[*]}")"
