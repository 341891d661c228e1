"""Routers: one over the bundled land, and one over land made for a test."""

from __future__ import annotations

import json

import pytest
import shapely

from mapper.basemap import Basemap
from mapper.routes import SeaRouter
from mapper.settings import resource_folder


@pytest.fixture(scope="session")
def basemap() -> Basemap:
    return Basemap(resource_folder("geodata") / "basemap")


@pytest.fixture(scope="session")
def router(basemap) -> SeaRouter:
    return SeaRouter(basemap)


@pytest.fixture
def made_router(tmp_path):
    """A router over the polygons given, and nothing else."""

    def make(*polygons: shapely.Polygon) -> SeaRouter:
        features = [
            {
                "type": "Feature",
                "properties": {"iso": None, "name": f"island {number}"},
                "geometry": shapely.geometry.mapping(polygon),
            }
            for number, polygon in enumerate(polygons)
        ]
        text = json.dumps({"type": "FeatureCollection", "features": features})
        (tmp_path / "land-10m.geojson").write_text(text)
        return SeaRouter(Basemap(tmp_path))

    return make
