"""How long a message takes to read, and a file of many: ``python -m tests.bench.navwarn``."""

from __future__ import annotations

import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from mapper.navwarn import read
from tests.navwarn.casebook import cases

LIMIT_MS = 5.0
ROUNDS = 5
FEW, MANY = 1_000, 10_000
MOST_MORE_MIB = 48
"""What ten times the messages may take of memory more: their text, which is held whole."""


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


def streamed(count: int) -> tuple[float, float, float]:
    """Read a file of messages by the command: its size in MB, processor seconds, peak MiB."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "many.txt"
        texts = itertools.islice(itertools.cycle(case.text for case in cases()), count)
        path.write_text("\n".join(f"ZCZC\n{text}\nNNNN" for text in texts), encoding="utf-8")
        process = subprocess.Popen(
            [sys.executable, "-m", "mapper", "warning", "read", str(path)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError(f"mapper warning read ended with {process.returncode}")
        return path.stat().st_size / 1e6, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main() -> int:
    """Print the median, the slowest and the streams; 1 when a limit is exceeded."""
    found = times_ms()
    median = statistics.median(found.values())
    lines = [f"reading a warning: median {median:.2f} ms of {len(found)} (limit {LIMIT_MS:g} ms)"]
    slowest = sorted(found, key=lambda name: -found[name])[:3]
    lines += [f"  {found[name]:7.2f} ms  {name}" for name in slowest]
    peaks = []
    for count in (FEW, MANY):
        size_mb, seconds, peak_mib = streamed(count)
        peaks.append(peak_mib)
        lines.append(f"a file of {count:,} messages ({size_mb:.1f} MB): {seconds:.1f} s of "
                     f"processor time, peak {peak_mib:.0f} MiB")  # fmt: skip
    more = peaks[1] - peaks[0]
    lines.append(f"  {more:.0f} MiB more for ten times the messages (limit {MOST_MORE_MIB} MiB)")
    sys.stdout.write("\n".join(lines) + "\n")
    return int(median > LIMIT_MS or more > MOST_MORE_MIB)


if __name__ == "__main__":
    sys.exit(main())
