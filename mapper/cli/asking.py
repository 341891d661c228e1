"""The questions of ``mapper add``: one exercise, as little as an atlas needs."""

from __future__ import annotations

import re
from typing import Any

import click

from mapper.errors import PositionError

_SLUG = re.compile(r"[a-z0-9]+(-{1,2}[a-z0-9]+)*")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)


def asked_exercise() -> dict[str, Any]:
    """Ask for an exercise on the terminal; give it as the table of a fact sheet."""
    name = click.prompt("Name, as Joint Sea 2025", err=True)
    suggestion = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    event = click.prompt("Id", default=suggestion or None, value_proc=_slug, err=True)
    start = click.prompt("Start (YYYY, YYYY-MM or YYYY-MM-DD)", value_proc=_date, err=True)
    end = click.prompt("End, empty for unknown", default="", show_default=False,
                       value_proc=lambda text: _date(text) if text else "", err=True)  # fmt: skip
    series = click.prompt("Series", default=_series(event), value_proc=_slug, err=True)
    place = click.prompt("Place, in the words of the source", err=True)
    lon, lat = click.prompt("Position, as 42-27.0N 132-00.0E or 42.45, 132", value_proc=_position,
                            err=True)  # fmt: skip
    radius = click.prompt(
        "Uncertainty in nautical miles", type=click.FloatRange(0.1, 3000), err=True
    )
    source = {
        "id": "s1",
        "publisher": click.prompt("Source: publisher", err=True),
        "title": click.prompt("Source: title", err=True),
        "url": click.prompt("Source: address", default="", show_default=False, err=True),
    }
    entry = {
        "id": event, "names": {"en": name}, "series": series,
        "series_name": series.replace("-", " ").title(), "start": start,
        "place_reported": place, "basis": "reported-place", "certainty": "described",
        "position": {"label": place, "lon": lon, "lat": lat, "uncertainty_nm": radius,
                     "origin": "entered by hand"},
        "source": [source],
    }  # fmt: skip
    return {"year": int(start[:4]), "exercise": [entry | ({"end": end} if end else {})]}


def _series(event: str) -> str:
    return re.sub(r"-\d+$", "", event)


def _slug(text: str) -> str:
    if not _SLUG.fullmatch(text) or len(text) > 80:
        raise click.BadParameter("expected small letters, digits and hyphens, as joint-sea-2025")
    return text


def _date(text: str) -> str:
    if not _DATE.fullmatch(text):
        raise click.BadParameter("expected YYYY, YYYY-MM or YYYY-MM-DD")
    return text


def _position(text: str) -> tuple[float, float]:
    from mapper.coordinates import parse

    try:
        return parse(text)
    except PositionError as error:
        raise click.BadParameter(str(error)) from None
