"""Strings that try to run, and an atlas that holds them in every text that the model allows."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from mapper.model import KINDS

STRINGS = (
    "<script>window.ran=1;alert(1)</script>", '"><img src=x onerror="window.ran=1">',
    "'><svg onload='window.ran=1'>", "</title></script><script>window.ran=1</script>",
    "${window.ran=1}", "`${window.ran=1}`", "{{ 7*7 }}", "{{ self.__init__.__globals__ }}",
    "{% for x in (1,2) %}ran{% endfor %}", "{# gone #}", "{{ broken", "\\x3cscript\\x3e",
    "\\u003cimg src=x onerror=window.ran=1\\u003e", "javascript:window.ran=1",
    "&lt;script&gt;window.ran=1&lt;/script&gt;", "]]><script>window.ran=1</script>",
    "<!--<script>window.ran=1", "';window.ran=1;//", "\u2028window.ran=1;\u2029",
    "\u202e<iframe srcdoc='<script>parent.ran=1</script>'>",
)  # fmt: skip
"""Markup, scripts, templates of four languages, escapes, separators that end a line of script."""


def paths(value: Any, path: tuple = ()) -> Iterator[tuple]:
    """The path of each string in nested lists and tables."""
    if isinstance(value, str):
        yield path
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from paths(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from paths(item, (*path, index))


def put(value: Any, path: tuple, text: str) -> None:
    """Put a text where a path leads."""
    for step in path[:-1]:
        value = value[step]
    value[path[-1]] = text


def label(path: tuple) -> str:
    """A path as one word, as ``sources.0.title``."""
    return ".".join(map(str, path))


def poisoned(folder: str, properties: dict, text: str) -> tuple[dict, dict]:
    """Properties with a text in every string that the model leaves free.

    Returns
    -------
    properties : dict
        Each free string is now its own path and the text.
    written : dict
        The strings by path, as written.
    """
    found = copy.deepcopy(properties)
    record = next(cls for cls in KINDS[folder]
                  if cls.model_fields["kind"].default == properties["kind"])  # fmt: skip
    written = {}
    for path in list(paths(properties)):
        if path[0] in ("id", "series", "event", "context_closures"):
            continue
        tried = copy.deepcopy(found)
        put(tried, path, f"{label(path)} {text}")
        try:
            record.model_validate(tried)
        except ValidationError:
            continue
        found = tried
        written[label(path)] = f"{label(path)} {text}".strip()
    return found, written


def hostile_atlas(source: Path, target: Path) -> list[dict[str, dict[str, str]]]:
    """Write an atlas in which each hostile string has its own exercise, patrol, closure and place.

    Returns
    -------
    list of dict
        For each string the texts written, by path, by kind.
    """
    written: list[dict[str, dict[str, str]]] = [{} for _ in STRINGS]
    for folder, name in (("exercises", "2025"), ("patrols", "2025"), ("closures", "2026"),
                         ("places", "places")):  # fmt: skip
        collection = json.loads((source / folder / f"{name}.geojson").read_text(encoding="utf-8"))
        model = collection["features"][0]
        collection["features"] = []
        for number, text in enumerate(STRINGS):
            feature = copy.deepcopy(model)
            properties, written[number][folder] = poisoned(folder, feature["properties"], text)
            properties["id"] = feature["id"] = f"{folder}-{number:02d}"
            if "context_closures" in properties:
                properties["context_closures"] = [f"closures-{number:02d}"]
            if folder == "closures":
                properties |= {"year": 2025, "start": "2025-08-03", "end": "2025-08-05"}
                properties["event"] = f"exercises-{number:02d}"
            feature["properties"] = properties
            collection["features"].append(feature)
        home = target / folder
        home.mkdir(parents=True)
        year = name if folder == "places" else "2025"
        path = home / f"{year}.geojson"
        path.write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8")
    return written
