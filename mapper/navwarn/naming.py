"""Areas that a message gives by name only; no shape is made up for them."""

from __future__ import annotations

import re

from mapper.navwarn.context import Context
from mapper.navwarn.drafts import Draft

_NAME = r"[A-Z]{1,4}\s?-?\s?\d{1,4}[A-Z]?(?:\([A-Z]\))?"
_NAMED = re.compile(
    rf"(?:\b(?:DANGER|RESTRICTED|PROHIBITED|EXERCISE|FIRING|TRAINING|RESERVED|WARNING|MILITARY"
    rf"|PRACTICE|TEMPO|OPERATING|RANGE)"
    rf"\s+(?:AREAS?|ZONES?)|\b(?:AREAS?|AIRSPACE|TRA|TSA|RANGES?)|РАЙОН[А-Я]{{0,2}}|ЗОН[АЕЫ])"
    rf"\s*[:(]?\s*(?:NAMED\s+|DESIGNATED\s+|ACT(?:IVATED|IVE|IVITY)?\s+|NO\.?\s*|NR\.?\s*|НР\s*"
    rf"|№\s*)*"
    rf"(?P<after>{_NAME})(?![A-Z\d]|\s?/\s?\d)"
    rf"|(?<![A-Z\d])(?P<before>[A-Z]{{2}}[A-Z]?[DRP]\s?-?\s?\d{{1,4}}[A-Z]?"
    rf"|[WRDPM]-?\d{{2,4}}[A-Z]?)\s*(?:\([^)]{{0,40}}\)\s*)?"
    rf"(?:(?:IS\s+|WILL\s+BE\s+)?ACT|AREA|DANGER|RESTRICTED)"
    r"|\b(?:IN|WI|WITHIN|OVER)\s+(?P<coded>[A-Z]{2}[DRP]\s?-?\s?\d{1,4}[A-Z]?)(?![A-Z\d])"
    r"|РАЙОН[А-Я]{0,2}\s+(?:НР|№|NR)\s*(?P<number>\d{1,4})"
)

_NEXT = re.compile(rf"\s{{0,3}}(?:,|AND\b|&|/|И\b)\s{{0,3}}(?P<name>{_NAME})(?![A-Z\d])")


def named_areas(plain: str, start: int, end: int) -> list[Draft]:
    """Every area that a stretch of plain text names, once each.

    Examples
    --------
    >>> [draft.form["name"] for draft in named_areas("DANGER AREA ACT UHD418.", 0, 23)]
    ['UHD418']
    """
    found: dict[str, Draft] = {}
    for match in _NAMED.finditer(plain, start, end):
        group = next(name for name in ("after", "before", "coded", "number") if match[name])
        name = " ".join(match[group].split())
        if group == "number":
            name = f"НР {name}"
        at, stop = match.span(group)
        draft = _draft(name, at, stop, (start, at))
        found.setdefault(name, draft)
        _listed(plain, stop, end, (start, at), found)
    return list(found.values())


def _listed(plain: str, at: int, end: int, lead: tuple[int, int], found: dict[str, Draft]) -> None:
    """The further names of a list: ``P-20, P-21 AND S-9``."""
    match = _NEXT.match(plain, at, end)
    while match:
        name = " ".join(match["name"].split())
        found.setdefault(name, _draft(name, *match.span("name"), lead))
        match = _NEXT.match(plain, match.end(), end)


def _draft(name: str, at: int, stop: int, lead: tuple[int, int]) -> Draft:
    draft = Draft({"type": "named_area_only", "name": name}, [], name, at, stop, lead, Context())
    draft.doubts.append(
        ("no-extent", "the area is given by name only; no shape is drawn", at, stop)
    )
    return draft
