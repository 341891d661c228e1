"""Which positions of a group are the corners of one shape."""

from __future__ import annotations

from itertools import pairwise

from mapper.navwarn.drafts import members_of
from mapper.navwarn.grouping import Group, Item
from mapper.navwarn.labels import places
from mapper.navwarn.notam import is_waypoint
from mapper.navwarn.positions import Position


def members_of_group(group: Group) -> list[int]:
    """The positions of a group, centres of arcs among them."""
    return [index for item in group.items for index in members_of(item)]


def on_route(group: Group, positions: list[Position], plain: str) -> bool:
    """Whether one or two positions stand among the names of a route."""
    found = [positions[index] for index in members_of_group(group)]
    return len(found) <= 2 and any(is_waypoint(plain, p.start, p.end) for p in found)


def merged(items: list[Item]) -> Item:
    """Labelled items that are the corners of one shape, as one item."""
    whole = Item(closing=items[-1].closing)
    for item in items:
        offset = len(whole.positions)
        whole.positions += item.positions
        whole.shore += [offset + place for place in item.shore]
        whole.coast += [(offset + place, span) for place, span in item.coast]
    return whole


def are_corners(items: list[Item]) -> bool:
    """Whether labelled items are the corners of one shape, some with the coast up to the next."""
    single = [len(item.positions) == 1 for item in items]
    coastal = [len(item.positions) == 2 and bool(item.coast) for item in items]
    return len(items) > 1 and sum(single) > 1 and all(map(any, zip(single, coastal, strict=True)))


def sequence_gap(labels: list[str | None]) -> str:
    """Between which labels of a list one is missing; empty when none is."""
    last: set[int] = set()
    for before, label in pairwise([None, *labels]):
        here = places(label) if label else set()
        if last and here and not any(place + 1 in here for place in last):
            return f"from {before} to {label}"
        last = {place for place in here if not last or place - 1 in last} or here
    return ""
