"""Comparisons as plain rows: one for each difference, or one for each edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from mapper.analysis.compared import Change, Comparison, Count, Edition, Overlap
from mapper.analysis.comparison_words import SAME_WORDS
from mapper.analysis.tables import rounded

COLUMNS = (
    "first", "second", "row", "id", "name", "states", "unit", "first_value", "first_low",
    "first_high", "second_value", "second_low", "second_high", "change", "change_low",
    "change_high", "bearing_deg", "bearing", "told",
)  # fmt: skip
"""The columns of a difference.

``first`` and ``second`` are the ids of the editions; ``row`` says what differs: ``shift``,
``area``, ``overlap``, ``share-of-first``, ``share-of-second``, ``jaccard``, ``nearest``,
``coast``, ``eez``, ``inside``, ``days``, ``days-at-sea``, ``ships``, ``activity`` or
``participant``. A value has its least and greatest possible beside it.
"""

SERIES_COLUMNS = (
    "series", "id", "name", "year", "status", "start", "end", "date_precision",
    "days_low", "days_high",
    "sea_days_low", "sea_days_high", "participants", "ships", "ships_by_flag", "ships_others",
    "kind", "place", "lon", "lat", "uncertainty_nm", "placeholder", "area_km2", "length_nm",
    "coast", "coast_nm", "coast_low_nm", "coast_high_nm", "coast_place", "zones", "from",
    "shift_nm", "shift_low_nm", "shift_high_nm", "bearing_deg", "bearing", "relation", "note",
)  # fmt: skip
"""The columns of an edition; ``from`` is the edition before it, from which the shift is."""

_AREA_ROWS = (
    ("overlap", "common_km2", "km2"), ("share-of-first", "share_of_first", ""),
    ("share-of-second", "share_of_second", ""), ("jaccard", "jaccard", ""),
    ("nearest", "nearest_nm", "nm"),
)  # fmt: skip


def difference_rows(one: Comparison) -> Iterator[dict[str, Any]]:
    """One row for each difference of a comparison; see ``COLUMNS``."""
    ends = {"first": one.first.id, "second": one.second.id}
    for row in _differences(one):
        # A share has no unit, and no thousandth of it is too small to tell.
        yield ends | (row if row.get("unit") == "" else rounded(row))


def series_rows(
    editions: Sequence[Edition], absent: Sequence[Edition], comparisons: Iterable[Comparison]
) -> list[dict[str, Any]]:
    """One row for each edition and unheld year; see ``SERIES_COLUMNS``.

    Parameters
    ----------
    editions, absent : sequence of Edition
        Those held, and the years without one.
    comparisons : iterable of Comparison
        The shift of the last one that ends at an edition is told with it.
    """
    before = {one.second.id: one for one in comparisons}
    order = list(dict.fromkeys(one.series for one in (*editions, *absent)))
    every = sorted((*editions, *absent), key=lambda one: (order.index(one.series), one.year))
    return [rounded(_series_row(one, before.get(one.id) if one.id else None)) for one in every]


def _differences(one: Comparison) -> Iterator[dict[str, Any]]:
    shift = one.shift
    if shift is not None:
        yield {"row": "shift", "unit": "nm", "change": shift.distance_nm,
               "change_low": shift.low_nm, "change_high": shift.high_nm,
               "bearing_deg": shift.bearing_deg, "bearing": shift.bearing,
               "told": SAME_WORDS[shift.relation]}  # fmt: skip
    if one.overlap is not None:
        yield from _area_rows(one.overlap)
    for change in (*one.coasts, *one.waters):
        yield _distance_row(change)
    for zone in one.zones:
        yield {"row": "inside", "id": zone.id, "name": zone.name, "states": " ".join(zone.states),
               "told": f"{zone.first} → {zone.second}"}  # fmt: skip
    yield from _count_row("days", one.first.days, one.second.days)
    yield from _count_row("days-at-sea", one.first.sea_days, one.second.sea_days)
    yield from _ship_rows(one)
    for kind, words in (("activity", _told(one.first.activities, one.second.activities,
                                           ("added", "dropped", "kept"))),
                        ("participant", _told(one.first.participants, one.second.participants,
                                              ("joined", "left", "stayed")))):  # fmt: skip
        for word, told in words:
            yield {"row": kind, "id": word, "told": told}


def _area_rows(overlap: Overlap) -> Iterator[dict[str, Any]]:
    yield {"row": "area", "unit": "km2", "first_value": overlap.first_km2,
           "second_value": overlap.second_km2, "change": overlap.change_km2}  # fmt: skip
    for row, member, unit in _AREA_ROWS:
        yield {
            "row": row,
            "unit": unit,
            "change": round(getattr(overlap, member), 6 - 3 * bool(unit)),
        }


def _distance_row(change: Change) -> dict[str, Any]:
    first, second = change.first, change.second
    return {
        "row": change.to, "id": change.id, "name": change.name, "states": " ".join(change.states),
        "unit": "nm", "first_value": first.distance_nm, "first_low": first.low_nm,
        "first_high": first.high_nm, "second_value": second.distance_nm,
        "second_low": second.low_nm, "second_high": second.high_nm, "change": change.change_nm,
        "change_low": change.low_nm, "change_high": change.high_nm, "told": change.trend,
    }  # fmt: skip


def _count_row(row: str, first: Count | None, second: Count | None) -> Iterator[dict[str, Any]]:
    if first is None and second is None:
        return
    found: dict[str, Any] = {"row": row, "unit": "d"}
    for end, count in (("first", first), ("second", second)):
        if count is not None:
            found[f"{end}_low"], found[f"{end}_high"] = count
            found[f"{end}_value"] = count[0] if count[0] == count[1] else None
    if first is not None and second is not None:
        low, high = second[0] - first[1], second[1] - first[0]
        found |= {"change": low if low == high else None, "change_low": low, "change_high": high}
    else:
        found["told"] = "not told by any source for one of them"
    yield found


def _ship_rows(one: Comparison) -> Iterator[dict[str, Any]]:
    first, second = (
        {ships.flag: ships for ships in side.ships} for side in (one.first, one.second)
    )
    for flag in dict.fromkeys((*first, *second)):
        a, b = first.get(flag), second.get(flag)
        told = "some are only described or doubted" if (a and a.others) or (b and b.others) else ""
        named = [ships.named if ships else 0 for ships in (a, b)]
        yield {"row": "ships", "id": flag, "states": flag, "unit": "named",
               "first_value": named[0], "second_value": named[1],
               "change": named[1] - named[0], "told": told}  # fmt: skip


def _told(
    first: Sequence[str], second: Sequence[str], words: tuple[str, str, str]
) -> Iterator[tuple[str, str]]:
    for word in dict.fromkeys((*first, *second)):
        if word in first and word in second:
            yield word, words[2]
        else:
            yield word, words[0] if word in second else words[1]


def _series_row(one: Edition, before: Comparison | None) -> dict[str, Any]:
    coast, shift = one.coast, before.shift if before else None
    found: dict[str, Any] = {
        key: value for key, value in asdict(one).items()
        if key in SERIES_COLUMNS and not isinstance(value, dict | tuple | list)
    }  # fmt: skip
    for name, count in (("days", one.days), ("sea_days", one.sea_days)):
        found[f"{name}_low"], found[f"{name}_high"] = count or (None, None)
    found |= {
        "participants": " ".join(one.participants),
        "ships": sum(ships.named for ships in one.ships) if one.held else None,
        "ships_by_flag": "; ".join(f"{ships.flag} {ships.named}" for ships in one.ships),
        "ships_others": sum(ships.others for ships in one.ships) if one.held else None,
        "zones": "; ".join(f"{zone.name}: {zone.relation}" for zone in one.zones),
        "uncertainty_nm": one.uncertainty_nm if one.kind else None,
        "placeholder": one.placeholder if one.kind else None,
        "coast": coast.name if coast else "",
        "coast_nm": coast.distance_nm if coast else None,
        "coast_low_nm": coast.low_nm if coast else None,
        "coast_high_nm": coast.high_nm if coast else None,
        "coast_place": coast.place if coast else "",
        "from": before.first.id if before and shift else "",
        "shift_nm": shift.distance_nm if shift else None,
        "shift_low_nm": shift.low_nm if shift else None,
        "shift_high_nm": shift.high_nm if shift else None,
        "bearing_deg": shift.bearing_deg if shift else None,
        "bearing": shift.bearing if shift else "",
        "relation": shift.relation if shift else "",
    }
    return {column: found.get(column) for column in SERIES_COLUMNS}
