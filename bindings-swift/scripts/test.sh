#!/usr/bin/env bash
# Checks and tests the Swift package, with the Swift that swift-toolchain.sh finds or installs.
#
#   test.sh lint               formats nothing; swift-format in its strict mode, and shellcheck where it is installed
#   test.sh test [arguments]   builds the library and runs the tests; arguments go to `swift test`
#   test.sh size               the size of the library in a program, with and without an HTTP stack of its own

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

package=$PWD/bindings-swift
target=${CARGO_TARGET_DIR:-$PWD/target}
swift=$package/scripts/swift-toolchain.sh

usage() {
    sed -n '2,/^$/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
    exit 2
}

lint() {
    # What is generated is formatted by its generator.
    local sources=()
    while IFS= read -r file; do sources+=("$file"); done < <(
        cd "$package" && find Package.swift Sources Tests -name '*.swift' -not -path '*/Generated/*' | sort
    )
    "$swift" run "$package" format lint --strict "${sources[@]}"
    if command -v shellcheck >/dev/null; then shellcheck "$package"/scripts/*.sh; fi
}

run_tests() {
    cargo build --quiet --package peeker-swift
    # SwiftPM links anew only when a Swift source has changed, and the library is none.
    find "$package/.build/" -name '*.xctest' -exec rm -rf {} + 2>/dev/null || true
    "$swift" run "$package" test -Xlinker "-L$target/debug" "$@"
}

case ${1:-} in
    lint) lint ;;
    test)
        shift
        run_tests "$@"
        ;;
    *) usage ;;
esac
