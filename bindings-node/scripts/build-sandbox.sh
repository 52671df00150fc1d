#!/bin/sh
# Builds the sandbox's program for this machine, for the tests and to be packed. Arguments go to cargo: --release.
set -eu
cd "$(dirname "$0")/.."

cargo build --quiet -p peeker-sandbox "$@"

profile=debug
for argument in "$@"; do [ "$argument" = --release ] && profile=release; done
target=$(./scripts/target.sh)
case $(node -p process.platform) in
  win32) end=.exe ;;
  *) end= ;;
esac
mkdir -p native
# Not overwritten in place: it may be running.
cp "$target/$profile/peeker-sandbox$end" native/.new
mv native/.new "native/peeker-sandbox.$(node scripts/platform.mjs)$end"
