#!/usr/bin/env python3
"""Fails if a public symbol has no documentation: undocumented.py <symbol graph>

swift-format looks at declarations that are written by hand. This looks at what the compiler says is public: enum cases,
and what is generated from core, too.
"""

import json
import sys


def main() -> int:
    with open(sys.argv[1], encoding="utf-8") as file:
        symbols = json.load(file)["symbols"]
    missing = [symbol for symbol in symbols if not symbol.get("docComment", {}).get("lines")]
    for symbol in missing:
        place = symbol.get("location", {})
        line = place.get("position", {}).get("line", 0) + 1
        print(f"{place.get('uri', '?')}:{line}: {'.'.join(symbol['pathComponents'])} has no documentation", file=sys.stderr)
    # A graph of another module, or of none, must not pass for a documented one.
    if len(symbols) < 500:
        print(f"only {len(symbols)} symbols were found: is this the package's graph?", file=sys.stderr)
        return 1
    print(f"{len(symbols)} public symbols, {len(missing)} without documentation")
    return 1 if missing else 0


sys.exit(main())
