"""The maps for notebooks: one call, the bundled atlas unless another is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mapper.atlas import Atlas, open_atlas

if TYPE_CHECKING:
    from mapper.cartography.maps import AtlasMap


def year_map(year: int, atlas: Atlas | None = None, **options: Any) -> AtlasMap:
    """Give the map of a year; a notebook shows it, with everything inside.

    Parameters
    ----------
    year : int
        The exercise year.
    atlas : Atlas, optional
        The atlas to draw; the bundled one by default.
    **options
        Passed on to ``mapper.cartography.maps.year_map``.

    Raises
    ------
    NotFoundError
        The atlas has no such year; names the nearest.
    """
    from mapper.cartography import maps

    return maps.year_map(atlas or open_atlas(), year, **options)


def event_map(event_id: str, atlas: Atlas | None = None, **options: Any) -> AtlasMap:
    """Give the map of one event by its id, as ``joint-sea-2025``.

    Raises
    ------
    NotFoundError
        The atlas has no such event; names the nearest.
    """
    from mapper.cartography import maps

    return maps.event_map(atlas or open_atlas(), event_id, **options)
