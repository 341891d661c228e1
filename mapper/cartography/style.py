"""Every colour, line and size of the maps, as data: the one source for JS, CSS and SVG.

How compared years differ stands in ``year_style``.

Colours are named by what they draw and given for both themes; symbols name a colour, so that a
theme changes nothing but colours. The values are those of the atlas's own table (IHO S-52
portrayal, adapted); where a value of that table misses the contrast that WCAG asks for, the
comment beside it says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

LIGHT: Mapping[str, str] = MappingProxyType({
    "sea": "#e6edf1",
    "land": "#f6f2ea",
    "coast": "#b8ae9c",
    "graticule": "#d3dee5",
    "exercise": "#a3195b",
    "counterpart": "#2b6cb0",
    "patrol": "#4b3f92",
    "patrol-approach": "#766bb3",
    "air-patrol": "#0b7a75",
    "air-patrol-approach": "#35857f",
    "region": "#8078b4",
    "air-region": "#4a8f8b",
    "casing": "#ffffff",
    "halo": "#f2f6f8",
    "eez": "#6b8aa1",
    # The table's #8aa3b8 holds 2.2:1 against the sea; 3:1 needs it this dark.
    "territorial": "#6d89a1",
    "measure": "#1b2733",
    "text-exercise": "#951552",
    "text-counterpart": "#245f9e",
    "text-patrol": "#4b3f92",
    "text-air-patrol": "#086560",
    "text-sea": "#456a89",
    "text-state": "#5d665f",
    "text-place": "#2c3a46",
    "text-zone": "#4b6a83",
    "text-graticule": "#566b7b",
    "page": "#ffffff",
    "panel": "#ffffff",
    "panel-hover": "#f1f5f7",
    "rule": "#dde3e8",
    "control-edge": "#c3ccd4",
    "text": "#1b2733",
    "text-muted": "#566673",
    "link": "#1d5a96",
    "accent": "#a3195b",
    "focus": "#1d5a96",
    "primary": "#1b2733",
    "on-primary": "#ffffff",
})  # fmt: skip
"""The light theme."""

DARK: Mapping[str, str] = MappingProxyType({
    "sea": "#16212b",
    "land": "#26323d",
    "coast": "#4a5a68",
    "graticule": "#22303c",
    "exercise": "#ff7fb6",
    "counterpart": "#7db8f5",
    "patrol": "#b3a8ff",
    "patrol-approach": "#8c82d6",
    "air-patrol": "#4fd1bd",
    "air-patrol-approach": "#3a9e91",
    "region": "#7b73b8",
    "air-region": "#3f8d84",
    "casing": "#131c24",
    "halo": "#1a2631",
    "eez": "#7b98ad",
    "territorial": "#71899c",
    "measure": "#e6edf2",
    "text-exercise": "#ff8fc0",
    "text-counterpart": "#8fc3f8",
    "text-patrol": "#bfb5ff",
    "text-air-patrol": "#62d8c6",
    "text-sea": "#86a5bd",
    "text-state": "#9aabb8",
    "text-place": "#cfdae2",
    "text-zone": "#86a2b8",
    "text-graticule": "#8799a7",
    "page": "#121b23",
    "panel": "#121b23",
    "panel-hover": "#1a2631",
    "rule": "#2b3946",
    "control-edge": "#3b4b59",
    "text": "#e6edf2",
    "text-muted": "#94a5b3",
    "link": "#8fc3f8",
    "accent": "#ff7fb6",
    "focus": "#8fc3f8",
    "primary": "#e6edf2",
    "on-primary": "#121b23",
})  # fmt: skip
"""The dark theme: the same names."""

THEMES: Mapping[str, Mapping[str, str]] = MappingProxyType({"light": LIGHT, "dark": DARK})

GREY: Mapping[str, str] = MappingProxyType({
    **LIGHT,
    "sea": "#ececec",
    "land": "#fcfcfc",
    "coast": "#9c9c9c",
    "graticule": "#d8d8d8",
    "exercise": "#1a1a1a",
    "counterpart": "#6b6b6b",
    "patrol": "#5a5a5a",
    "patrol-approach": "#848484",
    "air-patrol": "#474747",
    "air-patrol-approach": "#747474",
    "region": "#7c7c7c",
    "air-region": "#7c7c7c",
    "halo": "#f4f4f4",
    "eez": "#7d7d7d",
    "territorial": "#7d7d7d",
    "measure": "#1a1a1a",
    "text-exercise": "#111111",
    "text-counterpart": "#505050",
    "text-patrol": "#444444",
    "text-air-patrol": "#333333",
    "text-sea": "#626262",
    "text-state": "#626262",
    "text-place": "#2c2c2c",
    "text-zone": "#565656",
    "text-graticule": "#5c5c5c",
    "text": "#1a1a1a",
    "text-muted": "#565656",
    "rule": "#d8d8d8",
    "control-edge": "#8c8c8c",
})  # fmt: skip
"""The light theme in greys, for paper without colour."""

PALETTES: Mapping[str, Mapping[str, str]] = MappingProxyType({**THEMES, "grey": GREY})
"""What a drawing may be in; pages and their scripts know light and dark only."""


@dataclass(frozen=True)
class Symbol:
    """How one kind of thing is drawn.

    Attributes
    ----------
    colour : str
        The name of a colour of the themes.
    width_px : float
        Width of the line; 0 for none.
    dash : tuple of float
        Lengths of strokes and gaps in px; empty for a solid line.
    fill : float
        Opacity of the fill, 0 to 0.2: overlapping years stay readable.
    casing_px : float
        Width of the line under the line, in the colour ``casing``; 0 for none.
    cap : str
        ``butt`` or ``round``; a round cap on a stroke of no length makes a dot.
    """

    colour: str
    width_px: float
    dash: tuple[float, ...] = ()
    fill: float = 0.0
    casing_px: float = 0.0
    cap: str = "butt"


SYMBOLS: Mapping[str, Symbol] = MappingProxyType({
    "exercise-announced": Symbol("exercise", 1.8, (10, 4), fill=0.20),
    "exercise-reported": Symbol("exercise", 1.2, (2, 5), fill=0.12),
    "exercise-theatre": Symbol("exercise", 0, fill=0.14),
    "counterpart-announced": Symbol("counterpart", 1.8, (10, 4), fill=0.15),
    "counterpart-reported": Symbol("counterpart", 1.2, (2, 5), fill=0.15),
    "counterpart-theatre": Symbol("counterpart", 0, fill=0.14),
    "patrol-between-fixes": Symbol("patrol", 2.2, casing_px=5.0),
    "patrol-not-reported": Symbol("patrol", 2.2, (7, 5), casing_px=5.0),
    "patrol-approach": Symbol("patrol-approach", 1.6, (5, 5), casing_px=2.6),
    "patrol-approach-fixes": Symbol("patrol-approach", 1.6, casing_px=2.6),
    "air-patrol": Symbol("air-patrol", 2.4, (0.01, 5), casing_px=5.0, cap="round"),
    "air-patrol-approach": Symbol(
        "air-patrol-approach", 1.8, (0.01, 6), casing_px=2.8, cap="round"),
    "exercise-between-fixes": Symbol("exercise", 2.0, casing_px=4.8),
    "exercise-not-reported": Symbol("exercise", 2.0, (7, 5), casing_px=4.8),
    "exercise-approach": Symbol("exercise", 1.4, (5, 5), casing_px=2.4),
    "exercise-approach-fixes": Symbol("exercise", 1.4, casing_px=2.4),
    "region-corridor": Symbol("region", 1.0, (4, 4), fill=0.10),
    "region-theatre": Symbol("patrol", 0, fill=0.10),
    "air-corridor": Symbol("air-region", 1.0, (4, 4), fill=0.08),
    "air-theatre": Symbol("air-patrol", 0, fill=0.10),
    "closure": Symbol("exercise", 1.0, (6, 3), fill=0.04),
    "warning-1": Symbol("exercise", 1.8, (10, 4), fill=0.20),
    "warning-2": Symbol("counterpart", 1.8, (10, 4), fill=0.18),
    "warning-3": Symbol("air-patrol", 1.8, (10, 4), fill=0.18),
    "warning-4": Symbol("patrol", 1.8, (10, 4), fill=0.18),
    "warning-5": Symbol("measure", 1.8, (10, 4), fill=0.12),
    "eez": Symbol("eez", 1.0, (8, 3, 2, 3)),
    "eez-agreed": Symbol("eez", 1.1),
    "eez-median": Symbol("eez", 1.0, (8, 3, 2, 3)),
    "eez-200nm": Symbol("eez", 1.0, (6, 4)),
    "eez-other": Symbol("eez", 1.0, (14, 3)),
    "eez-disputed": Symbol("eez", 1.0, (3, 3)),
    "territorial": Symbol("territorial", 0.75),
    "contiguous": Symbol("territorial", 0.75, (2, 3)),
    "hatch": Symbol("eez", 0.7),
    "coast": Symbol("coast", 0.7),
    "graticule": Symbol("graticule", 1.0),
    "measure": Symbol("measure", 1.6, (6, 4), casing_px=4.0),
})  # fmt: skip
"""Lines and fills, the same in both themes."""

FONTS: Mapping[str, str] = MappingProxyType({
    "sans": '"Noto Sans", system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif',
    "map": '"Atlas Sans", "Atlas Sans Arabic", "Helvetica Neue", Arial, "Liberation Sans", '
           '"Noto Sans", sans-serif',
    "serif": '"Atlas Serif", Georgia, "Times New Roman", "Liberation Serif", "DejaVu Serif", serif',
    "mono": 'ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
})  # fmt: skip
"""Font stacks. The atlas's own fonts travel with figures and single files; a page has what its
reader has."""

LAYERS: Mapping[str, str] = MappingProxyType({
    "warnings": "Area of a warning",
    "exercises-reported": "Exercise, place as reported",
    "exercises-announced": "Exercise, announced limits",
    "counterparts": "Allied exercise",
    "patrol-tracks": "Naval patrol",
    "air-patrols": "Air patrol",
    "regions": "Where a patrol may have been",
    "closures": "Closed area, with its own year",
    "eez-limits": "EEZ limit",
    "overlapping-claims": "Overlapping claims",
    "territorial-sea": "Territorial sea, 12 nm",
    "places": "Place names",
    "graticule": "Degree lines",
})  # fmt: skip
"""Layer keys in the order of the legend, and their names there."""

SOFT_OPACITY: Mapping[str, tuple[float, float]] = MappingProxyType({
    "exercise-reported": (0.20, 0.05),
    "counterpart-reported": (0.20, 0.06),
    "exercise-theatre": (0.16, 0.0),
    "counterpart-theatre": (0.16, 0.0),
    "region-theatre": (0.14, 0.0),
    "air-theatre": (0.14, 0.0),
})  # fmt: skip
"""Opacity in the middle and at the edge of what has no sharp edge."""


def base_symbol(name: str) -> str:
    """The symbol of the style that the symbol of a compared year is made of.

    Examples
    --------
    >>> base_symbol("exercise-reported@2024"), base_symbol("coast")
    ('exercise-reported', 'coast')
    """
    return name.partition("@")[0]


def style_tokens() -> dict[str, Any]:
    """Give all tokens as plain JSON values, as the scripts of the map read them.

    Returns
    -------
    dict
        ``{"themes": {"light": {...}, "dark": {...}}, "symbols": {...}, "fonts": {...},
        "layers": {...}, "soft": {...}}``.

    Examples
    --------
    >>> style_tokens()["symbols"]["exercise-announced"]["dash"]
    [10, 4]
    """
    return {
        "themes": {name: dict(theme) for name, theme in THEMES.items()},
        "symbols": {
            name: {
                "colour": symbol.colour,
                "width": symbol.width_px,
                "dash": list(symbol.dash),
                "fill": symbol.fill,
                "casing": symbol.casing_px,
                "cap": symbol.cap,
            }
            for name, symbol in SYMBOLS.items()
        },
        "fonts": dict(FONTS),
        "layers": dict(LAYERS),
        "soft": {name: list(pair) for name, pair in SOFT_OPACITY.items()},
    }


def css_properties() -> str:
    """Give the tokens as CSS custom properties ``--atlas-…``, for both themes.

    Light stands on ``:root``; dark under ``[data-theme="dark"]`` and, where the reader has
    chosen nothing, under ``prefers-color-scheme``. Paper is always light.
    """
    light, dark = "".join(_colour_lines(LIGHT)), "".join(_colour_lines(DARK))
    fixed = "".join(_font_lines())
    return (
        f":root{{color-scheme:light;{light}{fixed}}}\n"
        f'@media screen{{[data-theme="dark"]{{color-scheme:dark;{dark}}}}}\n'
        "@media screen and (prefers-color-scheme: dark){"
        f':root:not([data-theme="light"]){{color-scheme:dark;{dark}}}}}\n'
    )


def css_symbols() -> str:
    """Give a CSS rule for each symbol, its casing, its arrowhead and its soft edge.

    A path takes its looks from a class ``atlas-sym-…``; none is written on the path itself.
    """
    return "".join(f"{rule}\n" for name in SYMBOLS for rule in _symbol_rules(name))


def _colour_lines(theme: Mapping[str, str]) -> Iterator[str]:
    for name, value in theme.items():
        yield f"--atlas-{name}:{value};"


def _symbol_rules(name: str) -> Iterator[str]:
    symbol = SYMBOLS[name]
    colour = f"var(--atlas-{symbol.colour})"
    line = (
        f"stroke:{colour};stroke-width:{symbol.width_px:g}px" if symbol.width_px else "stroke:none"
    )
    if symbol.dash:
        line += f";stroke-dasharray:{' '.join(f'{length:g}' for length in symbol.dash)}"
    if symbol.cap != "butt":
        line += f";stroke-linecap:{symbol.cap}"
    fill = f"fill:{colour};fill-opacity:{symbol.fill:g}" if symbol.fill else "fill:none"
    yield f".atlas-sym-{name}{{{line};{fill}}}"
    if symbol.casing_px:
        yield (
            f".atlas-sym-{name}-casing{{fill:none;stroke:var(--atlas-casing);"
            f"stroke-width:{symbol.casing_px:g}px}}"
        )
        yield f".atlas-sym-{name}-chevron{{fill:none;stroke:{colour}}}"
    for end, opacity in zip(("inner", "outer"), SOFT_OPACITY.get(name, ()), strict=False):
        yield f".atlas-stop-{name}-{end}{{stop-color:{colour};stop-opacity:{opacity:g}}}"


def _font_lines() -> Iterator[str]:
    for name, stack in FONTS.items():
        yield f"--atlas-font-{name}:{stack};"


def mix(over: str, under: str, opacity: float) -> str:
    """The colour that a translucent colour gives on another.

    Parameters
    ----------
    over, under : str
        Colours as ``#rrggbb``.
    opacity : float
        Of ``over``, 0 to 1.

    Examples
    --------
    >>> mix("#000000", "#ffffff", 0.5)
    '#808080'
    """
    pairs = zip(_channels(over), _channels(under), strict=True)
    return "#" + "".join(f"{round(a * opacity + b * (1 - opacity)):02x}" for a, b in pairs)


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance).

    Examples
    --------
    >>> contrast("#000000", "#ffffff")
    21.0
    """
    brighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return round((brighter + 0.05) / (darker + 0.05), 2)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
