"""The small maps of the years."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import shapely

from mapper import geodesy
from mapper.atlas import Atlas
from mapper.cartography.style import DARK, LIGHT
from mapper.cartography.thumbnails import thumbnail
from mapper.errors import NotFoundError, UsageError
from mapper.geojson import Feature
from mapper.model import Exercise, Patrol

SVG = "{http://www.w3.org/2000/svg}"
SOURCE = {"id": "s1", "publisher": "Ministry", "title": "Release"}


def exercise(year, lon, lat, radius_nm=40.0, *, role="main", name="Drill"):
    record = Exercise.model_validate({
        "id": f"drill-{year}-{lon:.0f}-{role}".replace("--", "-w"), "names": {"en": name},
        "year": year, "sources": [SOURCE], "series": "drill", "series_name": "Drill",
        "start": str(year), "role": role, "basis": "reported-place",
        "position": {"label": "here", "lon": lon, "lat": lat, "uncertainty_nm": radius_nm},
    })  # fmt: skip
    return Feature(record, geodesy.circle((lon, lat), radius_nm))


def patrol(year, line="between-fixes", craft="surface", uncertainty_nm=20):
    fixes = [(175.0, 52.0), (-172.0, 54.0)]
    track = geodesy.split_antimeridian(shapely.LineString([fixes[0], (188.0, 54.0)]))
    waypoints = [
        {"order": order, "name": "fix", "lon": lon, "lat": lat, "uncertainty_nm": uncertainty_nm}
        for order, (lon, lat) in enumerate(fixes)
    ]
    leg = {"from": 0, "to": 1, "path": "geodesic", "line": line, "distance_nm": 480.0,
           "parts": list(range(len(track.geoms)))}  # fmt: skip
    record = Patrol.model_validate({
        "id": f"patrol-{year}", "names": {"en": "Patrol"}, "year": year, "sources": [SOURCE],
        "series": "patrol", "series_name": "Patrol", "start": str(year), "craft": craft,
        "waypoints": waypoints, "legs": [leg],
    })  # fmt: skip
    return Feature(record, track)


def small_atlas(*features):
    files = {}
    for feature in features:
        kind = "patrols" if feature.record.kind == "patrol" else "exercises"
        key = (kind, feature.record.year)
        files[key] = (*files.get(key, ()), feature)
    return Atlas(Path("absent"), files, "0" * 12)


def test_exercise_is_drawn_where_it_was():
    root = ET.fromstring(thumbnail(small_atlas(exercise(2020, 132.0, 42.4)), 2020))
    dot = root.find(f"{SVG}circle")
    assert (float(dot.get("cx")), float(dot.get("cy"))) == pytest.approx((160, 100), abs=2)
    assert dot.get("fill") == LIGHT["exercise"]


def test_speck_is_shown_as_a_dot_and_an_area_as_itself():
    speck = small_atlas(exercise(2020, 132.0, 42.4, 5.0))
    area = small_atlas(exercise(2020, 132.0, 42.4, 90.0))
    assert "stroke-dasharray" not in thumbnail(speck, 2020)
    assert "stroke-dasharray" in thumbnail(area, 2020)


def test_theatre_has_a_tint_and_no_dot():
    root = ET.fromstring(thumbnail(small_atlas(exercise(2020, 134.0, 31.0, 500.0)), 2020))
    (disc,) = root.findall(f"{SVG}circle")
    assert disc.get("fill").startswith("url(#thumb-2020-light-tint-exercise-")
    assert disc.get("stroke") is None


def test_all_events_of_a_wide_year_are_in_view():
    atlas = small_atlas(exercise(2020, 18.0, -34.0), exercise(2020, 60.0, 25.0),
                        exercise(2020, 152.0, -34.0, role="counterpart"), patrol(2020))  # fmt: skip
    root = ET.fromstring(thumbnail(atlas, 2020))
    assert len(root.findall(f"{SVG}circle")) == 3
    assert LIGHT["patrol"] in {path.get("stroke") for path in root.iter(f"{SVG}path")}


def test_track_across_the_antimeridian_is_not_torn():
    root = ET.fromstring(thumbnail(small_atlas(patrol(2020)), 2020))
    track = next(path for path in root.iter(f"{SVG}path") if path.get("stroke") == LIGHT["patrol"])
    across = [abs(float(step)) for step in re.findall(r"[lh](-?[\d.]+)", track.get("d"))]
    assert across
    assert max(across) < 250


def test_waypoint_of_a_theatre_is_a_tint():
    text = thumbnail(small_atlas(patrol(2020, "tint", uncertainty_nm=300)), 2020)
    assert text.count('fill="url(#thumb-2020-light-tint-patrol-') == 2


def test_no_line_is_drawn_where_only_a_tint_is_right():
    text = thumbnail(small_atlas(patrol(2020, "tint")), 2020)
    assert LIGHT["patrol"] not in text


def test_air_patrol_is_dotted():
    text = thumbnail(small_atlas(patrol(2020, "not-reported", "air")), 2020)
    assert f'stroke="{LIGHT["air-patrol"]}"' in text
    assert 'stroke-linecap="round"' in text


def test_year_without_an_event_is_a_quiet_map_that_says_so():
    atlas = small_atlas(exercise(2019, 120.0, 20.0), exercise(2021, 120.0, 20.0))
    root = ET.fromstring(thumbnail(atlas, 2020))
    assert root.find(f"{SVG}title").text == "Map of 2020: no event"
    assert not root.findall(f"{SVG}circle")
    assert len(root.findall(f"{SVG}path")) == 3


def test_title_counts_what_is_drawn():
    atlas = small_atlas(exercise(2020, 120.0, 20.0), patrol(2020))
    assert "Map of 2020: 1 exercise and 1 patrol" in thumbnail(atlas, 2020)


def test_hostile_name_is_only_text():
    name = "</desc><script>alert(1)</script>"
    text = thumbnail(small_atlas(exercise(2020, 120.0, 20.0, name=name)), 2020)
    assert ET.fromstring(text).find(f"{SVG}desc").text == name
    assert "<script" not in text


def test_unknown_year_is_refused():
    with pytest.raises(NotFoundError, match="no year 1066"):
        thumbnail(small_atlas(exercise(2020, 120.0, 20.0)), 1066)


def test_unknown_theme_is_refused():
    with pytest.raises(UsageError, match="theme: expected light, dark, grey or auto"):
        thumbnail(small_atlas(exercise(2020, 120.0, 20.0)), 2020, "blue")


def test_every_bundled_year_is_small_and_has_ids_of_its_own(atlas):
    seen = set()
    for year in atlas.all_years:
        for theme, page in (("light", LIGHT), ("dark", DARK)):
            text = thumbnail(atlas, year, theme)
            assert len(text.encode()) < 12_000, (year, theme)
            assert page["sea"] in text
            ids = set(re.findall(r'id="([^"]+)"', text))
            assert ids
            assert not ids & seen
            seen |= ids
            assert "http" not in text.replace("http://www.w3.org/2000/svg", "")


def test_same_year_gives_the_same_bytes(atlas):
    assert thumbnail(atlas, 2025) == thumbnail(atlas, 2025)
