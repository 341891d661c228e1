"""Where labels go: one after the other by rank, each at the best of its places that is free.

No label covers another, an obstacle or the frame; covering a line costs, so that it is avoided.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from mapper.cartography.figures.lettering import Block, line_width

_CELL_PX = 2.0
_GAP_PX, _MARK_GAP_PX = 3.0, 1.0
_TIE_FROM_PX = 11.0

Floats = NDArray[np.float64]
Boxes = NDArray[np.float64]
"""Of shape (n, 4): left, top, right, bottom."""

Place = tuple[float, float, float]
"""Left, top, and what standing there costs."""

TieLine = tuple[tuple[float, float], tuple[float, float]]


class Box(NamedTuple):
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box, gap: float = 0.0) -> bool:
        """Whether two boxes come closer than a gap."""
        return (
            self.left < other.right + gap and self.right + gap > other.left
            and self.top < other.bottom + gap and self.bottom + gap > other.top
        )  # fmt: skip

    def inside(self, outer: Box) -> bool:
        """Whether the box lies in another one."""
        return (
            self.left >= outer.left and self.top >= outer.top
            and self.right <= outer.right and self.bottom <= outer.bottom
        )  # fmt: skip

    def distance(self, x: float, y: float) -> float:
        """How far a point lies outside."""
        across = max(self.left - x, 0.0, x - self.right)
        return math.hypot(across, max(self.top - y, 0.0, y - self.bottom))


class Ink:
    """How much is drawn where, in cells; what a box would cover is read off in one step."""

    def __init__(self, width: float, height: float) -> None:
        self.size = (width, height)
        shape = (int(height / _CELL_PX) + 2, int(width / _CELL_PX) + 2)
        self._cells = np.zeros(shape)
        self._sums: NDArray[np.float64] | None = None

    def add(self, points: NDArray[np.float64], weight: float = 1.0) -> None:
        """Add points (x, y) along lines, no farther apart than a cell."""
        if not len(points):
            return
        columns, rows = np.floor(points / _CELL_PX).astype(int).T
        height, width = self._cells.shape
        seen = (columns >= 0) & (rows >= 0) & (columns < width) & (rows < height)
        index = (rows[seen], columns[seen])
        self._cells[index] = np.maximum(self._cells[index], weight)
        self._sums = None

    def fill(self, areas: BaseGeometry, weight: float = 1.0) -> None:
        """Add everything inside areas given in pixels."""
        height, width = self._cells.shape
        x, y = np.meshgrid(*((np.arange(count) + 0.5) * _CELL_PX for count in (width, height)))
        parts = shapely.get_parts(areas)
        for area in parts[~shapely.is_empty(parts)]:
            left, top, right, bottom = (int(value / _CELL_PX) for value in area.bounds)
            window = np.s_[max(top, 0) : max(bottom + 2, 0), max(left, 0) : max(right + 2, 0)]
            shapely.prepare(area)
            self._cells[window][shapely.contains_xy(area, x[window], y[window])] = weight
        self._sums = None

    def share(self, boxes: Boxes) -> Floats:
        """The part of each box that is filled, 0 to 1."""
        size = boxes[:, 2:] - boxes[:, :2] + _CELL_PX
        found: Floats = self.under(boxes) * _CELL_PX / np.maximum(size.prod(axis=1), 1.0)
        return found

    def under(self, boxes: Boxes) -> Floats:
        """The ink under each box, as px of a line of weight 1 that would be covered."""
        if self._sums is None:
            self._sums = np.pad(self._cells.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
        height, width = self._cells.shape
        cells = ((boxes + np.array([0.0, 0.0, _CELL_PX, _CELL_PX])) / _CELL_PX).astype(int)
        left, right = np.clip(cells[:, [0, 2]], 0, width).T
        top, bottom = np.clip(cells[:, [1, 3]], 0, height).T
        sums = self._sums
        total = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
        found: Floats = total * _CELL_PX
        return found


@dataclass(frozen=True)
class Tie:
    """What a label that had to go away is tied to: a point, its radius, and what else is near."""

    x: float
    y: float
    radius: float
    near: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class Label:
    """A text that wants a place.

    Attributes
    ----------
    rank : float
        The lower, the earlier it is placed.
    blocks : tuple of Block
        Ways to write it.
    places : callable
        Gives the places of a block, as (left, top, cost).
    ink_weight, limit : float
        What a px of covered line costs, and the highest cost at which it is still written.
    land_cost : float
        What standing on land costs; below 0, what standing at sea does.
    point : (x, y) or None
        What it stands beside: its lines begin or end there; without one they are centred.
    tie : Tie or None
        Where a thin line leads when it stands far off.
    dot : (x, y) or None
        The mark that is drawn with it, as of a port.
    key : str
        What it names, so that nothing is named twice.
    """

    rank: float
    blocks: tuple[Block, ...]
    places: Callable[[Block], Iterable[Place]]
    ink_weight: float = 0.05
    limit: float = 8.0
    land_cost: float = 0.0
    point: tuple[float, float] | None = None
    tie: Tie | None = None
    dot: tuple[float, float] | None = None
    key: str = ""


class Ground(NamedTuple):
    """What labels have to mind: the ink of lines, and where land is."""

    ink: Ink
    land: Ink


class Placed(NamedTuple):
    """A label with the way it is written and its box."""

    label: Label
    block: Block
    box: Box

    @property
    def align(self) -> str:
        """How its lines stand: start, middle or end."""
        point = self.label.point
        if point is None or self.box.left < point[0] < self.box.right:
            return "middle"
        return "start" if self.box.left >= point[0] else "end"

    @property
    def anchor(self) -> float:
        """The x of the point of its box that its lines share."""
        left, _, right, _ = self.box
        return {"start": left, "middle": (left + right) / 2, "end": right}[self.align]


def place_labels(
    labels: Iterable[Label], frame: Box, obstacles: Sequence[Box], ground: Ground
) -> tuple[Placed, ...]:
    """Give each label its place, the lowest rank first; one without a free place is left out."""
    taken = list(obstacles)
    found: list[Placed] = []
    for label in sorted(labels, key=lambda one: one.rank):
        best = _best(label, frame, taken, ground, found)
        if best is not None:
            taken += _boxes_along(tie_line(label, best.block, best.box))
            found.append(best)
    return tuple(found)


def tie_line(label: Label, block: Block, box: Box) -> TieLine | None:
    """The line from a label that had to go away to what it names; none where it stands near."""
    tie = label.tie
    if tie is None or any(box.distance(*point) < _TIE_FROM_PX for point in tie.near):
        return None
    away = box.distance(tie.x, tie.y)
    if away < tie.radius + _TIE_FROM_PX:
        return None
    y = min(max(tie.y, box.top + 2), box.bottom - 2)
    left, right = _text_at(y, label, block, box)
    x = min(max(tie.x, left), right)
    start = (tie.radius + 1.5) / away
    return (tie.x + (x - tie.x) * start, tie.y + (y - tie.y) * start), (x, y)


def _text_at(y: float, label: Label, block: Block, box: Box) -> tuple[float, float]:
    """Where the line of a label's text at a height begins and ends.

    It is less than the box: other lines may be longer, and another font may need more room.
    """
    bottoms = np.cumsum(block.heights) + box.top
    row = min(int(np.searchsorted(bottoms, y)), len(block.lines) - 1)
    spare = box.right - box.left - line_width(block.lines[row])
    shares = {"start": 0.0, "middle": 0.5, "end": 1.0}
    left = box.left + spare * shares[Placed(label, block, box).align]
    return left, left + line_width(block.lines[row])


def _boxes_along(line: TieLine | None) -> list[Box]:
    """Small boxes that keep later labels off a line."""
    if line is None:
        return []
    (ax, ay), (bx, by) = line
    count = max(int(math.dist(*line) / 3), 1)
    points = [(ax + (bx - ax) * step / count, ay + (by - ay) * step / count)
              for step in range(count)]  # fmt: skip
    return [Box(x - 0.5, y - 0.5, x + 0.5, y + 0.5) for x, y in points]


def _best(
    label: Label, frame: Box, taken: Sequence[Box], ground: Ground, placed: Sequence[Placed]
) -> Placed | None:
    """The cheapest free place of a label, over all ways to write it."""
    found: list[tuple[float, int, Placed]] = []
    for block in label.blocks:
        # A label may have no place at all: what it names lies out of the frame.
        places = np.array(list(label.places(block)), dtype=float).reshape(-1, 3)
        corners = places[:, :2]
        boxes = np.column_stack([corners, corners + np.array([block.room, block.height])])
        free = (boxes[:, :2] >= frame[:2]).all(axis=1) & (boxes[:, 2:] <= frame[2:]).all(axis=1)
        free &= ~_met(boxes, taken, _MARK_GAP_PX)
        free &= ~_met(boxes, [one.box for one in placed], _GAP_PX)
        costs = places[free, 2] + block.penalty + _ground_costs(label, boxes[free], ground)
        for cost, box in zip(costs.tolist(), boxes[free].tolist(), strict=True):
            if cost < label.limit:
                found.append((cost, len(found), Placed(label, block, Box(*box))))
    for _, _, one in sorted(found, key=lambda each: each[:2]):
        if not _tie_crosses(tie_line(label, one.block, one.box), placed):
            return one
    return None


def _met(boxes: Boxes, others: Sequence[Box], gap: float) -> NDArray[np.bool_]:
    """Which boxes come closer than a gap to any of some others."""
    if not others:
        return np.zeros(len(boxes), dtype=bool)
    taken = np.array(others, dtype=float)
    apart = (boxes[:, None, :2] >= taken[None, :, 2:] + gap) | (
        boxes[:, None, 2:] + gap <= taken[None, :, :2]
    )
    found: NDArray[np.bool_] = np.any(~np.any(apart, axis=2), axis=1)
    return found


def _tie_crosses(tie: TieLine | None, placed: Sequence[Placed]) -> bool:
    """Whether the line of a label would run over a label that is there already."""
    points = _boxes_along(tie)
    return bool(points) and bool(
        _met(np.array(points, dtype=float), [one.box for one in placed], 1.0).any()
    )


def _ground_costs(label: Label, boxes: Boxes, ground: Ground) -> Floats:
    costs = label.ink_weight * ground.ink.under(boxes)
    if label.land_cost:
        land = ground.land.share(boxes)
        costs = costs + abs(label.land_cost) * (land if label.land_cost > 0 else 1 - land)
    return costs


def places_round(x: float, y: float, radius: float) -> Callable[[Block], list[Place]]:
    """Places round a point, the best first: right, left, above, below, then the corners."""

    def give(block: Block) -> list[Place]:
        width, height = block.room, block.height
        left, top = x - width / 2, y - height / 2
        near, slant = radius + 3, radius * 0.72 + 2
        return [
            (x + near, top, 0.0),
            (x - near - width, top, 0.6),
            (left, y - near - height, 0.8),
            (left, y + near, 0.9),
            (x + slant, y - slant - height + 2, 0.7),
            (x + slant, y + slant - 2, 0.8),
            (x - slant - width, y - slant - height + 2, 1.1),
            (x - slant - width, y + slant - 2, 1.2),
            (x + near + 4, top - 9, 1.8),
            (x + near + 4, top + 9, 1.8),
            (x - near - 4 - width, top - 9, 2.0),
            (x - near - 4 - width, top + 9, 2.0),
        ]

    return give


def places_away(x: float, y: float, radius: float, reach: float) -> Callable[[Block], list[Place]]:
    """Places further off, for a label that must not be lost."""

    def give(block: Block) -> list[Place]:
        width, height = block.room, block.height
        found = []
        for far in (12.0, 24.0, 38.0, 54.0, 72.0, 96.0, 124.0):
            if far > reach:
                break
            for turn in range(16):
                dx, dy = math.cos(turn * math.pi / 8), math.sin(turn * math.pi / 8)
                left = x + dx * (radius + far) - width * _share(dx)
                top = y + dy * (radius + far) - height * _share(dy)
                found.append((left, top, 5 + far / 10))
        return found

    return give


def places_about(x: float, y: float, reach: float) -> Callable[[Block], list[Place]]:
    """Places near a point that a wide thing (a sea, a state) may take; the point itself first."""

    def give(block: Block) -> list[Place]:
        left, top = x - block.room / 2, y - block.height / 2
        found = [(left, top, 0.0)]
        for share in (0.3, 0.55, 0.8, 1.0):
            for turn in range(12):
                dx, dy = math.cos(turn * math.pi / 6), math.sin(turn * math.pi / 6)
                found.append(
                    (left + dx * reach * share, top + dy * reach * share * 0.75, share * 2.5)
                )
        return found

    return give


def places_beside(
    points: Sequence[tuple[float, float, float]],
) -> Callable[[Block], list[Place]]:
    """Places beside points of lines, given as (x, y, angle); the first points are the best."""

    def give(block: Block) -> list[Place]:
        width, height = block.room, block.height
        found = []
        for index, (x, y, angle) in enumerate(points):
            away = abs(math.sin(angle)) * width / 2 + abs(math.cos(angle)) * height / 2 + 4
            nx, ny = -math.sin(angle) * away, math.cos(angle) * away
            left, top = x - width / 2, y - height / 2
            found.append((left + nx, top + ny, index * 0.3))
            found.append((left - nx, top - ny, index * 0.3))
        return found

    return give


def _share(direction: float) -> float:
    """Which part of a box's side lies before its point, seen from a direction."""
    return 1.0 if direction < -0.3 else 0.0 if direction > 0.3 else 0.5
