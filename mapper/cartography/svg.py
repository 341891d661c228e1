"""The one writer of SVG: thumbnails, grids, charts and figures are all drawn with it.

It knows elements, paths, texts, patterns and the colours of a theme; ``drawing`` puts a map into
one. No script and no address ever gets into a drawing, every text is escaped, and the same input
gives the same bytes.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from mapper.cartography.style import LIGHT, PALETTES, SYMBOLS, Symbol
from mapper.errors import UsageError

Attribute = str | float | None

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPES = {
    "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;",
    "\t": "&#9;", "\n": "&#10;", "\r": "&#13;",
}  # fmt: skip
_SPECIAL = re.compile("[&<>\"'\t\n\r]")
_PREFIX = re.compile(r"[a-z][a-z0-9-]*")
_FULL_SHARE = ".35"


def escape(text: str) -> str:
    """Text for an element or an attribute: shown as it is, and never markup.

    Examples
    --------
    >>> escape('<b onload="x">&')
    '&lt;b onload=&quot;x&quot;&gt;&amp;'
    """
    return _SPECIAL.sub(lambda found: _ESCAPES[found.group()], printable(text))


def printable(text: str) -> str:
    """Text without what XML cannot hold: control characters and lone surrogates become U+FFFD."""
    return _NO_XML.sub("\ufffd", text)


def number(value: float, digits: int = 1) -> str:
    """A number as SVG writes it, rounded to tenths of a pixel.

    Examples
    --------
    >>> number(12.04), number(-0.04), number(0.25), number(10)
    ('12', '0', '.2', '10')
    """
    text = f"{value:.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if text.startswith(("0.", "-0.")):
        text = text.replace("0.", ".", 1)
    return "0" if text in ("-0", "-", "") else text


def path_data(shape: BaseGeometry) -> str:
    """The ``d`` of a path for lines and areas in pixels, rounded to 0.1 px.

    Rings and lines that shrink to a point are left out; so are points.

    Examples
    --------
    >>> path_data(shapely.box(0, 0, 10, 2.52))
    'M10 0v2.5h-10v-2.5z'
    """
    lines, closed = _lines(shape)
    if not len(lines):
        return ""
    points, owners = shapely.get_coordinates(lines, return_index=True)
    tenths = np.rint(points * 10).astype(np.int64)
    moved = np.ones(len(tenths), dtype=bool)
    moved[1:] = (np.diff(tenths, axis=0) != 0).any(axis=1) | (np.diff(owners) != 0)
    tenths, owners = tenths[moved], owners[moved]
    starts = np.searchsorted(owners, np.arange(len(lines) + 1)).tolist()
    written: list[str] = []
    values = tenths.tolist()
    for index, (start, stop) in enumerate(itertools.pairwise(starts)):
        if stop - start > (3 if closed[index] else 1):
            _write_steps(values[start : stop - 1 if closed[index] else stop], written)
            if closed[index]:
                written.append("z")
    return "".join(written)


def _lines(shape: BaseGeometry) -> tuple[NDArray[np.object_], list[bool]]:
    """The rings and lines of a shape or collection, and which of them are rings."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    kinds = shapely.get_type_id(parts)
    rings = shapely.get_rings(parts[kinds == shapely.GeometryType.POLYGON])
    lines = parts[kinds == shapely.GeometryType.LINESTRING]
    return np.concatenate([rings, lines]), [True] * len(rings) + [False] * len(lines)


def _write_steps(points: list[list[int]], written: list[str]) -> None:
    (x, y), last = points[0], ""
    first = _tenth(x)
    written += ("M", first, _after(first, _tenth(y)))
    for x_next, y_next in points[1:]:
        dx, dy = x_next - x, y_next - y
        x, y = x_next, y_next
        if dx and dy:
            across, down = _tenth(dx), _tenth(dy)
            written.append(_after(last, across) if last else f"l{across}")
            written.append(_after(across, down))
            last = down
        else:
            written.append(f"h{_tenth(dx)}" if dx else f"v{_tenth(dy)}")
            last = ""


def _after(before: str, text: str) -> str:
    """The next number: a sign, or a second decimal point, parts it from the one before."""
    bare = text[0] == "-" or (text[0] == "." and "." in before)
    return text if bare else f" {text}"


