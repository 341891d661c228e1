"""The rows of Marine Regions' tables as zones and boundary lines.

Column names are theirs (Maritime Boundaries Geodatabase, v11 and v12). Users have them in any
case, with numbers written as floats and empty cells as nothing, blanks, ``-`` or ``NULL``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import shapely
from pydantic import ValidationError

from mapper.errors import DataError, Problem
from mapper.model import Belt, LineBasis, Source, Zone, ZoneBoundary
from mapper.vocabulary import STATES
from mapper.zones.official.opening import Table

AREAS = ("mrgid", "geoname", "pol_type", "sovereign1")
LINES = ("line_name", "line_type")
"""The columns that a file must have; the others are taken where they are."""

BELTS: dict[str, Belt] = {
    "200NM": "eez", "JOINT REGIME": "eez", "OVERLAPPING CLAIM": "eez", "12NM": "territorial-sea",
    "24NM": "contiguous-zone", "INTERNAL WATERS": "internal-waters",
    "ARCHIPELAGIC WATERS": "internal-waters", "ECS": "continental-shelf",
}  # fmt: skip

BASES: dict[str, LineBasis] = {
    "treaty": "treaty", "court ruling": "court", "median line": "median",
    "unsettled median line": "median", "200 nm": "200nm", "12 nm": "limit", "24 nm": "limit",
    "joint regime": "joint", "unsettled": "disputed", "disputed": "disputed",
    "unilateral claim": "unilateral", "unilateral claim (undisputed)": "unilateral",
}  # fmt: skip
"""Marine Regions' line types as the atlas calls what a line rests on; others are ``other``."""

_NAMES = {
    "comoros": "COM", "democratic republic of the congo": "COD", "east timor": "TLS",
    "federal republic of somalia": "SOM", "ivory coast": "CIV", "micronesia": "FSM",
    "north korea": "PRK", "republic of mauritius": "MUS", "republic of the congo": "COG",
    "south korea": "KOR", "the bahamas": "BHS", "turkey": "TUR", "vietnam": "VNM",
}  # fmt: skip
_EMPTY = ("", "-", "null", "none", "nan", "n/a")
_CODE = re.compile(r"[A-Z]{3}")
_HOME = "https://www.marineregions.org/"
_EDITOR = "Flanders Marine Institute"
_DOIS = {("eez", "12"): "10.14284/632", ("eez", "11"): "10.14284/386"}
_YEARS = {("eez", "12"): 2023, ("eez", "11"): 2019}
_TITLES: dict[Belt, str] = {
    "eez": "Maritime Boundaries and Exclusive Economic Zones (200NM)",
    "territorial-sea": "Territorial Seas (12NM)", "contiguous-zone": "Contiguous Zones (24NM)",
    "internal-waters": "Internal Waters", "continental-shelf": "Extended Continental Shelves",
}  # fmt: skip


def is_lines(table: Table) -> bool:
    """Whether a table holds boundary lines rather than areas.

    Raises
    ------
    DataError
        It holds points or a mixture, or lacks a column.
    """
    kinds = {int(kind) for kind in shapely.get_type_id(table.shapes)}
    if kinds <= {1, 2, 5}:
        _require(table, LINES, "boundary lines")
        return True
    if kinds <= {3, 6}:
        _require(table, AREAS, "areas")
        return False
    raise DataError(
        Problem(table.where, "expected areas or boundary lines, found other shapes",
                "give the World EEZ file as downloaded")
    )  # fmt: skip


def belt_of(table: Table, lines: bool) -> Belt:
    """Which belt a table is of, by its most frequent type, or else by its name.

    Raises
    ------
    DataError
        Its types are of no belt.
    """
    types = [_text(kind).upper().replace(" NM", "NM") for kind in
             table.columns["line_type" if lines else "pol_type"]]  # fmt: skip
    own = [kind for kind in types if BELTS.get(kind, "eez") != "eez"]
    if "200NM" in types or (not own and any(kind in BELTS for kind in types)):
        named = re.search(r"(?<!\d)(12|24) ?nm", table.where, re.IGNORECASE)
        if named and "200NM" not in types:
            return BELTS[f"{named[1]}NM"]
        return "eez"
    if own:
        return BELTS[max(set(own), key=own.count)]
    if lines:
        return "eez"
    raise DataError(
        Problem(table.where, f"pol_type: expected {', '.join(sorted(BELTS))}, got "
                f"{', '.join(sorted(set(types))[:4]) or 'nothing'}",
                "give a file of Marine Regions' Maritime Boundaries")
    )  # fmt: skip


