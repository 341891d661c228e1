"""Any text is read: no exception, no more than two seconds, every span inside the text.

``make test`` looks at a twentieth of what ``make soak`` looks at.
"""

from __future__ import annotations

import os
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapper.navwarn import read, read_all, to_geojson
from mapper.navwarn.notam import read_notam, unscheduled
from mapper.navwarn.positions import find_positions
from mapper.navwarn.text import MAX_LENGTH, plain_text
from tests.navwarn.casebook import cases

pytestmark = pytest.mark.soak

SOAK = os.environ.get("SOAK") == "1"
LIMIT_S = 2.0
TEXTS = [case.text for case in cases()]
PIECES = (
    "42-40.0N",
    "131-41.0E",
    "N314000E1224000",
    "(1)",
    "A.",
    "1. ",
    "WITHIN 5 MILES OF ",
    "北緯",
    "東經121°40′00〃",
    "度",
    "THRU ",
    "0800Z TO ",
    "31 FEB ",
    "99999",
    "Q) ",
    "E) ",
    "B)9913320000",
    "\n\n",
    "ДАЛЕЕ ПО БЕРЕГОВОЙ ЛИНИИ ДО ",
    "を除く",
    "令和元年",
    "ARC ",
    "(",
    ")",
    "'" * 9,
    "-" * 9,
    "\u0301" * 40,
    "0" * 60,
    " " * 80,
    "TO" * 30,
    "日" * 40,
    "1 AND " * 20,
    "\ue000",
    "\x00",
)


@st.composite
def mutations(draw):
    """A case with stretches cut out, doubled, moved, or replaced by pieces of other grammar."""
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 40)))
        piece = draw(
            st.one_of(
                st.sampled_from(PIECES),
                st.just(text[start:end] * 2),
                st.just(""),
                st.text(max_size=12),
            )
        )
        text = text[:start] + piece + text[end:]
    return text


@pytest.fixture(scope="module", autouse=True)
def warm():
    """The patterns of each family and the land are made once; that is not a message's time."""
    for text in TEXTS:
        read(text)


def check(text):
    started = time.process_time()
    warning = read(text)
    assert time.process_time() - started < LIMIT_S
    for shape in warning.shapes:
        for vertex in shape.vertices:
            assert -180 <= vertex.lonlat[0] <= 180
            assert -90 <= vertex.lonlat[1] <= 90
            assert 0 <= vertex.span[0] < vertex.span[1] <= len(text)
    for doubt in warning.all_doubts:
        assert 0 <= doubt.span[0] <= doubt.span[1] <= max(len(text), 1)
    if not text.lstrip().startswith("#"):
        assert lost_positions(text, warning) == []
    for window in warning.times:
        assert window.start is None or window.end is None or window.start <= window.end


def lost_positions(text, warning):
    """The positions of a text that are in no shape and under no doubt."""
    plain = plain_text(text)
    notam = read_notam(plain.plain)
    told = [doubt.span for doubt in warning.all_doubts]
    if notam and notam.q_line:
        told.append(plain.span(notam.q_line.start, notam.q_line.end))
    known = {vertex.lonlat for shape in warning.shapes for vertex in shape.vertices}
    return [
        text[start:end]
        for position in find_positions(unscheduled(plain.plain, notam))
        for start, end in [plain.span(position.start, position.end)]
        if not (position.lonlat in known and not position.fault)
        and not any(a <= start and end <= b for a, b in told)
    ]


@pytest.mark.parametrize("case", cases(), ids=str)
def test_no_position_of_a_case_is_lost(case):
    assert lost_positions(case.text, read(case.text, case.lang, case.issued)) == []


@settings(
    max_examples=10_000 if SOAK else 500,
    deadline=None,
    derandomize=not SOAK,
    suppress_health_check=list(HealthCheck),
)
@given(mutations())
def test_mutated_messages_are_read_or_doubted(text):
    check(text)


@settings(max_examples=1_000 if SOAK else 50, deadline=None, derandomize=not SOAK)
@given(st.text(max_size=300))
def test_any_text_is_read(text):
    check(text)


@settings(max_examples=400 if SOAK else 20, deadline=None, derandomize=not SOAK)
@given(mutations())
def test_what_is_read_can_be_written(text):
    assert to_geojson(read_all(text)).endswith(b"]}\n")


@pytest.mark.parametrize(
    "piece",
    [
        "42-40.0N 131-41.0E ",
        "42-40.0N ",
        "1 AND ",
        "1 TO 2 ",
        "12 APR ",
        "0800Z TO ",
        "(1)",
        "A. ",
        "0",
        "'",
        "-",
        "°",
        " ",
        "\n",
        "日",
        "1日",
        "THEN COASTAL LINE TO ",
        "北緯26°32′",
        "N314000",
        "Q) ",
        "NOTAMN A)ZSHA B)2601010000 ",
        "CANCEL 1/26, ",
        "MON ",
        "2026-01-01 ",
        "TRA ",
        "D-1, ",
        "\u0301",
        "ARC CENTERED ON 42-40.0N 131-41.0E ",
        "5 MILES ",
        "を除く",
        "AREA A: ",
        "U.S. ",
        "N 42 ",
        "EXCEPT 1 MAY ",
        "1. 42-40N 131-41E 12 APR 0800Z TO 0900Z\n",
    ],
)
def test_long_repetitions_are_read_in_time(piece):
    text = piece * (MAX_LENGTH // len(piece))
    started = time.process_time()
    read(text)
    assert time.process_time() - started < LIMIT_S


def test_what_is_too_long_is_cut_and_said_to_be():
    warning = read("42-40.0N 131-41.0E. " + "X" * MAX_LENGTH)
    assert len(warning.shapes) == 1
    assert [doubt.code for doubt in warning.doubts] == ["missing-vertex"]
