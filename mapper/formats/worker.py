"""The process that reads map files: limited in memory and time, without a network of its own.

It is started by ``mapper.formats.reading`` and asked in lines of JSON; a file that breaks it
breaks nothing else.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path
from typing import Any, TextIO

from mapper.formats.limits import MEMORY_BYTES, SECONDS

_GRACE_SECONDS = 4


def main() -> None:
    """Answer requests from stdin until it ends."""
    # Whatever a library prints goes to nowhere, not between the answers.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    _limit(resource.RLIMIT_AS, MEMORY_BYTES)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    for line in sys.stdin:
        request = json.loads(line)
        _limit_time()
        _answer(answers, _read(request, answers))


def _read(request: dict[str, Any], answers: TextIO) -> dict[str, Any]:
    from mapper.formats.judging import MEMORY, as_values, judge

    def stage(name: str, where: str) -> None:
        _answer(answers, {"stage": name, "where": where})

    try:
        values = as_values(judge(Path(request["path"]), "", stage), request["features"])
        text = json.dumps({"reading": values}, allow_nan=False, default=str)
    except MemoryError:
        return _failed("memory", MEMORY)
    except Exception as error:  # A fault of ours or of a library: the file is refused, not drawn.
        return _failed("crashed", f"the reader failed ({type(error).__name__}); please report it")
    return {"text": text}


def _failed(code: str, message: str) -> dict[str, Any]:
    return {"reading": {"form": "", "count": 0, "features": [], "findings": [[code, message, ""]]}}


def _answer(answers: TextIO, values: dict[str, Any]) -> None:
    answers.write(values.get("text") or json.dumps(values))
    answers.write("\n")
    answers.flush()


def _limit_time() -> None:
    """Processor time for one file, so that an orphan ends as well."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime + SECONDS) + _GRACE_SECONDS
    _limit(resource.RLIMIT_CPU, seconds, for_good=False)


def _limit(what: int, value: int, for_good: bool = True) -> None:
    """Set a limit, or leave the lower one that the system has set already."""
    _, hard = resource.getrlimit(what)
    if hard == resource.RLIM_INFINITY or hard >= value:
        resource.setrlimit(what, (value, value if for_good else hard))


if __name__ == "__main__":
    main()
