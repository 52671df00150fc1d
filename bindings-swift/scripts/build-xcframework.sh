#!/usr/bin/env bash
# Builds PeekerFFI.xcframework: core for devices, simulators and macOS. On a Mac with Xcode and Rust.
#
#   build-xcframework.sh         into bindings-swift/PeekerFFI.xcframework, where Package.swift looks for it
#   build-xcframework.sh zip     the same, packed for a release; prints the checksum that Package.swift needs
#
# Exit status: 1 something failed to build; 2 wrong usage; 3 this machine lacks something, which is named.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

package=$PWD/bindings-swift
target=${CARGO_TARGET_DIR:-$PWD/target}
framework=$package/PeekerFFI.xcframework
work=$target/xcframework

# The same as in Package.swift.
export IPHONEOS_DEPLOYMENT_TARGET=16.0
export MACOSX_DEPLOYMENT_TARGET=13.0

missing() {
    printf 'build-xcframework: %s\n' "$*" >&2
    exit 3
}

# One library of all processors of a platform, as an xcframework wants it: library <platform> <rust target...>
library() {
    local platform=$1 triple built=()
    shift
    for triple in "$@"; do
        rustup target add "$triple" >/dev/null 2>&1 || true # there already, or Rust is not from rustup
        cargo build --quiet --release --package peeker-swift --lib --target "$triple" --target-dir "$target"
        built+=("$target/$triple/release/libpeeker_swift.a")
    done
    mkdir -p "$work/$platform"
    lipo -create "${built[@]}" -output "$work/$platform/libpeeker_swift.a"
}

# In a folder of the module's own name: Xcode copies the headers of all frameworks of an app into one folder, where two
# files `module.modulemap` would be one too many. Without `link`: here SwiftPM links the library itself.
headers() {
    mkdir -p "$work/headers/PeekerFFI"
    cp "$package"/Sources/PeekerFFI/*.h "$work/headers/PeekerFFI"
    sed '/^ *link /d' "$package/Sources/PeekerFFI/module.modulemap" >"$work/headers/PeekerFFI/module.modulemap"
}

build() {
    [[ $(uname -s) == Darwin ]] || missing "an xcframework is built on macOS only"
    local tool
    for tool in cargo xcodebuild lipo; do
        command -v "$tool" >/dev/null || missing "no $tool"
    done
    rm -rf "$work" "$framework"
    headers
    library device aarch64-apple-ios
    library simulator aarch64-apple-ios-sim x86_64-apple-ios
    library macos aarch64-apple-darwin x86_64-apple-darwin
    local arguments=() platform
    for platform in device simulator macos; do
        arguments+=(-library "$work/$platform/libpeeker_swift.a" -headers "$work/headers")
    done
    xcodebuild -create-xcframework "${arguments[@]}" -output "$framework"
}

# A checksum is of the zip file, so the zip file that it was made of must be the one that is published.
pack() {
    (cd "$package" && rm -f PeekerFFI.xcframework.zip && ditto -c -k --keepParent PeekerFFI.xcframework PeekerFFI.xcframework.zip)
    printf 'checksum: %s\n' "$(swift package compute-checksum "$package/PeekerFFI.xcframework.zip")"
}

case $# in
    0) build ;;
    1)
        [[ $1 == zip ]] || { sed -n '2,/^$/s/^# \{0,1\}//p' "$0" >&2 && exit 2; }
        build
        pack
        ;;
    *) sed -n '2,/^$/s/^# \{0,1\}//p' "$0" >&2 && exit 2 ;;
esac
