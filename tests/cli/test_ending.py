"""However a command fails, it says one line on stderr and gives an exit code."""

import subprocess
import sys
from pathlib import Path

import pytest

from mapper import cli
from mapper.errors import DataError, StorageError


def run(*arguments: str, stdout: str = "/dev/null") -> tuple[int, str]:
    with Path(stdout).open("w") as stream:
        done = subprocess.run(
            [sys.executable, "-m", "mapper", *arguments],
            stdout=stream, stderr=subprocess.PIPE, text=True, timeout=60, check=False,
        )  # fmt: skip
    return done.returncode, done.stderr


def test_a_full_disk_on_stdout_is_one_line_and_exit_1():
    assert run("list", "--year", "2018") == (0, "")
    code, said = run("list", "--year", "2018", stdout="/dev/full")
    assert (code, said) == (1, "mapper: the output cannot be written; no space left on device\n")


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (DataError("f: wrong"), 1, "f: wrong\n"),
        (StorageError("f: missing"), 2, "mapper: f: missing\n"),
        (PermissionError(13, "Permission denied", "f"), 1, "mapper: f: permission denied\n"),
        (KeyError("year"), 1, "mapper: a fault of the atlas, please report it: KeyError: 'year'\n"),
        (ValueError("two\nlines"), 1,
         "mapper: a fault of the atlas, please report it: ValueError: two lines\n"),
        (RecursionError("deep"), 1,
         "mapper: a fault of the atlas, please report it: RecursionError: deep\n"),
    ],
)  # fmt: skip
def test_no_exception_ends_in_a_traceback(
    error: Exception, code: int, said: str, monkeypatch, capsys
):
    def fail(*_given: object, **_named: object) -> None:
        raise error

    monkeypatch.setattr(cli, "_told", fail)
    with pytest.raises(SystemExit) as stopped:
        cli.main(["list"])
    assert (stopped.value.code, capsys.readouterr().err) == (code, said)
