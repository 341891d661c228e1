"""A reading process for all tests of map files, and a way to judge a text."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapper.formats import Reader, Reading


@pytest.fixture(scope="session")
def reader():
    """One reading process."""
    with Reader() as running:
        yield running


@pytest.fixture
def judged(reader, tmp_path: Path):
    """Judge a content as a file: ``judged("a.kml", b"…").verdict``."""

    def judge(name: str, content: bytes | str) -> Reading:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return reader.read(path)

    return judge


def codes(reading: Reading) -> list[str]:
    """The codes of what was found."""
    return [finding.code for finding in reading.findings]
