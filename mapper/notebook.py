"""Maps, figures and tables for notebooks: one call, the bundled atlas unless another is given."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mapper.atlas import Atlas, open_atlas
from mapper.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

    from mapper.cartography.figures import Figure
    from mapper.cartography.maps import AtlasMap

_YEAR = re.compile(r"\d{4}", re.ASCII)


def year_map(year: int | str, atlas: Atlas | None = None, **options: Any) -> AtlasMap:
    """Give the map of a year; a notebook shows it, with everything inside.

    Parameters
    ----------
    year : int or str
        The exercise year, as 2025 or "2025".
    atlas : Atlas, optional
        The atlas to draw; the bundled one by default.
    **options
        Passed on to ``mapper.cartography.maps.year_map``.

    Raises
    ------
    NotFoundError
        The atlas has no such year; names the nearest.
    UsageError
        It is no year at all.
    """
    from mapper.cartography import maps

    if isinstance(year, str) and _YEAR.fullmatch(year.strip()):
        year = int(year)
    atlas = atlas or open_atlas()
    if not isinstance(year, int):
        raise UsageError(f"year: expected a whole number as 2025, got {year!r:.80}")
    return maps.year_map(atlas, year, **options)


def compare_map(*what: int | str, atlas: Atlas | None = None, **options: Any) -> AtlasMap:
    """Give the map of a comparison of years, events or a whole series.

    Parameters
    ----------
    *what : int or str
        Two years or more, ids of events or closures, or one series.
    atlas : Atlas, optional
        The atlas; the bundled one by default.
    **options
        ``layout`` (``overlay``, ``swipe`` or ``side``), ``sides``, ``series``, ``coast``,
        ``view``, ``theme``; passed on to ``mapper.cartography.maps.compare_map``.

    Raises
    ------
    NotFoundError
        No such year, event or series, or nothing to compare; names the nearest.
    UsageError
        One year only, the same twice, or years and ids together.
    """
    from mapper.cartography import maps

    return maps.compare_map(atlas or open_atlas(), *what, **options)


def event_map(event_id: str, atlas: Atlas | None = None, **options: Any) -> AtlasMap:
    """Give the map of one event by its id, as ``joint-sea-2025``.

    Raises
    ------
    NotFoundError
        The atlas has no such event; names the nearest.
    """
    from mapper.cartography import maps

    return maps.event_map(atlas or open_atlas(), event_id, **options)


def figure(*what: int | str, atlas: Atlas | None = None, **options: Any) -> Figure:
    """Give the figure of a year, an event or a comparison for print; a notebook shows it.

    Parameters
    ----------
    *what : int or str
        A year, or an event's id, as ``joint-sea-2025``; two years or ids or more, or a series,
        to compare.
    atlas : Atlas, optional
        The atlas to draw; the bundled one by default.
    **options
        ``size``, ``dpi``, ``theme``, ``layers``, ``extent``, ``names``, ``view``, ``title``,
        ``series``, ``coast``, as on the command line; an extent may be a tuple (west, south,
        east, north) in degrees, layers a sequence of keys.

    Returns
    -------
    Figure
        ``.svg``, ``.png`` and ``.pdf`` are its contents, ``.save("map.pdf")`` writes one.

    Raises
    ------
    NotFoundError
        The atlas has no such year or event; names the nearest.
    UsageError
        There is no such option, or it has a value that it cannot have.
    """
    from mapper.cartography.figures import NAMES, make_figure

    unknown = sorted(set(options) - set(NAMES))
    if unknown:
        raise UsageError(f"figure: expected options of {', '.join(NAMES)}, got {unknown[0]!r}")
    given = {name: _option_text(value) for name, value in options.items() if value is not None}
    return make_figure(atlas or open_atlas(), what, given)


def _option_text(value: Any) -> str:
    """An option as the text that an address would hold."""
    return ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def compare(*what: int | str, atlas: Atlas | None = None, **options: Any) -> pd.DataFrame:
    """Compare years, events or a series as a data frame; its ``attrs["sentence"]`` says it.

    Two years or events give a row for each difference, more years or a whole series a row for
    each edition. ``mapper.analysis.compare`` gives the records.

    Parameters
    ----------
    *what : int or str
        Two years or more, ids of events or closures, or one series.
    atlas : Atlas, optional
        The atlas; the bundled one by default.
    **options
        ``series``, ``coast`` and ``view``, passed on to ``mapper.analysis.compare``.

    Raises
    ------
    NotFoundError
        No such year, event or series, or nothing to compare; names the nearest.
    UsageError
        One year only, the same twice, or years and ids together.

    Examples
    --------
    >>> frame = compare("joint-sea-2012", "joint-sea-2019")
    >>> frame.loc[frame["row"] == "shift", "change_high"].item()
    120.0
    """
    from mapper import analysis

    found = analysis.compare(*what, atlas=atlas, **options)
    frame = found.frame()
    frame.attrs["sentence"] = found.sentence
    return frame
