"""Two islands across the antimeridian, and the zone files that are shipped."""

import pytest
import shapely

from mapper.geodesy import circle
from mapper.zones.layer import read_layer
from mapper.zones.tables import Tables, read_tables
from tests.guards.sources import ROOT

NO_TABLES = Tables((), (), (), ())
WEST = circle((178.0, 45.0), 20)
EAST = circle((-178.0, 45.0), 20)


@pytest.fixture
def region():
    """A region with a state on either side of 180°."""
    return {
        "id": "test", "name": "Test", "window": [170.0, 38.0, 190.0, 52.0],
        "zone": [{"label": "AAA"}, {"label": "BBB"}],
    }  # fmt: skip


@pytest.fixture
def islands():
    """The coast of the two states."""
    return [("AAA", WEST), ("BBB", EAST)]


@pytest.fixture
def shore():
    """The same without labels, as polygons within ±180°."""
    return [part for shape in (WEST, EAST) for part in shapely.get_parts(shape)]


@pytest.fixture(scope="session")
def tables():
    """seeds/zones."""
    return read_tables(ROOT / "seeds" / "zones")


@pytest.fixture(scope="session")
def layer():
    """geodata/zones."""
    return read_layer(ROOT / "geodata" / "zones")
