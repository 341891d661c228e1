"""Where in a JSON text a fault lies: its line, and the feature that holds it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|[{}\[\]:,]|[^\s"{}\[\]:,]++', re.DOTALL)
_LENIENT = json.JSONDecoder(parse_int=str, parse_float=str)


@dataclass
class _Open:
    """An object or array that is being read."""

    name: str
    start: int
    is_object: bool
    keys: set[str] = field(default_factory=set)
    count: int = 0


def locate(text: str, *, word: str = "", key: str | None = None) -> str:
    """Say where a word stands in a JSON text, or where a key stands for the second time.

    Parameters
    ----------
    text : str
        The text; what stands before the fault is sound.
    word : str
        A number or constant as it is written.
    key : str, optional
        A key that an object has twice.

    Returns
    -------
    str
        As ``line 3, feature 'joint-sea-2025'``; empty where it is not found.

    Examples
    --------
    >>> locate("[1, NaN]", word="NaN")
    'line 1'
    """
    stack: list[_Open] = []
    last = ""
    for found in _TOKEN.finditer(text):
        piece = found[0]
        if piece in ("{", "["):
            if stack:
                stack[-1].count += 1
            stack.append(_Open(last, found.start(), piece == "{"))
            last = ""
        elif piece in ("}", "]"):
            if stack:
                stack.pop()
        elif piece == ":":
            if stack and stack[-1].is_object and key is not None:
                if _name(last) == key and key in stack[-1].keys:
                    return _place(text, found.start(), stack)
                stack[-1].keys.add(_name(last))
        elif piece == ",":
            last = ""
        elif key is None and piece == word:
            return _place(text, found.start(), stack)
        else:
            last = piece
    return ""


def _place(text: str, at: int, stack: list[_Open]) -> str:
    line = f"line {text.count(chr(10), 0, at) + 1}"
    inside = len(stack) >= 3 and stack[1].name == '"features"' and stack[2].is_object
    return f"{line}, {_feature(text, stack[2].start, stack[1].count)}" if inside else line


def _feature(text: str, start: int, number: int) -> str:
    """A feature by its id where the rest of it can be read, else by its number."""
    try:
        member = _LENIENT.raw_decode(text, start)[0]
    except (ValueError, RecursionError):
        return f"feature no. {number}"
    properties = member.get("properties")
    name = member.get("id") or (properties.get("id") if isinstance(properties, dict) else None)
    return f"feature {name!r:.80}" if name else f"feature no. {number}"


def _name(piece: str) -> str:
    if "\\" not in piece:
        return piece[1:-1]
    try:
        return str(json.loads(piece))
    except ValueError:
        return piece
