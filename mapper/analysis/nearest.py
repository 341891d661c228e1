"""The coast nearest to a position."""

from __future__ import annotations

from dataclasses import dataclass

from mapper.atlas import Atlas


@dataclass(frozen=True)
class NearestCoast:
    """The coast nearest to a position, on the 1:10m coastline (itself good to about 0.5 nm).

    Attributes
    ----------
    distance_nm, bearing_deg : float
        The geodesic from the position to the coast.
    state : str
        ISO 3166-1 alpha-3, empty where the coast is disputed or has no code.
    name : str
        What the coast is called.
    lon, lat : float
        The nearest point of the coast, degrees.
    on_land : bool
        Whether the position itself lies on land.
    """

    distance_nm: float
    bearing_deg: float
    state: str
    name: str
    lon: float
    lat: float
    on_land: bool


def nearest_coast(
    atlas: Atlas, position: tuple[float, float], state: str | None = None
) -> NearestCoast | None:
    """Find the coast nearest to a position.

    Parameters
    ----------
    atlas : Atlas
        Gives the coastline.
    position : (lon, lat)
        Degrees.
    state : str, optional
        Only this state's coast, by ISO 3166-1 alpha-3.

    Returns
    -------
    NearestCoast or None
        ``None`` when that state has no coast here.
    """
    lon, lat = position
    found = atlas.basemap.nearest_coast(lon, lat, state)
    if found is None:
        return None
    return NearestCoast(
        distance_nm=found.distance_nm,
        bearing_deg=found.bearing_deg,
        state=found.iso or "",
        name=found.name,
        lon=found.lon,
        lat=found.lat,
        on_land=atlas.basemap.is_land(lon, lat),
    )
