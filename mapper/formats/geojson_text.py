"""GeoJSON of any origin: a collection, a feature or a bare geometry, judged by RFC 7946."""

from __future__ import annotations

import difflib
import reprlib
from collections.abc import Mapping
from typing import Any

from mapper.errors import GeoJSONError
from mapper.formats.findings import Findings, MapFeature, Refused
from mapper.formats.geojson_geometry import TYPES, GeometryReader
from mapper.formats.limits import MAX_FEATURES, MAX_VERTICES
from mapper.formats.reprojecting import reprojection
from mapper.formats.shaping import Shaper
from mapper.geojson import parse

_FOREIGN = {
    "Feature": ("coordinates", "geometries", "features"),
    "FeatureCollection": ("coordinates", "geometries", "geometry"),
}
_WORDS = (*TYPES, "Feature", "FeatureCollection")


def read(content: bytes, shaper: Shaper) -> list[MapFeature]:
    """Read GeoJSON text.

    Parameters
    ----------
    content : bytes
        The file.
    shaper : Shaper
        Judges each shape and holds the findings.

    Raises
    ------
    Refused
        Nothing more can be said about the file.
    """
    document = _parsed(content)
    if not isinstance(document, dict):
        what = "an array" if isinstance(document, list) else reprlib.repr(document)[:40]
        raise Refused(
            "not-geojson", f"expected a GeoJSON object, got {what}; wrap features in a collection"
        )
    _check_kind(document)
    reader = _Reader(shaper)
    reader.crs(document)
    kind = document["type"]
    if kind == "FeatureCollection":
        return reader.collection(document)
    if kind == "Feature":
        return [reader.feature(document, "feature")]
    return [MapFeature(reader.geometry(document, "geometry"), {}, where="geometry")]


def _parsed(content: bytes) -> Any:
    if content.lstrip()[:1] == b"\x1e":
        raise Refused("json-lines", _LINES)
    if content.count(b"[") > MAX_VERTICES:
        raise Refused(
            "too-many-vertices", f"more than {MAX_VERTICES:,} arrays; simplify the shapes or split "
            "the file")  # fmt: skip
    try:
        return parse(content, "")
    except GeoJSONError as error:
        problem = error.problems[0]
        if "Extra data" in problem.what and _several(content):
            raise Refused("json-lines", _LINES) from None
        remedy = f"; {problem.remedy}" if problem.remedy else ""
        raise Refused(problem.code or "not-json", problem.what + remedy) from None


_LINES = "several JSON texts in a row, not one; put the features into one FeatureCollection"


def _several(content: bytes) -> bool:
    lines = [line for line in content.split(b"\n", 3)[:3] if line.strip()]
    return len(lines) > 1 and all(line.lstrip()[:1] in (b"{", b"\x1e") for line in lines[:2])


def _check_kind(document: Mapping[str, Any]) -> None:
    """Refuse JSON of other kinds, with what it is where that can be told."""
    kind = document.get("type")
    if kind in _WORDS:
        return
    if kind == "Topology":
        raise Refused("topojson", "TopoJSON, not GeoJSON; turn it into GeoJSON (topo2geo)")
    esri = {"geometryType", "rings", "paths", "spatialReference", "fieldAliases"} & set(document)
    if esri and kind is None:
        raise Refused("esri-json", "Esri JSON, not GeoJSON; ask the service for f=geojson")
    if kind is None:
        raise Refused("not-geojson", "the type member is missing; add it, as FeatureCollection")
    raise Refused("wrong-type", unknown_type(kind))


def unknown_type(kind: Any) -> str:
    """The sentence about a type that is none of GeoJSON's."""
    near = difflib.get_close_matches(str(kind)[:40], _WORDS, n=1, cutoff=0.5)
    same = [word for word in _WORDS if word.lower() == str(kind)[:40].lower()]
    hint = f"; did you mean {(same or near)[0]!r}" if same or near else ""
    return f"type: expected a GeoJSON type, got {reprlib.repr(kind)[:40]}{hint}"


