"""One basemap for all its tests: the bundled one."""

from __future__ import annotations

import pytest

from mapper.basemap import Basemap
from mapper.settings import resource_folder


@pytest.fixture(scope="session")
def basemap() -> Basemap:
    return Basemap(resource_folder("geodata") / "basemap")
