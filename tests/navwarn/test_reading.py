"""What a warning knows beside its shapes: identity, altitude, being in force; many messages."""

from __future__ import annotations

import datetime as dt
import json

import pytest
import shapely

from mapper import geodesy
from mapper.navwarn import draw, read, read_all, to_geojson
from mapper.navwarn.ground import basemap
from mapper.navwarn.splitting import split_messages
from tests.navwarn.casebook import cases

GUNNERY = """271244Z FEB 26
HYDROPAC 586/26(96).
SEA OF JAPAN.
1. GUNNERY EXERCISES 2200Z TO 0800Z DAILY 01 THRU 03 MAR IN AREA BOUND BY
42-40.00N 131-41.00E, 42-40.00N 131-57.00E, 42-15.00N 131-41.00E.
2. CANCEL HYDROPAC 580/26, 581/26.
3. CANCEL THIS MSG 040900Z MAR 26."""


def at(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def test_identity_is_that_of_the_heading():
    identity = read(GUNNERY).identity
    assert (identity.series, identity.number, identity.year) == ("HYDROPAC", 586, 2026)
    assert (identity.hazard, identity.hazard_type) == ("gunnery", "gunnery-firing")
    assert (identity.region, identity.warning_type) == ("Sea of Japan", "navarea")
    assert identity.cancels == ("HYDROPAC 580/26", "HYDROPAC 581/26")
    assert identity.issued == at("2026-02-27T12:44")


@pytest.mark.parametrize(("text", "name"), [
    ("NAVAREA XIII 24/19 SEA OF JAPAN", "NAVAREA XIII 24/19"),
    ("ПРИП МУРМАНСК 285/25 КАРТА 10100", "ПРИП МУРМАНСК 285/25"),
    ("辽航警523/25,渤海海峡", "辽航警 523/25"),
    ("A2061/26 NOTAMN Q)ZSHA/QRDCA/IV", "A2061/26"),
    ("TURNHOS N/W : 0896/19", "TURNHOS N/W 896/19"),
    ("30年252項 日向灘 射撃訓練", "水路通報 252/18"),
    ("SWEDISH NAV WARN 245 (25)", "SWEDISH NAV WARN 245/25"), ("IN AREA", ""),
])  # fmt: skip
def test_name_is_series_number_and_year(text, name):
    assert read(text).identity.name == name


@pytest.mark.parametrize(("time", "active"), [
    ("2026-03-01T21:59", False), ("2026-03-01T22:00", True), ("2026-03-02T07:59", True),
    ("2026-03-02T08:00", False), ("2026-03-04T07:00", True), ("2026-03-04T22:30", False),
])  # fmt: skip
def test_warning_is_active_in_its_windows_only(time, active):
    assert read(GUNNERY).active(at(time)) is active


def test_limits_of_altitude_are_kept():
    head = "A1/26 NOTAMN Q)ZSHA/QRDCA/IV/BO/W/000/098/ A)ZSHA B)2606061400 C)2606091559"
    text = f"{head} E)X F)SFC G)FL100"
    assert read(text).altitude == ("SFC", "FL100")


def test_messages_of_one_text_are_told_apart():
    other = GUNNERY.replace("586/26", "587/26").replace("42-", "41-")
    found = read_all(f"{GUNNERY}\n\n{other}\nNNNN\n")
    assert [warning.identity.number for warning in found] == [586, 587]
    text = f"{GUNNERY}\n\n{other}"
    (vertex, *_) = read_all(text)[1].shapes[0].vertices
    assert text[slice(*vertex.span)] == "41-40.00N 131-41.00E"


def test_bulletins_of_navarea_xi_are_told_apart_by_year_and_number():
    text = (
        "NAVAREA XI\nNO.25-0365 Date:2025/05/21 03 UTC\nGUNNERY IN 29-10N 131-05E.\n\n"
        "NO.25-0366 Date:2025/05/21 05 UTC\nDRIFTING BUOY IN 30-21N 126-50E.\n"
        "CANCEL NAVAREA XI 25-0350.\n\nNAVAREA XI 25-0367\nWRECK IN 31-21N 126-50E."
    )
    found = [warning.identity for warning in read_all(text)]
    assert [identity.name for identity in found] == [f"NAVAREA XI {n}/25" for n in (365, 366, 367)]
    assert found[0].issued.isoformat() == "2025-05-21T03:00:00+00:00"
    assert found[1].cancels == ("NAVAREA XI 350/25",)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("NAVAREA VII 063 OF 2024", "NAVAREA VII 63/24"),
        ("BALTIC SEA NAV WARN 064/25", "BALTIC SEA NAV WARN 64/25"),
        ("LIAO HANG JING 118/25", "LIAO HANG JING 118/25"),
        ("Số: 45/TBHH-CT.BĐATHHMB", "TBHH-CT.BĐATHHMB 45"),
        ("ORDER NO. 25-0365 OF THE PORT", ""),
    ],
)
def test_headings_name_series_number_and_year(head, name):
    assert read(f"{head}\nGUNNERY IN 29-10N 031-05E.").identity.name == name


