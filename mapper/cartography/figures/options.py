"""What a reader may ask of a figure: size, resolution, theme, layers, extent, names, title."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mapper.atlas import Atlas
from mapper.cartography.style import LAYERS, PALETTES
from mapper.errors import UsageError
from mapper.naming import NEUTRAL
from mapper.vocabulary import STATES

Bbox = tuple[float, float, float, float]

FORMATS = ("svg", "png", "pdf")
PRESETS: Mapping[str, tuple[float, float]] = {
    "column": (89.0, 112.0),
    "page": (183.0, 160.0),
    "slide": (338.67, 190.5),
    "social": (317.5, 166.6875),
}
"""Width and height in mm: a journal's column and page, a slide of 16:9, 1200 × 630 px at 96."""

COAST = "JPN"
MAX_MM, MAX_PX = 1000.0, 4096
LEAST_MM = 60.0
MAX_TITLE = 200
DPI_RANGE = (36, 1200)
PRESET_DPI = {"column": 300, "page": 300, "slide": 144, "social": 96}
_PRINT_DPI, _SCREEN_DPI = 300, 96
_MM_PER_INCH = 25.4

NAMES = ("size", "dpi", "theme", "layers", "extent", "names", "view", "title", "series", "coast")
"""The options by their names in an address and, with two hyphens, on the command line."""

_SIZE = re.compile(r"([0-9]{1,5}(?:\.[0-9]{1,4})?)[x×]([0-9]{1,5}(?:\.[0-9]{1,4})?)(mm|px)?")
_WHOLE = re.compile(r"[0-9]{1,5}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{1,6})?")


