"""Random damage and random shapes: every file is judged, none crashes the reader or is slow.

``make soak`` (``SOAK=1``) runs the whole, ``make test`` a twentieth.
"""

from __future__ import annotations

import json
import os
import time
from typing import Any

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapper.formats import Reading
from mapper.formats.writing import export
from tests.formats.chart import cell
from tests.formats.hostile import zipped
from tests.formats.test_gdal import BOX, MIPARE, written

pytestmark = pytest.mark.soak
EXAMPLES = 2500 if os.environ.get("SOAK") == "1" else 125
SLOWEST_S = 2.0
FUZZ = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=os.environ.get("SOAK") != "1",
    suppress_health_check=list(HealthCheck),
)

cuts = st.lists(
    st.tuples(
        st.sampled_from(["flip", "cut", "insert", "double", "drop"]),
        st.floats(0, 1, exclude_max=True),
        st.binary(min_size=1, max_size=8),
    ),
    min_size=1,
    max_size=6,
)
numbers = st.one_of(
    st.floats(-200, 200),
    st.integers(-(10**6), 10**6),
    st.sampled_from([0, 180, -180, 90, 1e308, -1e308, 5e-324]),
)
junk = st.recursive(
    st.one_of(st.none(), st.booleans(), numbers, st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=3), inner)
    ),
    max_leaves=8,
)
positions = st.lists(numbers, min_size=2, max_size=3)
rings = st.lists(positions, min_size=2, max_size=9).map(lambda ring: [*ring, ring[0]])
shapes = st.one_of(
    st.tuples(st.just("Point"), st.one_of(positions, junk)),
    st.tuples(st.just("LineString"), st.one_of(st.lists(positions, max_size=6), junk)),
    st.tuples(st.just("Polygon"), st.one_of(st.lists(rings, max_size=3), junk)),
    st.tuples(st.just("MultiPolygon"), st.lists(st.lists(rings, max_size=2), max_size=3)),
    st.tuples(st.just("MultiPoint"), st.one_of(st.lists(positions, max_size=5), junk)),
    st.tuples(st.sampled_from(["GeometryCollection", "Feature", "x", None, 7]), junk),
)


def damaged(content: bytes, changes: list[tuple[str, float, bytes]]) -> bytes:
    """A content after some accidents."""
    for what, share, piece in changes:
        place = int(len(content) * share)
        if what == "flip":
            content = content[:place] + piece + content[place + len(piece) :]
        elif what == "cut":
            content = content[: max(place, 1)]
        elif what == "insert":
            content = content[:place] + piece + content[place:]
        elif what == "double":
            content = content[:place] + content[place // 2 :]
        else:
            content = content[:place] + content[place + 16 * len(piece) :]
    return content


@pytest.fixture(scope="module")
def samples(atlas, tmp_path_factory) -> dict[str, bytes]:
    """A sound file of each format."""
    features = atlas.features("exercises", 2025)[:2]
    folder = tmp_path_factory.mktemp("samples")
    made = {f"a.{form}": export(features, form, "a") for form in ("geojson", "kml", "csv", "gpx")}
    made["a.gpkg"] = written(folder / "a.gpkg", [BOX] * 3)
    made["a.shp"] = written(folder / "a.shp", [BOX] * 3)
    made["a.kmz"] = zipped(doc__kml=made["a.kml"])
    made["a.000"] = cell([MIPARE, MIPARE])
    return made


def timed(judged: Any, name: str, content: bytes | str) -> tuple[Reading, float]:
    start = time.monotonic()
    reading = judged(name, content)
    return reading, time.monotonic() - start


def well_judged(judged: Any, name: str, content: bytes | str) -> None:
    """What must hold of every judgement; a slow one is timed again, without its process's start."""
    reading, taken = timed(judged, name, content)
    if taken >= SLOWEST_S:
        reading, taken = timed(judged, name, content)
    assert "crashed" not in {finding.code for finding in reading.findings}, reading.findings
    assert taken < SLOWEST_S, (taken, reading.findings)
    if reading.verdict == "reject":
        assert reading.features == ()
        return
    drawn = [one.geometry for one in reading.features if one.geometry is not None]
    for one in drawn:
        west, south, east, north = one.bounds
        assert -180 <= west <= east <= 180
        assert -90 <= south <= north <= 90
        areas = [part for part in shapely.get_parts(one) if "Polygon" in part.geom_type]
        assert all(part.is_valid for part in areas)
    json.dumps(reading.line, allow_nan=False).encode()


@pytest.mark.parametrize(
    "name", ["a.geojson", "a.kml", "a.csv", "a.gpx", "a.gpkg", "a.shp", "a.kmz", "a.000"]
)
def test_damaged_file_is_judged(name, samples, judged):
    @FUZZ
    @given(changes=cuts)
    def run(changes: Any) -> None:
        well_judged(judged, name, damaged(samples[name], changes))

    run()


def test_random_shape_is_judged(judged):
    @FUZZ
    @given(shape=shapes, properties=junk, given_id=junk)
    def run(shape: Any, properties: Any, given_id: Any) -> None:
        kind, coordinates = shape
        geometry = {"type": kind, "coordinates": coordinates, "geometries": coordinates}
        member = {"type": "Feature", "id": given_id, "properties": properties, "geometry": geometry}
        content = json.dumps({"type": "FeatureCollection", "features": [member]}, allow_nan=True)
        well_judged(judged, "a.geojson", content)

    run()


def test_random_bytes_are_judged(judged):
    @FUZZ
    @given(
        content=st.binary(max_size=300), name=st.sampled_from(["a.geojson", "a.kml", "a.csv", "a"])
    )
    def run(content: bytes, name: str) -> None:
        well_judged(judged, name, content)

    run()


def test_samples_are_sound(samples, judged):
    for name, content in samples.items():
        assert judged(name, content).verdict == "accept", name
