"""The only writer of GeoJSON: one feature a line, fixed digits, atomic."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
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


def collection_lines(
    features: Iterable[Mapping[str, Any]], name: str, after: Mapping[str, Iterable[str]]
) -> Iterator[str]:
    """Write a FeatureCollection piece by piece: what is long never stands in memory whole.

    Parameters
    ----------
    features : iterable of features
        Given as plain values, each written when it comes.
    name : str
        The collection's name.
    after : mapping
        Further members, each a list given as JSON texts; asked for after the last feature.
    """
    yield f'{dumps({"type": "FeatureCollection", "name": name})[:-1]},"features":[\n'
    yield from _listed(map(dumps, features))
    for member, values in after.items():
        yield f"\n],{dumps(member)}:["
        yield from _listed(values)
    yield "]}\n"


class Spool:
    """A list of plain values that waits in a temporary file; gives them as JSON texts, once."""

    def __init__(self) -> None:
        # Closed with the spool, which is a context manager itself.
        self._file = tempfile.SpooledTemporaryFile(  # noqa: SIM115
            max_size=1 << 20, mode="w+", encoding="utf-8", newline="\n"
        )

    def add(self, value: Any) -> None:
        """Put a value behind the others."""
        self._file.write(f"{dumps(value)}\n")

    def __iter__(self) -> Iterator[str]:
        self._file.seek(0)
        return (line.rstrip("\n") for line in self._file)

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


def _listed(texts: Iterable[str]) -> Iterator[str]:
    before = ""
    for text in texts:
        yield f"{before}{text}"
        before = ",\n"


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
