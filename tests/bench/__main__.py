"""Measure speed as ratios against a peer or a limit in one run: ``python -m tests.bench [PART]``.

Each module of this folder with a function ``measure`` is a part; it gives rows. The exit code is 1
when a limit is not kept.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys

import tests.bench


def parts() -> dict[str, object]:
    """The modules that measure, by name."""
    found = {}
    for module in pkgutil.iter_modules(tests.bench.__path__):
        if not module.name.startswith("_"):
            loaded = importlib.import_module(f"tests.bench.{module.name}")
            if hasattr(loaded, "measure"):
                found[module.name] = loaded
    return found


def main(wanted: list[str]) -> int:
    """Run the parts asked for, or all; print a line a figure."""
    known = parts()
    unknown = sorted(set(wanted) - set(known))
    if unknown:
        print(
            f"no such part: {', '.join(unknown)}; choose from {', '.join(known)}", file=sys.stderr
        )
        return 2
    kept = True
    for name in wanted or known:
        print(f"{name}: {(known[name].__doc__ or '').splitlines()[0]}", flush=True)
        for row in known[name].measure():
            kept &= row.kept
            print(f"  {row.line()}", flush=True)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
