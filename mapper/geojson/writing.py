"""The only writer of GeoJSON: one feature a line, fixed digits, atomic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

import shapely
from shapely.geometry.base import BaseGeometry

from mapper.files import write_atomic
from mapper.geojson.text import dumps


class Writable(Protocol):
    """What can be written as a feature: a record of the atlas, or a shape of a warning."""

    @property
    def id(self) -> str:
        """The stable id."""

    @property
    def properties(self) -> dict[str, Any]:
        """Plain values."""

    @property
    def geometry(self) -> BaseGeometry | None:
        """(lon, lat) in degrees, WGS 84."""


DIGITS = 6
"""Decimals of a degree that are written: 0.1 m, below what any source gives."""


def collection_bytes(
    features: Iterable[Writable], name: str, digits: int = DIGITS, **members: Any
) -> bytes:
    """Write features as one RFC 7946 FeatureCollection, a feature a line.

    Parameters
    ----------
    features : iterable of features
        Written in the order given.
    name : str
        The collection's name, as ``exercises-2025``.
    digits : int
        Decimals of a degree.
    **members
        Further members of the collection (licence, attribution).
    """
    return members_bytes((feature_member(feature, digits) for feature in features), name, **members)


def members_bytes(features: Iterable[Mapping[str, Any]], name: str, **members: Any) -> bytes:
    """Write features given as plain values, every member of them kept, a feature a line."""
    head = dumps({"type": "FeatureCollection", "name": name, **members})[:-1]
    lines = ",\n".join(map(dumps, features))
    return f'{head},"features":[\n{lines}\n]}}\n'.encode()


def feature_member(feature: Writable, digits: int = DIGITS) -> dict[str, Any]:
    """Give a feature as the plain values of its GeoJSON member."""
    return {
        "type": "Feature",
        "id": feature.id,
        "properties": feature.properties,
        "geometry": geometry_member(feature.geometry, digits),
    }


def geometry_member(geometry: BaseGeometry | None, digits: int = DIGITS) -> dict[str, Any] | None:
    """Give a shape as a GeoJSON geometry with rounded coordinates; an empty one is ``None``."""
    if geometry is None or geometry.is_empty:
        return None
    member: Mapping[str, Any] = shapely.geometry.mapping(geometry)
    return {"type": member["type"], "coordinates": _rounded(member["coordinates"], digits)}


def write_collection(
    path: Path, features: Iterable[Writable], name: str, digits: int = DIGITS, **members: Any
) -> None:
    """Write a FeatureCollection to a file; a reader sees the old file or the new one.

    Raises
    ------
    StorageError
        The file cannot be written; the old one stays.
    """
    write_atomic(path, collection_bytes(features, name, digits, **members))


def _rounded(value: Any, digits: int) -> Any:
    if isinstance(value, float | int):
        number = round(float(value), digits)
        return int(number) if number == int(number) else number
    return [_rounded(part, digits) for part in value]
