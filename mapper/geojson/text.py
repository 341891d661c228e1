"""GeoJSON text to plain values: what ``json.loads`` lets through in silence is refused here."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from typing import Any, NoReturn

from mapper.errors import GeoJSONError, Problem
from mapper.geojson.locating import locate

MAX_DEPTH = 64
MAX_VALUES = 4_000_000
"""The most values in one file: a million positions with heights, and what stands beside them."""

_MAX_DIGITS = 30
_TOO_DEEP = (
    f"arrays or objects nested deeper than {MAX_DEPTH} levels; a MultiPolygon needs eight: "
    "take the needless brackets out"
)


class _Refused(ValueError):
    """Something that JSON forbids or that no map file means."""

    def __init__(self, message: str, code: str, word: str = "", key: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.word, self.key = word, key


def parse(content: bytes, where: str) -> Any:
    """Parse strict JSON from UTF-8 bytes (a byte-order mark is accepted).

    Parameters
    ----------
    content : bytes
        The file as it lies on disk.
    where : str
        Its name, for the message.

    Raises
    ------
    GeoJSONError
        Not UTF-8, not JSON, HTML, NaN or Infinity, numbers beyond a double, duplicate keys,
        nested deeper than 64, more values than 4 million, or empty. The problem's code says which.
    """
    text = _decode(content, where)
    try:
        _check_size(text)
        _check_depth(text)
        found = json.loads(
            text,
            object_pairs_hook=_unique,
            parse_constant=_constant,
            parse_float=_finite,
            parse_int=_whole,
        )
        _check_letters(text, found)
        return found
    except json.JSONDecodeError as error:
        raise GeoJSONError(
            Problem(
                where,
                f"line {error.lineno}, column {error.colno}: not JSON ({error.msg})",
                "correct it there, or save the file again whole",
                code="not-json",
            )
        ) from None
    except _Refused as error:
        place = locate(text, word=error.word, key=error.key) if error.word or error.key else ""
        what = f"{place}: {error}" if place else str(error)
        raise GeoJSONError(Problem(where, what, code=error.code)) from None
    except RecursionError:
        raise GeoJSONError(Problem(where, _TOO_DEEP, code="too-deep")) from None


def dumps(value: Any) -> str:
    """Write compact strict JSON; NaN and Infinity raise ``ValueError``."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _decode(content: bytes, where: str) -> str:
    def refuse(what: str, remedy: str, code: str = "encoding") -> NoReturn:
        raise GeoJSONError(Problem(where, what, remedy, code))

    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        refuse("expected UTF-8, found UTF-16", "save it as UTF-8")
    if b"\x00" in content:
        refuse("expected text, found NUL bytes", "save it as UTF-8 GeoJSON")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        refuse(f"line {line}: expected UTF-8, found byte 0x{content[error.start]:02x}",
               "save it as UTF-8")  # fmt: skip
    start = text.lstrip()[:15].lower()
    if not start:
        refuse("the file is empty", "write a FeatureCollection, or remove the file", "empty")
    if start.startswith(("<!doctype", "<html", "<?xml")):
        refuse("expected JSON, found a web page",
               "download the file itself, not the page round it", "web-page")  # fmt: skip
    return text


def _check_size(text: str) -> None:
    """Refuse what would not fit into memory once parsed; counting costs less than parsing."""
    if len(text) < MAX_VALUES:
        return
    values = text.count(",") + text.count("[") + text.count("{")
    if values > MAX_VALUES:
        raise _Refused(
            f"{values:,} values, at most {MAX_VALUES:,} are read; split the file or simplify it",
            "too-many-values",
        )


def _check_letters(text: str, found: Any) -> None:
    """Refuse halves of surrogate pairs, which JSON can escape and UTF-8 cannot hold."""
    if _SURROGATE.search(text) is None:
        return
    try:
        dumps(found).encode()
    except UnicodeEncodeError as error:
        half = f"\\u{ord(error.object[error.start]):04x}"
        raise _Refused(f"{half} is half a letter; write the letter itself", "encoding") from None


def _check_depth(text: str) -> None:
    """Refuse deep nesting before the parser meets it: each pass strips the innermost brackets."""
    brackets = _STRING.sub("", text).translate(_BRACKETS)
    for _ in range(MAX_DEPTH):
        if not brackets:
            return
        brackets = brackets.replace("[]", "").replace("{}", "")
    if "[]" in brackets or "{}" in brackets:
        raise _Refused(_TOO_DEEP, "too-deep")


class _OnlyBrackets(dict[int, int | None]):
    """A translation table that deletes every character but brackets."""

    def __missing__(self, key: int) -> int | None:
        kept = key if chr(key) in "[]{}" else None
        self[key] = kept
        return kept


_BRACKETS = _OnlyBrackets()
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
# The closing quote is optional: a string that never ends is passed over once, not once a quote.
_STRING = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        counted = Counter(key for key, _ in pairs)
        twice = counted.most_common(1)[0][0]
        raise _Refused(f"the key {twice!r} stands twice in one object; keep one", "duplicate-key",
                       key=twice)  # fmt: skip
    return found


def _constant(name: str) -> NoReturn:
    raise _Refused(f"{name} is not a JSON number; use null or leave it out", "not-a-number", name)


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise _Refused(
            f"the number {digits[:20]} is beyond what a double holds; correct it",
            "huge-number",
            digits,
        )
    return number


def _whole(digits: str) -> int:
    if len(digits) > _MAX_DIGITS:
        raise _Refused(
            f"the number {digits[:12]}… has {len(digits)} digits; correct it", "huge-number", digits
        )
    return int(digits)
