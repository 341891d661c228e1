"""The zones that are shipped: valid coverages, treaties on their lines, nothing unfit drawn."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import shapely

from mapper.geodesy import NM_M, geod, nearest_point, unwrap
from mapper.zones.kept import zone_files
from mapper.zones.records import NO_AGREEMENT, WEAK
from mapper.zones.tables import read_tables
from tests.guards.sources import ROOT

ZONES = ROOT / "geodata" / "zones"
TABLES = read_tables(ROOT / "seeds" / "zones")
DRAWN = [one for one in TABLES.treaties if one["use"] in ("boundary", "joint")]
UNDRAWN = [one for one in TABLES.treaties if one not in DRAWN]
BELTS = ("eez", "territorial-sea", "contiguous-zone", "internal-waters")

NOT_ON_A_LINE = {"usa-rus-1990": set(range(37, 55)), "prk-rus-1985-86": {3}}
"""Turning points that part no two zones, by their place in the table.

usa-rus-1990: points 38 to 55 lie in the central Bering Sea, beyond 200 nm of one party or of both.
prk-rus-1985-86: the last point lies beyond the zone of DPR Korea, whose median with the Republic
of Korea meets the line before.
"""


@pytest.mark.parametrize("treaty", DRAWN, ids=lambda one: one["id"])
def test_turning_points_lie_on_the_drawn_boundary(treaty, layer):
    if treaty["use"] == "joint":
        (area,) = [zone for zone in layer.zones if zone.id == f"eez-{treaty['id']}"]
        drawn = area.geometry.boundary
    else:
        # A line may end where the next one begins, so those of its neighbours count too.
        own = [line for line in layer.boundaries if line.record.treaty == treaty["id"]]
        drawn = shapely.union_all(
            [line.geometry for line in layer.boundaries if line.record.basis == "treaty"]
        )
        assert own
    off = {
        number: round(nearest_point(drawn, point)[0], 2)
        for number, point in enumerate(treaty["points"])
    }
    wrong = {number for number, distance in off.items() if distance > 0.1}
    assert wrong == NOT_ON_A_LINE.get(treaty["id"], set()), off


@pytest.mark.parametrize("treaty", UNDRAWN, ids=lambda one: one["id"])
def test_what_is_unfit_or_data_only_is_not_drawn(treaty, layer):
    assert [line.id for line in layer.boundaries if line.record.treaty == treaty["id"]] == []


@pytest.mark.parametrize("treaty", DRAWN, ids=lambda one: one["id"])
def test_a_line_from_memory_says_that_it_agrees_with_published_data(treaty):
    if treaty["status"] == "from-memory":
        assert "agrees" in treaty["checked"]
    else:
        assert treaty["status"] == "verified"
        assert "read" in treaty["checked"]


@pytest.mark.parametrize("belt", BELTS)
@pytest.mark.parametrize("path", [p for kind, p in zone_files(ZONES) if kind == "zones"],
                         ids=lambda path: path.stem)  # fmt: skip
def test_each_belt_is_a_valid_coverage(path: Path, belt, layer):
    region = path.stem
    mine = [zone.geometry for zone in layer.zones
            if zone.record.region == region and zone.record.belt == belt]  # fmt: skip
    assert all(shape.is_valid for shape in mine)
    assert shapely.coverage_is_valid(mine)
    assert mine or belt == "internal-waters"


def test_belts_lie_within_the_zone_that_they_are_part_of(layer):
    zones = {zone.id: zone.geometry for zone in layer.zones}
    parts = [zone for zone in layer.zones if zone.record.part_of]
    assert len(parts) > 50
    for part in parts:
        inner = part.geometry.representative_point()
        assert zones[part.record.part_of].contains(inner), part.id


def test_every_line_says_what_it_rests_on_and_whose_zones_it_parts(layer):
    for line in layer.boundaries:
        assert line.record.sources
        assert line.record.sides != ("", ""), line.id
        if line.record.basis == "treaty":
            assert line.record.instrument, line.id
        if line.record.basis == "median":
            weak = " " + WEAK if line.record.accuracy_nm == 20 else ""
            assert line.record.note == NO_AGREEMENT + weak, line.id


def test_the_200_nm_limit_meets_the_published_points_of_the_north_kuril_zone(layer):
    (check,) = [one for one in TABLES.treaties if one["id"] == "rus-north-kuril-fishing-zone"]
    (limit,) = [line for line in layer.boundaries if line.id == "line-rus--200nm"]
    off = [nearest_point(limit.geometry, point)[0] for point in check["points"]]
    assert np.median(off) < 2.5


def test_200_nm_from_minami_torishima_is_200_nm(layer):
    (japan,) = [line for line in layer.boundaries if line.id == "line-jpn--200nm"]
    points = shapely.get_coordinates(japan.geometry)
    points = points[(points[:, 0] > 155) & (points[:, 1] < 26)]
    distances = geod().inv(*points.T, *np.full_like(points, [153.98, 24.29]).T)[2] / NM_M
    assert len(points) > 20
    assert np.abs(distances - 200).max() < 1.5


@pytest.mark.parametrize(("zone", "claimants"), [
    ("eez-liancourt-rocks-dokdo-takeshima", {"JPN", "KOR"}),
    ("eez-senkaku-diaoyu-islands", {"JPN", "CHN", "TWN"}),
    ("eez-southern-kurils-northern-territories", {"JPN", "RUS"}),
    ("eez-twn", {"TWN", "CHN"}),
    ("eez-south-china-sea", {"CHN", "TWN", "VNM", "PHL", "MYS"}),
    ("ts-paracel-islands", {"CHN", "TWN", "VNM"}),
    ("ts-spratly-islands", {"CHN", "TWN", "VNM", "PHL", "MYS", "BRN"}),
    ("ts-scarborough-shoal", {"CHN", "TWN", "PHL"}),
])  # fmt: skip
def test_disputed_waters_are_zones_of_their_own_with_all_claimants(zone, claimants, layer):
    (found,) = [one for one in layer.zones if one.id == zone]
    assert found.record.disputed
    assert set(found.record.claimants) == claimants
    assert found.record.holders("neutral") == found.record.claimants
    one = sorted(claimants)[0]
    assert found.record.holders(one) == (one,)
    assert found.record.holders("USA") == found.record.claimants


def test_a_zone_that_nobody_disputes_is_the_same_in_every_view(layer):
    (japan,) = [one for one in layer.zones if one.id == "eez-jpn"]
    assert {japan.record.holders(view) for view in ("neutral", "JPN", "KOR")} == {("JPN",)}


def test_the_okhotsk_enclave_is_shelf_and_no_eez(layer):
    (enclave,) = [one for one in layer.zones if one.id == "shelf-okhotsk-enclave"]
    (russia,) = [one for one in layer.zones if one.id == "eez-rus"]
    assert enclave.record.belt == "continental-shelf"
    assert not russia.geometry.intersects(enclave.geometry.buffer(-0.01))
    assert 30_000 < enclave.record.area_km2 < 60_000


def test_the_middle_of_tsugaru_strait_is_no_territorial_sea(layer):
    seas = [one.geometry for one in layer.zones if one.record.belt == "territorial-sea"]
    middle, shore = shapely.Point(140.55, 41.38), shapely.Point(140.62, 41.19)
    assert not any(sea.contains(middle) for sea in seas)
    assert any(sea.buffer(0.05).contains(shore) for sea in seas)


def test_every_position_of_an_event_lies_in_a_region_that_is_drawn(atlas):
    windows = [shapely.box(*region["window"]) for region in TABLES.regions]
    missing = []
    for year in atlas.all_years:
        for event in atlas.events(year):
            position = getattr(event.record, "position", None)
            if position is not None:
                spots = [shapely.Point(position.lon + turn, position.lat) for turn in (0, 360)]
                if not any(window.contains(spot) for window in windows for spot in spots):
                    missing.append(event.id)
    assert missing == []


def test_windows_of_regions_do_not_overlap():
    windows = [shapely.box(*region["window"]) for region in TABLES.regions]
    overlaps = [a.intersection(b).area for i, a in enumerate(windows) for b in windows[i + 1 :]]
    assert max(overlaps) == 0


def test_official_polygons_are_not_in_the_files():
    for _, path in zone_files(ZONES):
        head = json.loads(path.read_bytes())
        assert head["statement"].startswith("Computed: equidistance and 200 nm")
        assert all(one["properties"]["method"] == "computed" for one in head["features"])


def test_zones_across_180_are_cut_there(layer):
    (usa,) = [one for one in layer.zones if one.id == "eez-usa"]
    bounds = np.array([part.bounds for part in shapely.get_parts(usa.geometry)])
    assert bounds[:, 0].min() == -180
    assert bounds[:, 2].max() == 180
    assert (bounds[:, 2] - bounds[:, 0]).max() < 60
    assert unwrap(usa.geometry).bounds[2] - unwrap(usa.geometry).bounds[0] < 60
