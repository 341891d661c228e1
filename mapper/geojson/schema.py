"""A JSON Schema for each kind of file, generated from the model."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from mapper.geojson.collection import GEOMETRIES
from mapper.model import KINDS


def json_schema(kind: str) -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of a FeatureCollection of one kind.

    Parameters
    ----------
    kind : str
        One of ``model.KINDS``: ``exercises``, ``patrols``, ``zones``, ``boundaries``, ...
    """
    features = []
    definitions: dict[str, Any] = {}
    for record in KINDS[kind]:
        properties = TypeAdapter(record).json_schema(by_alias=True, ref_template="#/$defs/{model}")
        definitions.update(properties.pop("$defs", {}))
        definitions[record.__name__] = properties
        features.append(_feature_schema(record))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Maritime Exercise Atlas: {kind}",
        "description": "An RFC 7946 FeatureCollection; positions are [lon, lat], WGS 84.",
        "type": "object",
        "required": ["type", "features"],
        "properties": {
            "type": {"const": "FeatureCollection"},
            "name": {"type": "string"},
            "features": {"type": "array", "items": {"anyOf": features}},
        },
        "$defs": dict(sorted(definitions.items())),
    }


def _feature_schema(record: type) -> dict[str, Any]:
    geometry = {
        "type": "object",
        "required": ["type", "coordinates"],
        "properties": {
            "type": {"enum": list(GEOMETRIES[record])},
            "coordinates": {"type": "array", "minItems": 1},
        },
    }
    return {
        "type": "object",
        "required": ["type", "id", "properties", "geometry"],
        "properties": {
            "type": {"const": "Feature"},
            "id": {"type": "string"},
            "properties": {"$ref": f"#/$defs/{record.__name__}"},
            "geometry": {"anyOf": [geometry, {"type": "null"}]},
        },
    }
