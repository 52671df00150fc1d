#!/usr/bin/env bash
# Builds, tests and checks the Python package in a venv of its own. Without an argument it does all of it.
#
#   scripts/test.sh [build|generate|lint|package|test [PYTEST ARGUMENTS]]
#
# PYTHON names the interpreter (python3, 3.10 or newer).
set -euo pipefail
cd "$(dirname "$0")/.."

cache=${PEEKER_CACHE_DIR:-$PWD/../.cache}
venv=$cache/python-venv
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$PWD/../target}
export PYRIGHT_PYTHON_CACHE_DIR=$cache/pyright PYRIGHT_PYTHON_IGNORE_WARNINGS=1
export PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1

# The tools, as pinned; made anew when the pins or the interpreter changed.
tools() {
    local python=${PYTHON:-python3}
    local wanted
    wanted=$("$python" -VV && cat requirements-dev.txt)
    if [[ ! -x $venv/bin/pip || "$(cat "$venv/made-of" 2>/dev/null)" != "$wanted" ]]; then
        "$python" -m venv --clear "$venv"
        "$venv/bin/pip" install --quiet --requirement requirements-dev.txt
        printf '%s\n' "$wanted" >"$venv/made-of"
    fi
}

# Both wheels, of the package and of the sandbox, into $1; the rest is for maturin and the package. What is released
# has no symbols: nobody would read them, and a tenth of the wheel is theirs.
wheels() {
    local out=$1 profile=$2
    local options=(--quiet --locked --profile "$profile" --out "$out")
    if [[ $profile == release ]]; then options+=(--strip); fi
    rm -rf "$out"
    "$venv/bin/maturin" build "${options[@]}" "${@:3}"
    (cd sandbox && "$venv/bin/maturin" build "${options[@]}")
}

# Both wheels as they are released, installed into .venv/ at the root of the repository.
build() {
    local wheels=$CARGO_TARGET_DIR/wheels
    wheels "$wheels" release
    [[ -x ../.venv/bin/pip ]] || "${PYTHON:-python3}" -m venv ../.venv
    env -u PYTHONDONTWRITEBYTECODE \
        ../.venv/bin/pip install --quiet --no-index --force-reinstall "$wheels"/*.whl
    ls -lh "$wheels"/*.whl
    echo "installed into .venv/: .venv/bin/python, .venv/bin/peeker-partner, .venv/bin/peeker-sandbox"
}

# What type checkers are told: written from core's declarations, without building it.
generate() {
    "$venv/bin/python" scripts/stubs.py
    "$venv/bin/ruff" format --quiet python/peeker_partner/_native.pyi python/peeker_partner/_enums.py
}

# What users install, proven in an empty venv.
package() {
    wheels "$CARGO_TARGET_DIR/wheels" release
    scripts/package.sh "$CARGO_TARGET_DIR/wheels" "${PYTHON:-python3}"
}

lint() {
    "$venv/bin/ruff" check .
    "$venv/bin/ruff" format --check .
    "$venv/bin/mypy"
}

# What a user's program sees, and that all of the package's public types are known.
check_types() {
    local bin
    bin=$(cd "$venv/bin" && pwd -P)
    "$bin/pyright" --pythonpath "$bin/python" tests/check_types.py
    # It looks for the package where the first Python of the PATH does, and before that here, where its sources are.
    (cd "$(mktemp -d)" && PATH=$bin:$PATH pyright --ignoreexternal --verifytypes peeker_partner) \
        >"$cache/pyright.txt" || { cat "$cache/pyright.txt"; return 1; }
}

run_tests() {
    local wheels=$cache/python-test-wheel
    # Not optimised: they are built in a third of the time.
    wheels "$wheels" dev --features test-hooks
    "$venv/bin/pip" install --quiet --no-index --no-deps --force-reinstall "$wheels"/*.whl
    check_types
    "$venv/bin/python" -m mypy.stubtest --concise --allowlist tests/stubtest-allowlist.txt peeker_partner._native
    "$venv/bin/pytest" "$@"
}

tools
case ${1:-all} in
build) build ;;
generate) generate ;;
lint) lint ;;
package) package ;;
test)
    run_tests "${@:2}"
    # Who tests one thing builds no release.
    [[ $# -gt 1 ]] || package
    ;;
all) lint && run_tests && package ;;
*)
    sed -n '2,5s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac
