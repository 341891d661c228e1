"""Reference systems: which names mean WGS 84, and the way from any other to it."""

from __future__ import annotations

import math
import re
from typing import Any

import numpy as np
from shapely.geometry.base import BaseGeometry

from mapper.formats.findings import Findings, Refused

_WGS84 = re.compile(
    r"(urn:ogc:def:crs:)?(OGC|EPSG|CRS):?[\w.]{0,8}:(CRS84h?|4326|4979|84)|WGS[ _]?(19)?84|CRS84",
    re.ASCII | re.IGNORECASE,
)
_URL = re.compile(
    r"https?://www\.opengis\.net/def/crs/(OGC|EPSG)/[\w.]{1,8}/(CRS84h?|\d{4,6})", re.ASCII
)
_WGS84_DATUM = re.compile("WGS.?(19)?84|World Geodetic System 1984")
_MAX_NAME = 20_000


class Reprojection:
    """The way from one reference system to WGS 84 degrees.

    Parameters
    ----------
    crs : pyproj.CRS
        The system of the coordinates.
    """

    def __init__(self, crs: Any) -> None:
        import pyproj

        self.name = str(crs.name)
        self._projected = bool(crs.is_projected)
        self._way = pyproj.Transformer.from_crs(crs, "OGC:CRS84", always_xy=True)

    def to_wgs84(self, positions: Any) -> Any:
        """An array of positions turned into (lon, lat)."""
        east, north = self._way.transform(positions[:, 0], positions[:, 1])
        return np.column_stack([east, north])

    def check(self, shape: BaseGeometry, where: str) -> None:
        """Refuse metres that can only be degrees."""
        west, south, east, north = shape.bounds
        if self._projected and max(-west, east) <= 180 and max(-south, north) <= 90:
            raise Refused(
                "crs",
                f"the file names {self.name}, but its numbers look like degrees; correct one",
                where,
            )


def reprojection(name: str, findings: Findings) -> Reprojection | None:
    """The way from a named system to WGS 84; ``None`` where none is needed.

    Parameters
    ----------
    name : str
        A URN, ``EPSG:3857``, or the well-known text of a ``.prj`` file.
    findings : Findings
        Is told that coordinates are turned.

    Raises
    ------
    Refused
        The name is unknown.

    Examples
    --------
    >>> reprojection("urn:ogc:def:crs:OGC:1.3:CRS84", Findings()) is None
    True
    """
    import pyproj

    url = _URL.fullmatch(name)
    name = f"{url[1]}:{url[2]}" if url else name.strip()
    if _WGS84.fullmatch(name):
        return None
    try:
        if len(name) > _MAX_NAME or "://" in name or name.startswith(("/", ".")):
            raise ValueError("not a name")
        crs = pyproj.CRS.from_user_input(name)
        wgs84 = any(crs.equals(pyproj.CRS(known), ignore_axis_order=True)
                    for known in ("EPSG:4326", "EPSG:4979"))  # fmt: skip
        if wgs84 or (crs.is_geographic and _same_datum(crs)):
            return None
        way = Reprojection(crs)
    except (pyproj.exceptions.ProjError, ValueError):
        raise Refused(
            "crs", f"the reference system {name[:60]!r} is unknown; reproject the file to EPSG:4326"
        ) from None
    findings.add("reprojected", f"coordinates of {way.name} were turned into WGS 84 degrees")
    return way


def _same_datum(crs: Any) -> bool:
    """Whether a geographic system is WGS 84 in another spelling, as ESRI writes it, in degrees."""
    names = {str(crs.name), str(getattr(crs.datum, "name", ""))}
    degrees = all(
        math.isclose(axis.unit_conversion_factor, math.pi / 180, rel_tol=1e-6)
        for axis in crs.axis_info[:2]
    )
    greenwich = crs.prime_meridian is None or crs.prime_meridian.longitude == 0
    return (
        degrees
        and greenwich
        and any(re.search("WGS.?(19)?84|World Geodetic System 1984", one) for one in names)
    )


__all__ = ["Reprojection", "reprojection"]
