"""Events and sources in the words that pages and files share."""

from __future__ import annotations

import re

from mapper.model import Event, Exercise, Patrol, Source

CRAFT = {
    "surface": "Naval patrol",
    "submarine": "Submarine patrol",
    "coast-guard": "Coast guard patrol",
    "air": "Air patrol",
}

_LINK = re.compile(r"https?://[^\s/?#]+", re.ASCII | re.IGNORECASE)


def year_title(year: int) -> str:
    """What the map of a year is called, wherever it goes."""
    return f"Maritime exercises and patrols in {year}"


def kind_name(record: Event) -> str:
    """The sort of event, as ``Allied exercise`` or ``Air patrol``."""
    if isinstance(record, Patrol):
        return CRAFT[record.craft]
    counterpart = isinstance(record, Exercise) and record.role == "counterpart"
    return "Allied exercise" if counterpart else "Exercise"


def source_link(source: Source) -> str:
    """The address to link to, or empty where it is printed only: ``link`` false, or not http(s)."""
    return source.url if source.link and _LINK.match(source.url) else ""
