#!/usr/bin/env bash
# Licences, sources and bans of all Rust dependencies, by cargo-deny. It is installed into the cache where it is missing.
set -euo pipefail
cd "$(dirname "$0")/../.."

version=0.20.2
tools=${PEEKER_CACHE_DIR:-$PWD/.cache}/tools
deny=$tools/bin/cargo-deny
if ! "$deny" --version 2>/dev/null | grep --quiet --fixed-strings "$version"; then
    # Not optimised: it builds in a third of the time, and what it checks here takes no second either way.
    CARGO_TARGET_DIR=$tools/build cargo install --quiet --locked --debug --no-default-features \
        --version "$version" --root "$tools" cargo-deny
    rm -rf "$tools/build"
fi
cargo fetch --quiet --locked
"$deny" --offline check bans licenses sources