def test_repeated_heading_and_cancel_list_begin_no_message():
    head = "ПРИП МУРМАНСК 280/25 КАРТА 10100\nПЕРЕДАВАТЬ 5 СУТОК"
    text = f"{head}\nПРИП МУРМАНСК 280 КАРТА 10100\n1. СТРЕЛЬБЫ"
    assert len(list(split_messages(text))) == 1
    assert len(list(split_messages("HYDROPAC 9/26.\n2. CANCEL\nHYDROPAC 8/26."))) == 1


@pytest.mark.parametrize("blanks", [" " * 30_000, "\n" * 30_000, " \n" * 15_000])
def test_blanks_without_end_are_read_and_lead_back_to_their_place(blanks):
    text = f"HYDROPAC 1/26.{blanks}WITHIN 5 MILES OF 42-15N 132-00E."
    (shape,) = read(text).shapes
    assert text[slice(*shape.vertices[0].span)] == "42-15N 132-00E"
    assert shape.form["radius_nm"] == 5
    assert len(read_all("\n" * 200_000 + "NAVAREA XI" + blanks)) == 1


def test_two_shapes_over_one_set_of_positions_are_doubted():
    found = {case.name.split()[1]: case.text for case in cases("broadcast")}
    text = f"HYDROPAC 1256/23\n{found['002']}\n\nHYDROPAC 1247/23\n{found['003']}"
    document = json.loads(to_geojson(read_all(text)))
    assert [doubt["code"] for doubt in document["doubts"]] == ["two-shapes"]


def test_collection_has_forms_times_and_doubts():
    document = json.loads(to_geojson(read_all(GUNNERY)))
    (feature,) = document["features"]
    assert feature["geometry"]["type"] == "Polygon"
    properties = feature["properties"]
    assert properties["form"]["ring"][0] == [131.683333, 42.666667]
    window = properties["times"][0]
    assert (window["start"], window["end"]) == ("2026-03-01T22:00Z", "2026-03-02T08:00Z")
    assert window["rule"] == "2200Z TO 0800Z DAILY 01 THRU 03 MAR"
    assert document["doubts"] == properties["doubts"] == []


def drawn(text):
    return draw(read(text).shapes[0].form)


def test_circle_is_geodesic():
    circle = drawn("WITHIN 150 MILES OF 60-00N 000-00E.")
    assert geodesy.distance_nm((0, 60), shapely.get_coordinates(circle)[0]) == pytest.approx(
        150, 1e-2
    )


def test_area_over_the_antimeridian_is_split():
    ring = "10-00N 179-00E, 10-00N 179-00W, 09-00N 179-00W, 09-00N 179-00E."
    area = drawn(f"EXERCISE IN AREA BOUND BY {ring}")
    assert area.geom_type == "MultiPolygon"
    assert geodesy.area_km2(area) < 30_000


def test_sector_lies_between_its_bearings():
    sector = drawn("GUNNERY WITHIN 20 MILES OF 30-00N 010-00W BETWEEN 270 DEGREES AND 360 DEGREES.")
    west, south, east, north = sector.bounds
    assert west < -10.3 and east == pytest.approx(-10, abs=1e-6)
    assert south == pytest.approx(30, abs=1e-2) and north > 30.3


def test_arc_bulges_to_the_stated_side():
    text = (
        "EXERCISE IN AREA BOUNDED BY 38-00S 057-00W, 38-00S 056-00W THENCE {} ALONG ARC OF "
        "RADIUS 30 NM CENTRED ON 38-30S 056-00W TO 39-00S 056-00W, 39-00S 057-00W."
    )
    east = drawn(text.format("CLOCKWISE"))
    west = drawn(text.format("ANTICLOCKWISE"))
    assert east.bounds[2] > -55.5
    assert geodesy.area_km2(east) > geodesy.area_km2(west)


def test_side_along_the_coast_follows_the_bundled_coast():
    (case,) = [case for case in cases("broadcast") if case.name.startswith("broadcast: 037")]
    area = draw(read(case.text).shapes[0].form)
    straight = draw(read(case.text).shapes[0].form, with_coast=False)
    assert len(shapely.get_coordinates(area)) > len(shapely.get_coordinates(straight)) + 20
    land = basemap().land("10m").near(area)
    assert shapely.intersection(area, land).area < 0.02 * area.area


def test_line_that_no_near_coast_closes_stays_a_line():
    text = "EXERCISE IN AREA BETWEEN COAST AND 20-00N 175-00W, 21-00N 175-00W, 21-00N 174-00W."
    assert drawn(text).geom_type == "LineString"
