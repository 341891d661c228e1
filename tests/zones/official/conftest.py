"""Small made-up World EEZ files, and an empty atlas folder to import them into."""

from __future__ import annotations

import pytest

from mapper.zones.official.importing import World, import_zones
from tests.coverages import columns_of, coverage, write_file

ATLANTIC = (-40.0, 20.0, -20.0, 40.0)
"""At sea, and on land when the axes are swapped."""


@pytest.fixture(scope="session")
def shapes():
    """Six zones that share crooked sides."""
    return coverage(columns=3, rows=2, points=120, bounds=ATLANTIC)


@pytest.fixture
def columns(shapes):
    """Marine Regions' columns for them."""
    return columns_of(len(shapes))


@pytest.fixture
def made(tmp_path, shapes, columns):
    """Write a file of them: ``made("eez_v12.gpkg", POL_TYPE="24NM")``."""

    def write(name, driver=None, layer=None, only=None, rename=str, **changes):
        values = {**columns, **changes}
        for column in [key for key, value in values.items() if value is None]:
            del values[column]
        values = {rename(key): value for key, value in values.items()}
        path = tmp_path / "given" / name
        path.parent.mkdir(exist_ok=True)
        return write_file(path, shapes if only is None else only, values, driver, layer)

    return write


@pytest.fixture
def zones(tmp_path):
    """The ``zones`` folder of an atlas."""
    return tmp_path / "atlas" / "zones"


def in_atlantic(lon, lat):
    """Land as it would be if the ocean of the made-up zones were the only sea."""
    return not (ATLANTIC[0] - 1 < lon < ATLANTIC[2] + 1 and ATLANTIC[1] - 1 < lat < ATLANTIC[3] + 1)


@pytest.fixture
def take(zones):
    """Import a file; gives the products and everything that was said."""

    def run(path, is_land=in_atlantic):
        said = []
        world = World(is_land, {"japan": "JPN", "russia": "RUS"})
        return import_zones(path, zones, world, said.append), said

    return run
