"""A command that is killed: ``python -m tests.killing STEP ARGUMENT...`` runs ``mapper`` itself.

It says when it is ready and waits for a line. With a STEP above 0 it kills itself (SIGKILL) at
that step of writing; with 0 it runs to its end, or until someone else kills it. At the end it
says how many steps there were.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

from mapper import adding, editions, intake, navwarn  # noqa: F401 - loaded before the clock runs
from mapper.cli import main
from mapper.formats import reading, records  # noqa: F401

steps = 0


def watched(function: Any, fatal: int) -> Any:
    """A function that counts as a step: it dies before it, or does it."""

    def step(*arguments: Any, **named: Any) -> Any:
        global steps  # noqa: PLW0603
        steps += 1
        if steps == fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments, **named)

    return step


def run() -> None:
    """Run the command with its steps counted."""
    fatal = int(sys.argv[1])
    for name in ("fsync", "fchmod"):
        setattr(os, name, watched(getattr(os, name), fatal))
    for name in ("replace", "unlink", "mkdir"):
        setattr(Path, name, watched(getattr(Path, name), fatal))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    try:
        main(sys.argv[2:])
    finally:
        sys.stdout.write(f"steps {steps}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    run()
