"""Shapes of map files become those of records: of one kind, labels aside, with fewer digits."""

from __future__ import annotations

from typing import Any

import pytest
import shapely

from mapper.errors import MapFileError
from mapper.formats import MapFeature
from mapper.formats.records import Wanted, label_points, to_records


def placed(geometry: dict[str, Any]) -> MapFeature:
    """A feature as a reading gives it."""
    return MapFeature(shapely.geometry.shape(geometry), {"name": "A"}, where="here")


def polygon(*ring: tuple[float, float]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def test_areas_of_a_collection_become_one_area_and_a_mix_is_refused():
    boxes = [polygon((0, 0), (2, 0), (2, 2), (0, 2)), polygon((1, 0), (3, 0), (3, 2), (1, 2))]
    wanted = Wanted("exercise", year=2025)
    mixed = [*boxes, {"type": "LineString", "coordinates": [[1, 1], [2, 2]]}]
    together = [{"type": "GeometryCollection", "geometries": parts} for parts in (boxes, mixed)]
    (found,) = to_records([placed(together[0])], wanted, "a.kml")
    assert found.geometry.equals(shapely.box(0, 0, 3, 2))
    with pytest.raises(MapFileError, match="a mix of LineString and Polygon, expected one kind"):
        to_records([placed(together[1])], wanted, "a.kml")


def test_points_alone_are_no_labels_and_points_beside_areas_and_lines_are_a_mix():
    point = {"type": "Point", "coordinates": [1, 1]}
    line = {"type": "LineString", "coordinates": [[1, 1], [2, 2]]}
    box = polygon((0, 0), (2, 0), (2, 2), (0, 2))
    wanted = Wanted("patrol", year=2025)
    points = placed({"type": "GeometryCollection", "geometries": [point, point]})
    assert label_points([points], wanted) == ()
    labelled = placed({"type": "GeometryCollection", "geometries": [point, line]})
    assert len(label_points([labelled], wanted)) == 1
    both = placed({"type": "GeometryCollection", "geometries": [point, line, box]})
    assert label_points([both], wanted) == ()
    with pytest.raises(MapFileError, match="a mix of LineString and Point and Polygon"):
        to_records([both], Wanted("exercise", year=2025), "a.kml")


def test_area_that_rounding_folds_is_taken_all_the_same():
    """The needle is narrower than the last digit that the atlas keeps."""
    needle = polygon((0, 0), (2, 0), (2, 2), (1.0000004, 1e-7), (1, 2), (0, 2))
    assert shapely.geometry.shape(needle).is_valid
    (found,) = to_records([placed(needle)], Wanted("exercise", year=2025), "a.kml")
    assert found.geometry.is_valid
    assert found.geometry.area == pytest.approx(shapely.geometry.shape(needle).area, abs=1e-4)
