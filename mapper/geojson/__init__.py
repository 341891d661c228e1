"""GeoJSON text to records and back: every validation rule, and the only writer."""

from mapper.geojson.checked import read_checked
from mapper.geojson.collection import Examined, Feature, examine, read_collection
from mapper.geojson.explaining import explained
from mapper.geojson.schema import json_schema
from mapper.geojson.text import dumps, parse
from mapper.geojson.writing import (
    Spool,
    collection_bytes,
    collection_lines,
    feature_member,
    geometry_member,
    members_bytes,
    write_collection,
)

__all__ = [
    "Examined",
    "Feature",
    "Spool",
    "collection_bytes",
    "collection_lines",
    "dumps",
    "examine",
    "explained",
    "feature_member",
    "geometry_member",
    "json_schema",
    "members_bytes",
    "parse",
    "read_checked",
    "read_collection",
    "write_collection",
]
