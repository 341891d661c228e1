"""What records are made of: checked texts, numbers and dates, sources and positions."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from mapper.vocabulary import ISO_STATES

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-{1,2}[a-z0-9]+)*$", max_length=80)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Year = Annotated[int, Field(ge=1900, le=2100)]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Miles = Annotated[float, Field(gt=0, le=3000, allow_inf_nan=False)]

_PARTIAL_DATE = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$", re.ASCII)
_WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)


def _partial_date(text: str) -> str:
    found = _PARTIAL_DATE.match(text)
    if not found:
        raise ValueError(f"expected a date YYYY, YYYY-MM or YYYY-MM-DD, got {text!r}")
    year, month, day = (int(part) if part else 1 for part in found.groups())
    try:
        dt.date(year, month, day)
    except ValueError as error:
        raise ValueError(f"{text!r} is not in the calendar: {error}") from None
    return text


def _state(code: str) -> str:
    if code not in ISO_STATES:
        raise ValueError(f"expected a code of ISO 3166-1 as JPN, got {code!r}")
    return code


def _web_address(text: str) -> str:
    if text and not _WEB.match(text):
        raise ValueError(f"expected an address with http:// or https://, got {text[:80]!r}")
    return text


StateCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$"), AfterValidator(_state)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
PartialDate = Annotated[str, AfterValidator(_partial_date)]

Verification = Literal["verified", "single-source", "background", "not-found", "not-published"]


class Frozen(BaseModel):
    """What every record has: it never changes, and members it does not know are left out."""

    # Half of the kinds are not met by most commands: each is prepared when its first one is.
    model_config = ConfigDict(
        frozen=True, extra="ignore", str_strip_whitespace=True, defer_build=True
    )


class Source(Frozen):
    """Where a fact was read; ``link`` false means that the address is printed, never linked."""

    id: Text
    publisher: Text
    title: Text
    date: str = ""
    url: WebAddress = ""
    lang: str = ""
    copy_of: str = ""
    supports: str = ""
    note: str = ""
    link: bool = True


class Position(Frozen):
    """A place as one point with the radius within which it is believed to lie."""

    label: Text
    lon: Longitude
    lat: Latitude
    uncertainty_nm: Miles
    status: Verification = "background"
    origin: str = ""
