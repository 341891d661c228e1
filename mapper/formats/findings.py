"""What can be found in a map file: every code, how grave it is, and why.

A file with an *error* is refused whole: a map that shows half of a file misleads. A *warning*
means that what is drawn is not what the file says word by word: it was repaired, and the reader is
told. A *note* leaves the file as it is. Errors make the verdict ``reject``, warnings ``repair``,
and anything else ``accept``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from mapper.errors import MapFileError, Problem
from mapper.formats.limits import MAX_PROBLEMS

Severity = Literal["error", "warning", "note"]
Verdict = Literal["accept", "repair", "reject"]

ERRORS: dict[str, str] = {
    "unreadable": "a link, pipe, device, folder or missing file is nothing to read a map from",
    "too-large": "read whole, it would cost more memory than a map is worth",
    "empty": "an empty file is a failed save or download",
    "encoding": "guessed letters are wrong letters: text is UTF-8, with or without a mark",
    "web-page": "a page about the file was saved in its place",
    "unsupported": "the format is not read here; converting it by hand keeps the reader in charge",
    "not-json": "a part of a file is not the file",
    "json-lines": "several JSON texts in a row are not one GeoJSON text (RFC 7946)",
    "not-a-number": "NaN and Infinity are no JSON and no place",
    "huge-number": "a number beyond a double becomes infinity in silence",
    "duplicate-key": "readers disagree on which of two members counts",
    "too-deep": "nesting beyond any map exhausts the stack of readers",
    "too-many-values": "counted before parsing, so that memory is never exhausted",
    "too-many-vertices": "checking and drawing would take longer than a reader waits",
    "not-geojson": "JSON without a GeoJSON type says nothing about places",
    "topojson": "TopoJSON holds arcs, not coordinates",
    "esri-json": "Esri's JSON names its shapes and reference systems otherwise",
    "wrong-type": "types are case-sensitive words; a near miss may mean something else",
    "missing-member": "without this member there is no shape",
    "wrong-member": "a member of another type than RFC 7946 gives it cannot be interpreted",
    "duplicate-id": "two features of one id cannot be told apart, selected or cited",
    "not-xml": "XML that is not well-formed must not be read on (XML 1.0, section 1.2)",
    "dtd": "document types and entities fetch files and multiply text",
    "not-a-position": "strings, nulls and lone numbers are not positions",
    "out-of-range": "no such place on the globe",
    "swapped-axes": "latitude first puts the shape on another continent",
    "metres": "metres of a projection without its name cannot be placed",
    "unclosed-ring": "the missing side was never stated",
    "short-ring": "fewer than three corners bound nothing",
    "short-line": "one position is no line",
    "nothing-left": "every shape of the file had to be left out",
    "irreparable": "the shape crosses itself too often to be repaired in the time allowed",
    "crs": "the reference system is unknown, only linked, or cannot be what the numbers are in",
    "archive": "a broken, locked or foreign archive cannot be trusted in parts",
    "archive-path": "a member that points out of the archive writes where it should not",
    "archive-bomb": "more members or bytes than a map needs, packed to exhaust the reader",
    "archive-content": "the archive holds no map that is read here",
    "no-position": "no columns of positions were recognised; guessing them would place anything",
    "bad-row": "a table whose rows do not fit its head has been cut or shifted",
    "driver": "GDAL could not read it",
    "no-layer": "it holds no vector layer",
    "shape-type": "surfaces and curves beyond points, lines and areas are not drawn",
    "time": "reading took longer than the limit",
    "memory": "reading took more memory than the limit",
    "crashed": "the reading process died; the file is hostile or meets a fault of a library",
}

WARNINGS: dict[str, str] = {
    "no-properties": "a Feature must have the member, if only null (RFC 7946, 3.2); taken as null",
    "no-geometry": "a Feature must have the member, if only null (RFC 7946, 3.2); taken as null",
    "bad-id": "an id is a string or a number (RFC 7946, 3.2); left out",
    "bad-bbox": "a bbox that is no box, or not round its shapes, is left out and computed",
    "changed-semantics": "members of another GeoJSON type (RFC 7946, 7.1) are left out",
    "ring-ends": "a ring's ends differ in height only (RFC 7946, 3.1.6); it is closed on the map",
    "no-area": "an area whose corners lie on one line has no inside; left out, the rest is drawn",
    "arcs": "arcs between positions are drawn as short straight sides",
    "self-crossing": "rings that cross or overlap have no inside; drawn by the even-odd repair",
    "loose-tuples": "spaces inside KML tuples, or none between them; read as lon,lat,height",
    "foreign-shape": "a shape in elements that KML or GPX has not there; read as what it means",
    "antimeridian": "shapes across 180 degrees are cut at the antimeridian (RFC 7946, 3.1.9)",
    "reprojected": "coordinates of another reference system were turned into WGS 84 degrees",
}

NOTES: dict[str, str] = {
    "extra-numbers": "numbers after the height mean nothing in GeoJSON (RFC 7946, 3.1.1)",
    "properties-outside": "properties belong to features (RFC 7946, 7.1); they change no shape",
    "nested-collection": "collections within collections should be avoided (RFC 7946, 3.1.8)",
    "empty-geometry": "a shape without positions is a feature without a place (RFC 7946, 3.1)",
    "no-length": "a line whose positions are all one place is drawn as a point",
    "nothing-drawn": "a valid file with nothing to draw",
    "outlines": "closed tracks that the atlas marked as outlines are areas again",
    "several-shapes": "a Placemark has one shape; its shapes are taken together",
    "wide-side": "a side longer than 180 degrees is drawn as written: the long way round",
    "network-link": "linked files are never fetched",
    "not-drawn": "pictures, models and tours have no shape here",
    "no-crs": "no reference system is named; the numbers are degrees, taken as WGS 84",
    "no-encoding": "a .dbf that names no code page is Latin-1 by custom; other letters look wrong",
    "more": "only the first problems are told",
}

CODES: dict[str, tuple[Severity, str]] = {
    **{code: ("error", why) for code, why in ERRORS.items()},
    **{code: ("warning", why) for code, why in WARNINGS.items()},
    **{code: ("note", why) for code, why in NOTES.items()},
}
"""Every code with its severity and the reason for it."""


@dataclass(frozen=True)
class Finding:
    """One thing found in a file.

    Attributes
    ----------
    code : str
        A key of ``CODES``.
    message : str
        What it is, with the remedy.
    where : str
        Feature, line or member; empty for the whole file.
    """

    code: str
    message: str
    where: str = ""

    @property
    def severity(self) -> Severity:
        """``error``, ``warning`` or ``note``."""
        return CODES[self.code][0]

    @property
    def values(self) -> dict[str, str]:
        """The finding as plain values, as ``mapper inspect --json`` prints it."""
        return {"code": self.code, "message": self.message, "where": self.where,
                "severity": self.severity}  # fmt: skip


class Refused(Exception):
    """Reading cannot go on; carries the finding."""

    def __init__(self, code: str, message: str, where: str = "") -> None:
        super().__init__(message)
        self.finding = Finding(code, message, where)


@dataclass
class Findings:
    """The findings of one file, the first of each kind in full, the rest counted."""

    found: list[Finding] = field(default_factory=list)
    errors: int = 0
    left_out: int = 0
    ids: set[tuple[bool, Any]] = field(default_factory=set)
    severities: set[Severity] = field(default_factory=set)

    def identify(self, given: str | int | float, where: str) -> None:
        """Keep the id of a feature; one that another has is an error. ``1`` and ``"1"`` are two."""
        key = (isinstance(given, str), given)
        if key in self.ids:
            said = f"the id {str(given)[:40]!r} is used twice; give each its own"
            self.add("duplicate-id", said, where)
        self.ids.add(key)

    def add(self, code: str, message: str, where: str = "") -> None:
        """Note a finding, while there is room; the first of each severity in any case."""
        finding = Finding(code, printable(message), printable(where))
        first = finding.severity not in self.severities
        self.severities.add(finding.severity)
        self.errors += finding.severity == "error"
        if len(self.found) < MAX_PROBLEMS or first:
            self.found.append(finding)
        else:
            self.left_out += 1

    def __iter__(self) -> Iterator[Finding]:
        yield from self.found
        if self.left_out:
            yield Finding("more", f"{self.left_out:,} more problems are not listed")


@dataclass(frozen=True)
class MapFeature:
    """One feature of a map file, as it would be drawn.

    Attributes
    ----------
    geometry : shapely geometry or None
        (lon, lat) in degrees, WGS 84, valid, rings right-handed, cut at the antimeridian.
    properties : dict
        Names to plain values, as the format holds them.
    id : str or int or float or None
        The id that the file gives.
    where : str
        Its place in the file, for messages.
    """

    geometry: Any
    properties: dict[str, Any]
    id: str | int | float | None = None
    where: str = ""


@dataclass(frozen=True)
class Reading:
    """What a map file gave: its features, and everything that was found in it.

    Attributes
    ----------
    name : str
        The file.
    form : str
        ``geojson``, ``kml``, ``gpx``, ``csv``, ``gpkg``, ``shapefile``, ``s57``, or empty.
    features : tuple of MapFeature
        Empty when the file is refused.
    count : int
        How many features were met, also in a refused file.
    findings : tuple of Finding
        In the order in which they were met.
    """

    name: str
    form: str = ""
    features: tuple[MapFeature, ...] = ()
    count: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """``reject``, ``repair`` or ``accept``."""
        return verdict_of(self.findings)

    @property
    def line(self) -> dict[str, Any]:
        """The judgement as plain values: one line of ``mapper inspect --json``."""
        return {"file": self.name, "verdict": self.verdict, "features": self.count,
                "problems": [finding.values for finding in self.findings]}  # fmt: skip

    def require(self) -> tuple[MapFeature, ...]:
        """The features.

        Raises
        ------
        MapFileError
            The file is refused; with every error.
        """
        errors = [finding for finding in self.findings if finding.severity == "error"]
        if errors:
            raise MapFileError([
                Problem(": ".join(filter(None, (self.name, one.where))), one.message, code=one.code)
                for one in errors
            ])  # fmt: skip
        return self.features


def printable(text: str) -> str:
    """A text that can be written as UTF-8: file names and JSON may hold halves of letters."""
    return text.encode("utf-8", "backslashreplace").decode()


def verdict_of(findings: Iterable[Finding]) -> Verdict:
    """The verdict that findings add up to.

    Examples
    --------
    >>> verdict_of([Finding("no-crs", ""), Finding("self-crossing", "")])
    'repair'
    """
    severities = {finding.severity for finding in findings}
    if "error" in severities:
        return "reject"
    return "repair" if "warning" in severities else "accept"
