"""Files are read whole or not at all, and written so that nothing is torn."""

import os
import socket
import stat
from pathlib import Path

import pytest

from mapper.errors import StorageError
from mapper.files import (
    has_leftovers,
    locked,
    read_regular,
    remove_durably,
    sweep_leftovers,
    write_atomic,
)


def test_what_was_written_is_read_back(tmp_path: Path):
    write_atomic(tmp_path / "new" / "a.geojson", b"{}")
    assert read_regular(tmp_path / "new" / "a.geojson") == b"{}"
    assert stat.S_IMODE((tmp_path / "new" / "a.geojson").stat().st_mode) == 0o644


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path):
    with pytest.raises(StorageError, match=r"a\.geojson: cannot be read; there is no such file"):
        read_regular(tmp_path / "a.geojson")


def test_a_link_is_not_followed(tmp_path: Path):
    (tmp_path / "secret").write_text("x")
    (tmp_path / "a.geojson").symlink_to(tmp_path / "secret")
    with pytest.raises(StorageError, match=r"a\.geojson: is a symlink; replace it by the file"):
        read_regular(tmp_path / "a.geojson")


def test_a_pipe_is_refused_at_once(tmp_path: Path):
    os.mkfifo(tmp_path / "a.geojson")
    with pytest.raises(StorageError, match="expected a regular file, found a named pipe; move it"):
        read_regular(tmp_path / "a.geojson")


def test_a_folder_in_place_of_a_file_is_refused(tmp_path: Path):
    (tmp_path / "a.geojson").mkdir()
    with pytest.raises(StorageError, match="expected a regular file, found a folder; move it"):
        read_regular(tmp_path / "a.geojson")


def test_a_device_and_a_socket_are_refused_by_name(tmp_path: Path):
    with pytest.raises(StorageError, match="expected a regular file, found a device"):
        read_regular(Path("/dev/null"))
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s"))
        with pytest.raises(StorageError, match="expected a regular file, found a socket"):
            read_regular(tmp_path / "s")


def test_a_file_over_the_limit_is_refused(tmp_path: Path):
    (tmp_path / "a").write_bytes(b"123456")
    assert read_regular(tmp_path / "a", limit=6) == b"123456"
    with pytest.raises(StorageError, match="6 bytes, at most 5 are read"):
        read_regular(tmp_path / "a", limit=5)


def test_a_failed_write_leaves_the_old_file_and_no_leftover(tmp_path: Path, monkeypatch):
    target = tmp_path / "a.geojson"
    target.write_bytes(b"old")

    def full_disk(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(StorageError, match="cannot be written; no space left on device"):
        write_atomic(target, b"new")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.geojson"]


def test_leftovers_of_a_killed_writer_are_swept(tmp_path: Path):
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / ".mapper-abc.tmp").write_bytes(b"half")
    (tmp_path / "exercises" / "2025.geojson").write_bytes(b"whole")
    assert sweep_leftovers(tmp_path) == 1
    assert [path.name for path in (tmp_path / "exercises").iterdir()] == ["2025.geojson"]


def test_only_an_atlas_deep_is_looked_for_leftovers(tmp_path: Path):
    deep = tmp_path / "a" / "b" / "c"
    deep.mkdir(parents=True)
    for place in (tmp_path, tmp_path / "a", tmp_path / "a" / "b", deep):
        (place / ".mapper-x.tmp").write_bytes(b"")
    assert has_leftovers(tmp_path)
    assert sweep_leftovers(tmp_path) == 3
    assert not has_leftovers(tmp_path)
    assert (deep / ".mapper-x.tmp").exists()


def test_folder_is_held_by_one_at_a_time(tmp_path: Path):
    told = pytest.raises(StorageError, match="another command is changing")
    with locked(tmp_path), told, locked(tmp_path):
        pass
    with locked(tmp_path):
        pass
    with pytest.raises(StorageError, match="cannot be opened"), locked(tmp_path / "none"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_removed_file_stays_removed(tmp_path: Path):
    (tmp_path / "a").write_bytes(b"")
    remove_durably(tmp_path / "a")
    remove_durably(tmp_path / "a")
    assert list(tmp_path.iterdir()) == []
