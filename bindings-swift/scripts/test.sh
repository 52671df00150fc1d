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
    cargo test --quiet --package peeker-swift
    cargo build --quiet --package peeker-swift --package peeker-sandbox
    export PEEKER_SANDBOX=$target/debug/peeker-sandbox
    # SwiftPM links anew only when a Swift source has changed, and the library is none.
    if [[ -d $package/.build ]]; then find "$package/.build" -name '*.xctest' -prune -exec rm -rf {} +; fi
    "$swift" run "$package" test -Xlinker "-L$target/debug" -Xswiftc -warnings-as-errors "$@"
}

# As an app carries it: optimised, what is not called left out, without symbols.
size() {
    local features file
    for features in '' http; do
        cargo rustc --quiet --release --package peeker-swift --features "$features" --lib --crate-type cdylib \
            --target-dir "$target/size"
        file=$(find "$target/size/release" -maxdepth 1 -name 'libpeeker_swift.so' -o -name 'libpeeker_swift.dylib')
        strip "$file"
        printf '%9d bytes %s an HTTP stack of its own\n' "$(wc -c <"$file")" "$([[ -n $features ]] && echo with || echo without)"
    done
}

case ${1:-} in
    lint) lint ;;
    test)
        shift
        run_tests "$@"
        ;;
    size) size ;;
    *) usage ;;
esac
