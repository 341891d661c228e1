"""A real server in a process of its own: waitress on a free port, as ``mapper serve`` starts it."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
from contextlib import contextmanager

START_SECONDS = 60


@contextmanager
def running_server(folder=None, **settings):
    """Serve an atlas folder; gives the address without a slash at its end.

    Parameters
    ----------
    folder : path, optional
        The atlas folder; the bundled one by default.
    **settings
        Further ``MAPPER_*`` settings, by their names in lower case.
    """
    command = [sys.executable, "-m", "mapper", "serve", "--port", "0"]
    if folder is not None:
        command += ["--data", str(folder)]
    environ = {key: value for key, value in os.environ.items() if not key.startswith("MAPPER_")}
    environ |= {f"MAPPER_{name.upper()}": str(value) for name, value in settings.items()}
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        yield _address(process)
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()


def _address(process) -> str:
    """The first address that the server prints; what it printed instead, when it does not."""
    lines = queue.Queue()
    threading.Thread(target=_pump, args=(process.stdout, lines), daemon=True).start()
    printed = []
    while True:
        try:
            line = lines.get(timeout=START_SECONDS)
        except queue.Empty:
            raise TimeoutError(f"no address after {START_SECONDS} s; {''.join(printed)}") from None
        if line is None:
            raise RuntimeError(f"the server stopped: {''.join(printed)}")
        printed.append(line)
        found = [word for word in line.split() if word.startswith("http://")]
        if found:
            return found[0].rstrip("/")


def _pump(stream, lines) -> None:
    """Read on, so that the server never waits for a full pipe."""
    try:
        for line in stream:
            lines.put(line)
    except ValueError:
        # The stream was closed under the reader at the end of the test.
        pass
    lines.put(None)
