"""Warnings as features: what the command line prints and the web shows."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from shapely.geometry.base import BaseGeometry

from mapper.errors import Problem, WarningTextError
from mapper.files import read_regular
from mapper.geojson import Spool, collection_lines, feature_member
from mapper.navwarn.drawing import draw
from mapper.navwarn.reading import read
from mapper.navwarn.records import Doubt, NavWarning, Shape, Span, Window
from mapper.navwarn.repeats import ShapesMet
from mapper.navwarn.splitting import split_messages

MAX_BYTES = 16 * 1024 * 1024
"""The largest input of many messages."""


@dataclass(frozen=True, eq=False)
class WarningFeature:
    """One shape of a warning as a GeoJSON feature; ``geometry`` is ``None`` for a name only."""

    id: str
    properties: dict[str, Any]
    geometry: BaseGeometry | None


def warning_text(source: Path | bytes) -> str:
    """The text of a file of warnings, or of bytes: UTF-8, at most 16 MiB.

    Raises
    ------
    StorageError
        The file cannot be read, or is too large.
    WarningTextError
        The bytes are no UTF-8 text.
    """
    where = str(source) if isinstance(source, Path) else "the input"
    content = read_regular(source, MAX_BYTES) if isinstance(source, Path) else source
    if len(content) > MAX_BYTES:
        raise WarningTextError(Problem(where, f"more than {MAX_BYTES:,} bytes", "split it"))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WarningTextError(
            Problem(where, f"expected UTF-8, found byte 0x{content[error.start]:02x} at "
                    f"{error.start}", "save it as UTF-8")
        ) from None  # fmt: skip
    if "\0" in text:
        raise WarningTextError(Problem(where, "expected text, found NUL", "save it as UTF-8 text"))
    return text


def read_each(
    text: str, lang: str | None = None, issued: dt.datetime | dt.date | None = None
) -> Iterator[NavWarning]:
    """Read the messages of a text one after the other; see ``read_all``."""
    for offset, message in split_messages(text):
        yield _shifted(read(message, lang, issued), offset)


def read_all(
    text: str, lang: str | None = None, issued: dt.datetime | dt.date | None = None
) -> list[NavWarning]:
    """Read every message of a text.

    Parameters
    ----------
    text : str
        One message or several; see ``split_messages``.
    lang, issued
        As for ``read``.

    Returns
    -------
    list of NavWarning
        All spans are offsets in the whole text, in which each begins at its ``offset``.
    """
    return list(read_each(text, lang, issued))


def to_features(
    warning: NavWarning, prefix: str = "", with_coast: bool = True
) -> list[WarningFeature]:
    """A warning's shapes as features.

    Parameters
    ----------
    warning : NavWarning
        As ``read`` gives it.
    prefix : str
        Begins each id; by default the message's name.
    with_coast : bool
        Close coast sides with the bundled coastline.
    """
    head = prefix or _slug(warning)
    return [
        WarningFeature(
            f"{head}-{number}", _properties(warning, shape), draw(shape.form, with_coast)
        )
        for number, shape in enumerate(warning.shapes, 1)
    ]


def to_geojson(warnings: Iterable[NavWarning], with_coast: bool = True) -> bytes:
    """Warnings as one FeatureCollection (RFC 7946), UTF-8.

    ``properties.form`` of a feature is the shape as the message gives it, its geometry the drawn
    one; ``doubts`` of the collection lists every doubt, those of the features included.
    """
    return "".join(geojson_lines(warnings, with_coast)).encode()


def geojson_lines(warnings: Iterable[NavWarning], with_coast: bool = True) -> Iterator[str]:
    """The text of ``to_geojson``, message by message.

    The messages and doubts stand after the features, and wait in a temporary file until then: a
    stream of messages takes the memory of one.
    """
    with Spool() as messages, Spool() as doubts:

        def members() -> Iterator[Mapping[str, Any]]:
            met = ShapesMet()
            for number, (warning, several) in enumerate(_with_several(warnings), 1):
                prefix = f"{_slug(warning)}-m{number}" if several else _slug(warning)
                yield from map(feature_member, to_features(warning, prefix, with_coast))
                messages.add(message_member(warning))
                own = warning.all_doubts
                for doubt in (*own, *(one for one in met.doubts(warning) if one not in own)):
                    doubts.add(doubt_member(doubt))

        after = {"warnings": messages, "doubts": doubts}
        yield from collection_lines(members(), "warnings", after)


def _with_several(warnings: Iterable[NavWarning]) -> Iterator[tuple[NavWarning, bool]]:
    """Each warning with whether there are several of them."""
    rest = iter(warnings)
    first, second = next(rest, None), next(rest, None)
    for warning in filter(None, (first, second)):
        yield warning, second is not None
    yield from ((warning, True) for warning in rest)


def _slug(warning: NavWarning) -> str:
    return re.sub(r"[^a-z0-9]+", "-", warning.identity.name.lower()).strip("-") or "warning"


def message_member(warning: NavWarning) -> dict[str, Any]:
    """What is known of a message, as plain values without the empty ones."""
    identity = warning.identity
    values = {
        "name": identity.name,
        "series": identity.series,
        "number": identity.number,
        "year": identity.year,
        "authority": identity.authority,
        "region": identity.region,
        "warning_type": identity.warning_type,
        "hazard": identity.hazard,
        "hazard_type": identity.hazard_type,
        "cancels": list(identity.cancels),
        "issued": _stamp(identity.issued),
        "expires": _stamp(warning.expires),
        "lang": warning.lang,
        "altitude": list(warning.altitude) if warning.altitude else None,
        "times": [window_member(window) for window in warning.times],
    }
    return {key: value for key, value in values.items() if value not in (None, "", [])}


def doubt_member(doubt: Doubt) -> dict[str, Any]:
    """A doubt as plain values."""
    return {"code": doubt.code, "message": doubt.message, "span": list(doubt.span)}


def window_member(window: Window) -> dict[str, Any]:
    """A window as plain values: start and end in UTC, the rule as read."""
    member: dict[str, Any] = {
        "start": _stamp(window.start), "end": _stamp(window.end), "rule": window.rule,
        "span": list(window.span),
    }  # fmt: skip
    if window.reserve:
        member["reserve"] = True
    if window.approximate:
        member["approximate"] = True
    return member


def _properties(warning: NavWarning, shape: Shape) -> dict[str, Any]:
    message = message_member(warning)
    message.pop("times", None)
    return {
        **message,
        "label": shape.label,
        "form": shape.form,
        "times": [window_member(window) for window in shape.times],
        "doubts": [doubt_member(doubt) for doubt in shape.doubts],
        "vertices": [{"position": list(vertex.lonlat), "span": list(vertex.span)}
                     for vertex in shape.vertices],
        "span": list(shape.span),
    }  # fmt: skip


def _stamp(time: dt.datetime | None) -> str | None:
    return time.strftime("%Y-%m-%dT%H:%MZ") if time else None


def _shifted(warning: NavWarning, by: int) -> NavWarning:
    """The same warning with its spans moved: offsets in the text it was cut from."""
    if by == 0:
        return warning

    def span(given: Span) -> Span:
        return given[0] + by, given[1] + by

    def windows(given: tuple[Window, ...]) -> tuple[Window, ...]:
        return tuple(replace(window, span=span(window.span)) for window in given)

    def doubts(given: tuple[Doubt, ...]) -> tuple[Doubt, ...]:
        return tuple(replace(doubt, span=span(doubt.span)) for doubt in given)

    shapes = tuple(
        replace(shape, span=span(shape.span), times=windows(shape.times),
                doubts=doubts(shape.doubts),
                vertices=tuple(replace(v, span=span(v.span)) for v in shape.vertices))
        for shape in warning.shapes
    )  # fmt: skip
    return replace(
        warning, shapes=shapes, times=windows(warning.times), doubts=doubts(warning.doubts),
        offset=by,
    )  # fmt: skip
