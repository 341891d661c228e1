"""What an address asks to compare, and the address of the same with something changed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import quote

from werkzeug.datastructures import MultiDict

from mapper.analysis import Comparisons, compare
from mapper.atlas import Atlas
from mapper.cartography.compare_scene import LAYOUTS
from mapper.errors import UsageError
from mapper.web import queries
from mapper.web.stories import leading_series

VIEWS: Mapping[str, str] = {
    "overlay": "Overlay", "swipe": "Swipe", "side": "Side by side", "grid": "Grid",
}  # fmt: skip
"""The views of a comparison and what their links say: the layouts of a map, and the grid."""

COAST = "JPN"
_MOST_CHARACTERS = 100
_FEW = 4
_MOST_WORDS = 60
_LISTS = ("years", "events")
_OF_COMPARISON = re.compile(r"-?(year-[0-9]{1,4}|shift)")
"""Layers that the map of a comparison has for itself; static/js/compare-records.js makes them."""

_OF_PAGE = ("view", "left", "right", "theme")


@dataclass(frozen=True)
class Asked:
    """A comparison as an address asks for it.

    Attributes
    ----------
    years, events : tuple of str
        One of them; or neither, with a series.
    series, coast, claims, kind, participant, activity, region : str
        As ``mapper.analysis.compare`` takes them.
    view : str
        A key of ``VIEWS``.
    left, right : str
        What stands on either side of a swipe or a pair.
    theme : str
        Kept from page to page.
    usual_claims : str
        Whose claims count where an address does not say.
    """

    years: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    series: str = ""
    kind: str = ""
    participant: str = ""
    activity: str = ""
    region: str = ""
    coast: str = COAST
    claims: str = "neutral"
    view: str = "overlay"
    left: str = ""
    right: str = ""
    theme: str = ""
    usual_claims: str = "neutral"

    def compare(self, atlas: Atlas) -> Comparisons:
        """Compare; raises as ``mapper.analysis.compare`` does."""
        names = ("kind", "participant", "activity", "region")
        only = {name: getattr(self, name) or None for name in names}
        return compare(*self.years, *self.events, atlas=atlas, series=self.series or None,
                       coast=self.coast, view=self.claims, **only)  # fmt: skip

    @property
    def key(self) -> str:
        """A short name for files and citations, as ``compare-joint-sea-2024-2025``."""
        words = self.years or self.events
        named = words if len(words) <= _FEW else (words[0], words[-1])
        text = "-".join(filter(None, ("compare", self.series, *named)))
        return re.sub(r"[^a-z0-9]+", "-", text.lower())

    def told_by(self, claims: str) -> Asked:
        """The same where these claims are the usual ones."""
        return replace(self, claims=claims, usual_claims=claims)

    def query(self, *, page: bool = True, **changes: Any) -> dict[str, str]:
        """The parameters that ask for this, those that hold their defaults left out.

        Parameters
        ----------
        page : bool
            With what only a page knows; else as the data is asked for.
        **changes
            Other values for some.
        """
        one = replace(self, **changes)
        usual = Asked(claims=self.usual_claims)
        found = {}
        for each in fields(Asked):
            value = getattr(one, each.name)
            if each.name == "usual_claims" or value == getattr(usual, each.name):
                continue
            if page or each.name not in _OF_PAGE:
                found[each.name] = ",".join(value) if isinstance(value, tuple) else value
        return found

    def path(self, name: str = "/compare", *, page: bool = True, **changes: Any) -> str:
        """The path with its query; commas stay as they are, as scripts write them."""
        query = self.query(page=page, **changes)
        text = "&".join(f"{key}={quote(value, safe=',')}" for key, value in query.items())
        return f"{name}?{text}" if text else name


def read_asked(args: MultiDict[str, str], claims: str = "neutral") -> Asked:
    """Read what an address asks; which years and events there are is not looked up.

    Parameters
    ----------
    args : MultiDict
        The query: a list may stand in one value with commas, or in several.
    claims : str
        Whose claims count where the query does not say.

    Raises
    ------
    UsageError
        A value that cannot be, and what was expected.
    """
    values: dict[str, Any] = {}
    for each in fields(Asked):
        name = each.name
        text = ",".join(args.getlist(name)) if name in _LISTS else args.get(name, "")
        if name == "usual_claims" or not text:
            continue
        words = tuple(filter(None, (word.strip() for word in text.split(","))))
        if len(words) > _MOST_WORDS or any(len(word) > _MOST_CHARACTERS for word in words):
            raise UsageError(f"{name}: expected at most {_MOST_WORDS} short words, got more")
        values[name] = words if name in _LISTS else text.strip()
    if values.get("years") and values.get("events"):
        raise UsageError("compare: expected years or events, got both")
    if values.get("view", "overlay") not in VIEWS:
        raise UsageError(f"view: expected {', '.join(VIEWS)}, got {values['view'][:40]!r}")
    values["claims"] = queries.claims_view({"view": values.get("claims", claims)})
    return Asked(**values, usual_claims=claims)


def map_query(args: Mapping[str, str]) -> dict[str, str]:
    """What an address asks of the map of a comparison, checked; ``view`` is its layout there.

    Raises
    ------
    UsageError
        Says which value, and what was expected.
    """
    given = {name: args[name] for name in args if name != "view"}
    drawn = {"layers": figure_layers(given.get("layers", ""))}
    found = queries.map_query(given | drawn)
    return found | ({"layers": given["layers"]} if given.get("layers") else {})


def figure_layers(layers: str) -> str:
    """The layers that a figure has too: it shows every year and every shift.

    Examples
    --------
    >>> figure_layers("-year-2024,-shift,-places")
    '-places'
    """
    return ",".join(one for one in layers.split(",") if not _OF_COMPARISON.fullmatch(one))


def usual_asked(asked: Asked, atlas: Atlas) -> Asked:
    """Where nothing is asked, the last two years of the series with the most editions."""
    if asked.years or asked.events or asked.series or asked.query(page=False):
        return asked
    series = leading_series(atlas)
    years = [year for year in atlas.years if any(
        one.record.series == series and one.record.status == "held" for one in atlas.events(year)
    )]  # fmt: skip
    return replace(asked, years=tuple(map(str, years[-2:])), series=series)


def layout_of(asked: Asked) -> str:
    """The layout of the map for a view; the grid has none, and an overlay behind it."""
    return asked.view if asked.view in LAYOUTS else "overlay"
