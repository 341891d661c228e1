"""Whose waters and how far: on cards, tables, the pages of events and at a position."""

from __future__ import annotations

import json
import re
import shutil
from html import unescape

import numpy as np
import pyproj
import pytest
import shapely
from shapely.geometry import Point

from mapper.analysis import event_measures, kept, measure
from mapper.atlas import open_atlas
from mapper.errors import UsageError
from mapper.settings import Settings, resource_folder
from mapper.web import waters
from mapper.web.app import create_app

NM = 1852.0
JOINT_SEA = (132.0, 42.45)
DOUBT_NM = 45.0


@pytest.fixture(scope="module")
def whole():
    """A client on the bundled atlas."""
    return create_app(Settings(), open_atlas()).test_client()


def text_of(response):
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.text)))


def section(response):
    words = text_of(response)
    start = words.index("Whose waters, how far from whose coast")
    return words[start : words.index("How this is measured", start)]


def row(response, name):
    """The cells of a line of the table of coasts."""
    found = re.search(
        rf"<tr[^>]*><th scope=\"row\">{re.escape(name)}</th>(.*?)</tr>", response.text
    )
    return [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<td.*?</td>", found[1])]


def land_of(code, near=None):
    """The land of a state from the file of the basemap, or its part nearest to a position."""
    path = resource_folder("geodata") / "basemap" / "land-10m.geojson"
    found = [shapely.from_geojson(json.dumps(one["geometry"]))
             for one in json.loads(path.read_bytes())["features"]
             if one["properties"].get("iso") == code]  # fmt: skip
    parts = shapely.get_parts(shapely.get_parts(np.array(found)))
    return shapely.union_all([p for p in parts if near is None or p.distance(Point(near)) < 1e-6])


def usual_distance_nm(land):
    """The accurate usual way: a projection true to distance from the position."""
    lon, lat = JOINT_SEA
    flat = pyproj.Transformer.from_crs(
        "EPSG:4326", f"+proj=aeqd +lat_0={lat} +lon_0={lon} +ellps=WGS84", always_xy=True
    )
    dense = shapely.segmentize(shapely.clip_by_rect(land, 115, 30, 150, 55), 0.005)
    plane = shapely.transform(dense, flat.transform, interleaved=False)
    return plane.distance(Point(0, 0)) / NM


@pytest.mark.parametrize(("name", "code", "near"), [
    ("Hokkaido", "JPN", None), ("Honshu", "JPN", (139.0, 36.5)),
    ("Republic of Korea", "KOR", None), ("DPR Korea", "PRK", None),
])  # fmt: skip
def test_joint_sea_2025_tells_each_coast_as_a_range_that_an_independent_way_agrees_with(
    whole, name, code, near
):
    told = row(whole.get("/events/joint-sea-2025"), name)[0]
    low, high = (float(figure) for figure in told.removesuffix(" nm").split("–"))
    middle = usual_distance_nm(land_of(code, near))
    assert low == pytest.approx(middle - DOUBT_NM, abs=0.6)
    assert high == pytest.approx(middle + DOUBT_NM, abs=0.6)


def test_joint_sea_2025_tells_whose_zone_and_how_surely(whole):
    words = section(whole.get("/events/joint-sea-2025"))
    assert "Inside the claimed EEZ of Russia: certainly" in words
    assert "nearest coast of a state that took no part DPR Korea" in words
    assert "Where several states claim: EEZ under overlapping claims" in words


def test_kilometres_stand_on_the_hover_of_a_distance(whole):
    page = whole.get("/events/joint-sea-2025").text
    assert '<span title="528–695 km">285–375 nm</span>' in page


@pytest.mark.parametrize("path", ["/events/joint-sea-2025", "/years/2025", "/years/2024"])
def test_a_place_has_no_size_no_share_and_nobody_violates_anything(whole, path):
    words = text_of(whole.get(path))
    assert "violat" not in words.lower()
    waters = re.findall(r"Waters ([^.]*?) Nearest coast", words) or [section(whole.get(path))]
    assert waters
    assert not any("km²" in one or "%" in one for one in waters)


def test_cards_and_table_of_a_year_tell_waters_and_nearest_coast(whole):
    page = whole.get("/years/2025")
    assert "<dt>Waters</dt><dd>Inside the claimed EEZ of Russia: certainly" in page.text
    assert "<dt>Nearest coast</dt><dd>Russia, 0–72 nm" in page.text
    for head in ("Claimed waters", "Nearest coast"):
        assert f'<th scope="col">{head}</th>' in page.text


def test_track_tells_what_it_passes_in_order_and_that_the_path_was_not_reported(whole):
    words = section(whole.get("/events/joint-maritime-patrol-6"))
    assert words.index("EEZ of Republic of Korea 253 nm") < words.index("EEZ of DPR Korea 147 nm")
    assert words.index("Soya / La") < words.index("Miyako Strait")
    assert "path not reported" in words


def test_theatre_is_not_measured(whole):
    atlas = open_atlas()
    wide = next(event for year in atlas.years for event in atlas.events(year)
                if getattr(event.record, "position", None)
                and event.record.position.uncertainty_nm > 150)  # fmt: skip
    words = section(whole.get(f"/events/{wide.id}"))
    assert "whole theatre" in words
    assert "inside:" not in words


def test_territory_of_a_participant_is_no_state_that_took_no_part(whole):
    page = whole.get("/years/2024").text
    assert "<dt>Of others</dt><dd>Macau" not in page


def test_view_changes_whose_an_area_is_and_says_so(whole, monkeypatch):
    monkeypatch.setattr(waters, "_PATIENCE_S", 120.0)
    neutral = whole.get("/position?lon=150&lat=44").json["zones"]
    japan = whole.get("/position?lon=150&lat=44&view=JPN").json["zones"]
    assert neutral[0]["name"] == "EEZ under overlapping claims of Russia and Japan"
    assert japan[0]["name"] == "EEZ of Japan (its own view)"
    page = whole.get("/events/joint-sea-2025?view=JPN").text
    assert 'data-claims="JPN"' in page
    assert "Claims as seen by Japan" in page


@pytest.mark.parametrize("path", ["/years/2025", "/events/joint-sea-2025"])
@pytest.mark.parametrize("view", ["XXX", "jpn", "DEU", "<b>"])
def test_view_of_nobody_who_claims_is_refused(whole, path, view):
    assert whole.get(path, query_string={"view": view}).status_code == 400


def test_view_of_the_settings_is_the_default():
    client = create_app(Settings(view="JPN"), open_atlas()).test_client()
    assert 'data-claims="JPN"' in client.get("/years/2025").text
    assert 'data-claims="neutral"' in client.get("/years/2025?view=neutral").text


def test_position_names_the_innermost_zone_first(whole):
    belts = [zone["belt"] for zone in whole.get("/position?lon=141.0&lat=37.0").json["zones"]]
    assert belts == ["territorial-sea", "eez"]


def test_zone_cell_is_served_with_its_credit_and_kept(whole):
    answer = whole.get("/data/zones/50m/e120n30.geojson")
    assert answer.mimetype == "application/geo+json"
    assert answer.json["attribution"].startswith("Zones: computed, not official")
    again = whole.get("/data/zones/50m/e120n30.geojson",
                      headers={"If-None-Match": answer.headers["ETag"]})  # fmt: skip
    assert again.status_code == 304
    assert whole.get("/data/zones/50m/e121n30.geojson").status_code == 404


def test_bundled_pages_need_no_zones_to_be_read():
    atlas = open_atlas()
    client = create_app(Settings(), atlas).test_client()
    for view in ("neutral", "JPN"):
        assert client.get(f"/years/2025?view={view}").status_code == 200
    assert "zone_layer" not in vars(atlas)


@pytest.mark.parametrize("view", ["neutral", "JPN", "RUS"])
def test_measures_of_each_view_are_kept_and_equal_to_computed_ones(view):
    atlas = open_atlas()
    stored = event_measures(atlas, view).of("joint-sea-2025")
    assert event_measures(atlas, view).kept
    (made,) = measure("joint-sea-2025", atlas, view=view)
    assert [zone.id for zone in stored.zones] == [
        zone.id for zone in made.zones if zone.relation != "not"
    ]
    assert stored.sentence == made.sentence


@pytest.mark.parametrize("view", ["../../x", "XXX", "jpn", "NEUTRAL"])
def test_views_that_no_state_has_are_refused(view):
    with pytest.raises(UsageError, match="expected one of neutral"):
        event_measures(open_atlas(), view)


def test_bundled_measures_are_those_of_this_edition_and_equal_to_computed_ones(monkeypatch):
    atlas, other_atlas = open_atlas(), open_atlas()
    assert kept.stale_measures(atlas) == ()
    stored = event_measures(atlas).of("joint-sea-2025")
    monkeypatch.setattr(kept, "_read", lambda atlas, view: {})
    made = event_measures(other_atlas).of("joint-sea-2025")
    assert stored.sentence == made.sentence
    assert [one.id for one in stored.distances] == [one.id for one in made.distances]
    for one, other in zip(stored.distances, made.distances, strict=True):
        assert one.distance_nm == pytest.approx(other.distance_nm, abs=1e-3)


def test_measures_of_other_events_are_not_used(tmp_path):
    source = resource_folder("geodata")
    folder = tmp_path / "atlas"
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("basemap", "zones", "schema"))
    path = folder / "exercises" / "2025.geojson"
    path.write_text(path.read_text("utf-8").replace("Joint Sea 2025", "Joint Sea 2o25"), "utf-8")
    assert kept.stale_measures(open_atlas(folder)) != ()
    (folder / "measures" / "neutral.json").write_text("{ broken", "utf-8")
    assert kept._read(open_atlas(folder), "neutral") == {}


def test_pages_stay_when_zones_cannot_be_read(tmp_path, caplog):
    source = resource_folder("geodata")
    folder = tmp_path / "atlas"
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("basemap", "measures", "zones"))
    (folder / "zones").mkdir()
    (folder / "zones" / "mine.geojson").write_text("{ broken", "utf-8")
    client = create_app(Settings(), open_atlas(folder)).test_client()
    page = client.get("/events/joint-sea-2025")
    assert page.status_code == 200
    assert "Whose waters" not in page.text
    assert "zones" in caplog.text


def test_page_of_an_atlas_without_measures_comes_before_them_and_is_not_kept(
    small_atlas, monkeypatch
):
    atlas = open_atlas(small_atlas.folder)
    client = create_app(Settings(), atlas).test_client()
    monkeypatch.setattr(waters, "_PATIENCE_S", 0.0)
    assert "Being measured against coasts" in client.get("/events/joint-sea-2025").text
    event_measures(atlas).of("joint-sea-2025")
    assert "Inside the claimed EEZ" in client.get("/events/joint-sea-2025").text
