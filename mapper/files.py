"""Reading and writing files so that nothing is half read, half written or followed elsewhere."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from mapper.errors import StorageError

MAX_BYTES = 64 * 1024 * 1024
"""The largest file that the atlas reads whole."""

_AT_CWD, _RENAME_EXCHANGE = -100, 2

_LEFTOVER = ".mapper-"


def read_regular(path: Path, limit: int = MAX_BYTES) -> bytes:
    """Read a regular file whole; links, pipes, devices and folders are refused.

    Parameters
    ----------
    path : Path
        The file.
    limit : int
        The most bytes to accept.

    Raises
    ------
    StorageError
        The file is missing, is not a regular file, or is too large.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if path.is_symlink():
            raise StorageError(f"{path}: is a symlink; replace it by the file") from None
        if path.is_socket():
            raise StorageError(f"{path}: {_not_regular(path.stat().st_mode)}") from None
        raise StorageError(f"{path}: cannot be read; {_reason(error)}") from None
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode):
        os.close(descriptor)
        raise StorageError(f"{path}: {_not_regular(found.st_mode)}")
    with os.fdopen(descriptor, "rb") as stream:
        if found.st_size > limit:
            raise StorageError(
                f"{path}: {found.st_size:,} bytes, at most {limit:,} are read; split the file"
            )
        # Room for what is there: for the limit it would be sixty megabytes at each file.
        content = stream.read(found.st_size + 1)
        grown = len(content) > found.st_size
        return content + stream.read(limit + 1 - len(content)) if grown else content


def _not_regular(mode: int) -> str:
    known = ((stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a named pipe"),
             (stat.S_ISSOCK, "a socket"))  # fmt: skip
    what = next((name for is_one, name in known if is_one(mode)), "a device")
    return f"expected a regular file, found {what}; move it away or put the file in its place"


def write_atomic(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old content or the new, never a part.

    The bytes go to a temporary file in the same folder, reach the disk, and take the name in one
    step; the folder is flushed last. On any failure the old file stays.

    Raises
    ------
    StorageError
        The folder cannot be written, or the disk is full.
    """
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(prefix=_LEFTOVER, suffix=".tmp", dir=path.parent)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fchmod(descriptor, 0o644)
            os.fsync(descriptor)
        Path(temporary).replace(path)
        temporary = None
        _flush_folder(path.parent)
    except OSError as error:
        raise StorageError(f"{path}: cannot be written; {_reason(error)}") from None
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)


def exchange(new: Path, old: Path) -> None:
    """Let a finished folder take the place of another one, which is removed.

    Linux exchanges both in one step. Where a file system cannot, the old folder is moved aside
    first, and for a moment there is none; killed then, ``mend_exchange`` puts a whole one there.

    Raises
    ------
    StorageError
        The folders cannot be moved; the old one is where it was.
    """
    aside = _aside(old)
    try:
        if not old.exists():
            new.rename(old)
        elif not _exchanged(new, old):
            old.rename(aside)
            try:
                new.rename(old)
            except OSError:
                aside.rename(old)
                raise
        _flush_folder(old.parent)
    except OSError as error:
        raise StorageError(f"{old}: cannot be replaced; {_reason(error)}") from None
    shutil.rmtree(new, ignore_errors=True)
    shutil.rmtree(aside, ignore_errors=True)


def mend_exchange(new: Path, old: Path, *, is_whole: Callable[[Path], bool]) -> None:
    """Finish an exchange that was cut short: afterwards there is a whole folder in its place.

    Parameters
    ----------
    new, old : Path
        As for ``exchange``; whoever calls holds them against others.
    is_whole : callable
        Whether a folder was finished.

    Raises
    ------
    StorageError
        The folders cannot be moved.
    """
    aside = _aside(old)
    if not aside.is_dir():
        return
    try:
        if not old.exists():
            (new if is_whole(new) else aside).rename(old)
            _flush_folder(old.parent)
    except OSError as error:
        raise StorageError(f"{old}: cannot be put back; {_reason(error)}") from None
    shutil.rmtree(aside, ignore_errors=True)


def _aside(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.before")


def _exchanged(first: Path, second: Path) -> bool:
    """Whether the system has let two folders change places."""
    import ctypes

    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    done = call(_AT_CWD, os.fsencode(first), _AT_CWD, os.fsencode(second), _RENAME_EXCHANGE)
    return bool(done == 0)


def copy_durably(source: Path, target: Path) -> None:
    """Copy a file; it is on the disk when this returns, its name when its folder is flushed.

    Raises
    ------
    StorageError
        The copy cannot be written.
    """
    try:
        with source.open("rb") as reading, target.open("wb") as writing:
            shutil.copyfileobj(reading, writing, 1024 * 1024)
            writing.flush()
            os.fsync(writing.fileno())
    except OSError as error:
        raise StorageError(f"{target}: cannot be written; {_reason(error)}") from None


def move_folder(source: Path, target: Path) -> None:
    """Give a finished folder its name.

    Raises
    ------
    StorageError
        It cannot be moved.
    """
    try:
        source.rename(target)
        _flush_folder(target.parent)
    except OSError as error:
        raise StorageError(f"{target}: cannot be written; {_reason(error)}") from None


def remove_durably(path: Path) -> None:
    """Remove a file so that it stays removed; one that is missing is no error.

    Raises
    ------
    StorageError
        The folder cannot be written.
    """
    try:
        path.unlink(missing_ok=True)
        _flush_folder(path.parent)
    except OSError as error:
        raise StorageError(f"{path}: cannot be removed; {_reason(error)}") from None


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder against other writers; the system lets go of it when the process ends.

    The lock is on the folder itself: there is no lock file that a killed process could leave.

    Raises
    ------
    StorageError
        Another process holds it, or the folder cannot be opened.
    """
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise StorageError(f"{folder}: cannot be opened; {_reason(error)}") from None
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise StorageError(
                f"{folder}: another command is changing this atlas; nothing was changed, try again"
            ) from None
        yield
    finally:
        os.close(descriptor)


def has_leftovers(folder: Path) -> bool:
    """Whether a killed writer left temporary files in a folder, or in those within it."""
    return next(_leftovers(folder), None) is not None


def sweep_leftovers(folder: Path) -> int:
    """Remove the temporary files that a killed writer left in a folder; return how many."""
    count = 0
    for leftover in [*_leftovers(folder)]:
        with contextlib.suppress(OSError):
            leftover.unlink()
            count += 1
    return count


def _leftovers(folder: Path) -> Iterator[Path]:
    """Temporary files as deep as an atlas goes: whatever else lies below is not looked at."""
    for depth in ("", "*/", "*/*/"):
        yield from folder.glob(f"{depth}{_LEFTOVER}*.tmp")


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(error, PermissionError):
        return "permission denied"
    return (error.strerror or str(error)).lower()
