"""Positions are read in every way that charts and notices write them, or refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.coordinates import format_ddm, format_decimal, format_dms, parse
from mapper.errors import PositionError


@pytest.mark.parametrize(
    ("text", "lon", "lat"),
    [
        ("42-27.0N 132-00.0E", 132.0, 42.45),
        ("42°27.0′ N, 132°00.0′ E", 132.0, 42.45),
        ("42°27′30″N 132°00′15″E", 132.004166667, 42.458333333),
        ("42 27 30 N 132 00 15 E", 132.004166667, 42.458333333),
        ("N42°27' E132°00'", 132.0, 42.45),
        ("42.45, 132.0", 132.0, 42.45),
        ("-33.6; 18.0", 18.0, -33.6),
        ("42.45N 132.0E", 132.0, 42.45),
        ("33-36S 018-00W", -18.0, -33.6),
        ("42-27С 132-00В", 132.0, 42.45),
        ("33-36Ю 018-00З", -18.0, -33.6),
        ("北纬42度27分 东经132度00分", 132.0, 42.45),
        ("北緯42度27分30秒 東経132度0分15秒", 132.004166667, 42.458333333),
        ("42-27,5N 132-00,0E", 132.0, 42.458333333),
        ("132-00.0E 42-27.0N", 132.0, 42.45),
        ("４２-２７.０Ｎ １３２-００.０Ｅ", 132.0, 42.45),
    ],
)
def test_a_position_is_read(text: str, lon: float, lat: float):
    assert parse(text) == pytest.approx((lon, lat), abs=1e-8)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "expected a position like"),
        ("somewhere", "expected a position like"),
        ("42-27.0 132-00.0", "expected a position like"),
        ("42-60.0N 132-00.0E", "minutes and seconds below 60"),
        ("N 132 E", "expected a position like"),
        ("91-00.0N 132-00.0E", "latitude from -90 to 90, got 91"),
        ("42-00.0N 181-00.0E", "longitude from -180 to 180, got 181"),
        ("42-00.0N 43-00.0N", "one latitude .* and one longitude"),
        ("42.5-27N 132E", "decimals in the last number only"),
        ("132, 142.45", "longitude|latitude"),
        ("1" * 200, "at most 120 characters"),
        ("٤٢-٢٧N 132E٠", "expected a position like|minutes"),
    ],
)
def test_what_is_no_position_is_refused(text: str, message: str):
    with pytest.raises(PositionError, match=message):
        parse(text)


def test_rounding_never_writes_sixty():
    assert format_ddm(131.99999, 42.99999) == "43°00.0′ N 132°00.0′ E"
    assert format_dms(-0.0001, -42.99999) == "43°00′00″ S 000°00′00″ W"
    assert format_ddm(0, 0, digits=0) == "00°00′ N 000°00′ E"
    assert format_decimal(132, 42.45, 2) == "42.45, 132.00"


@given(st.floats(-180, 180), st.floats(-90, 90))
def test_what_is_written_is_read_back(lon: float, lat: float):
    for written, digits in (
        (format_ddm(lon, lat, 3), 1 / 120_000),
        (format_dms(lon, lat, 1), 1 / 72_000),
        (format_decimal(lon, lat, 6), 5e-7),
    ):
        assert parse(written) == pytest.approx((lon, lat), abs=digits + 1e-9)
