#!/usr/bin/env bash
# Runs the tests of every language and the fuzz targets, each to its end even if another failed, and closes with how
# many ran in each.
set -uo pipefail
cd "$(dirname "$0")/../.."

logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
failed=0

run() {
    local name=$1
    printf '\n== %s ==\n' "$name"
    local begun=$SECONDS
    if ! make --no-print-directory "test-$name" 2>&1 | tee "$logs/$name"; then
        failed=1
        touch "$logs/$name.failed"
    fi
    echo "$((SECONDS - begun))" >"$logs/$name.seconds"
}

# Each runner has a closing line of its own; these add them up. A runner that ran nothing has failed.
count() {
    case $1 in
    rust) awk '/^test result:/ { passed += $4; failed += $6; ignored += $8 } END { print passed + 0, failed + 0, ignored + 0 }' ;;
    python) awk '/ (passed|failed).* in [0-9.]+s/ { for (i = 2; i <= NF; i++) { if ($i ~ /^passed/) p += $(i - 1); if ($i ~ /^failed/) f += $(i - 1); if ($i ~ /^skipped/) s += $(i - 1) } } END { print p + 0, f + 0, s + 0 }' ;;
    node) awk '/^[#ℹ] (pass|fail|skipped) / { n[$2] += $3 } END { print n["pass"] + 0, n["fail"] + 0, n["skipped"] + 0 }' ;;
    # Swift's own count has the skipped ones among those that passed.
    swift) awk '/^[^ ]+ Test .* skipped/ { skipped++ } /Executed [0-9]+ tests?, with/ { if ($2 > most) { most = $2; bad = $5 } } /Test run with [0-9]+ tests?/ { n = $0; sub(/.*Test run with /, "", n); st = n + 0; if ($0 ~ /failed/) sf = 1 } END { print most + st - bad - sf - skipped, bad + sf, skipped + 0 }' ;;
    # A target is a test here; its own line says how many inputs it ran.
    fuzz) awk '/^fuzz: [0-9]+ targets, / { print $2 - $4, $4, 0; seen = 1 } END { if (!seen) print 0, 0, 0 }' ;;
    esac
}

for name in rust fuzz python node swift; do
    run "$name"
done

printf '\n'
for name in rust fuzz python node swift; do
    read -r passed bad skipped < <(count "$name" <"$logs/$name")
    if [[ $passed -eq 0 || -e $logs/$name.failed ]]; then
        failed=1
        [[ $bad -gt 0 ]] || bad=1
    fi
    printf '%s: %d passed, %d failed, %d skipped\n' "$name" "$passed" "$bad" "$skipped"
done
grep -h '^stress: ok' "$logs/rust" || true
for name in rust fuzz python node swift; do
    printf '(%s took %d s) ' "$name" "$(cat "$logs/$name.seconds")"
done
printf '\n'
exit "$failed"
