"""How compared years are told apart: colour, dash and label, as data; one owner for all drawings.

Two or three years have hues that colour-blind readers tell apart (Okabe and Ito, darkened or
lightened to 3:1 against sea and land); more have an ordered ramp (cividis), the newest strongest.
A dash of its own goes with each, and the label says the year: colour is never the only code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from mapper.cartography.style import PALETTES, mix

DASHES: tuple[tuple[float, ...], ...] = (
    (), (9, 4), (2, 3), (10, 3, 2, 3), (5, 3), (16, 4), (14, 3, 2, 3, 2, 3), (5, 3, 1.5, 3),
)  # fmt: skip
"""Strokes and gaps in px, from the newest year back; after the last they begin again."""

WIDTH_PX = 2.0
FILL = 0.12
"""Of areas: sixteen overlapping years stay readable."""
RAMP_STEPS = 16

_CIVIDIS = (
    "#00224e", "#123570", "#3b496c", "#575d6d", "#707173",
    "#8a8678", "#a59c74", "#c3b369", "#e1cc55", "#fee838",
)  # fmt: skip
_GREYS = ("#101010", "#757575")
_HUES: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "light": ("#c35500", "#0072b2", "#00805d"),
    "dark": ("#e69f00", "#56b4e9", "#36c49a"),
    "grey": ("#101010", "#4a4a4a", "#757575"),
})  # fmt: skip
"""Vermillion, blue and bluish green, the newest first; orange and sky blue in the dark."""
_HUE_TEXTS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "light": ("#9c4300", "#005c91", "#006248"),
    "dark": ("#f0ae26", "#74c3ef", "#4fd6ae"),
    "grey": ("#101010", "#3c3c3c", "#5a5a5a"),
})  # fmt: skip
# The half of the ramp that is seen on the theme's sea and land; words need the stronger part.
_RAMP_OLDEST = {"light": 0.5, "dark": 0.5, "grey": 1.0}
_RAMP_OLDEST_TEXT = {"light": 0.36, "dark": 0.66, "grey": 0.75}


@dataclass(frozen=True)
class YearStyle:
    """How one of the compared years is drawn.

    Attributes
    ----------
    year : int
        The year.
    label : str
        What its label and legend say.
    name : str
        Of its colour, as ``hue-1`` or ``ramp-16``; of the CSS classes ``atlas-year-…`` too.
    colours, texts : mapping
        From a palette (``light``, ``dark``, ``grey``) to the colour of its lines and its words,
        as ``#rrggbb``.
    dash_index : int
        Its place among ``DASHES``; of the CSS classes ``atlas-dash-…`` too.
    """

    year: int
    label: str
    name: str
    colours: Mapping[str, str]
    texts: Mapping[str, str]
    dash_index: int

    @property
    def dash(self) -> tuple[float, ...]:
        """Strokes and gaps in px; empty for a solid line."""
        return DASHES[self.dash_index]

    def paint(self, theme: str) -> str:
        """The colour of its lines as an attribute of SVG takes it, of a theme or ``auto``.

        Examples
        --------
        >>> year_styles([2025])[0].paint("auto")
        'var(--atlas-hue-1,#c35500)'
        """
        if theme == "auto":
            return f"var(--atlas-{self.name},{self.colours['light']})"
        return self.colours[theme]


def year_styles(years: Iterable[int]) -> tuple[YearStyle, ...]:
    """Give each of the compared years its style.

    Parameters
    ----------
    years : iterable of int
        In any order; the same twice counts once.

    Returns
    -------
    tuple of YearStyle
        The oldest first.

    Examples
    --------
    >>> [(one.label, one.name, one.dash) for one in year_styles([2024, 2025])]
    [('2024', 'hue-2', (9, 4)), ('2025', 'hue-1', ())]
    """
    newest_first = sorted(set(years), reverse=True)
    names = list(_names(len(newest_first)))
    found = [
        YearStyle(
            year, str(year), names[index], _by_palette(names[index], False),
            _by_palette(names[index], True), index % len(DASHES),
        )
        for index, year in enumerate(newest_first)
    ]  # fmt: skip
    return tuple(reversed(found))


def css_years() -> str:
    """Give the CSS of compared years: ``atlas-year-…`` sets two colours, ``atlas-dash-…`` a dash.

    The colours are the properties ``--year`` (lines) and ``--year-text`` (words), of the theme.
    """
    dark_values = "".join(_properties("dark"))
    rules = [
        f":root{{{''.join(_properties('light'))}}}",
        f'@media screen{{[data-theme="dark"]{{{dark_values}}}}}',
        "@media screen and (prefers-color-scheme: dark){"
        f':root:not([data-theme="light"]){{{dark_values}}}}}',
    ]
    rules += [
        f".atlas-year-{name}{{--year:var(--atlas-{name});--year-text:var(--atlas-{name}-text)}}"
        for name in _every_name()
    ]
    for index, dash in enumerate(DASHES):
        lengths = " ".join(f"{length:g}" for length in dash) or "none"
        rules.append(f".atlas-dash-{index}{{stroke-dasharray:{lengths}}}")
    return "\n".join(rules) + "\n"


def _names(count: int) -> Iterator[str]:
    """Names of colours, the newest first."""
    for index in range(count):
        if count <= len(_HUES["light"]):
            yield f"hue-{index + 1}"
        else:
            yield f"ramp-{RAMP_STEPS - round(index * (RAMP_STEPS - 1) / (count - 1))}"


def _every_name() -> Iterator[str]:
    yield from _names(len(_HUES["light"]))
    yield from (f"ramp-{step}" for step in range(1, RAMP_STEPS + 1))


def _by_palette(name: str, text: bool) -> Mapping[str, str]:
    return MappingProxyType({palette: _colour(name, palette, text) for palette in PALETTES})


def _colour(name: str, palette: str, text: bool) -> str:
    family, step = name.split("-")
    if family == "hue":
        return (_HUE_TEXTS if text else _HUES)[palette][int(step) - 1]
    age = (RAMP_STEPS - int(step)) / (RAMP_STEPS - 1)
    oldest = (_RAMP_OLDEST_TEXT if text else _RAMP_OLDEST)[palette]
    if palette == "grey":
        return _along(_GREYS, age * oldest)
    return _along(_CIVIDIS, age * oldest if palette == "light" else 1.0 - age * (1.0 - oldest))


def _along(ramp: Sequence[str], share: float) -> str:
    place = share * (len(ramp) - 1)
    before = min(int(place), len(ramp) - 2)
    return mix(ramp[before + 1], ramp[before], place - before)


def _properties(palette: str) -> Iterator[str]:
    for name in _every_name():
        yield f"--atlas-{name}:{_colour(name, palette, False)};"
        yield f"--atlas-{name}-text:{_colour(name, palette, True)};"
