#!/usr/bin/env bash
# Installs both wheels into an empty venv without any index, runs the smoke test there against the sandbox of its
# wheel, and prints sizes and import times.
#
#   scripts/package.sh FOLDER_OF_WHEELS [PYTHON]
set -euo pipefail
cd "$(dirname "$0")/.."

wheels=$1 python=${2:-python3}
empty=$(mktemp -d)
trap 'rm -rf "$empty"' EXIT

# Without an index: what the wheels need besides themselves would be missed here. Installed as users install, so that
# imports find compiled files.
"$python" -m venv "$empty"
env -u PYTHONDONTWRITEBYTECODE "$empty/bin/pip" install --quiet --no-index "$wheels"/*.whl
"$empty/bin/python" scripts/package_check.py "$wheels"