@lru_cache(maxsize=8192)
def _tenth(value: int) -> str:
    sign = "-" if value < 0 else ""
    whole, rest = divmod(abs(value), 10)
    if not rest:
        return f"{sign}{whole}"
    return f"{sign}{whole or ''}.{rest}"


@dataclass(frozen=True)
class Sheet:
    """What a drawing is called and how it is drawn, whatever is on it.

    Attributes
    ----------
    prefix : str
        Begins every id: two drawings with different prefixes can stand in one page.
    title, desc : str
        What a screen reader says.
    theme : str
        ``light``, ``dark`` or ``grey``, or ``auto``: then each colour is the page's custom property
        ``--atlas-…``, and light where there is none.
    tolerance_px : float
        How far a drawn line may lie from the true one: the smaller a drawing, the more its
        shapes are simplified.
    symbols : mapping
        The symbols that its shapes are drawn with.

    Raises
    ------
    UsageError
        The prefix is no id, or there is no such theme.
    """

    prefix: str
    title: str
    desc: str = ""
    theme: str = "light"
    tolerance_px: float = 0.1
    symbols: Mapping[str, Symbol] = field(default_factory=lambda: SYMBOLS)

    def __post_init__(self) -> None:
        if not _PREFIX.fullmatch(self.prefix):
            raise UsageError(
                f"prefix: expected letters, digits and hyphens, got {self.prefix[:40]!r}"
            )
        if self.theme not in (*PALETTES, "auto"):
            raise UsageError(
                f"theme: expected {', '.join(PALETTES)} or auto, got {self.theme[:40]!r}"
            )

    def colour(self, name: str) -> str:
        """A colour of the theme by its name, as an attribute takes it; ``#rrggbb`` is itself.

        Examples
        --------
        >>> Sheet("a", "A").colour("sea"), Sheet("a", "A", theme="auto").colour("sea")
        ('#e6edf1', 'var(--atlas-sea,#e6edf1)')
        """
        if name.startswith("#"):
            return name
        if self.theme == "auto":
            return f"var(--atlas-{name},{LIGHT[name]})"
        return PALETTES[self.theme][name]


