#!/usr/bin/env bash
# Builds core and puts it where SwiftPM finds it on Linux: the library, and peeker-partner.pc, which says where it is.
#
#   install-linux.sh [prefix]              /usr/local, where SwiftPM looks by itself
#   install-linux.sh describe <folder>     writes <folder>/pkgconfig/peeker-partner.pc for a library that is in <folder>
#
# With another prefix, export PKG_CONFIG_PATH=<prefix>/lib/pkgconfig before `swift build`.

set -euo pipefail
from=$PWD
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

target=${CARGO_TARGET_DIR:-$PWD/target}

# It says where the library is by where it is itself, so both can be moved together, as in an archive.
describe() {
    local folder=$1 version
    version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
    mkdir -p "$folder/pkgconfig"
    cat >"$folder/pkgconfig/peeker-partner.pc.new" <<PC
Name: peeker-partner
Description: The core of the Peeker Partner SDK, for its Swift package
Version: $version
Libs: -L\${pcfiledir}/.. -lpeeker_swift
PC
    # At once: another build may be reading it.
    mv "$folder/pkgconfig/peeker-partner.pc.new" "$folder/pkgconfig/peeker-partner.pc"
}

install_into() {
    local prefix=$1
    [[ $prefix == /* ]] || prefix=$from/$prefix
    cargo build --quiet --release --package peeker-swift --lib
    mkdir -p "$prefix/lib"
    prefix=$(cd "$prefix" && pwd -P)
    install -m 644 "$target/release/libpeeker_swift.a" "$prefix/lib/libpeeker_swift.a"
    describe "$prefix/lib"
    printf 'installed %s/lib/libpeeker_swift.a\n' "$prefix"
}

case ${1:-} in
    -*) sed -n '2,/^$/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2 && exit 2 ;;
    describe) describe "$(cd "$from" && cd "$2" && pwd -P)" ;;
    *) install_into "${1:-/usr/local}" ;;
esac
