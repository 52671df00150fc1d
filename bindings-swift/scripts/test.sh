#!/usr/bin/env bash
# Checks and tests the Swift package, with the Swift that swift-toolchain.sh finds or installs.
#
#   test.sh lint               formats nothing; swift-format in its strict mode, what must not be in the sources, shellcheck
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
        cd "$package" && find Package.swift Sources Examples Tests -name '*.swift' -not -path '*/Generated/*' | sort
    )
    "$swift" run "$package" format lint --strict "${sources[@]}"
    without_traps
    if ensure_shellcheck; then
        shellcheck "$package"/scripts/*.sh
    else
        echo 'test.sh: no shellcheck, and no root to install it: the scripts were not checked' >&2
    fi
}

# An app must not end because of what it handed over. swift-format finds `!`, `try!` and missing documentation. What is
# generated is UniFFI's own; and unsafeFlags would keep the package from being anybody's dependency.
without_traps() {
    local traps='\b(fatalError|precondition|preconditionFailure|assert|assertionFailure|abort|unsafeBitCast)\(|\bas!'
    if grep -rnE "$traps" "$package/Sources" --include='*.swift' --exclude-dir=Generated; then
        echo 'test.sh: this would end the program; throw an error' >&2
        return 1
    fi
    if grep -n unsafeFlags "$package/Package.swift"; then return 1; fi
}

# CI is root, and has it installed here.
ensure_shellcheck() {
    command -v shellcheck >/dev/null && return
    [[ $EUID -eq 0 ]] && command -v apt-get >/dev/null || return 1
    local install=(apt-get -qq -o DPkg::Lock::Timeout=300 install --yes --no-install-recommends shellcheck)
    # The lists of packages may be missing or old.
    "${install[@]}" >/dev/null 2>&1 || { apt-get -qq update && "${install[@]}"; } >/dev/null
}

# Every public symbol, generated ones too, as the compiler sees them.
documented() {
    "$swift" run "$package" package -Xswiftc -warnings-as-errors dump-symbol-graph --minimum-access-level public \
        --skip-synthesized-members >/dev/null
    local graphs
    graphs=$(find "$package/.build" -path '*/symbolgraph/PeekerPartner.symbols.json')
    python3 "$package/scripts/undocumented.py" "$graphs"
}

# Where Package.swift finds core: by the same means as in a program that depends on the package.
core_library() {
    if [[ $(uname -s) == Linux ]]; then
        "$package/scripts/install-linux.sh" describe "$target/debug"
        export PKG_CONFIG_PATH=$target/debug/pkgconfig
    else
        "$package/scripts/build-xcframework.sh"
    fi
}

run_tests() {
    cargo test --quiet --package peeker-swift
    cargo build --quiet --package peeker-swift --package peeker-sandbox
    export PEEKER_SANDBOX=$target/debug/peeker-sandbox
    # SwiftPM links anew only when a Swift source has changed, and the library is none.
    if [[ -d $package/.build ]]; then
        find "$package/.build" \( -name '*.xctest' -o -name peeker-flow \) -prune -exec rm -rf {} +
    fi
    core_library
    # Before the tests, whose closing line says how many ran. With arguments it is some of the tests that are wanted.
    if [[ $# -eq 0 ]]; then documented; fi
    "$swift" run "$package" test -Xswiftc -warnings-as-errors "$@"
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
