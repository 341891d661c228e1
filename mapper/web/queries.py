"""Values from a request's query, checked before anything is done with them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlencode

from mapper.cartography.style import style_tokens
from mapper.errors import NotFoundError, UsageError
from mapper.vocabulary import STATES
from mapper.web.dates import first_day

THEMES = ("auto", "light", "dark")
MAX_SEARCH = 200
MAX_ZOOM = 19
MAP_KEYS = ("layers", "sel", "from", "to", "theme", "view", "c", "z")
"""What an address tells of a map."""

_YEAR = re.compile(r"[0-9]{4}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,4}(\.[0-9]{1,15})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

_ID = re.compile(r"[\w-]{1,120}", re.ASCII)

Query = Mapping[str, str]


def year_number(text: str) -> int:
    """A year from an address: four ASCII digits.

    Raises
    ------
    NotFoundError
        It is something else; ``str.isdigit`` would take Arabic digits too.
    """
    if not _YEAR.fullmatch(text):
        raise NotFoundError(f"there is no year {text[:40]!r}; a year has four digits")
    return int(text)


def number(query: Query, name: str, low: float, high: float) -> float:
    """A number of the query within bounds.

    Raises
    ------
    UsageError
        It is missing, not a plain number, or out of bounds.
    """
    text = query.get(name)
    if text is None:
        raise UsageError(f"{name}: expected a number from {low:g} to {high:g}, got nothing")
    return _number(name, text, low, high)


def theme(query: Query) -> str:
    """The theme that the address asks for; ``auto`` when it asks for none.

    Raises
    ------
    UsageError
        It is none of ``THEMES``.
    """
    text = query.get("theme", "auto")
    if text not in THEMES:
        raise UsageError(f"theme: expected {', '.join(THEMES)}, got {text[:40]!r}")
    return text


def claims_view(query: Query, default: str = "neutral") -> str:
    """Whose claims the zones are shown by: ``neutral`` or a state's code.

    Raises
    ------
    UsageError
        It is neither.
    """
    text = query.get("view", default)
    if text != "neutral" and text not in STATES:
        raise UsageError(f"view: expected neutral or a state's code as JPN, got {text[:40]!r}")
    return text


def search_text(query: Query) -> str:
    """What to search for.

    Raises
    ------
    UsageError
        It is longer than 200 characters.
    """
    text = query.get("q", "").strip()
    if len(text) > MAX_SEARCH:
        raise UsageError(f"q: expected at most {MAX_SEARCH} characters, got {len(text):,}")
    return text


def check_layers(query: Query) -> None:
    """Refuse layers that no map has.

    Raises
    ------
    UsageError
        Names the layers that there are.
    """
    known = style_tokens()["layers"]
    for word in filter(None, query.get("layers", "").split(",")):
        if word.removeprefix("-") not in known:
            raise UsageError(f"layers: expected of {', '.join(known)}, got {word[:40]!r}")


def check_view(query: Query) -> None:
    """Refuse a view of a map that cannot be: its window of time, centre and zoom.

    Raises
    ------
    UsageError
        Says which value, and what was expected.
    """
    for name in ("from", "to"):
        if name in query:
            _date(name, query[name])
    if "from" in query and "to" in query and query["to"] < query["from"]:
        raise UsageError(f"to: expected a day from {query['from']} on, got {query['to']}")
    if "z" in query:
        _number("z", query["z"], 0, MAX_ZOOM)
    if "c" in query:
        parts = query["c"].split(",")
        if len(parts) != 2:
            raise UsageError(f"c: expected a centre as lat,lon, got {query['c'][:40]!r}")
        _number("c: lat", parts[0], -90, 90)
        # A map that crosses the antimeridian counts its longitudes on.
        _number("c: lon", parts[1], -540, 540)


def _number(name: str, text: str, low: float, high: float) -> float:
    if not _NUMBER.fullmatch(text) or not low <= float(text) <= high:
        raise UsageError(f"{name}: expected a number from {low:g} to {high:g}, got {text[:40]!r}")
    return float(text)


def _date(name: str, text: str) -> None:
    try:
        if not _DATE.fullmatch(text):
            raise ValueError
        first_day(text)
    except ValueError:
        raise UsageError(f"{name}: expected a day as YYYY-MM-DD, got {text[:40]!r}") from None


def map_query(query: Query, view: str = "neutral") -> dict[str, str]:
    """What a query asks of a map, checked; everything else in it is left out.

    Raises
    ------
    UsageError
        Says which value, and what was expected.
    """
    theme(query)
    claims_view(query, view)
    check_view(query)
    check_layers(query)
    if "sel" in query and not _ID.fullmatch(query["sel"]):
        raise UsageError(f"sel: expected the id of an event, got {query['sel'][:40]!r}")
    return {name: query[name] for name in MAP_KEYS if query.get(name)}


def query_text(query: Query) -> str:
    """A query as it stands in an address, with its question mark; empty for none.

    Examples
    --------
    >>> query_text({"layers": "-closures,-places", "z": "4"})
    '?layers=-closures,-places&z=4'
    """
    return f"?{urlencode(query, safe=',')}" if query else ""


def with_query(path: str, query: Query) -> str:
    """A path or address that asks for more than it does.

    Examples
    --------
    >>> with_query("/compare?years=2024,2025", {"theme": "dark"})
    '/compare?years=2024,2025&theme=dark'
    """
    text = query_text(query)
    return path + (text.replace("?", "&", 1) if "?" in path else text)
