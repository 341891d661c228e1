"""Dates as the pages write them: those of ``mapper.dates``, which figures use too."""

from mapper.dates import (
    MONTHS,
    date_text,
    event_span,
    first_day,
    full_span,
    last_day,
    sea_span,
    soft_ends,
    span_text,
)

__all__ = [
    "MONTHS", "date_text", "event_span", "first_day", "full_span", "last_day", "sea_span",
    "soft_ends", "span_text",
]  # fmt: skip
