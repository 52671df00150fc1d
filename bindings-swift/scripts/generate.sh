#!/usr/bin/env bash
# Writes what Swift sees of core: Sources/PeekerPartner/Generated and the headers in Sources/PeekerFFI.
# The output is committed; CI checks that this changes nothing.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

target=${CARGO_TARGET_DIR:-$PWD/target}
cargo test --quiet --package peeker-swift-bindgen
cargo build --quiet --package peeker-swift
cargo run --quiet --package peeker-swift-bindgen -- "$target/debug/libpeeker_swift.a" bindings-swift
