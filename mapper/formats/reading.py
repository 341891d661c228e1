"""Reading map files in a process of their own, which a hostile file may kill, fill or hold up."""

from __future__ import annotations

import contextlib
import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mapper
from mapper.formats.findings import Finding, MapFeature, Reading, printable
from mapper.formats.gdal import environment
from mapper.formats.limits import REPAIR_SECONDS, SECONDS

_MAX_ANSWER = 512 * 1024 * 1024
_CHUNK = 1 << 20
_FRESH_AFTER = 200
"""A reading process is replaced after so many files, so that what they left behind goes too."""


class _Gone(Exception):
    """The reading process ended, or was ended; carries the finding."""

    def __init__(self, code: str, message: str, where: str = "") -> None:
        super().__init__(message)
        self.finding = Finding(code, message, where)


class Reader:
    """Reads map files one after the other, in a child process within limits.

    Use it as a context manager: the process ends with it.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._files = 0

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def read(self, path: Path | str, features: bool = True) -> Reading:
        """Read one file.

        Parameters
        ----------
        path : path
            The file, of any format.
        features : bool
            Whether its features are wanted, or its judgement only.

        Returns
        -------
        Reading
            Also of what cannot be read: the findings say why.
        """
        name = printable(str(path))
        used = self._files > 0
        try:
            values = self._ask(Path(path), features)
            if used and any(found[0] == "memory" for found in values["findings"]):
                # What earlier files left in memory is no fault of this one.
                self._end()
                values = self._ask(Path(path), features)
        except _Gone as gone:
            self._end()
            return Reading(name, findings=(gone.finding,))
        return _reading(name, values)

    def _ask(self, path: Path, features: bool) -> dict[str, Any]:
        if self._files >= _FRESH_AFTER:
            self._end()
        process = self._running()
        self._files += 1
        request = json.dumps({"path": str(Path.cwd() / path), "features": features})
        assert process.stdin is not None
        try:
            process.stdin.write(request.encode() + b"\n")
            process.stdin.flush()
        except BrokenPipeError:
            raise _Gone("crashed", "the reading process ended at once") from None
        return self._wait(process)

    def _wait(self, process: subprocess.Popen[bytes]) -> dict[str, Any]:
        """The answer; while the child is at a step that may take long, the shorter limit holds."""
        end = time.monotonic() + SECONDS
        clock = _Clock(end)
        busy = ""
        for line in _lines(process, clock):
            if line is None:
                if busy:
                    raise _Gone("irreparable", f"{busy}; not repaired within {REPAIR_SECONDS:g} "
                                "seconds: draw it again")  # fmt: skip
                raise _Gone("time", f"not read within {SECONDS:g} seconds; simplify it")
            answer = json.loads(line)
            if "reading" in answer:
                found: dict[str, Any] = answer["reading"]
                return found
            busy = str(answer["where"])
            clock.end = min(end, time.monotonic() + REPAIR_SECONDS) if busy else end
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=1.0)
        raise _Gone("crashed", f"the reading process ended ({process.poll()}) at this file")

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._files = 0
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "mapper.formats.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                start_new_session=True,
            )
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(OSError):
            process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()


@dataclass
class _Clock:
    """When the wait is over; may be set anew while it lasts."""

    end: float

    @property
    def left(self) -> float:
        return max(0.0, self.end - time.monotonic())


def _lines(process: subprocess.Popen[bytes], clock: _Clock) -> Iterator[bytes | None]:
    """Lines of a process as they come; ``None`` once when the time is over."""
    assert process.stdout is not None
    descriptor = process.stdout.fileno()
    kept: list[bytes] = []
    size = 0
    while True:
        ready, _, _ = select.select([descriptor], [], [], clock.left)
        if not ready:
            yield None
            return
        part = os.read(descriptor, _CHUNK)
        if not part:
            return
        *ends, rest = part.split(b"\n")
        for end in ends:
            yield b"".join([*kept, end])
            kept, size = [], 0
        kept.append(rest)
        size += len(rest)
        if size > _MAX_ANSWER:
            return


def _environment() -> dict[str, str]:
    """A small environment: what Python and GDAL need, and nothing of the user's."""
    kept = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV", "LD_LIBRARY_PATH")
    root = str(Path(mapper.__file__).resolve().parent.parent)
    return {
        **{name: os.environ[name] for name in kept if name in os.environ},
        **environment(),
        "PYTHONPATH": root,
        "PYTHONUTF8": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "1",
    }


def _reading(name: str, values: dict[str, Any]) -> Reading:
    features = values["features"]
    shapes = _shapes([one[0] for one in features])
    return Reading(
        name,
        values["form"],
        tuple(
            MapFeature(shape, properties, given, where)
            for shape, (_, properties, given, where) in zip(shapes, features, strict=True)
        ),
        values["count"],
        tuple(Finding(*found) for found in values["findings"]),
    )


def _shapes(contents: list[str | None]) -> list[Any]:
    if not contents:
        return []
    import shapely

    return list(shapely.from_wkb(contents))


def read_map_file(path: Path | str) -> Reading:
    """Read one map file of any format, in a process of its own.

    Examples
    --------
    >>> read_map_file("no-such-file.kml").verdict
    'reject'
    """
    with Reader() as reader:
        return reader.read(path)


def inspect_files(paths: Iterable[Path | str]) -> Iterator[Reading]:
    """Judge map files one after the other, without giving their features."""
    with Reader() as reader:
        for path in paths:
            yield reader.read(path, features=False)
