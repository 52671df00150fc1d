#!/bin/sh
# Builds the addon for this machine and the package's JavaScript. Arguments go to cargo: --release.
set -eu
cd "$(dirname "$0")/.."

cargo build --quiet -p peeker-node "$@"

profile=debug
for argument in "$@"; do [ "$argument" = --release ] && profile=release; done
target=$(cargo metadata --no-deps --format-version 1 | node -p 'JSON.parse(fs.readFileSync(0)).target_directory')
case $(node -p process.platform) in
  darwin) built=libpeeker_node.dylib ;;
  win32) built=peeker_node.dll ;;
  *) built=libpeeker_node.so ;;
esac
# The name that native.ts looks for.
name=$(node scripts/platform.mjs)
mkdir -p native
# Not overwritten in place: a process may have it loaded.
cp "$target/$profile/$built" "native/.new" && mv "native/.new" "native/peeker.$name.node"

node_modules/.bin/tsc -p .
node_modules/.bin/tsc -p tsconfig.cjs.json
echo '{ "type": "commonjs" }' > dist/cjs/package.json
