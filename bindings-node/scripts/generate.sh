#!/bin/sh
# Writes src/generated from core's models. With `check` it changes nothing, and fails if it would.
set -eu
cd "$(dirname "$0")/.."

if [ "${1:-}" = check ]; then
  # Inside the package, where the formatter finds its settings.
  folder=.generated-check
  trap 'rm -rf "$folder"' EXIT
else
  folder=src/generated
fi
rm -rf "$folder"
cargo run --quiet -p peeker-node --example generate-types -- "$folder"
node_modules/.bin/biome format --write "$folder" >/dev/null

if [ "${1:-}" = check ] && ! diff -r "$folder" src/generated; then
  echo "src/generated is not what core declares; run bindings-node/scripts/generate.sh" >&2
  exit 1
fi
