"""Latitudes and longitudes in a text: one pattern for every way of writing them.

The number of an angle is written in one of eight forms, its hemisphere before or after it. Each
form is a pattern with bounded repetition, so that the search is linear in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

Axis = Literal["lat", "lon"]
Fault = Literal["", "range", "minutes", "half"]

_DEG = r"(?:°|&DEG;|&#176;|度|도|DEG(?:REES?|S)?\.?|ГРАД(?:УСОВ)?\.?|ĐỘ)"
_MIN = r"(?:'|&PRIME;|&#39;|&APOS;|分|분|MIN(?:UTES?|S)?\.?|МИН(?:УТ)?\.?|PHÚT)"
_SEC = r"(?:\"|&QUOT;|&#34;|''|秒|초|SEC(?:ONDS?|S)?\.?|СЕК(?:УНД)?\.?|GIÂY)"
_F = r"(?:[.,]\s?\d{1,6})?"
_M = r"(?:[.,]\s?\d{1,6}|\s?['分]\s?\.\d{1,4})?"
"""Decimals of a minute; the prime may stand before them, as in 38°51′.7."""
_W = r"[ \n]{0,3}"
_WRAP = r"(?: {0,3}|\s?\n {0,12})"

_FORMS = (
    # 40°42′46″, 40 度 42.5 分, 40°
    rf"(?P<d0>\d{{1,3}})\s?{_DEG}{_W}-?(?:(?P<m0>\d{{1,2}}{_M}){_W}(?:{_MIN}?\s?-?(?P<s0>\d{{1,2}}{_F})"
    rf"\s?{_SEC}?'?|{_MIN}?)?)?",
    # 42-40.00, 31-54-48.4, 42-40'30"
    rf"(?P<d1>\d{{1,3}}){_W}-{_WRAP}(?P<m1>(?:\d{{1,2}}|\d ?\n ?\d){_M})(?:\s?['\- "
    rf"]{_W}(?P<s1>\d{{1,2}}{_F}))?"
    r"\s?['\"\-]{0,2}",
    # 42.40.30, 42:40:30, 42.40'30"
    rf"(?<!\d-)(?P<d2>\d{{1,3}})[.:](?P<m2>\d{{2}})[.:'](?P<s2>\d{{2}}{_F})['\"]{{0,2}}",
    # degree sign lost: 4042'46", 11050'00" (a superscript o became the digit 0), 40?42'46"
    rf"(?P<d3>\d{{1,3}})\s?[?\ufffd*O]{_W}(?P<m3>\d{{1,2}}{_F}){_W}['\"]{{0,2}}{_W}"
    rf"(?:(?P<s3>\d{{1,2}}{_F})\s?['\"]{{0,2}})?",
    rf"(?P<l4>\d{{3,6}})\s?(?:'|分){_W}(?:(?P<s4>\d{{1,2}}{_F})\s?['\"秒]{{0,2}})?",
    # N384⏎3E10703: digits alone on both sides of a line wrap
    r"(?P<v5>(?:\d ?\n ?\d{3,6}|\d{2} ?\n ?\d{2,5}|\d{3} ?\n ?\d{1,4}|\d{4} ?\n ?\d{1,3}"
    r"|\d{5} ?\n ?\d{1,2}|\d{6} ?\n ?\d)(?![ \n]?\d|[.,]\d|\s?['°]))",
    # 35 36.55, 35 36 33, 120 00' 00"
    rf"(?P<d5>\d{{1,4}})[ \n]{{1,3}}(?P<m5>\d{{1,2}}{_F})(?P<p5>\s?')?(?:[ \n]{{0,3}}"
    rf"(?<=[ \n'])(?P<s5>\d{{2}}{_F}))?\s?['\"]{{0,2}}",
    # 314000, 3851.7, 524452.36; the line may be wrapped inside it
    r"(?P<c6>\d{4,8}(?:\.\d{1,4})?)",
    r"(?P<w6>\d(?:[ \n]{0,4}\d){3,6})",
    # 42.6667, 42
    r"(?<!\d-)(?<!\d[.,])(?P<g7>\d{1,3}[.,]\d{1,8})\s?°?",
    r"(?<!\d-)(?<!\d[.,])(?P<h8>\d{1,3})-?",
)
_WORDS_AFTER = (
    r"N(?:ORTH|ORD|ORTE)?|S(?:OUTH|UD|UR|UL)?|E(?:AST|STE|ST)?|W(?:EST)?"
    r"|СЕВЕРН[А-Я]{2}(?:\s+ШИРОТ[А-Я])?|ЮЖН[А-Я]{2}(?:\s+ШИРОТ[А-Я])?"
    r"|ВОСТОЧН[А-Я]{2}(?:\s+ДОЛГОТ[А-Я])?|ЗАПАДН[А-Я]{2}(?:\s+ДОЛГОТ[А-Я])?"
    r"|[СЮЗВЕ]\.?(?:Ш|Д)?|IU|BẮC|NAM|ĐÔNG|TÂY|[ĐV]"
)
_GLUED = (
    r"(?=(?:AND|TO|THEN|THENCE|CAUTION|CANCEL|WIDE|VESSELS?|IN|AREAS?|NAVIGATION)\b"
    r"|[A-Z]\.\s{0,3}\d)"
)
"""Words, and labels of the next corner, that follow a letter without a blank between."""


def _after(west: bool, letters: bool) -> str:
    """The letter after a number; some are letters of this kind in some languages only."""
    words = _WORDS_AFTER
    if west:
        words += "|O(?:UEST|ESTE)?"
    if letters:
        words += r"|C\.?(?:Ш|Д)?|B"
    return rf"(?P<after>(?!E-?\s?MAIL)(?:{words})(?:(?![A-ZА-ЯĐ])|{_GLUED}))"


_LAT_BEFORE = r"(?:(?<![A-ZА-Я])(?P<lat>[NSСЮ])|(?P<latword>[北南][緯纬]|북위|남위|NORTH|SOUTH))"
_LON_BEFORE = (
    r"(?:(?<![A-ZА-Я])(?P<lon>[EWВЗ])|(?P<lonword>[東西][経經]|[东西]经|동경|서경|EAST|WEST))"
)
_AXES: dict[str, tuple[Axis, int]] = {
    "N": ("lat", 1), "S": ("lat", -1), "E": ("lon", 1), "W": ("lon", -1),
    "С": ("lat", 1), "Ю": ("lat", -1), "В": ("lon", 1), "З": ("lon", -1), "Е": ("lon", 1),
    "北": ("lat", 1), "南": ("lat", -1), "東": ("lon", 1), "东": ("lon", 1), "西": ("lon", -1),
    "북": ("lat", 1), "남": ("lat", -1), "동": ("lon", 1), "서": ("lon", -1),
    "O": ("lon", -1), "C": ("lat", 1), "B": ("lon", 1), "Đ": ("lon", 1),
    "V": ("lon", 1), "I": ("lat", -1),
    "NAM": ("lat", -1), "TÂY": ("lon", -1), "BẮC": ("lat", 1),
}  # fmt: skip


_OTHER_SCRIPT = re.compile("[А-ЯĐẮ]")
"""Only among such letters are Latin B and C hemispheres."""

_ROMANCE = re.compile(
    r"\b(?:MILLES?|MILLAS?|ZON[AE]|RAYON|RADIO\s+DE|AVIS|AVISO|POSICI[OÓ]N|EN|LES?|LOS|DE)\b"
)
"""Only among such words is O the west."""

_LETTERS = ("lat", "latword", "lon", "lonword", "after")


def _renamed(pattern: str, mark: str) -> str:
    return re.sub(r"\(\?P<(\w+)>", rf"(?P<\g<1>{mark}>", pattern)


def _numbers(mark: str, forms: tuple[str, ...]) -> str:
    return "|".join(_renamed(form, mark) for form in forms)


_OWN = r"['\"]{0,2}[ ]?"
"""What may stand between a number and the letter after it."""
_SAME_LINE = r"(?<!\n)(?<!\n )(?<!\n  )(?<!\n   )"
"""What begins a line is the label of the next corner."""


@cache
def _half_pattern(west: bool, letters: bool) -> re.Pattern[str]:
    """A latitude or a longitude.

    A letter before a number that has its own letter after it belongs to the words before: in
    ``E. 71-39N`` it is the label of a corner.
    """
    before = [
        "|".join(f"(?>{_renamed(form, mark)})" for form in _FORMS[:-1]) for mark in ("a", "b")
    ]
    return re.compile(
        rf"{_LAT_BEFORE}[.:]?\s{{0,2}}(?:{before[0]})(?!(?<!\s)\d|[.,]\d|-\d"
        rf"|{_SAME_LINE}{_OWN}[NSСЮ](?![A-ZА-Я]))"
        rf"|{_LON_BEFORE}[.:]?\s{{0,2}}(?:{before[1]})(?!(?<!\s)\d|[.,]\d|-\d"
        rf"|{_SAME_LINE}(?:{_OWN}[EWВЗ](?![A-ZА-Я])"
        rf"|['\"]{{0,2}}[NSСЮ](?![\dA-ZА-Я])|['\"]{{0,2}}[ ][NSСЮ](?![ ]?\d|[A-ZА-Я])))"
        rf"|(?<!\d)(?:{_numbers('c', _FORMS)})\s{{0,2}}{_SAME_LINE}{_after(west, letters)}"
    )


@dataclass(frozen=True)
class Half:
    """A latitude or a longitude in the plain text.

    Attributes
    ----------
    axis : {'lat', 'lon'}
    degrees : float
        Signed.
    start, end : int
        Offsets in the plain text.
    fault : str
        ``range`` beyond 90° or 180°, ``minutes`` of 60 or more, ``half`` when no hemisphere is
        stated; empty when sound.
    lost_sign : bool
        The degree sign was lost and is inferred from the count of digits.
    """

    axis: Axis
    degrees: float
    start: int
    end: int
    fault: Fault = ""
    lost_sign: bool = False
    letter: str = ""


def find_halves(plain: str) -> list[Half]:
    """Every latitude and longitude of a plain text, from the start on.

    Examples
    --------
    >>> [(half.axis, half.degrees) for half in find_halves("N314000E1223000")]
    [('lat', 31.666666666666668), ('lon', 122.5)]
    """
    letters = _OTHER_SCRIPT.search(plain) is not None
    west = _ROMANCE.search(plain) is not None
    found = []
    for match in _half_pattern(west, letters).finditer(plain):
        if match["after"] and "\n" in match[0][-len(match["after"]) - 2 :]:
            # The label of the next corner, on a line of its own.
            continue
        half = _half(match)
        if half:
            found.append(half)
    return found


def _half(match: re.Match[str]) -> Half | None:
    fields = {
        name[:-1]: value
        for name, value in match.groupdict().items()
        if value is not None and len(name) == 3 and name[1].isdigit()
    }
    letter = next(filter(None, (match[name] for name in _LETTERS)))
    axis, sign = _AXES.get(letter) or _AXES[letter[0]]
    if letter == "B":
        axis, sign = _by_width(fields)
    read = _number(fields, axis)
    if read is None:
        return None
    degrees, minutes, seconds, lost = read
    value = degrees + minutes / 60 + seconds / 3600
    limit = 90 if axis == "lat" else 180
    fault: Fault = "minutes" if minutes >= 60 or seconds >= 60 else ""
    if value > limit:
        fault = "range"
    return Half(axis, sign * value, match.start(), match.end(), fault, lost, letter[0])


def _by_width(fields: dict[str, str]) -> tuple[Axis, int]:
    """Latin B is a look-alike of Cyrillic В (east), or Vietnamese Bắc (north): digits decide."""
    head = re.match(r"\d+", next(iter(fields.values())))
    return ("lon", 1) if head and len(head[0]) in (3, 5, 7) else ("lat", 1)


def _number(fields: dict[str, str], axis: Axis) -> tuple[float, float, float, bool] | None:
    form = {name[0]: value for name, value in fields.items()}
    digits = form.get("c") or form.get("w") or form.get("v")
    if digits:
        return _compact(re.sub(r"\s", "", digits), axis)
    if "l" in form:
        return _lost(form["l"], form.get("s"), axis)
    if "g" in form or "h" in form:
        # 42.40 may be degrees and minutes: with two decimals below 60 it is doubted.
        decimals = (form.get("g") or "").replace(",", ".").partition(".")[2]
        unclear = len(decimals) == 2 and int(decimals) < 60
        return _float(form.get("g") or form["h"]), 0.0, 0.0, unclear
    degrees, lost = form["d"], "d3" in fields and "O" not in fields
    if "d5" in fields and "p5" in fields:
        return _spaced(degrees, form.get("m"), form.get("s"), axis)
    if len(degrees) > 3:
        return None
    minutes, seconds = form.get("m"), form.get("s")
    if minutes and seconds and re.search(r"[.,]", minutes):
        return None
    return float(degrees), _float(minutes), _float(seconds), lost


def _spaced(
    degrees: str, minutes: str | None, seconds: str | None, axis: Axis
) -> tuple[float, float, float, bool] | None:
    """``120 00' 00" N``: primes but no degree sign; a 0 too many stands for the lost sign."""
    width = 2 if axis == "lat" else 3
    if len(degrees) == width + 1 and degrees.endswith("0"):
        degrees = degrees[:-1]
    elif len(degrees) > width:
        return None
    elif float(degrees) > (90 if axis == "lat" else 180) and degrees.endswith("0"):
        degrees = degrees[:-1]
    return float(degrees), _float(minutes), _float(seconds), True