def source_of(belt: Belt, name: str, citation: str) -> Source:
    """The source that every zone of a file names, with the citation that the file asks for.

    Parameters
    ----------
    belt : str
        Which product it is.
    name : str
        The file's name, which may tell the version.
    citation : str
        From the licence text, where there is one.
    """
    said = re.search(r"version (\d+)", citation) or re.search(r"_v(\d+)", name, re.IGNORECASE)
    version = said[1] if said else ""
    doi = _DOIS.get((belt, version), "")
    link = re.search(r"https://doi\.org/\S+", citation)
    title = f"Maritime Boundaries Geodatabase: {_TITLES[belt]}"
    title += f", version {version}" if version else ""
    year = re.search(r"\((\d{4})\)", citation)
    return Source(
        id=f"marine-regions-{belt}", publisher=_EDITOR, title=title,
        date=year[1] if year else str(_YEARS.get((belt, version), "")),
        url=link[0].rstrip(".") if link else f"https://doi.org/{doi}" if doi
        else _HOME,
        note="CC BY 4.0; no legal value; its publisher asks not to offer it for download elsewhere",
    )  # fmt: skip


def cite(source: Source) -> str:
    """A source as the line that a map prints.

    Examples
    --------
    >>> cite(source_of("eez", "eez_v12.shp", ""))[:55]
    'Flanders Marine Institute (2023). Maritime Boundaries G'
    """
    date = f" ({source.date})" if source.date else ""
    said = f"{source.publisher}{date}. {source.title}. Available online at {_HOME}"
    return said if source.url == _HOME else f"{said}. {source.url}"


def zones_of(table: Table, belt: Belt, source: Source, codes: Mapping[str, str]) -> list[Zone]:
    """A zone for each row of areas.

    Parameters
    ----------
    table : Table
        Areas.
    belt : str
        What they are.
    source : Source
        Where they are from.
    codes : dict of str to str
        ISO 3166-1 alpha-3 by lower-case name of state, for rows that have names only.

    Raises
    ------
    DataError
        With every row that cannot be read.
    """
    found: list[Zone] = []
    problems: list[Problem] = []
    ids: dict[str, int] = {}
    for number, row in enumerate(_rows(table), 1):
        where = f"{table.where}: row {number} {row.get('geoname', '')!r}"
        try:
            found.append(_zone(row, belt, source, {**codes, **_NAMES}, ids))
        except (ValidationError, ValueError) as error:
            problems.append(Problem(where, _reason(error), "correct it or leave the row out"))
    if problems:
        raise DataError(problems[:20])
    return found


def lines_of(table: Table, belt: Belt, source: Source) -> list[ZoneBoundary]:
    """A boundary for each row of lines; see ``zones_of``."""
    found: list[ZoneBoundary] = []
    problems: list[Problem] = []
    for number, row in enumerate(_rows(table), 1):
        try:
            found.append(_line(row, number, belt, source))
        except (ValidationError, ValueError) as error:
            problems.append(Problem(f"{table.where}: row {number}", _reason(error),
                                    "correct it or leave the row out"))  # fmt: skip
    if problems:
        raise DataError(problems[:20])
    return found


def _require(table: Table, wanted: Sequence[str], what: str) -> None:
    missing = [name.upper() for name in wanted if name not in table.columns]
    if missing:
        there = ", ".join(sorted(table.columns)[:12]) or "none"
        raise DataError(
            Problem(table.where, f"{what} need the columns {', '.join(missing)}; found {there}",
                    "give a file of Marine Regions' Maritime Boundaries (v11, v12)")
        )  # fmt: skip


