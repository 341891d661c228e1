"""The case files: texts with the shapes, windows and doubts that a careful reader takes from them.

A shape is one line: ``polygon LON LAT, LON LAT … [coast=I-J …] [holes=N]``,
``circle LON LAT r=NM``, ``sector LON LAT r=NM FROM-TO``, ``corridor LON LAT, … w=NM`` (each side),
``line``, ``coastline`` (closed by the coast), ``arc LON LAT, … center=LON LAT``, ``point LON LAT``,
``name NAME``.
"""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mapper.navwarn import NavWarning

FOLDER = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    """One text and what it says."""

    name: str
    text: str
    shapes: tuple[str, ...]
    times: tuple[str, ...]
    doubts: tuple[str, ...]
    lang: str | None = None
    issued: dt.datetime | None = None
    expires: str | None = None

    def __str__(self) -> str:
        return self.name


def cases(*names: str) -> list[Case]:
    """The cases of some files, or of all."""
    found = []
    for path in sorted([*FOLDER.glob("*.toml"), *FOLDER.glob("*.json")]):
        if names and path.stem not in names:
            continue
        text = path.read_text(encoding="utf-8")
        entries = tomllib.loads(text)["case"] if path.suffix == ".toml" else json.loads(text)
        found += [_case(path.stem, entry) for entry in entries]
    return found


def _case(family: str, entry: dict[str, Any]) -> Case:
    fields = {key: tuple(value) if isinstance(value, list) else value
              for key, value in entry.items()}  # fmt: skip
    issued = fields.pop("issued", None)
    stamp = dt.datetime.fromisoformat(issued).replace(tzinfo=dt.UTC) if issued else None
    return Case(name=f"{family}: {fields.pop('name')}", issued=stamp, **fields)


def windows_of(warning: NavWarning) -> list[str]:
    """The windows of a warning as the case files write them."""
    return [
        f"{_stamp(window.start)}/{_stamp(window.end)}{' reserve' if window.reserve else ''}"
        for window in warning.times
    ]


def _stamp(time: dt.datetime | None) -> str:
    return time.strftime("%Y-%m-%dT%H:%M") if time else ""


def line_of(form: dict[str, Any]) -> str:
    """A form as the case files write it."""
    kind = form["type"]
    if kind == "polygon":
        return _polygon(form)
    if kind == "circle":
        return f"circle {_at(form['center'])} r={form['radius_nm']:.4g}{_holes(form)}"
    if kind == "sector":
        bearings = f"{form['bearing_from']:g}-{form['bearing_to']:g}"
        return f"sector {_at(form['center'])} r={form['radius_nm']:.4g} {bearings}"
    if kind == "corridor":
        return f"corridor {_list(form['line'])} w={form['half_width_nm']:.4g}"
    if kind == "polygon_with_arc":
        centers = " ".join(f"center={_at(arc['center'])}" for arc in form["arcs"])
        return f"arc {_list(form['vertices'])} {centers}"
    if kind == "point":
        return f"point {_at(form['coordinates'])}"
    if kind == "named_area_only":
        return f"name {form['name']}"
    return f"{'line' if kind == 'line' else 'coastline'} {_list(form['line'])}"


def _polygon(form: dict[str, Any]) -> str:
    assert form["ring"][0] == form["ring"][-1]
    coast = "".join(f" coast={first}-{last}" for first, last in form.get("coastline_segments", []))
    return f"polygon {_list(form['ring'][:-1])}{coast}{_holes(form)}"


def _holes(form: dict[str, Any]) -> str:
    return f" holes={len(form['holes'])}" if "holes" in form else ""


def _list(positions: list[list[float]]) -> str:
    return ", ".join(_at(position) for position in positions)


def _at(position: list[float]) -> str:
    return " ".join(f"{round(number, 4) + 0:.9g}" for number in position)


def rounded(line: str) -> str:
    """A line of a case file with its numbers rounded as ``line_of`` rounds them."""
    words = []
    for word in line.split(" "):
        head, equals, number = word.rpartition("=")
        bare, comma = (number[:-1], ",") if number.endswith(",") else (number, "")
        try:
            value = float(bare)
        except ValueError:
            words.append(word)
            continue
        digits = f"{value:.4g}" if head in ("r", "w") else f"{round(value, 4) + 0:.9g}"
        words.append(f"{head}{equals}{digits}{comma}")
    return " ".join(words)
