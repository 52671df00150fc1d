#!/bin/sh
# Builds the addon for this machine and the package's JavaScript. Arguments go to cargo: --profile addon.
set -eu
cd "$(dirname "$0")/.."

cargo build --quiet -p peeker-node "$@"

profile=debug
for argument in "$@"; do [ "$argument" = addon ] && profile=addon; done
target=$(./scripts/target.sh)
case $(node -p process.platform) in
  darwin) built=libpeeker_node.dylib ;;
  win32) built=peeker_node.dll ;;
  *) built=libpeeker_node.so ;;
esac
# The name that binding.cts looks for.
name=$(node scripts/platform.mjs)
mkdir -p native
# Not overwritten in place: a process may have it loaded.
cp "$target/$profile/$built" "native/.new" && mv "native/.new" "native/peeker.$name.node"

# CommonJS is what runs; ES modules hand it on. Edge runtimes have an ES module of its own, without the addon.
node_modules/.bin/tsc -p tsconfig.cjs.json
node_modules/.bin/tsc -p tsconfig.edge.json
node scripts/facades.mjs