class Svg:
    """A drawing, written element by element.

    Parameters
    ----------
    width, height : float
        Pixels.
    sheet : Sheet
        Ids, title and theme.
    """

    def __init__(self, width: float, height: float, sheet: Sheet) -> None:
        self.width, self.height, self.sheet = width, height, sheet
        self._defs: dict[str, str] = {}
        self._body: list[str] = []

    def element(self, tag: str, text: str | None = None, **attributes: Attribute) -> None:
        """Write one element; ``stroke_width=1`` becomes ``stroke-width="1"``, ``None`` nothing."""
        head = f"<{tag}{_attributes(attributes)}"
        self._body.append(f"{head}/>" if text is None else f"{head}>{escape(text)}</{tag}>")

    @contextmanager
    def group(self, tag: str = "g", **attributes: Attribute) -> Iterator[None]:
        """Put what is written inside into a ``<g>`` or the like; an empty one is left out."""
        start = len(self._body)
        yield
        if len(self._body) > start:
            self._body.insert(start, f"<{tag}{_attributes(attributes)}>")
            self._body.append(f"</{tag}>")

    def path(self, shape: BaseGeometry, **attributes: Attribute) -> bool:
        """Write lines or areas given in pixels; say whether anything was left to draw."""
        data = path_data(shape)
        if data:
            self.element("path", None, **{"d": data, **attributes})
        return bool(data)

    def text(self, x: float, y: float, content: str, **attributes: Attribute) -> None:
        """Write a text with its anchor at (x, y) pixels."""
        self.element("text", content, **{"x": x, "y": y, **attributes})

    def spans(
        self, spans: Sequence[tuple[str, dict[str, Attribute]]], **attributes: Attribute
    ) -> None:
        """Write a text of several spans, each with its own attributes, one after the other."""
        inner = "".join(f"<tspan{_attributes(own)}>{escape(text)}</tspan>" for text, own in spans)
        self._body.append(f"<text{_attributes(attributes)}>{inner}</text>")

    def embed(self, inner: Svg, x: float, y: float) -> None:
        """Put another drawing into this one; it is not cut, and ids must not meet."""
        self._defs.update(inner._defs)
        head = _attributes({"transform": f"translate({number(x)} {number(y)})"})
        self._body += (f"<g{head}>", *inner._body, "</g>")

    def tint(
        self, colour: str, inner: float, outer: float = 0.0,
        circle: tuple[float, float, float] | None = None,
    ) -> str:  # fmt: skip
        """A fill that fades from its middle to its edge; the value for ``fill``.

        Parameters
        ----------
        colour : str
            A colour of the theme.
        inner, outer : float
            Opacity in the middle, kept for a third of the way, and at the edge; 0 to 1.
        circle : (x, y, radius), optional
            Pixels; by default the fill fits whatever it fills.
        """
        return self.fade(f"tint-{colour}", self.sheet.colour(colour), (inner, outer), circle)

    def fade(
        self, key: str, paint: str, shares: tuple[float, float],
        circle: tuple[float, float, float] | None = None,
    ) -> str:  # fmt: skip
        """Give the fill of a paint that fades from the middle to the edge, as ``tint`` does.

        Parameters
        ----------
        key : str
            What tells this paint from others, for the name of the gradient.
        paint : str
            A colour as an attribute of SVG takes it.
        shares : (float, float)
            Opacity in the middle and at the edge, 0 to 1.
        circle : (x, y, radius), optional
            Pixels; by default the fill fits whatever it fills.
        """
        inner, outer = shares
        name = f"{self.sheet.prefix}-{key}-{round(inner * 100)}-{round(outer * 100)}"
        where = ""
        if circle is not None:
            x, y, radius = map(number, circle)
            name = f"{name}-{x}-{y}-{radius}"
            where = f' gradientUnits="userSpaceOnUse" cx="{x}" cy="{y}" r="{radius}"'
        name = re.sub(r"[^a-z0-9-]", "_", name)
        self._defs[name] = (
            f'<radialGradient id="{name}"{where}><stop offset="{_FULL_SHARE}" stop-color="{paint}" '
            f'stop-opacity="{number(inner, 2)}"/><stop offset="1" stop-color="{paint}" '
            f'stop-opacity="{number(outer, 2)}"/></radialGradient>'
        )
        return f"url(#{name})"

    def inline(self, css_class: str, box: str) -> str:
        """The drawing for a page: it fills its element, cut to nothing.

        Parameters
        ----------
        css_class : str
            The class of the element.
        box : str
            The ``viewBox``: the part of the drawing that has to be seen.
        """
        title = f"{self.sheet.prefix}-title"
        defs = f"<defs>{''.join(self._defs.values())}</defs>" if self._defs else ""
        return (
            f'<svg class="{css_class}" viewBox="{box}" role="img" aria-labelledby="{title}">'
            f'<title id="{title}">{escape(self.sheet.title)}</title>{defs}'
            f"{''.join(self._body)}</svg>"
        )

    def to_string(self, size: tuple[str, str] | None = None, css: str = "") -> str:
        """The whole drawing as one ``<svg>`` element, fit for a file and for a page.

        Parameters
        ----------
        size : (width, height), optional
            As the attributes take them, ``"89mm"`` or ``"600"``; the drawing is stretched to it.
        css : str
            A style sheet of constants, as of the fonts that travel inside.
        """
        width, height = number(self.width), number(self.height)
        outer, stretch = (width, height), ""
        if size is not None:
            outer, stretch = size, ' preserveAspectRatio="none"'
        labels = f"{self.sheet.prefix}-title"
        head = f'<title id="{self.sheet.prefix}-title">{escape(self.sheet.title)}</title>'
        if self.sheet.desc:
            labels += f" {self.sheet.prefix}-desc"
            head += f'<desc id="{self.sheet.prefix}-desc">{escape(self.sheet.desc)}</desc>'
        defs = "".join(self._defs.values())
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{outer[0]}" height="{outer[1]}" '
            f'viewBox="0 0 {width} {height}"{stretch} role="img" aria-labelledby="{labels}">{head}'
            + (f"<style>{css}</style>" if css else "")
            + (f"<defs>{defs}</defs>" if defs else "")
            + "".join(self._body)
            + "</svg>"
        )


def _attributes(attributes: dict[str, Any]) -> str:
    written = []
    for name, value in attributes.items():
        if value is None:
            continue
        text = escape(value) if isinstance(value, str) else number(float(value), 2)
        written.append(f' {name.rstrip("_").replace("_", "-")}="{text}"')
    return "".join(written)