def _compact(digits: str, axis: Axis) -> tuple[float, float, float, bool] | None:
    """DDMM, DDMMSS or DDDMM, DDDMMSS, with decimals of the last."""
    whole, _, decimals = digits.partition(".")
    width = 2 if axis == "lat" else 3
    if axis == "lon" and len(whole) in (4, 6):
        width = 2
    if len(whole) - width not in (2, 4):
        return None
    degrees, rest = float(whole[:width]), whole[width:]
    tail = f".{decimals}" if decimals else ""
    if len(rest) == 2:
        return degrees, float(rest + tail), 0.0, False
    return degrees, float(rest[:2]), float(rest[2:] + tail), False


def _lost(digits: str, seconds: str | None, axis: Axis) -> tuple[float, float, float, bool] | None:
    """``11050'`` is 11°50′ and ``4042'`` 40°42′: a 0 too many stands for the lost sign."""
    width = 2 if axis == "lat" else 3
    if len(digits) == width + 3 and digits[width] == "0":
        digits = digits[:width] + digits[width + 1 :]
    if len(digits) != width + 2:
        return None
    return float(digits[:width]), float(digits[width:]), _float(seconds), True


def _float(text: str | None) -> float:
    return float(re.sub(r"[\s'分]", "", text).replace(",", ".")) if text else 0.0
