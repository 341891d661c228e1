"""Dates as the pages write them: those of ``mapper.dates``, which figures use too."""

from mapper.dates import MONTHS, date_text, event_span, first_day, last_day, span_text

__all__ = ["MONTHS", "date_text", "event_span", "first_day", "last_day", "span_text"]
