"""Shapes before their doubts are weighed, and positions of which none is made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from mapper.navwarn.context import Context
from mapper.navwarn.grouping import Group, Item
from mapper.navwarn.positions import Position
from mapper.navwarn.records import Code


@dataclass
class Draft:
    """A shape before its doubts are weighed; all offsets are those of the plain text.

    Attributes
    ----------
    form : dict
    members : list of int
        Indices of its positions, in the order of the message.
    label : str or None
    start, end : int
    lead : (int, int)
        The words before it.
    doubts : list of (code, message, start, end)
    """

    form: dict[str, Any]
    members: list[int]
    label: str | None
    start: int
    end: int
    lead: tuple[int, int]
    context: Context
    doubts: list[tuple[Code, str, int, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Refusal:
    """Positions of which no shape is made, and why."""

    code: Code
    message: str
    members: tuple[int, ...]


_WHY = {"minutes": "60 minutes or more", "signs": "signs that do not belong there"}


def members_of(item: Item) -> list[int]:
    """The positions of an item, the centres of its arcs among them."""
    return item.positions + [arc.center for arc in item.arcs if arc.center is not None]


def faults(
    group: Group, positions: list[Position], faulty: list[int], alone: bool
) -> list[Refusal]:
    """One impossible position spoils a ring or line: without it that would be another one."""
    found = []
    for index in faulty:
        place = positions[index]
        if place.fault == "range" and abs(place.lat) > 90:
            found.append(
                Refusal(
                    "latitude-out-of-range",
                    "the latitude is beyond 90 degrees; no shape is drawn",
                    (index,),
                )
            )
        elif place.fault == "half":
            found.append(
                Refusal("missing-vertex", "half a position: the other half is not stated", (index,))
            )
        else:
            what = _WHY.get(place.fault, "beyond 180 degrees")
            found.append(
                Refusal("suspect-vertex", f"not a position ({what}); no shape is drawn", (index,))
            )
    rest = tuple(i for item in group.items for i in members_of(item) if i not in faulty)
    if rest and not alone:
        found.append(
            Refusal(
                "missing-vertex", "another corner of the same shape cannot be read; not drawn", rest
            )
        )
    return found
