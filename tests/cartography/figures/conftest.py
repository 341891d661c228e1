"""Figures of the bundled atlas, drawn once each, and what a PDF holds."""

from __future__ import annotations

import re
import zlib
from functools import lru_cache

import pytest

from mapper.cartography.figures import make_figure


@pytest.fixture(scope="session")
def drawn(atlas):
    """A figure of the bundled atlas: ``drawn(2025, size="column")``."""

    @lru_cache(maxsize=64)
    def give(what, options):
        return make_figure(atlas, what, dict(options))

    return lambda what, **options: give(what, tuple(sorted(options.items())))


@pytest.fixture
def unpacked():
    """The bytes of a PDF with its compressed streams unpacked."""

    def give(content: bytes) -> bytes:
        found = [content]
        for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
            try:
                found.append(zlib.decompress(stream))
            except zlib.error:
                continue
        return b"\n".join(found)

    return give
