"""One position in every way of writing it, bad beside good."""

from __future__ import annotations

import pytest

from mapper.navwarn.positions import find_positions
from mapper.navwarn.text import plain_text

HERE = (121.636667, 38.861667)


def found(text):
    return find_positions(plain_text(text).plain)


@pytest.mark.parametrize(
    "text",
    [
        "38-51.7N 121-38.2E",
        "38-51.7N121-38.2E",
        "38 51.7 N – 121 38.2 E",
        "38°51.7'N, 121°38.2'E",
        "38º51′42″N/121º38′12″E",
        "38˚51’42”N 121˚38’12”E",
        "N38°51'42\" E121°38'12\"",
        "N385142E1213812",
        "385142N1213812E",
        "1213812E385142N",
        "3851.7N 12138.2E",
        "38-51,7N 121-38,2E",
        "38.51.42N 121.38.12E",
        "38:51:42N 121:38:12E",
        "LAT 38-51.7N LONG 121-38.2E",
        "北緯38°51′42〃、東經121°38′12〃",
        "北纬38度51.7分，东经121度38.2分",
        "东经121度38分12秒、北纬38度51分42秒",
        "북위 38도 51분 42초 동경 121도 38분 12초",
        "38-51.7С 121-38.2В",
        "38-51.7C 121-38.2В",
        "38°51,7' с.ш. 121°38,2' в.д.",
        "38-51.7S 121-38.2V",
        "３８－５１．７Ｎ　１２１－３８．２Ｅ",
        "38-\n   51.7N 121-38.2E",
        "38-51.7N 121-3\n8.2E",
        "N38\n5142E1213812",
        "(1)38-51.7N 121-38.2E",
        "1.N385142E1213812",
        "①38-51.7N 121-38.2E",
        "A点北緯38度51分42秒、東經121度38分12秒",
        "−38-51.7N −121-38.2E",
        "–38‑51.7N —121‒38.2E",
        "38-51.7n 121-38.2e",
        "38-51-42N 121-38-12E",
        "38 degrees 51.7 minutes north 121 degrees 38.2 minutes east",
        "38°51'42\"B - 121°38'12\"Đ",
        "AREA N 38-51.7N 121-38.2E",
        "38.861667N 121.636667E",
        "38-51.7-N 121-38.2-E",
    ],
)
def test_position_is_read(text):
    (position,) = found(text)
    assert position.fault == ""
    assert position.lonlat == pytest.approx(HERE, abs=2e-6)


@pytest.mark.parametrize(
    "text",
    [
        "3851'42\"N 12138'12\"E",
        "38051'42\"N 121038'12\"E",
        "380 51’ 42” N 1210 38’ 12” E",
        "38?51'42\"N 121?38'12\"E",
        "38 51'42\"N 121 38'12\"E",
    ],
)
def test_lost_degree_sign_is_found_and_told(text):
    (position,) = found(text)
    assert position.lonlat == pytest.approx(HERE, abs=2e-6)
    assert position.lost_sign


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("98-51.7N 121-38.2E", "range"),
        ("38-51.7N 191-38.2E", "range"),
        ("38-61.7N 121-38.2E", "minutes"),
        ("38-51-72N 121-38-12E", "minutes"),
        ("38-51.7N 121-38.2", "half"),
        ("38-51.7 121-38.2E", "half"),
        ("132-10E以西を除く", "half"),
    ],
)
def test_impossible_position_is_faulty(text, fault):
    (position,) = found(text)
    assert position.fault == fault


@pytest.mark.parametrize(
    "text",
    [
        "PHONE: 907 428 4100",
        "NE4 FLAG",
        "CHART RUS 63005",
        "N877 NOT AVBL",
        "12-14 SEP 20",
        "FROM 200900Z APR 23",
        "270 DEGREES AND 360 DEGREES",
        "5 NM SW OF CAPE",
        "С 20 ПО 30 СЕНТ",
        "RAMP S3 E4",
        "1134/20",
        "2606061400",
        "W-386",
        "DNC 23, DNC 24",
    ],
)
def test_other_numbers_are_no_positions(text):
    assert found(text) == []


def test_south_and_west_are_negative():
    assert [p.lonlat for p in found("34-20.0S 053-10.0W; 34-20.0Ю 053-10.0З")] == [
        (-53.166667, -34.333333)
    ] * 2


def test_span_leads_back_to_the_text_as_given():
    text = plain_text("①　北緯３８度５１．７分、東經１２１度３８．２分。")
    (position,) = find_positions(text.plain)
    start, end = text.span(position.start, position.end)
    assert text.raw[start:end] == "北緯３８度５１．７分、東經１２１度３８．２分"
