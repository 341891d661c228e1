"""A message as tokens: positions, distances, bearings, labels, key words, other words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from mapper.navwarn.lexicon import POS, POS_REST, Lexicon, chinese_number, count_value
from mapper.navwarn.positions import Position

NM_M = 1852.0


@dataclass(frozen=True)
class Token:
    """A piece of the plain text.

    Attributes
    ----------
    kind : str
        ``pos``, ``dist``, ``bearings``, ``count``, ``label``, ``word``, ``num``, ``sent``,
        ``blank``, or a kind of key word as ``area``, ``line``, ``radius``.
    value : object
        The position's index; the distance in nautical miles (``None`` when its unit is
        ambiguous); the bearings in degrees; (style, name) of a label; the word itself.
    start, end : int
        Offsets in the plain text.
    """

    kind: str
    value: Any
    start: int
    end: int


def masked(plain: str, positions: list[Position]) -> str:
    """The text with a sign in place of each position, of the same length."""
    out = []
    at = 0
    for position in positions:
        out.append(plain[at : position.start])
        out.append(POS + POS_REST * (position.end - position.start - 1))
        at = position.end
    out.append(plain[at:])
    return "".join(out)


def scan(text: str, words: Lexicon, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of a masked text between two offsets."""
    tokens = []
    count = text.count(POS, 0, start)
    for match in words.scanner.finditer(text, start, len(text) if end is None else end):
        kind = _kind(match)
        value: Any = match[0]
        if kind == "pos":
            value, count = count, count + 1
        elif kind == "dist":
            value = _distance(match, words)
        elif kind == "bearings":
            value = _bearings(match)
        elif kind == "count":
            value = count_value(match[0])
        elif kind == "label":
            value = _label(match)
        tokens.append(Token(kind, value, match.start(), match.end()))
    return tokens


_REMARK = re.compile(rf"(?<=[{POS}{POS_REST}])[\s,]{{0,3}}\(([^()\d{POS}]{{2,60}})\)")
_FIX = re.compile(rf"(?<=[{POS}{POS_REST}])\s{{1,3}}[A-Z]{{3}}\d{{6}}(?:\.\d)?(?![\dA-Z])")
"""A position again, by the bearing and distance of a radio aid: ``OMN141034.4``."""
_SAYS_NOTHING = frozenset(("word", "zone", "point"))


def unremarked(tokens: list[Token], text: str) -> list[Token]:
    """The tokens without those of names in brackets after a position: ``… (ASSAD) - …``.

    Parameters
    ----------
    tokens : list of Token
        Of ``text``.
    text : str
        The masked text.
    """
    kept: list[Token] = []
    rest = iter([*tokens, None])
    token = next(rest)
    spans = [match.span(1) for match in _REMARK.finditer(text)]
    fixes = {match.span() for match in _FIX.finditer(text)}
    for start, end in sorted([*spans, *fixes]):
        while token and token.start < start:
            kept.append(token)
            token = next(rest)
        within = []
        while token and token.start < end:
            within.append(token)
            token = next(rest)
        silent = (start, end) in fixes or all(t.kind in _SAYS_NOTHING for t in within)
        kept += [] if silent else within
    return kept + ([token] if token else []) + [t for t in rest if t]


_BEARING_GROUPS = (("b1", "b3", "b5", "b7"), ("b2", "b4", "b6", "b8"))
_WINDS = {"北": 0.0, "东": 90.0, "東": 90.0, "南": 180.0, "西": 270.0}
_PARTS = frozenset(
    (
        "amount",
        "unit",
        "first",
        "same",
        "b1",
        "b2",
        "b3",
        "b4",
        "b5",
        "b6",
        "b7",
        "w1",
        "w2",
        "b8",
        "lp",
        "ln",
        "ll",
        "lr",
        "lv",
        "lb",
        "lc",
        "lz",
    )
)


def _kind(match: re.Match[str]) -> str:
    kind = match.lastgroup or "word"
    if kind in _PARTS:  # pragma: no cover - lastgroup names the outermost group that closed last
        return "dist" if kind in ("amount", "unit", "first", "same") else "label"
    return kind


def _bearings(match: re.Match[str]) -> tuple[float, float]:
    if match["w1"]:
        return _wind(match["w1"]), _wind(match["w2"])
    start, end = (
        float(next(filter(None, (match[name] for name in names)))) for names in _BEARING_GROUPS
    )
    return start, end


def _wind(words: str) -> float:
    """The bearing of a direction in Chinese: 正南偏西6° is 186°.

    Examples
    --------
    >>> _wind("正东"), _wind("南偏西6°"), _wind("北偏西30°")
    (90.0, 186.0, 330.0)
    """
    winds = [_WINDS[char] for char in words if char in _WINDS]
    turn = re.search(r"\d+", words)
    if not turn or len(winds) < 2:
        return winds[0]
    sign = 1 if (winds[1] - winds[0]) % 360 == 90 else -1
    return (winds[0] + sign * float(turn[0])) % 360


def _distance(match: re.Match[str], words: Lexicon) -> float | None:
    # Of BETWEEN 5 AND 10 MILES the first has the unit of the second.
    amount = match["amount"] or match["first"]
    unit = match["unit"] or match["same"]
    value = _amount(amount, words)
    if unit == "M":
        # M is a sea mile on charts and a metre in broadcasts; only large numbers tell.
        return value / NM_M if value >= 100 else None
    metres = next(metres for pattern, metres in words.units if pattern.fullmatch(unit))
    return value * metres / NM_M


def _amount(amount: str, words: Lexicon) -> float:
    if amount in words.numbers:
        return float(words.numbers[amount])
    if re.fullmatch(r"\d{1,3}[, ]000", amount):
        return float(re.sub(r"[, ]", "", amount))
    if amount[0].isdigit():
        return float(amount.replace(",", "."))
    return float(chinese_number(amount))


_STYLES = {
    "lp": "()",
    "ln": "1.",
    "ll": "A.",
    "lr": "I.",
    "lv": "1-",
    "lb": "A",
    "lc": "一、",
    "lz": "area",
}


def _label(match: re.Match[str]) -> tuple[str, str]:
    """The style of a label and its name; a letter in brackets is another style than a number."""
    for group, style in _STYLES.items():
        name = match[group]
        if name is not None:
            bracketed = "(1)" if name.isdigit() else "(A)"
            return bracketed if group == "lp" else style, " ".join(name.split())
    return "", match[0]
