#!/usr/bin/env bash
# Builds, tests and checks the Python package in a venv of its own. Without an argument it does all of it.
#
#   scripts/test.sh [build|generate|lint|test]
#
# PYTHON names the interpreter (python3, 3.10 or newer).
set -euo pipefail
cd "$(dirname "$0")/.."

cache=${PEEKER_CACHE_DIR:-$PWD/../.cache}
venv=$cache/python-venv
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$PWD/../target}
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

# Both wheels, of the package and of the sandbox, into $1; the rest is for maturin and the package.
wheels() {
    local out=$1 profile=$2
    rm -rf "$out"
    "$venv/bin/maturin" build --quiet --locked --profile "$profile" --out "$out" "${@:3}"
    (cd sandbox && "$venv/bin/maturin" build --quiet --locked --profile "$profile" --out "$out")
}

# The wheel as it is released, into the venv at the root of the repository, for trying things out.
build() {
    local wheels=$CARGO_TARGET_DIR/wheels home=$PWD/../.venv
    rm -f "$wheels"/peeker_partner-*.whl
    "$venv/bin/maturin" build --locked --release --out "$wheels"
    [[ -x $home/bin/python ]] || "${PYTHON:-python3}" -m venv "$home"
    "$home/bin/pip" install --quiet --no-index --no-deps --force-reinstall "$wheels"/peeker_partner-*.whl
    echo "installed into .venv: .venv/bin/python -c 'import peeker_partner'"
}

# What type checkers are told: written from core's declarations, without building it.
generate() {
    "$venv/bin/python" scripts/stubs.py
    "$venv/bin/ruff" format --quiet python/peeker_partner/_native.pyi python/peeker_partner/_enums.py
}

lint() {
    "$venv/bin/ruff" check .
    "$venv/bin/ruff" format --check .
    "$venv/bin/mypy"
}

run_tests() {
    local wheels=$cache/python-test-wheel
    # Not optimised: they are built in a third of the time.
    wheels "$wheels" dev --features test-hooks
    "$venv/bin/pip" install --quiet --no-index --no-deps --force-reinstall "$wheels"/*.whl
    "$venv/bin/python" -m mypy.stubtest --concise --allowlist tests/stubtest-allowlist.txt peeker_partner._native
    "$venv/bin/pytest" "$@"
}

tools
case ${1:-all} in
build) build ;;
generate) generate ;;
lint) lint ;;
test) run_tests "${@:2}" ;;
all) lint && run_tests ;;
*)
    sed -n '2,5s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac
