"""Cells of the basemap: which there are, and what they hold."""

from __future__ import annotations

import gzip
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import shapely

from mapper.basemap import Basemap, cell_bbox, cell_names, cells_for, level_for
from mapper.errors import NotFoundError

FIRST_VIEW = (105.0, 20.0, 165.0, 60.0)


def shape_of(cell: dict) -> shapely.Geometry:
    features = cell["features"]
    return shapely.geometry.shape(features[0]["geometry"]) if features else shapely.MultiPolygon()


@pytest.mark.parametrize(("level", "count"), [("110m", 1), ("50m", 72), ("10m", 648)])
def test_cells_cover_the_world(level, count):
    names = cell_names(level)
    assert len(set(names)) == count
    boxes = [shapely.box(*cell_bbox(level, name)) for name in names]
    assert sum(box.area for box in boxes) == 360 * 180


@pytest.mark.parametrize(
    ("level", "name"),
    [
        ("50m", "e125n30"), ("50m", "e120n90"), ("50m", "e180n0"), ("50m", "world"),
        ("110m", "e0n0"), ("50m", "../etc/passwd"), ("50m", "e١٢٠n30"), ("50m", "w0n0"),
        ("50m", "e030n00"), ("10m", ""),
    ],
)  # fmt: skip
def test_an_unknown_cell_is_not_found(basemap, level, name):
    with pytest.raises(NotFoundError, match="has no cell"):
        basemap.cell(level, name)


def test_an_unknown_cell_brings_the_nearest_names():
    with pytest.raises(NotFoundError) as caught:
        cell_bbox("50m", "e125n30")
    assert "e120n30" in caught.value.nearest


def test_an_unknown_level_is_not_found(basemap):
    with pytest.raises(NotFoundError, match="no basemap level '1m'"):
        basemap.cell("1m", "world")


@pytest.mark.parametrize(
    ("level", "bbox", "names"),
    [
        ("110m", (0, 0, 1, 1), ("world",)),
        ("50m", (120, 30, 150, 60), ("e120n30",)),
        ("50m", (119, 29, 121, 31), ("e90n0", "e120n0", "e90n30", "e120n30")),
        ("50m", (170, 40, -170, 50), ("e150n30", "w180n30")),
        ("50m", (170, 40, 190, 50), ("e150n30", "w180n30")),
        ("50m", (-190, 40, -170, 50), ("e150n30", "w180n30")),
        ("10m", (-0.5, -0.5, 0.5, 0.5), ("w10s10", "e0s10", "w10n0", "e0n0")),
    ],
)
def test_cells_for_a_view(level, bbox, names):
    assert cells_for(level, bbox) == names


def test_a_view_of_more_than_the_world_needs_each_cell_once():
    assert sorted(cells_for("50m", (-400, -95, 400, 95))) == sorted(cell_names("50m"))


def test_a_wide_view_needs_less_detail_than_a_close_one():
    assert level_for((-180, -80, 180, 80), 800) == "110m"
    assert level_for(FIRST_VIEW) == "50m"
    assert level_for((131.5, 42.5, 132.5, 43.2)) == "10m"


@pytest.mark.parametrize("level", ["110m", "50m"])
def test_cells_together_hold_all_land(basemap, level):
    whole = shapely.area(basemap.land(level).shapes).sum()
    cells = [shape_of(basemap.cell(level, name)) for name in cell_names(level)]
    assert all(cell.is_valid for cell in cells)
    assert sum(cell.area for cell in cells) == pytest.approx(whole, abs=0.01)


@pytest.mark.parametrize("name", ["e130n30", "e120n30", "w80s60", "e10n50", "w180n60", "e30n40"])
def test_a_close_cell_has_coast_but_no_borders(basemap, name):
    cell = shape_of(basemap.cell("10m", name))
    box = shapely.box(*cell_bbox("10m", name))
    parts = basemap.land10
    near = parts[shapely.STRtree(parts).query(box)]
    expected = shapely.clip_by_rect(near, *box.bounds)
    assert cell.is_valid
    assert cell.area == pytest.approx(shapely.area(expected).sum(), abs=1e-4)
    drawn = shapely.difference(cell.boundary, box.boundary.buffer(1e-6)).length
    shore = shapely.difference(shapely.union_all(shapely.boundary(expected)),
                               box.boundary.buffer(1e-6)).length  # fmt: skip
    assert drawn == pytest.approx(shore, rel=1e-3)


def test_a_cut_lies_exactly_on_the_border_of_the_cell(basemap):
    points = shapely.get_coordinates(shape_of(basemap.cell("50m", "e90n30")))
    starts, ends = points[:-1], points[1:]
    on_west = (starts[:, 0] == 90.0) & (ends[:, 0] == 90.0)
    assert np.abs(ends - starts)[on_west, 1].sum() > 20
    assert points[:, 0].min() == 90.0
    assert points[:, 0].max() == 120.0


def test_a_cell_of_water_has_no_feature(basemap):
    assert basemap.cell("50m", "w150n0")["features"] == []


def test_a_cell_carries_its_attribution_and_outlines_run_anticlockwise(basemap):
    cell = basemap.cell("50m", "e120n30")
    assert "Natural Earth" in cell["attribution"]
    assert cell["bbox"] == [120.0, 30.0, 150.0, 60.0]
    assert all(part.exterior.is_ccw for part in shapely.get_parts(shape_of(cell)))


def test_the_first_view_costs_under_150_kb(basemap):
    cells = cells_for("50m", FIRST_VIEW)
    total = sum(len(gzip.compress(basemap.cell_bytes("50m", name))) for name in cells)
    assert total < 60_000


def test_threads_share_one_reading(basemap):
    fresh = Basemap(basemap.folder)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: fresh.cell_bytes("50m", "e120n30"), range(16)))
        lands = list(pool.map(lambda _: fresh.land("50m"), range(16)))
    assert len(set(found)) == 1
    assert len({id(land) for land in lands}) == 1
