"""What is wrong with a record's values, in the atlas's own words."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from mapper.errors import Problem
from mapper.vocabulary import Activity

_ACTIVITIES = tuple(Activity)

_ODD_TEXTS = {
    "[A-Z]{3}": "three capital letters, as JPN",
    "[a-z]{2,3}(-": "a language, as en or zh-Hant",
    "[a-z0-9]+(-": "small letters, digits and hyphens, as joint-sea-2025",
}
"""Beginnings of patterns, and what a text of that pattern is."""

_WORDS: dict[str, str] = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "finite_number": "a number that ends",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "tuple_type": "an array",
    "list_type": "an array",
    "dict_type": "an object",
    "model_type": "an object",
    "model_attributes_type": "an object",
    "string_too_short": "some text",
}
"""What was expected, by the name that the validator has for what it found."""

_LIMITS: dict[str, tuple[str, str]] = {
    "greater_than": ("more than", "gt"),
    "greater_than_equal": ("at least", "ge"),
    "less_than": ("less than", "lt"),
    "less_than_equal": ("at most", "le"),
}


def explained(error: ValidationError, where: str) -> Iterator[Problem]:
    """Give each finding of a validation as where, what was expected, what was got, the remedy.

    Parameters
    ----------
    error : ValidationError
        What pydantic found.
    where : str
        File and feature, for the messages.
    """
    for found in error.errors(include_url=False):
        # A key of an object that is wrong itself is called so, in brackets, by pydantic.
        path = ".".join(str(part) for part in found["loc"] if part != "[key]") or "properties"
        if found["type"] == "missing":
            yield Problem(where, f"{path}: missing", "add it")
            continue
        what, remedy = _words(found)
        whole = found["type"] == "value_error" and isinstance(found["input"], Mapping)
        got = "" if whole or " got " in what else f", got {_brief(found['input'])}"
        yield Problem(where, f"{path}: {what}{got}", remedy)


def _words(found: Mapping[str, Any]) -> tuple[str, str]:
    """What was expected, and the remedy."""
    kind, more, given = found["type"], found.get("ctx", {}), found["input"]
    if kind == "value_error":
        message = found["msg"].removeprefix("Value error, ")
        what, _, remedy = message.partition("; ")
        return what[:1].lower() + what[1:], remedy or "correct it"
    if kind in ("literal_error", "enum"):
        return _one_of(str(more["expected"]), given)
    if kind == "string_pattern_mismatch":
        pattern = str(more["pattern"]).lstrip("^")
        words = (what for start, what in _ODD_TEXTS.items() if pattern.startswith(start))
        return f"expected {next(words, 'another text')}", "correct it"
    if kind == "too_short":
        return f"empty; expected at least {more['min_length']}, got 0", "add one"
    if kind == "string_too_long":
        return f"expected at most {more['max_length']} characters, got {len(given)}", "shorten it"
    if kind in _LIMITS:
        words_, key = _LIMITS[kind]
        return f"expected {words_} {more[key]:g}", "correct it"
    if kind in _WORDS:
        quoted = isinstance(given, str) and "number" in _WORDS[kind]
        return f"expected {_WORDS[kind]}", "write it without quotes" if quoted else "correct it"
    return f"expected another value ({found['msg'].lower()})", "correct it"


def _one_of(expected: str, given: Any) -> tuple[str, str]:
    words = [word.strip("' ") for word in expected.replace(" or ", ",").split(",")]
    if set(words) == set(_ACTIVITIES):
        near = difflib.get_close_matches(str(given)[:80], words, n=3, cutoff=0.0)
        what = f"expected an activity of the list, got {_brief(given)}"
        return what, f"did you mean {_listed(near)}? schema/exercises.schema.json lists all"
    near = difflib.get_close_matches(str(given)[:80], words, n=1)
    remedy = f"did you mean {near[0]!r}" if near else "choose one of them"
    return f"expected {_listed(words)}", remedy


def _listed(words: Sequence[str]) -> str:
    """Words as a choice: ``'a', 'b' or 'c'``."""
    first = ", ".join(map(repr, words[:-1]))
    return f"{first} or {words[-1]!r}" if first else repr(words[-1])


def _brief(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."