@dataclass(frozen=True)
class Size:
    """How large a figure is.

    Attributes
    ----------
    width_mm, height_mm : float
        On paper.
    dpi : int
        Pixels in an inch of a PNG.
    """

    width_mm: float
    height_mm: float
    dpi: int

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height of a PNG."""
        width, height = (
            round(length / _MM_PER_INCH * self.dpi) for length in (self.width_mm, self.height_mm)
        )
        return width, height


@dataclass(frozen=True)
class Options:
    """The options of a figure, checked; equal options give equal bytes.

    Attributes
    ----------
    size : Size
        On paper and in pixels.
    theme : str
        ``light``, ``dark`` or ``grey``.
    layers : tuple of str
        As in a page's address: ``-places`` takes a layer away, ``closures`` adds one.
    extent : (west, south, east, north) or None
        Degrees; west exceeds east across the antimeridian.
    names : str
        ``neutral``, a language, or a state whose names for disputed places are used.
    view : str
        Whose claims count: ``neutral``, or a state whose disputed areas are then its own.
    series, coast : str
        Of a comparison: the only series, or none; the coast that its sentence tells from.
    title : str or None
        ``None`` for the figure's own, empty for none.
    """

    size: Size
    theme: str = "light"
    layers: tuple[str, ...] = ()
    extent: Bbox | None = None
    names: str = "neutral"
    view: str = "neutral"
    series: str | None = None
    coast: str = COAST
    title: str | None = None


def read_options(given: Mapping[str, str], atlas: Atlas) -> Options:
    """Check what was asked for.

    Parameters
    ----------
    given : mapping
        Texts by the names of ``NAMES``, from an address, the command line or a notebook.
    atlas : Atlas
        Says which languages there are.

    Raises
    ------
    UsageError
        Says which option, what was expected, and the choices.
    """
    theme = given.get("theme", "light")
    if theme not in PALETTES:
        raise UsageError(f"theme: expected one of {', '.join(PALETTES)}, got {theme[:40]!r}")
    title = given.get("title")
    if title is not None and len(title) > MAX_TITLE:
        raise UsageError(f"title: expected at most {MAX_TITLE} characters, got {len(title):,}")
    return Options(
        size=_size(given.get("size", "page"), given.get("dpi")),
        theme=theme,
        layers=_layers(given.get("layers", "")),
        extent=_extent(given["extent"]) if given.get("extent") else None,
        names=_names(given.get("names", "neutral"), atlas),
        view=_view(given.get("view", "neutral")),
        series=given.get("series") or None,
        coast=given.get("coast") or COAST,
        title=title if title is None else title.strip(),
    )


def check_format(form: str) -> str:
    """Give a format back, or refuse it.

    Raises
    ------
    UsageError
        It is none of ``FORMATS``.
    """
    if form not in FORMATS:
        raise UsageError(f"format: expected one of {', '.join(FORMATS)}, got {form[:20]!r}")
    return form


@lru_cache(maxsize=4)
def name_choices(atlas: Atlas) -> tuple[str, ...]:
    """The languages and name sets in which an atlas has names, ``neutral`` first."""
    found = {
        code.split("-", 1)[-1]
        for features in atlas.files.values()
        for feature in features
        for code in getattr(feature.record, "names", {})
    }
    return ("neutral", *sorted(found, key=lambda code: (code.isupper(), code)))


def usual_names(atlas: Atlas, wanted: str) -> str:
    """The name set of the settings where an atlas has it, ``neutral`` otherwise."""
    return wanted if wanted == NEUTRAL or wanted in name_choices(atlas) else NEUTRAL


def _size(text: str, dpi_text: str | None) -> Size:
    found = _SIZE.fullmatch(text)
    if text not in PRESETS and not found:
        raise UsageError(
            f"size: expected one of {', '.join(PRESETS)}, or a width and height in mm as 120x90, "
            f"or in pixels as 1600x1000px, got {text[:40]!r}"
        )
    if found and found[3] == "px":
        dpi = _dpi(dpi_text) or _SCREEN_DPI
        width, height = (float(part) * _MM_PER_INCH / dpi for part in found.group(1, 2))
    elif found:
        width, height = float(found[1]), float(found[2])
        dpi = _dpi(dpi_text) or min(_PRINT_DPI, int(MAX_PX * _MM_PER_INCH / max(width, height, 1)))
    else:
        width, height = PRESETS[text]
        dpi = _dpi(dpi_text) or PRESET_DPI[text]
    return _bounded(Size(round(width, 4), round(height, 4), dpi))


def _bounded(size: Size) -> Size:
    sides = (size.width_mm, size.height_mm)
    if max(size.pixels) > MAX_PX:
        width, height = size.pixels
        raise UsageError(
            f"size: expected at most {MAX_PX} pixels a side, got {width} × {height} at "
            f"{size.dpi} dpi; take fewer dpi"
        )
    if max(sides) > MAX_MM or min(sides) < LEAST_MM:
        raise UsageError(
            f"size: expected {LEAST_MM:g} to {MAX_MM:,.0f} mm a side, "
            f"got {size.width_mm:g} × {size.height_mm:g} mm"
        )
    if max(sides) > 4 * min(sides):
        raise UsageError("size: expected one side at most 4 times the other")
    return size


def _dpi(text: str | None) -> int | None:
    if text is None:
        return None
    low, high = DPI_RANGE
    if not _WHOLE.fullmatch(text) or not low <= int(text) <= high:
        raise UsageError(f"dpi: expected a whole number from {low} to {high}, got {text[:20]!r}")
    return int(text)


def _layers(text: str) -> tuple[str, ...]:
    words = [word.strip() for word in text.split(",") if word.strip()]
    for word in words:
        if word.removeprefix("-") not in LAYERS:
            raise UsageError(
                f"layers: expected some of {', '.join(LAYERS)}, each with a hyphen before it to "
                f"leave it out, got {word[:40]!r}"
            )
    return tuple(sorted(set(words)))


def _extent(text: str) -> Bbox:
    parts: Sequence[str] = text.split(",")
    if len(parts) == 4 and all(_NUMBER.fullmatch(part.strip()) for part in parts):
        west, south, east, north = (float(part) for part in parts)
        inside = max(abs(west), abs(east)) <= 180 and max(abs(south), abs(north)) <= 90
        across = (east - west) % 360
        if inside and north - south >= 0.2 and across >= 0.2 and across <= 300:
            return west, south, east, north
    raise UsageError(
        "extent: expected W,S,E,N in degrees as 117,20,150,46, at least 0.2 and at most 300 across,"
        f" got {text[:60]!r}"
    )


def _view(text: str) -> str:
    if text != "neutral" and text not in STATES:
        raise UsageError(f"view: expected neutral or a state's code as JPN, got {text[:40]!r}")
    return text


def _names(text: str, atlas: Atlas) -> str:
    choices = name_choices(atlas) if text != NEUTRAL else (NEUTRAL,)
    if text not in choices:
        raise UsageError(f"names: expected one of {', '.join(choices)}, got {text[:20]!r}")
    return text
