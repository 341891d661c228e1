"""Groups of positions to shapes in the form that the message gives them.

A form is a dict with ``type`` and, by type:

- ``polygon``: ``ring`` (closed), ``coastline_segments`` (pairs of vertex indexes), ``holes``;
- ``polygon_with_arc``: ``vertices`` (not closed), ``arc`` and ``arcs``;
- ``circle``: ``center``, ``radius_nm``; ``sector``: and ``bearing_from``, ``bearing_to``;
- ``corridor``: ``line``, ``half_width_nm``; ``line``: ``line``;
- ``open_line_closed_by_coast``: ``line``;
- ``point``: ``coordinates``; ``named_area_only``: ``name``.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

from mapper.navwarn.corners import are_corners, members_of_group, merged, on_route, sequence_gap
from mapper.navwarn.datums import wgs84_column
from mapper.navwarn.directions import half_discs
from mapper.navwarn.drafts import Draft, Refusal, faults
from mapper.navwarn.fans import circle_ring, fan, same_place
from mapper.navwarn.grouping import Arc, Group, Item, is_closed
from mapper.navwarn.positions import Position


def make_shapes(
    groups: list[Group],
    positions: list[Position],
    drill: bool,
    plain: str = "",
    airspace: bool = False,
) -> tuple[list[Draft], list[Refusal]]:
    """Turn groups into drafts.

    Parameters
    ----------
    groups : list of Group
        From ``group_positions``.
    positions : list of Position
        All positions of the text.
    drill : bool
        The message is about an exercise: bare lists of positions are then areas.
    plain : str
        The text, in which the leads of groups are looked up.
    airspace : bool
        The message is a NOTAM: single positions may be waypoints of a route.

    Returns
    -------
    drafts, refusals
        Every position is in one or the other.
    """
    drafts: list[Draft] = []
    refusals: list[Refusal] = []
    used: Group | None = None
    for group, after in zip_longest(groups, groups[1:]):
        if group is used or group is None:
            continue
        faulty = [index for index in members_of_group(group) if positions[index].fault]
        maker = _Maker(group, positions, drill, drafts, refusals)
        maker.lead_text = plain[slice(*group.lead)]
        if airspace and on_route(group, positions, plain):
            refusals.append(Refusal("missing-vertex", "positions beside names of waypoints: of a "
                                    "route, or corners that are not all given; not drawn",
                                    tuple(members_of_group(group))))  # fmt: skip
            continue
        sector = fan(group, after, positions, plain)
        if sector:
            maker.fan(sector, [group, after])
            used = after
            continue
        if faulty:
            alone = maker.mode() in ("circle", "point")
            refusals += faults(group, positions, faulty, alone)
            if not alone:
                continue
            for item in group.items:
                item.positions = [index for index in item.positions if index not in faulty]
            group.items = [item for item in group.items if item.positions]
            if not group.items:
                continue
        maker.make()
    return drafts, refusals


class _Maker:
    def __init__(
        self,
        group: Group,
        positions: list[Position],
        drill: bool,
        drafts: list[Draft],
        refusals: list[Refusal],
    ) -> None:
        self.group, self.context = group, group.context
        self.positions, self.drill = positions, drill
        self.drafts, self.refusals = drafts, refusals
        self.gap = ""
        self.lead_text = ""
        self.doubles: tuple[int, int] | None = None

    def make(self) -> None:
        items = self.group.items
        mode = self.mode()
        if self.unread_arc(mode):
            members = tuple(index for item in items for index in item.positions)
            self.refusals.append(
                Refusal("missing-vertex", "an arc or fan that is not read; not drawn", members)
            )
            return
        if mode in ("circle", "point"):
            for item in items:
                for index in item.positions:
                    self.spot(index, item.label, mode)
            return
        if are_corners(items):
            self.gap = sequence_gap([item.label for item in items])
            items = [merged(items)]
        for item in items:
            if mode == "line":
                self.line(item)
            else:
                self.area(item)

    def fan(self, form: dict[str, Any], groups: list[Group | None]) -> None:
        """A sector given by its apex and the ends of its arc."""
        whole = [group for group in groups if group is not None]
        members = [index for group in whole for item in group.items for index in item.positions]
        draft = self.add(form, members, None)
        if not any(group.context.bearings for group in whole):
            draft.doubts.append(("missing-vertex", "the way round from end to end of the arc is "
                                 "not stated; the smaller sector is drawn",
                                 draft.start, draft.end))  # fmt: skip

    def unread_arc(self, mode: str) -> bool:
        """An arc is spoken of, but no centre, radius and bearings of it were found."""
        context = self.context
        known = any(item.arcs for item in self.group.items)
        fan = mode == "circle" and context.bearings and context.radius_nm
        return context.arc and not known and not fan

    def mode(self) -> str:
        context, items = self.context, self.group.items
        count = sum(len(item.positions) for item in items)
        if (context.hole and self.drafts) or any(
            self.positions[index].box for item in items for index in item.positions
        ):
            return "area"
        if context.radius_nm is not None and context.mode == "circle":
            return "circle"
        if context.coast_open or any(item.coast or item.arcs for item in items):
            return "area"
        if context.mode in ("", "point") and any(is_closed(i, self.positions) for i in items):
            return "area"
        if context.mode in ("", "point") and context.width_nm and count > 1:
            return "line"
        if context.mode == "circle":
            return "circle" if count < 3 else "point"
        if context.mode == "point" and count > 2 and context.zone and self.drill:
            return "area"
        if context.mode:
            return context.mode if count > 1 or context.mode == "line" else "point"
        if count == 1:
            return "point"
        if count == 2:
            return "line" if self.group.joined_by == "to" and len(items) == 1 else "point"
        return "area" if context.zone or self.drill else "point"

    def lonlat(self, index: int) -> list[float]:
        return list(self.positions[index].lonlat)

    def add(self, form: dict[str, Any], members: list[int], label: str | None) -> Draft:
        spans = [self.positions[index] for index in members]
        name = " ".join([*self.group.labels, *([label] if label else [])]) or None
        draft = Draft(form, members, name, min(place.start for place in spans),
                      max(place.end for place in spans), self.group.lead, self.context)  # fmt: skip
        if self.group.unclear and (form["type"] != "point" or self.drill):
            draft.doubts.append(("missing-vertex", "words between positions are not understood; "
                                 "corners may be missing", *self.group.unclear))  # fmt: skip
        if self.context.odd and form["type"] != "point":
            draft.doubts.append(("missing-vertex", "the text limits this shape by words that are "
                                 "not read; more than it means is drawn",
                                 *self.context.odd))  # fmt: skip
        self.drafts.append(draft)
        return draft

    def spot(self, index: int, label: str | None, mode: str) -> None:
        """A circle, a sector or a point at one position."""
        context, center = self.context, self.lonlat(index)
        radius = context.radius_nm if mode == "circle" else None
        if radius and context.sides:
            self.sides(index, label)
            return
        if not radius or radius > 3000:
            draft = self.add({"type": "point", "coordinates": center}, [index], label)
            if context.ambiguous:
                draft.doubts.append(("no-extent", "M may be miles or metres; no circle is drawn",
                                     draft.start, draft.end))  # fmt: skip
            return
        form: dict[str, Any] = {"type": "circle", "center": center,
                                "radius_nm": _rounded(radius)}  # fmt: skip
        if context.bearings:
            start, end = context.bearings
            form.update(type="sector", bearing_from=start, bearing_to=end)
        elif context.inner_nm:
            form["holes"] = [circle_ring(center, context.inner_nm)]
        draft = self.add(form, [index], label)
        half_read = context.inner_nm if context.bearings else context.ring
        if half_read and "holes" not in form:
            draft.doubts.append(("missing-vertex", "a ring is spoken of, but its inner circle is "
                                 "not drawn", draft.start, draft.end))  # fmt: skip
        if context.sector and not context.bearings:
            draft.doubts.append(("missing-vertex", "a sector is spoken of, but its bearings are "
                                 "not read; the whole circle is drawn",
                                 draft.start, draft.end))  # fmt: skip

    def sides(self, index: int, label: str | None) -> None:
        """Half discs whose radii are those of opposite sides; else no more than their centre."""
        center = self.lonlat(index)
        for start, end, radius in half_discs(self.context.sides) or []:
            form = {"type": "sector", "center": center, "radius_nm": _rounded(radius),
                    "bearing_from": start, "bearing_to": end}  # fmt: skip
            self.add(form, [index], label)
        if not half_discs(self.context.sides):
            draft = self.add({"type": "point", "coordinates": center}, [index], label)
            draft.doubts.append(("no-extent", "the radius differs by direction, which is not read; "
                                 "no area is drawn", draft.start, draft.end))  # fmt: skip

    def line(self, item: Item) -> None:
        members = item.positions
        if len(members) < 2:
            for index in members:
                self.spot(index, item.label, "point")
            return
        context = self.context
        half = context.side_nm or (context.width_nm or 0) / 2 or context.radius_nm
        line = [self.lonlat(index) for index in members]
        if half:
            form = {"type": "corridor", "line": line, "half_width_nm": _rounded(half)}
        else:
            form = {"type": "line", "line": line}
        draft = self.add(form, members, item.label)
        if not half and context.ambiguous:
            draft.doubts.append(("no-extent", "a width is spoken of, but not read; the line is "
                                 "drawn without it", draft.start, draft.end))  # fmt: skip

    def area(self, item: Item) -> None:
        members = item.positions
        if self.context.hole and self.drafts and self.drafts[-1].form["type"] in _HOLED:
            self.hole(members)
        elif (
            self.context.coast_open
            or (len(members) < 3 and item.coast)
            or (len(members) == 2 and (self.closing(item) or len(item.shore) == 2))
            or self.returns_by_coast(item)
        ):
            self.open_line(item)
        elif item.arcs:
            self.arcs(item)
        elif len(members) < 3:
            self.too_few(item)
        else:
            self.polygon(item)

    def hole(self, members: list[int]) -> None:
        """What is excepted from the shape before: a ring, or a circle."""
        whole, context = self.drafts[-1], self.context
        ring = [self.lonlat(index) for index in members]
        if len(ring) == 1 and context.radius_nm:
            ring = circle_ring(ring[0], context.radius_nm)[:-1]
        if len(ring) < 3 or (len(members) > 1 and context.radius_nm):
            self.refusals.append(Refusal("missing-vertex", "what is excepted is not read; the "
                                         "area is drawn whole", tuple(members)))  # fmt: skip
            return
        whole.form.setdefault("holes", []).append([*ring, ring[0]])
        whole.members += members
        whole.end = self.group.end

    def open_line(self, item: Item) -> None:
        line = [self.lonlat(index) for index in item.positions]
        line = line[:-1] if self.returns_by_coast(item) else line
        form = {"type": "open_line_closed_by_coast", "line": line}
        if len(line) < 2:
            self.too_few(item)
            return
        draft = self.add(form, item.positions, item.label)
        span = self.context.coast_open or self.closing(item)
        start, end = span or (item.coast[0][1] if item.coast else (draft.start, draft.end))
        draft.doubts.append(("coast-side-approximate",
                             "the coast closes this area; the message gives one side only",
                             start, end))  # fmt: skip

    def returns_by_coast(self, item: Item) -> bool:
        """A line of two points from which the coast leads back to the first."""
        members = item.positions
        return len(members) == 3 and bool(item.coast) and self.same(members[0], members[-1])

    def same(self, a: int, b: int) -> bool:
        return same_place(self.lonlat(a), self.lonlat(b))

    def too_few(self, item: Item) -> None:
        if self.context.mode == "area" or item.coast:
            self.refusals.append(Refusal("missing-vertex",
                                         "an area needs three corners; not drawn",
                                         tuple(item.positions)))  # fmt: skip
            return
        for index in item.positions:
            self.spot(index, item.label, "point")

    def polygon(self, item: Item) -> None:
        members = list(item.positions)
        column = wgs84_column(self.lead_text, members, self.positions)
        if column:
            first, last = self.positions[members[0]], self.positions[members[-1]]
            members, item = column, Item(column, item.label)
            self.doubles = (first.start, last.end)
        ring = [self.lonlat(index) for index in members]
        given = len(ring)
        while len(ring) > 3 and same_place(ring[0], ring[-1]):
            ring.pop()
        closed = len(ring) < given
        form: dict[str, Any] = {"type": "polygon", "ring": [*ring, ring[0]]}
        if closed:
            form["source_ring_closed"] = True
        segments = self.coast_sides(item, len(ring))
        if segments:
            form["coastline_segments"] = [list(sides) for sides, _ in segments]
        draft = self.add(form, members, item.label)
        if self.doubles:
            draft.doubts.append(("old-datum", "each corner is given in two datums; those of "
                                 "WGS 84 are drawn", *self.doubles))  # fmt: skip
        if given - len(ring) > 1:
            again = self.positions[members[-1]]
            draft.doubts.append(("repeated-vertex", "the first corner closes the ring more than "
                                 "once", again.start, again.end))  # fmt: skip
        if self.gap:
            draft.doubts.append(("missing-vertex", f"the labels of the corners skip {self.gap}",
                                 draft.start, draft.end))  # fmt: skip
        for _, (start, end) in segments:
            draft.doubts.append(("coast-side-approximate",
                                 "this side follows the coast; what is drawn is approximate",
                                 start, end))  # fmt: skip

    def coast_sides(self, item: Item, count: int) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """Pairs of vertex indexes whose side follows the coast, with the words that say so."""
        pairs = {(place, place + 1): span for place, span in item.coast}
        marked = sorted(set(item.shore))
        for a, b in zip(marked[::2], marked[1::2], strict=False):
            first, last = (self.positions[item.positions[place]] for place in (a, b))
            if b - a == 1:
                pairs[a, b] = (first.start, last.end)
            elif a == 0 and b == count - 1:
                pairs[b, count] = (first.start, last.end)
        closing = self.closing(item)
        if closing and not pairs:
            pairs[count - 1, count] = closing
        return list(pairs.items())

    def closing(self, item: Item) -> tuple[int, int] | None:
        return item.closing or self.context.coast_close

    def arcs(self, item: Item) -> None:
        vertices = [self.lonlat(index) for index in item.positions]
        closed = len(vertices) > 1 and same_place(vertices[0], vertices[-1])
        if closed:
            vertices = vertices[:-1]
        arcs = [self.arc(arc, len(vertices)) for arc in item.arcs]
        if len(vertices) < 2 or any(arc["center"] is None for arc in arcs):
            members = item.positions + [arc.center for arc in item.arcs if arc.center is not None]
            self.refusals.append(Refusal("missing-vertex",
                                         "the centre or an end of an arc is not given; not drawn",
                                         tuple(members)))  # fmt: skip
            return
        form: dict[str, Any] = {"type": "polygon_with_arc", "vertices": vertices}
        form.update(arc=arcs[0], arcs=arcs)
        if closed:
            form["source_ring_closed"] = True
        members = sorted(item.positions + [arc.center for arc in item.arcs
                                           if arc.center is not None])  # fmt: skip
        self.add(form, members, item.label)

    def arc(self, arc: Arc, count: int) -> dict[str, Any]:
        return {
            "from_vertex": arc.after,
            "to_vertex": (arc.after + 1) % count if count else 0,
            "center": self.lonlat(arc.center) if arc.center is not None else None,
            "radius_nm": _rounded(arc.radius_nm) if arc.radius_nm else None,
            "clockwise": arc.clockwise,
        }


_HOLED = ("polygon", "circle")


def _rounded(distance: float) -> float:
    return round(distance, 4)
