"""A new event from a fact sheet, as people type it, to features of an atlas folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mapper.atlas import Atlas
from mapper.errors import Problem, SheetError
from mapper.geojson import Feature
from mapper.model import Exercise, Patrol
from mapper.routes import SeaRouter
from mapper.seeds import entries
from mapper.seeds.sheets import Sheet, read_toml

ENTRIES = ("exercise", "patrol", "closure")
"""The tables of a sheet; each entry of one becomes an event or a closure."""

_HEAD = ("year", "series", *ENTRIES)


def from_sheet(path: Path, atlas: Atlas) -> tuple[Feature, ...]:
    """Turn a TOML sheet into features.

    Parameters
    ----------
    path : Path
        A sheet as in ``seeds/``: ``year = 2025``, then ``[[exercise]]``, ``[[patrol]]`` or
        ``[[closure]]``. A series that the atlas does not know is named by ``series_name`` in the
        entry, or by a table ``[[series]]``.
    atlas : Atlas
        Gives the land and the series that are known.

    Raises
    ------
    SheetError
        The sheet is wrong; with every problem of the entry.
    """
    return from_table(read_toml(path), path.name, atlas)


def from_table(document: Mapping[str, Any], name: str, atlas: Atlas) -> tuple[Feature, ...]:
    """Turn the table of a sheet into features; ``name`` is for the messages.

    Raises
    ------
    SheetError
        The sheet is wrong.
    """
    unknown = [key for key in document if key not in _HEAD]
    if unknown:
        raise SheetError(
            Problem(name, f"{unknown[0]}: expected {', '.join(_HEAD)}", "check the spelling")
        )
    year = document.get("year")
    if type(year) is not int or not 1900 <= year <= 2100:
        raise SheetError(Problem(name, f"year: expected a year, got {year!r}", "add year = 2025"))
    features: list[Feature] = []
    known = _known_series(document, atlas)
    shop = entries.Workshop(atlas.basemap, SeaRouter(atlas.basemap), known)
    for kind in ENTRIES:
        for number, table in enumerate(_tables(document, kind, name), 1):
            where = f"{name}: {kind} {str(table.get('id', f'no. {number}'))!r}"
            sheet = Sheet(where, year, _entry(table, known))
            features += _features(kind, sheet, shop)
    if not features:
        raise SheetError(Problem(name, f"no entry; expected [[{']] or [['.join(ENTRIES)}]]"))
    return tuple(features)


def _tables(document: Mapping[str, Any], kind: str, name: str) -> list[dict[str, Any]]:
    tables = document.get(kind, [])
    if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
        raise SheetError(Problem(name, f"{kind}: expected a list of tables", f"write [[{kind}]]"))
    return tables


def _features(kind: str, sheet: Sheet, shop: entries.Workshop) -> Iterator[Feature]:
    try:
        if kind == "exercise":
            yield from entries.exercise_features(sheet, shop)
        elif kind == "patrol":
            patrol, regions = entries.patrol_features(sheet, shop)
            yield from (patrol, *regions)
        else:
            yield entries.closure_feature(sheet, shop.basemap)
    except (KeyError, TypeError, AttributeError) as error:
        raise SheetError(
            Problem(sheet.where, f"a part is missing or of the wrong kind ({error})",
                    "compare it with the sheets in seeds/")
        ) from None  # fmt: skip


def _known_series(document: Mapping[str, Any], atlas: Atlas) -> dict[str, dict[str, Any]]:
    """Series by id: those of the atlas's own events, then those of the sheet."""
    known: dict[str, dict[str, Any]] = {}
    for features in atlas.files.values():
        for record in (feature.record for feature in features):
            if isinstance(record, Exercise | Patrol):
                role = getattr(record, "role", "main")
                known.setdefault(record.series, {"name": record.series_name, "role": role})
    for row in document.get("series", []):
        if isinstance(row, dict) and isinstance(row.get("id"), str):
            known[row["id"]] = {"role": "main", "name": row["id"], **row}
    return known


def _entry(table: Mapping[str, Any], known: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The entry without what names its series; a series of its own becomes known."""
    entry = dict(table)
    name, role = entry.pop("series_name", None), entry.pop("role", None)
    series = entry.get("series")
    if isinstance(series, str) and (name or role):
        before = known.get(series, {"name": series, "role": "main"})
        known[series] = {**before, **{key: value for key, value in
                                      (("name", name), ("role", role)) if value}}  # fmt: skip
    if "authority" in entry and role:
        entry["role"] = role
    return entry
