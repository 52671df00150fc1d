#!/bin/sh
# test.sh build  builds the addon and its JavaScript
# test.sh lint   checks and changes nothing
# test.sh test   builds and runs every test; further arguments go to `node --test`
set -eu
cd "$(dirname "$0")/.."
what=${1:?"usage: test.sh build|lint|test"}
shift

# Only where the lock file is newer than what is installed.
[ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --loglevel=error

case $what in
  build) ./scripts/build.sh "$@" ;;
  lint)
    # Core is linted with the workspace.
    cargo clippy --quiet -p peeker-node --no-deps --all-targets -- -D warnings
    node_modules/.bin/biome check --error-on-warnings
    ./scripts/generate.sh check
    node_modules/.bin/tsc -p . --noEmit
    ;;
  test)
    cargo test --quiet -p peeker-node
    ./scripts/build.sh
    ./scripts/build-sandbox.sh
    PEEKER_SANDBOX=$PWD/native/peeker-sandbox.$(node scripts/platform.mjs)
    export PEEKER_SANDBOX
    node_modules/.bin/tsc -p examples
    node_modules/.bin/tsc -p test
    node --test --enable-source-maps "$@" test/dist/*.test.js
    ;;
  *)
    echo "usage: test.sh build|lint|test" >&2
    exit 2
    ;;
esac
