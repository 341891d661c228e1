"""One drill drawn in two ways: shapes of different kinds over the same positions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mapper.navwarn.records import Doubt, Lonlat, NavWarning, Shape

_LEAST_PLACES = 3
_POLYGONS = ("polygon", "polygon_with_arc")


class ShapesMet:
    """The shapes of the messages so far, each by its positions alone.

    It grows by a few bytes a shape, so that a stream of messages can be watched.
    """

    def __init__(self) -> None:
        self._kinds: dict[int, str] = {}

    def doubts(self, warning: NavWarning) -> list[Doubt]:
        """What a further message gives in another way than one before it, or than it does itself.

        Parameters
        ----------
        warning : NavWarning
            The next message.
        """
        found = []
        for kind, places, shape in _by_positions(warning.shapes):
            first = self._kinds.setdefault(hash(places), kind)
            if first != kind:
                text = f"the same positions are given as {first} and as {kind}"
                found.append(Doubt("two-shapes", text, shape.span))
        return found


def two_shapes(warnings: Iterable[NavWarning]) -> list[Doubt]:
    """Shapes of different kinds over the same positions: one drill, drawn in two ways.

    Examples
    --------
    >>> two_shapes([])
    []
    """
    met = ShapesMet()
    return [doubt for warning in warnings for doubt in met.doubts(warning)]


def _by_positions(shapes: Iterable[Shape]) -> Iterator[tuple[str, frozenset[Lonlat], Shape]]:
    """The kind and the positions of each shape; circles and points count together."""
    together: dict[str, list[Shape]] = {}
    for shape in shapes:
        kind = "polygon" if shape.form["type"] in _POLYGONS else shape.form["type"]
        if kind in ("circle", "point"):
            together.setdefault(kind, []).append(shape)
        else:
            places = frozenset(vertex.lonlat for vertex in shape.vertices)
            if len(places) >= _LEAST_PLACES:
                yield kind, places, shape
    for kind, found in together.items():
        places = frozenset(vertex.lonlat for shape in found for vertex in shape.vertices)
        if len(places) >= _LEAST_PLACES:
            yield kind, places, found[0]
