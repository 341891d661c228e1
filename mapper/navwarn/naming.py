"""Areas that a message gives by name only; no shape is made up for them."""

from __future__ import annotations

import re

from mapper.navwarn.context import Context
from mapper.navwarn.shapes import Draft

_NAME = r"[A-Z]{1,4}\s?-?\s?\d{1,4}[A-Z]?(?:\([A-Z]\))?"
_NAMED = re.compile(
    rf"(?:\b(?:DANGER|RESTRICTED|PROHIBITED|EXERCISE|FIRING|TRAINING|RESERVED|WARNING|MILITARY|PRACTICE|TEMPO|OPERATING|RANGE)"
    rf"\s+(?:AREAS?|ZONES?)|\b(?:AREAS?|AIRSPACE|TRA|TSA|RANGES?)|РАЙОН[А-Я]{{0,2}}|ЗОН[АЕЫ])"
    rf"\s*[:(]?\s*(?:NAMED\s+|DESIGNATED\s+|ACT(?:IVATED|IVE|IVITY)?\s+|NO\.?\s*|NR\.?\s*|НР\s*|№\s*)*"
    rf"(?P<after>{_NAME})(?![A-Z\d])"
    rf"|(?<![A-Z\d])(?P<before>[A-Z]{{2}}[A-Z]?[DRP]\s?-?\s?\d{{1,4}}[A-Z]?|[WRDP]-\d{{1,4}}[A-Z]?)\s*(?:\([^)]{{0,40}}\)\s*)?"
    rf"(?:(?:IS\s+|WILL\s+BE\s+)?ACT|AREA|DANGER|RESTRICTED)"
    r"|РАЙОН[А-Я]{0,2}\s+(?:НР|№|NR)\s*(?P<number>\d{1,4})"
)


def named_areas(plain: str, start: int, end: int) -> list[Draft]:
    """Every area that a stretch of plain text names, once each.

    Examples
    --------
    >>> [draft.form["name"] for draft in named_areas("DANGER AREA ACT UHD418.", 0, 23)]
    ['UHD418']
    """
    found: dict[str, Draft] = {}
    for match in _NAMED.finditer(plain, start, end):
        group = next(name for name in ("after", "before", "number") if match[name])
        name = " ".join(match[group].split())
        if group == "number":
            name = f"НР {name}"
        at, stop = match.span(group)
        form = {"type": "named_area_only", "name": name}
        draft = Draft(form, [], name, at, stop, (start, at), Context())
        draft.doubts.append(
            ("no-extent", "the area is given by name only; no shape is drawn", at, stop)
        )
        found.setdefault(name, draft)
    return list(found.values())