def _rows(table: Table) -> Iterator[dict[str, Any]]:
    names = list(table.columns)
    for values in zip(*(table.columns[name] for name in names), strict=True):
        yield dict(zip(names, values, strict=True))


def _zone(
    row: Mapping[str, Any], belt: Belt, source: Source, codes: Mapping[str, str],
    ids: dict[str, int],
) -> Zone:  # fmt: skip
    texts = {
        key: _text(row.get(key))
        for key in (
            "geoname",
            *(f"{kind}{n}" for kind in ("territory", "sovereign") for n in (1, 2, 3)),
        )
    }
    isos = {f"iso_{kind}{n}": _code(row.get(f"iso_{kind}{n}"))
            for kind in ("ter", "sov") for n in (1, 2, 3)}  # fmt: skip
    mrgid = _whole(row.get("mrgid"))
    if mrgid is None:
        raise ValueError(f"mrgid: expected a whole number, got {row.get('mrgid')!r}")
    stem = f"{belt}-{mrgid}"
    ids[stem] = ids.get(stem, 0) + 1
    claimants = [isos[f"iso_sov{n}"] or codes.get(texts[f"sovereign{n}"].lower())
                 or codes.get(texts[f"territory{n}"].lower()) for n in (1, 2, 3)]  # fmt: skip
    pol_type = _text(row.get("pol_type"))
    kind = next((one for one in ("Overlapping claim", "Joint regime")
                 if one.lower() == pol_type.lower()), pol_type)  # fmt: skip
    area = _number(row.get("area_km2"))
    return Zone.model_validate({
        **texts, **isos, "id": stem if ids[stem] == 1 else f"{stem}-{ids[stem]}",
        "belt": belt, "method": "official", "sources": (source,), "mrgid": mrgid,
        "mrgid_eez": _whole(row.get("mrgid_eez")), "pol_type": kind,
        "territory1": texts["territory1"] or texts["sovereign1"] or texts["geoname"],
        "sovereign1": texts["sovereign1"] or texts["territory1"] or texts["geoname"],
        "area_km2": area if area and area > 0 else None,
        "claimants": tuple(dict.fromkeys(code for code in claimants if code)),
    })  # fmt: skip


def _line(row: Mapping[str, Any], number: int, belt: Belt, source: Source) -> ZoneBoundary:
    line_type = _text(row.get("line_type"))
    sides = [_whole(row.get(f"mrgid_eez{n}")) for n in (1, 2)]
    codes = {name.lower(): code for code, name in STATES.items()} | _NAMES
    states = [codes.get(_text(row.get(f"sovereign{n}")).lower()) for n in (1, 2)]
    basis = BASES.get(line_type.lower(), "other")
    said = "; ".join(filter(None, (_text(row.get(f"source{n}")) for n in (1, 2, 3))))
    return ZoneBoundary.model_validate({
        "id": f"{belt}-line-{_whole(row.get('line_id')) or 0}-{number}", "belt": belt,
        "method": "official", "sources": (source,), "basis": basis, "line_type": line_type,
        "line_name": _text(row.get("line_name")),
        "sides": tuple(f"{belt}-{side}" if side else "" for side in sides),
        "states": tuple(code for code in states if code),
        "instrument": said if basis in ("treaty", "court", "joint") else "",
    })  # fmt: skip


def _text(value: Any) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    text = " ".join(str(value).split())
    return "" if text.lower() in _EMPTY else text


def _code(value: Any) -> str | None:
    text = _text(value).upper()
    return text if _CODE.fullmatch(text) else None


def _number(value: Any) -> float | None:
    try:
        number = float(_text(value).replace(",", ""))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _whole(value: Any) -> int | None:
    number = _number(value)
    return int(number) if number is not None and number == int(number) and number > 0 else None


def _reason(error: ValidationError | ValueError) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"{'.'.join(map(str, first['loc'])) or 'the row'}: {first['msg']}"
    return str(error)
