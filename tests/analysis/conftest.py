"""The bundled atlas with zones made up for a test: their limits are known to the last digit."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
import shapely

from mapper.atlas import open_atlas
from mapper.geojson import Feature
from mapper.model import Source, Zone
from mapper.zones.layer import ZoneLayer

SOURCE = Source(id="s", publisher="Test", title="Test")


def zone(key, shape, claimants=("JPN",), belt="eez", pol_type="200NM", **values):
    """A zone of one state, or of several with an overlapping claim."""
    record = Zone(
        id=key, belt=belt, method="computed", sources=(SOURCE,), geoname=key, pol_type=pol_type,
        territory1="T", sovereign1="T", claimants=claimants, **values,
    )  # fmt: skip
    return Feature(record, shapely.orient_polygons(shape))


@cache
def _bundled():
    return open_atlas()


def atlas_with(*zones):
    """The bundled atlas with these zones and no others."""
    made = replace(_bundled())
    made.__dict__["zone_layer"] = ZoneLayer(tuple(zones), (), "made-up")
    return made


@pytest.fixture(scope="session")
def bare():
    """The bundled atlas without any zone."""
    return atlas_with()
