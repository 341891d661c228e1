"""What the map of a comparison is told: its layout, the styles of its years, where its data is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mapper.analysis import Comparisons
from mapper.cartography.compared import Row, compared_bbox, compared_rows, compared_values
from mapper.cartography.layers import Scene, ground_sources, services_at
from mapper.errors import NotFoundError, UsageError

LAYOUTS = ("overlay", "swipe", "side")
"""All on one map; two panes of one map with a handle between; two maps that move together."""


def compare_scene(
    found: Comparisons, edition: str, layout: str = "overlay", sides: Sequence[str] = (),
    query: Mapping[str, str] | None = None,
) -> Scene:  # fmt: skip
    """The scene of a comparison.

    Parameters
    ----------
    found : Comparisons
        What is compared; the browser fetches its GeoJSON.
    edition : str
        Fingerprint of the data.
    layout : str
        ``overlay``, ``swipe`` or ``side``.
    sides : sequence of str
        Keys of the rows (years) left and right; the last two by default.
    query : mapping, optional
        What asks ``/compare.geojson`` for the same.

    Raises
    ------
    UsageError
        There is no such layout, or a side is none of what is compared.
    """
    if layout not in LAYOUTS:
        raise UsageError(f"layout: expected one of {', '.join(LAYOUTS)}, got {layout[:40]!r}")
    rows = compared_rows(found)
    values = {"layout": layout, "rows": compared_values(rows), "two": found.two}
    if layout != "overlay":
        left, right = chosen_sides(rows, sides)
        values["sides"] = {"left": list(left.ids), "right": list(right.ids)}
    sources = {"comparison": {"path": "/compare.geojson", "query": dict(query or {})}}
    return Scene(
        "compare", max(one.year for one in found.editions), None, compared_bbox(found),
        sources | ground_sources(""), edition, "auto", services_at(""), compared=values,
    )  # fmt: skip


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
