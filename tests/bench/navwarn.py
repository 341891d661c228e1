"""How long a message takes to read: ``python -m tests.bench.navwarn``."""

from __future__ import annotations

import statistics
import sys
import time

from mapper.navwarn import read
from tests.navwarn.casebook import cases

LIMIT_MS = 5.0
ROUNDS = 5


def times_ms() -> dict[str, float]:
    """The least time of each case over a few rounds, in milliseconds."""
    found = {}
    for case in cases():
        read(case.text, case.lang, case.issued)
        rounds = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            read(case.text, case.lang, case.issued)
            rounds.append((time.perf_counter() - start) * 1000)
        found[case.name] = min(rounds)
    return found


def main() -> int:
    """Print the median and the slowest; 1 when the median exceeds its limit."""
    found = times_ms()
    median = statistics.median(found.values())
    lines = [f"reading a warning: median {median:.2f} ms of {len(found)} (limit {LIMIT_MS:g} ms)"]
    slowest = sorted(found, key=lambda name: -found[name])[:3]
    lines += [f"  {found[name]:7.2f} ms  {name}" for name in slowest]
    sys.stdout.write("\n".join(lines) + "\n")
    return int(median > LIMIT_MS)


if __name__ == "__main__":
    sys.exit(main())