class _Reader:
    """Reads the members of one document."""

    def __init__(self, shaper: Shaper) -> None:
        self.shaper = shaper
        self.findings = shaper.findings
        self.geometries = GeometryReader(shaper)

    def crs(self, document: Mapping[str, Any]) -> None:
        """The reference system of old GeoJSON (2008), which RFC 7946 has no more."""
        given = document.get("crs")
        if given is not None:
            self.shaper.reprojection = reprojection(_crs_name(given), self.findings)

    def collection(self, document: Mapping[str, Any]) -> list[MapFeature]:
        """Every feature of a collection."""
        if "features" not in document:
            raise Refused("missing-member", "features: missing; add the array, if only empty")
        members = document["features"]
        if not isinstance(members, list):
            raise Refused("wrong-member", f"features: expected an array, got {_brief(members)}")
        if len(members) > MAX_FEATURES:
            raise Refused(
                "too-many-values",
                f"{len(members):,} features, at most {MAX_FEATURES:,} are read; split the file",
            )
        self._frame(document, "FeatureCollection", "")
        found = [self._member(member, index) for index, member in enumerate(members)]
        if not found:
            self.findings.add("nothing-drawn", "the collection holds no feature")
        return found

    def _member(self, member: Any, index: int) -> MapFeature:
        where = f"features[{index}]"
        kind = member.get("type") if isinstance(member, dict) else None
        if kind != "Feature":
            if not isinstance(member, dict):
                self.findings.add(
                    "wrong-member", f"expected a Feature, got {_brief(member)}", where
                )
            elif kind in _WORDS:
                self.findings.add("wrong-type", f"type: expected Feature, got {kind!r}; wrap it",
                                  where)  # fmt: skip
            else:
                self.findings.add("wrong-type", unknown_type(kind), where)
            return MapFeature(None, {}, where=where)
        return self.feature(member, where)

    def feature(self, member: Mapping[str, Any], where: str) -> MapFeature:
        """One feature."""
        given = self._id(member, where)
        if where != "feature" and given is not None:
            where = f"{where} (id {str(given)[:40]!r})"
        self._frame(member, "Feature", where)
        self._nested_crs(member, where, top=where == "feature")
        for name in ("properties", "geometry"):
            if name not in member:
                self.findings.add(f"no-{name}", f"{name}: missing; taken as null", where)
        properties = member.get("properties")
        if properties is not None and not isinstance(properties, dict):
            self.findings.add(
                "wrong-member", f"properties: expected an object or null, got {_brief(properties)}",
                where,
            )  # fmt: skip
            properties = None
        shape = None
        if member.get("geometry") is not None:
            shape = self.geometry(member["geometry"], f"{where}.geometry")
        return MapFeature(shape, properties or {}, given, where)

    def geometry(self, member: Any, where: str) -> Any:
        """One geometry, judged and shaped."""
        if isinstance(member, dict):
            self._nested_crs(member, where, top=where == "geometry")
            _check_bbox(member, where, self.findings)
        return self.geometries.read(member, where)

    def _id(self, member: Mapping[str, Any], where: str) -> str | int | float | None:
        given = member.get("id")
        if "id" not in member:
            return None
        if not isinstance(given, str | int | float) or isinstance(given, bool):
            self.findings.add(
                "bad-id", f"id: expected a string or number, got {_brief(given)}; left out", where
            )
            return None
        self.findings.identify(given, where)
        return given

    def _frame(self, member: Mapping[str, Any], kind: str, where: str) -> None:
        if kind == "FeatureCollection" and "properties" in member:
            self.findings.add("properties-outside", "a FeatureCollection has no properties", where)
        foreign = [name for name in _FOREIGN[kind] if name in member]
        if foreign:
            self.findings.add(
                "changed-semantics", f"a {kind} has no {' or '.join(foreign)}; left out", where
            )
        _check_bbox(member, where, self.findings)

    def _nested_crs(self, member: Mapping[str, Any], where: str, top: bool) -> None:
        """A system below the top must be the file's own: mixed ones are not turned."""
        given = member.get("crs")
        if given is None or top:
            return
        inner = reprojection(_crs_name(given), Findings())
        outer = self.shaper.reprojection
        if (inner.name if inner else None) != (outer.name if outer else None):
            raise Refused(
                "crs", "crs: another one than the file's; state it once, at the top", where
            )


def _check_bbox(member: Mapping[str, Any], where: str, findings: Findings) -> None:
    box = member.get("bbox")
    if box is None and "bbox" not in member:
        return
    numbers = [one for one in box if type(one) in (int, float)] if isinstance(box, list) else []
    size = len(numbers) // 2
    if box != numbers or size not in (2, 3) or numbers[1] > numbers[1 + size]:
        findings.add(
            "bad-bbox", f"bbox: expected [west, south, east, north], got {_brief(box)}; left out",
            where,
        )  # fmt: skip


def _crs_name(given: Any) -> str:
    """The name in a crs member; one that is only linked is never fetched."""
    properties = given.get("properties") if isinstance(given, dict) else None
    kind = given.get("type") if isinstance(given, dict) else None
    if isinstance(properties, dict):
        name, code = properties.get("name"), properties.get("code")
        urn = properties.get("urn")
        if kind == "OGC" and isinstance(urn, str):
            return urn
        if kind == "name" and isinstance(name, str):
            return name
        if kind == "EPSG" and isinstance(code, int | str):
            return f"EPSG:{code}"
    if kind == "link":
        raise Refused("crs", "crs: a link, which is never fetched; reproject the file to WGS 84")
    raise Refused("crs", f"crs: expected a named one, got {_brief(given)}; leave it out for WGS 84")


def _brief(value: Any) -> str:
    return reprlib.repr(value)[:60]


__all__ = ["read"]
