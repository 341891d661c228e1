"""The reader: one message in, a ``NavWarning`` out. It never raises on text."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from mapper.navwarn import doubts as weighing
from mapper.navwarn import naming, schedule, timing
from mapper.navwarn.calendar import Anchors, filled, resolve
from mapper.navwarn.cancelling import Cancel, find_cancel
from mapper.navwarn.drafts import Draft, Refusal
from mapper.navwarn.grouping import group_positions
from mapper.navwarn.identity import find_identity, is_drill
from mapper.navwarn.labels import in_sequence
from mapper.navwarn.lexicon import ZONE_HOURS, detect_language, lexicon
from mapper.navwarn.moments import Moment, moments
from mapper.navwarn.notam import Notam, altitude, read_notam, unscheduled
from mapper.navwarn.positions import Position, find_positions
from mapper.navwarn.records import Identity, NavWarning, Shape, Vertex, Window
from mapper.navwarn.shapes import make_shapes
from mapper.navwarn.text import Text, plain_text
from mapper.navwarn.timewords import time_words
from mapper.navwarn.tokens import Token, masked, scan, unremarked

MAX_POSITIONS = 5000
"""The most positions of one message that are read."""

_FIRST_NUMBERS = 30
"""Up to this number a warning over the turn of the year was numbered in January."""

_HEADER = re.compile(r"(?:\ufeff?#[^\n]*(?:\n|$))+")
_HEADING = re.compile(r"^#\s*(name|lang)\s*:\s*(.+)$", re.MULTILINE)


@dataclass
class Message:
    """What the steps of reading hand on to each other; offsets are those of the plain text."""

    text: Text
    lang: str
    positions: list[Position]
    masked: str
    tokens: list[Token]
    notam: Notam | None
    cancel: Cancel | None
    drafts: list[Draft]
    refusals: list[Refusal]
    drill: bool


def read(
    text: str, lang: str | None = None, issued: dt.datetime | dt.date | None = None
) -> NavWarning:
    """Read one navigational warning, notice or NOTAM.

    Parameters
    ----------
    text : str
        The message; lines that begin with ``#`` at its head are remarks, of which ``# name:`` and
        ``# lang:`` are heeded. Only the first 40,000 characters are read.
    lang : str, optional
        ISO 639-1: en, fr, es, pt, ru, zh, ja, vi, ko. By default script and small words tell.
    issued : date or datetime, optional
        When it was issued, for the year where the text has none; naive is UTC.

    Returns
    -------
    NavWarning
        Positions are (lon, lat) in degrees, distances nautical miles, times UTC. What could not
        be read is among the doubts; nothing is raised on any text.

    Examples
    --------
    >>> warning = read("IN AREA BOUND BY 42-40.0N 131-41.0E, 42-40.0N 131-57.0E, 42-15N 131-41E.")
    >>> warning.shapes[0].form["type"], len(warning.shapes[0].vertices)
    ('polygon', 3)
    """
    header = _HEADER.match(text)
    remarks = dict(_HEADING.findall(header[0])) if header else {}
    body = " " * len(header[0]) + text[len(header[0]) :] if header else text
    message = _parsed(plain_text(body), lang or remarks.get("lang"))
    stamp = _as_time(issued)
    identity = find_identity(
        message.text.plain, message.lang, remarks.get("name", "").upper(), stamp
    )
    warning = _timed(message, identity)
    found = weighing.of_message(message, warning)
    return replace(warning, text=text, doubts=(*warning.doubts, *found))


def _as_time(issued: dt.datetime | dt.date | None) -> dt.datetime | None:
    if issued is None:
        return None
    if not isinstance(issued, dt.datetime):
        return dt.datetime(issued.year, issued.month, issued.day, tzinfo=dt.UTC)
    return issued if issued.tzinfo else issued.replace(tzinfo=dt.UTC)


def _parsed(text: Text, lang: str | None) -> Message:
    plain = text.plain
    lang = (lang or detect_language(plain)).lower()[:2]
    notam = read_notam(plain)
    start, end = notam.items.get("E", (0, len(plain))) if notam else (0, len(plain))
    positions = find_positions(unscheduled(plain, notam))[:MAX_POSITIONS]
    hidden = masked(plain, positions)
    words = lexicon(lang)
    tokens = unremarked(in_sequence(scan(hidden, words, start, end)), hidden)
    cancel = None if notam else find_cancel(plain)
    airspace = notam is not None and notam.q_line is not None and notam.q_line.code[1] in "RW"
    drill = airspace or is_drill(plain)
    groups, _ = group_positions(tokens, positions, words.joiners)
    drafts, refusals = make_shapes(groups, positions, drill, plain, notam is not None)
    if not drafts and not refusals:
        drafts = naming.named_areas(plain, start, end)
    return Message(text, lang, positions, hidden, tokens, notam, cancel, drafts, refusals, drill)


def _timed(message: Message, identity: Identity) -> NavWarning:
    text, plain = message.text, message.text.plain
    anchors = Anchors(None, identity.issued, identity.year)
    expires = _expiry(message, anchors, identity.number)
    anchors = replace(anchors, expires=expires)
    body = message.notam.items.get("E", (0, len(plain))) if message.notam else (0, len(plain))
    hidden = [(message.cancel.start, message.cancel.end)] if message.cancel else []
    timed_text = timing.time_text(message.masked, message.tokens, hidden)
    anchors = timing.with_year(anchors, message.masked, message.lang, body)
    timer = timing.Timing(timed_text, message.lang, message.tokens, anchors, body)
    leads = _own_hours(message, timer) if message.notam else {}
    shapes, found = [], timing.Timed()
    for number, draft in enumerate(message.drafts):
        place = message.positions[draft.members[0]].lonlat if draft.members else None
        if message.notam:
            timed = schedule.of_notam(plain, message.notam, timed_text, leads.get(number), place)
        elif draft.members and place:
            timed = timer.of_shape(message.drafts, number, place)
        else:
            timed = timer.of_message(place)
        shapes.append(_shape(message, draft, timed.windows))
        found.unread += timed.unread
        found.no_year += timed.no_year
        found.no_start += timed.no_start
        found.assumed += timed.assumed
    shapes = _once_each(shapes)
    windows = list(dict.fromkeys(window for shape in shapes for window in shape.times))
    if not shapes:
        whole = (schedule.of_notam(plain, message.notam, timed_text, None, None) if message.notam
                 else timer.of_message(None))  # fmt: skip
        windows = [_raw(text, window) for window in whole.windows]
        found = whole
    notes = weighing.of_times(message, found, windows, expires)
    limits = altitude(plain, message.notam) if message.notam else None
    return NavWarning(text.raw, message.lang, identity, tuple(shapes), tuple(windows), expires,
                      limits,
                      tuple(notes))  # fmt: skip


def _once_each(shapes: list[Shape]) -> list[Shape]:
    """A report that quotes its warning twice gives its shapes twice, with the same times."""
    kept: list[Shape] = []
    for shape in shapes:
        same = [s for s in kept if s.form == shape.form]
        ends = [(w.start, w.end) for w in shape.times]
        if not any([(w.start, w.end) for w in other.times] == ends for other in same):
            kept.append(shape)
    return kept


def _own_hours(message: Message, timer: timing.Timing) -> dict[int, tuple[int, int]]:
    """In a NOTAM of several areas: the words with the hours of each, when each has some."""
    leads = {number: draft.lead for number, draft in enumerate(message.drafts)}
    if len(set(leads.values())) < 2:
        return {}
    body = message.notam.items.get("E", (0, 0)) if message.notam else (0, 0)
    own = {n: (max(lead[0], body[0]), lead[1]) for n, lead in leads.items()}
    has = all(any(b.clocks for b in timer.blocks(lead)) for lead in own.values())
    return own if has else {}


def _shape(message: Message, draft: Draft, windows: list[Window]) -> Shape:
    text = message.text
    places = [message.positions[index] for index in draft.members]
    vertices = tuple(Vertex(place.lonlat, text.span(place.start, place.end)) for place in places)
    shape = Shape(draft.form, vertices, draft.label, text.span(draft.start, draft.end),
                  tuple(_raw(text, window) for window in windows))  # fmt: skip
    return shape.with_doubts(weighing.of_shape(message, draft))


def _raw(text: Text, window: Window) -> Window:
    start, end = text.span(*window.span)
    rule = " ".join(text.raw[start:end].split())[:160] if window.span[1] else window.rule
    return replace(window, span=(start, end), rule=window.rule if "from B" in window.rule else rule)


def _expiry(message: Message, anchors: Anchors, number: int | None) -> dt.datetime | None:
    """The time of the cancel line, in UTC; a bare day ends a warning at its beginning."""
    moment = message.cancel.moment if message.cancel else None
    if moment is None:
        return None
    if moment.month is None or moment.year is None:
        moment = _completed(message, moment, anchors, number)
    day = resolve(moment, anchors)
    if day is None:
        return None
    clock = moment.clock if isinstance(moment.clock, int) else 0
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC) + dt.timedelta(minutes=clock)


def _completed(message: Message, moment: Moment, anchors: Anchors, number: int | None) -> Moment:
    """The cancel line's month or year from the last day that the text states."""
    words = time_words(
        message.masked, message.lang, 0, message.cancel.start if message.cancel else 0
    )
    stated = [item for item in filled(moments(words))
              if isinstance(item, Moment) and item.dated and item.month]  # fmt: skip
    if not stated:
        return moment
    last = stated[-1]
    month = moment.month or last.month
    year = moment.year or last.year or anchors.year_of(month or 1, moment.day or 1)
    turned = any((item.month or 0) - (month or 0) > 5 for item in stated)
    if year and turned and not (moment.year or last.year or anchors.issued):
        # A number of late in the year is that of the December, one of the first is of January.
        year += (number or 0) > _FIRST_NUMBERS
    return replace(moment, month=month, year=year)


__all__ = ["MAX_POSITIONS", "ZONE_HOURS", "Message", "read"]
