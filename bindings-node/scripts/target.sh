#!/bin/sh
# Prints where cargo puts what it builds.
set -eu
cd "$(dirname "$0")/.."
cargo metadata --no-deps --format-version 1 | node -p 'JSON.parse(fs.readFileSync(0)).target_directory'
