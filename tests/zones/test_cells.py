"""Zones as maps fetch them: in their cells, light, and what is no limit left out."""

from __future__ import annotations

import json

import brotli
import numpy as np
import pytest
import shapely
from shapely.geometry import shape

from mapper.atlas import open_atlas
from mapper.basemap import cell_bbox, cell_names, cells_for
from mapper.cartography.views import year_bbox
from mapper.errors import NotFoundError
from mapper.geojson import Feature
from mapper.model import Source, Zone
from mapper.zones.cells import ZoneCells
from mapper.zones.layer import ZoneLayer

ATLAS = open_atlas()
LEVELS = ("110m", "50m", "10m")


def official(number, code):
    """The record of a published EEZ."""
    return Zone(
        id=f"eez-{number}", belt="eez", method="official", geoname=f"{code} EEZ",
        pol_type="200NM", territory1=f"Land {code}", sovereign1=f"Land {code}", iso_ter1=code,
        iso_sov1=code, claimants=(code,), sources=(Source(id="file", publisher="P", title="T"),),
    )  # fmt: skip


def cell(level, name, atlas=ATLAS):
    return json.loads(atlas.zone_cells.cell_bytes(level, name))


def lines_of(collection):
    return [one for one in collection["features"] if one["geometry"]["type"].endswith("LineString")]


def whole(level, line_id):
    found = [shape(one["geometry"]) for name in cell_names(level)
             for one in cell(level, name)["features"] if one["id"] == line_id]  # fmt: skip
    return shapely.union_all(found)


@pytest.mark.parametrize("level", LEVELS)
def test_every_shape_lies_in_its_cell(level):
    for name in cell_names(level):
        box = shapely.box(*cell_bbox(level, name)).buffer(1e-3 if level == "50m" else 0.01)
        shapes = [shape(one["geometry"]) for one in cell(level, name)["features"]]
        assert all(box.covers(one) for one in shapes)


@pytest.mark.parametrize(("level", "off_deg"), [("110m", 0.05), ("50m", 0.006), ("10m", 2e-4)])
def test_cells_together_hold_the_whole_line_to_half_a_pixel(level, off_deg):
    (line,) = [
        one for one in ATLAS.boundaries if one.id == "line-jpn--kor--treaty--jpn-kor-1974-north"
    ]
    drawn = whole(level, line.id)
    assert shapely.hausdorff_distance(drawn, line.geometry) < off_deg
    assert drawn.length == pytest.approx(line.geometry.length, rel=0.03)


def test_line_across_the_antimeridian_is_whole_in_cells_on_both_sides():
    names = cells_for("50m", (170, 45, -170, 66))
    sides = {name[0] for name in names
             if any("rus--usa" in one["id"] for one in cell("50m", name)["features"])}  # fmt: skip
    assert sides == {"e", "w"}


def test_narrow_belts_are_drawn_from_near_only():
    def belts(level):
        return {one["properties"]["belt"] for name in cell_names(level)
                for one in lines_of(cell(level, name))}  # fmt: skip

    assert belts("50m") <= {"eez", "continental-shelf"}
    assert {"territorial-sea", "contiguous-zone"} <= belts("10m")


def test_areas_name_all_who_claim_them_and_belong_to_none():
    areas = {one["id"]: one["properties"] for one in cell("50m", "e120n30")["features"]
             if one["geometry"]["type"].endswith("Polygon")}  # fmt: skip
    kurils = areas["eez-southern-kurils-northern-territories"]
    assert kurils["shared"] == "disputed"
    assert set(kurils["claimants"]) == {"JPN", "RUS"}
    assert not {"left", "right"} & set(kurils)


def test_line_names_the_state_on_each_of_its_sides():
    (line,) = [one for one in cell("50m", "e120n30")["features"]
               if one["id"] == "line-jpn--rus--median"]  # fmt: skip
    named = {line["properties"]["left"], line["properties"]["right"]}
    assert named == {"Japan", "Russia"}
    # The median runs north-eastward or back: Japan lies south-east of it.
    part = shapely.get_parts(shape(line["geometry"]))[0]
    (ax, ay), (bx, by) = shapely.get_coordinates(part)[[0, -1]]
    eastward = bx - ax > 0
    assert line["properties"]["right" if eastward else "left"] == "Japan"
    assert abs(bx - ax) + abs(by - ay) > 1


def test_no_limit_runs_along_the_edge_of_a_computed_window():
    """A side of some length along a whole degree, with nothing beyond, is the end of a window."""
    outer = [one for level in LEVELS for name in cell_names(level)
             for one in lines_of(cell(level, name))
             if not (one["properties"].get("left") and one["properties"].get("right"))]  # fmt: skip
    assert outer
    for one in outer:
        for part in shapely.get_parts(shape(one["geometry"])):
            points = shapely.get_coordinates(part)
            steps = np.abs(np.diff(points, axis=0))
            whole = (steps == 0) & (points[1:] % 1 == 0)
            assert not (whole.any(axis=1) & (steps.max(axis=1) > 0.3)).any(), one["id"]


@pytest.mark.parametrize("year", ATLAS.years)
def test_first_view_of_a_year_carries_under_120_kb_of_zones(year):
    west, south, east, north = year_bbox(ATLAS, year)
    east += 360 if east < west else 0
    names = cells_for("50m", (west - 10, south - 6, east + 10, north + 6))
    sizes = [len(brotli.compress(ATLAS.zone_cells.cell_bytes("50m", name))) for name in names]
    assert sum(sizes) < 120_000


@pytest.mark.parametrize(("level", "name"), [("50m", "e121n30"), ("5m", "world"), ("10m", "../x")])
def test_unknown_cell_is_refused(level, name):
    with pytest.raises(NotFoundError):
        ATLAS.zone_cells.cell_bytes(level, name)


def test_official_areas_without_lines_get_the_sides_that_they_share_and_no_coast():
    """Two squares on the open Pacific: one side between them, three beyond each."""
    one = Feature(official(1, "AAA"), shapely.box(-150, 0, -148, 2))
    two = Feature(official(2, "BBB"), shapely.box(-148, 0, -146, 2))
    layer = ZoneLayer((one, two), (), "0")
    cells = ZoneCells(lambda _: layer, ATLAS.basemap)
    found = {one["id"]: one for one in json.loads(cells.cell_bytes("50m", "w150n0"))["features"]}
    assert set(found) == {"outline-eez-1", "outline-eez-2", "outline-eez-1--eez-2"}
    between = found["outline-eez-1--eez-2"]
    assert shape(between["geometry"]).equals(shapely.LineString([(-148, 0), (-148, 2)]))
    assert between["properties"]["states"] == ["AAA", "BBB"]
    assert between["properties"]["basis"] == "other"
    beyond = shape(found["outline-eez-1"]["geometry"])
    assert beyond.length == pytest.approx(6)
