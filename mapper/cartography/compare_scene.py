"""What the map of a comparison is told: its layout, the styles of its years, where its data is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from mapper.analysis import Comparisons
from mapper.cartography.compared import Row, compared_bbox, compared_rows, compared_values
from mapper.cartography.layers import Link, Scene, ground_sources, plain, services_at
from mapper.errors import NotFoundError, UsageError

LAYOUTS = ("overlay", "swipe", "side")
"""All on one map; two panes of one map with a handle between; two maps that move together."""


@dataclass(frozen=True)
class Layout:
    """How compared years stand on a map.

    Attributes
    ----------
    name : str
        One of ``LAYOUTS``.
    sides : sequence of str
        Keys of the rows (years) left and right; the last two by default.

    Raises
    ------
    UsageError
        There is no such layout.
    """

    name: str = "overlay"
    sides: Sequence[str] = ()

    def __post_init__(self) -> None:
        if self.name not in LAYOUTS:
            known = ", ".join(LAYOUTS)
            raise UsageError(f"layout: expected one of {known}, got {self.name[:40]!r}")


def compare_scene(
    found: Comparisons, edition: str, layout: Layout | None = None, link: Link = plain,
    query: Mapping[str, str] | None = None,
) -> Scene:  # fmt: skip
    """The scene of a comparison.

    Parameters
    ----------
    found : Comparisons
        What is compared; the browser fetches its GeoJSON.
    edition : str
        Fingerprint of the data.
    layout : Layout, optional
        An overlay by default.
    link : callable
        Turns a plain path into an address; at the root of a host by default.
    query : mapping, optional
        What asks ``/compare.geojson`` for the same.

    Raises
    ------
    UsageError
        Both sides are the same.
    NotFoundError
        A side is none of what is compared.
    """
    layout = layout or Layout()
    rows = compared_rows(found)
    values = {"layout": layout.name, "rows": compared_values(rows), "two": found.two}
    if layout.name != "overlay":
        left, right = chosen_sides(rows, layout.sides)
        values["sides"] = {"left": list(left.ids), "right": list(right.ids)}
    sources = {"comparison": _asked_at(link, "/compare.geojson", query or {})}
    return Scene(
        "compare", max(one.year for one in found.editions), None, compared_bbox(found),
        sources | ground_sources(link), edition, "auto", services_at(link), compared=values,
    )  # fmt: skip


def _asked_at(link: Link, path: str, query: Mapping[str, str]) -> dict[str, Any]:
    """Where an answer is: a path with the query that a script puts to it, or a file by itself."""
    where, asks, _ = link(f"{path}?{urlencode(query, safe=',')}").partition("?")
    # Pairs keep their order; the template that writes the scene sorts the keys of a mapping.
    pairs = [[name, value] for name, value in query.items()] if asks else []
    return {"path": where, "query": pairs}


def chosen_sides(rows: Sequence[Row], keys: Sequence[str]) -> tuple[Row, Row]:
    """The rows left and right; the last two where none is chosen.

    Raises
    ------
    NotFoundError
        A key is none of the rows'; or there is but one row.
    UsageError
        Both are the same.
    """
    if len(rows) < 2:
        raise NotFoundError("compare: expected two things to put side by side, got one")
    known = {row.key: row for row in rows}
    left, right = [*keys, "", ""][:2]
    for key in filter(None, (left, right)):
        if key not in known:
            raise NotFoundError(f"side: expected one of {', '.join(known)}, got {key[:40]!r}")
    if left and left == right:
        raise UsageError(f"side: {left} is given for both; choose another for one of them")
    last = next(row for row in reversed(rows) if row.key != left) if not right else known[right]
    first = known[left] if left else next(
        row for row in reversed(rows) if row.key != last.key
    )  # fmt: skip
    return first, last
