"""From (lon, lat) to a plane: the projection that fits some content.

A drawing is equal-area or conformal and centred on its content: Lambert azimuthal equal-area for
most, Lambert conformal conic for a wide strip of middle latitudes, Equal Earth where the content
spreads over more than a hemisphere.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from pyproj import Transformer

from mapper.errors import GeometryError, Problem
from mapper.geodesy.measures import Floats

_WIDEST_DEG = 78.0


@lru_cache(maxsize=256)
def _transformer(definition: str) -> Transformer:
    return Transformer.from_pipeline(
        f"+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step {definition}"
    )


@dataclass(frozen=True)
class Projection:
    """A map projection on WGS 84, centred on some content.

    Attributes
    ----------
    kind : str
        ``laea``, ``lcc`` or ``eqearth``; ``webmerc`` for what the browser's map takes over.
    lon, lat : float
        The centre, degrees.
    parallels : tuple of float
        The standard parallels of the conic; empty for the others.
    """

    kind: str
    lon: float
    lat: float
    parallels: tuple[float, ...] = ()

    @property
    def name(self) -> str:
        """The projection's name as a caption prints it."""
        return {
            "laea": "Lambert azimuthal equal-area",
            "lcc": "Lambert conformal conic",
            "eqearth": "Equal Earth",
            "webmerc": "Web Mercator",
        }[self.kind]

    @property
    def definition(self) -> str:
        """The PROJ string.

        Examples
        --------
        >>> Projection("laea", 135.0, 40.0).definition
        '+proj=laea +lon_0=135 +lat_0=40 +ellps=WGS84'
        """
        parts = [f"+proj={self.kind}", f"+lon_0={self.lon:g}"]
        if self.kind in ("laea", "lcc"):
            parts.append(f"+lat_0={self.lat:g}")
        parts += [f"+lat_{i}={lat:g}" for i, lat in enumerate(self.parallels, 1)]
        return " ".join([*parts, "+ellps=WGS84"])

    def forward(self, lonlat: Floats) -> Floats:
        """Project positions.

        Parameters
        ----------
        lonlat : array of shape (n, 2)
            (lon, lat) in degrees; longitudes may pass ±180.

        Returns
        -------
        array of shape (n, 2)
            Metres east and north of the centre; not finite where there is no image.
        """
        transformer = _transformer(self.definition)
        x, y = transformer.transform(lonlat[:, 0], lonlat[:, 1], errcheck=False)
        return np.column_stack([x, y])

    def inverse(self, flat: Floats) -> Floats:
        """Give the positions (lon, lat) of points in metres; longitudes within 180° of ``lon``."""
        transformer = _transformer(self.definition)
        lon, lat = transformer.transform(
            flat[:, 0], flat[:, 1], direction="INVERSE", errcheck=False
        )
        with np.errstate(invalid="ignore"):
            lon = self.lon + (lon - self.lon + 180.0) % 360.0 - 180.0
        return np.column_stack([lon, lat])


def choose_projection(lonlat: Floats) -> Projection:
    """The projection that fits some content.

    Parameters
    ----------
    lonlat : array of shape (n, 2)
        Positions (lon, lat) of the content, degrees.

    Raises
    ------
    GeometryError
        There is no position, or one is not finite.

    Examples
    --------
    >>> choose_projection(np.array([[130.0, 40.0], [140.0, 46.0]])).kind
    'laea'
    >>> choose_projection(np.array([[-160.0, -30.0], [20.0, 40.0]])).kind
    'eqearth'
    """
    if not len(lonlat) or not np.isfinite(lonlat).all():
        raise GeometryError(Problem("content", "expected finite positions, got none to centre on"))
    west, span = _shortest_arc(lonlat[:, 0])
    south, north = float(lonlat[:, 1].min()), float(lonlat[:, 1].max())
    # Short numbers: the definition, the caption and the cut opposite the centre all agree.
    lon = round((west + span / 2 + 180) % 360 - 180, 2)
    lat = round((south + north) / 2, 2)
    if _radius_deg(lonlat, lon, lat) > _WIDEST_DEG:
        return Projection("eqearth", lon, 0.0)
    wide = span * math.cos(math.radians(lat)) > 1.8 * (north - south)
    if wide and 25 <= abs(lat) <= 65 and span * math.cos(math.radians(lat)) > 12:
        height = max(north - south, 6.0)
        parallels = (round(lat - height / 3, 2), round(lat + height / 3, 2))
        return Projection("lcc", lon, lat, parallels)
    return Projection("laea", lon, lat)


def _shortest_arc(longitudes: Floats) -> tuple[float, float]:
    """The western end and length of the shortest arc that holds all longitudes, degrees."""
    ordered = np.sort(longitudes % 360.0)
    gaps = np.diff(np.concatenate([ordered, ordered[:1] + 360.0]))
    widest = int(np.argmax(gaps))
    west = float(ordered[(widest + 1) % len(ordered)])
    return west, 360.0 - float(gaps[widest])


def _radius_deg(lonlat: Floats, lon: float, lat: float) -> float:
    """The largest angle between a centre and any position, on the sphere."""
    phi, phi0 = np.radians(lonlat[:, 1]), math.radians(lat)
    cosine = np.sin(phi) * math.sin(phi0) + np.cos(phi) * math.cos(phi0) * np.cos(
        np.radians(lonlat[:, 0] - lon)
    )
    return float(np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0)).max()))
