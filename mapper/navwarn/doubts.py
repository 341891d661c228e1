"""What a careful reader would query: each doubt with its code, its place and a sentence."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

import shapely

from mapper import geodesy
from mapper.navwarn import ground, timing
from mapper.navwarn.drafts import Draft
from mapper.navwarn.identity import issue_stamp
from mapper.navwarn.positions import Position
from mapper.navwarn.records import Code, Doubt, NavWarning, Window
from mapper.navwarn.repeats import two_shapes
from mapper.navwarn.text import MAX_LENGTH
from mapper.navwarn.timewords import time_words

if TYPE_CHECKING:
    from mapper.navwarn.reading import Message
    from mapper.navwarn.timing import Timed

_OLD_DATUM = re.compile(
    r"TOKYO\s+DATUM|日本測地系|旧測地系|TD\s*\(TOKYO\)|PULKOVO|ПУЛКОВО|СК-?42|S-?42\b|BE[I]?JING\s*(?:19)?54|"
    r"北京(?:19)?54|1954年?北京坐标系|西安(?:19)?80|\bED-?\s?50\b|EUROPEAN\s+DATUM|INDIAN\s+(?:19)?(?:75|54|60)|"
    r"HN-?72|HÀ\s*NỘI\s*-?72|\bNAD-?\s?27\b|TIMBALAI|KERTAU|LUZON\s+DATUM|한국측지계|동경측지계"
)
_AREA_WORDS = re.compile(
    r"\bAREAS?\b|\bZONES?\b|РАЙОН|海域|区域|區域|KHU\s+VỰC|해역|EXERCISE|FIRING|СТРЕЛЬБ|射[击擊撃]"
)
_Q_SLACK_NM = 3.0
"""Item Q rounds its centre to the minute and its radius up to the mile."""
_FAR_NM = 30.0
_FAR_RATIO = 1.5
_STAMP_END = 24
"""The stamp of the issue stands before this place; it is no time of the drill."""
_LATE = dt.timedelta(hours=36)
_POLYGONS = ("polygon", "polygon_with_arc")


def of_shape(message: Message, draft: Draft) -> list[Doubt]:
    """The doubts about one shape."""
    text = message.text
    found = [Doubt(code, said, text.span(start, end)) for code, said, start, end in draft.doubts]
    places = [message.positions[index] for index in draft.members]
    lost = next((place for place in places if place.lost_sign), None)
    if lost:
        found.append(
            _at(
                message,
                lost,
                "lost-degree-sign",
                "the degree sign is lost; degrees are taken from the count of digits",
            )
        )
    bare = next((place for place in places if place.unlettered), None)
    if bare:
        found.append(_at(message, bare, "suspect-vertex", "this longitude has no letter; that of "
                         "the others is taken"))  # fmt: skip
    if draft.form["type"] in _POLYGONS:
        found += _ring(message, draft, places)
    outside = _outside_q_line(message, draft, places)
    told = {doubt.span for doubt in outside}
    found = [doubt for doubt in found if doubt.code != "suspect-vertex" or doubt.span not in told]
    found += outside
    found += _extent(message, draft)
    if places and ground.lies_on_land(draft.form):
        found.append(Doubt("on-land", "most of this area lies on land",
                           text.span(draft.start, draft.end)))  # fmt: skip
    return found


def _at(message: Message, place: Position, code: Code, said: str) -> Doubt:
    return Doubt(code, said, message.text.span(place.start, place.end))


def _ring(message: Message, draft: Draft, places: list[Position]) -> list[Doubt]:
    found = []
    whole = message.text.span(draft.start, draft.end)
    ring = draft.form.get("ring") or draft.form["vertices"]
    corners = ring[:-1] if ring[0] == ring[-1] else ring
    if draft.form["type"] == "polygon" and crosses_itself(corners):
        found.append(Doubt("self-crossing", "the sides of this area cross; the order of the "
                           "corners, or one of them, is wrong", whole))  # fmt: skip
    for index, corner in enumerate(corners):
        if corner in corners[:index] and index < len(places):
            found.append(_at(message, places[index], "repeated-vertex",
                             "this corner is given twice in one ring"))  # fmt: skip
    count = draft.context.count
    if count and count != len(corners) and count >= 3:
        code: Code = "missing-vertex" if len(corners) < count else "suspect-vertex"
        found.append(
            Doubt(code, f"the text speaks of {count} points, {len(corners)} are given", whole)
        )
    if draft.form["type"] == "polygon" and len(places) >= len(corners):
        found += [_at(message, places[index], "suspect-vertex", "this corner lies far off the rest")
                  for index in far_off(corners)]  # fmt: skip
    return found


def crosses_itself(corners: list[Any]) -> bool:
    """Whether the sides of a ring of (lon, lat) cross or overlap.

    Examples
    --------
    >>> crosses_itself([(0, 0), (1, 1), (1, 0), (0, 1)])
    True
    """
    distinct = [c for i, c in enumerate(corners) if i == 0 or c != corners[i - 1]]
    if len({tuple(corner) for corner in distinct}) < 3:
        return True
    ring = geodesy.unwrap(shapely.LineString([*distinct, distinct[0]]))
    return not shapely.LineString(shapely.get_coordinates(ring)).is_simple


def far_off(corners: list[Any]) -> list[int]:
    """The places of single corners far off the rest.

    A corner counts when its nearest neighbour is farther than one and a half times the greatest
    distance between the others, and over 30 nm: a mistyped degree, not a long thin area.

    Parameters
    ----------
    corners : list of (lon, lat)
        Degrees; up to 60 are looked at.
    """
    if not 4 <= len(corners) <= 60:
        return []
    far = [[geodesy.distance_nm(a, b) for b in corners] for a in corners]
    found = []
    for index in range(len(corners)):
        rest = [i for i in range(len(corners)) if i != index]
        across = max(far[i][j] for i in rest for j in rest)
        nearest = min(far[index][i] for i in rest)
        if nearest > max(_FAR_NM, _FAR_RATIO * across):
            found.append(index)
    return found


def _outside_q_line(message: Message, draft: Draft, places: list[Position]) -> list[Doubt]:
    q_line = message.notam.q_line if message.notam else None
    if q_line is None or not q_line.bounds or q_line.center is None or q_line.radius_nm is None:
        return []
    found = []
    for place in places:
        distance = geodesy.distance_nm(q_line.center, place.lonlat)
        if distance > q_line.radius_nm * 1.02 + _Q_SLACK_NM:
            found.append(_at(message, place, "suspect-vertex",
                             f"{distance:.0f} nm from the centre of item Q, whose radius is "
                             f"{q_line.radius_nm:.0f} nm"))  # fmt: skip
    # A careless item Q leaves every corner out: it is not the corners that are doubtful then.
    if len(found) == len(places) > 1:
        return [Doubt("suspect-vertex", "the whole area lies outside the circle of item Q",
                      message.text.span(draft.start, draft.end))]  # fmt: skip
    return found


def _extent(message: Message, draft: Draft) -> list[Doubt]:
    if draft.form["type"] != "point" or any(code == "no-extent" for code, *_ in draft.doubts):
        return []
    context = draft.context
    named = context.mode != "point" and (context.zone or message.drill)
    if not (context.center or named):
        return []
    return [Doubt("no-extent", "a position without an extent: no area is drawn",
                  message.text.span(draft.start, draft.end))]  # fmt: skip


def of_times(
    message: Message, timed: Timed, windows: list[Window], expires: dt.datetime | None
) -> list[Doubt]:
    """The doubts about the times of a message."""
    text = message.text
    found = [Doubt("time-unread", f"times not read: {what}", text.span(*span))
             for what, span in timed.unread]  # fmt: skip
    found += [Doubt("year-assumed", "neither the text nor the call says of which year this is; no "
                    "window is given: state when it was issued", text.span(*span))
              for span in timed.no_year]  # fmt: skip
    found += [
        Doubt(
            "year-assumed",
            "an end but no start is stated; windows are given from the beginning of that year",
            text.span(*span),
        )
        for span in timed.no_start
    ]
    found += [Doubt("time-unread", "the notice names no clock; Beijing time (UTC+8) is taken",
                    text.span(*span)) for span in timed.assumed]  # fmt: skip
    found = list(dict.fromkeys(found))
    extended = any(draft.form["type"] not in ("point", "line") for draft in message.drafts)
    spoken = message.drill or (extended and message.cancel is not None)
    if not windows and not found and spoken and not message.notam:
        found += _unread_words(message)
    ends = [window.end for window in windows if window.end]
    if expires and ends and message.cancel:
        span = text.span(message.cancel.start, message.cancel.end)
        last = max(ends)
        # A last day without hours may be cancelled in its course; so may one that ends by the sun.
        loose = any(window.approximate or _whole_days(window) for window in windows)
        slack = dt.timedelta(days=1 if loose else 0)
        if expires + slack < last:
            found.append(Doubt("cancel-disagrees", f"cancelled before the last window ends "
                               f"({last:%d %b %H%M} UTC)", span))  # fmt: skip
        elif expires > last + _LATE:
            found.append(Doubt("cancel-disagrees", f"cancelled long after the last window ends "
                               f"({last:%d %b %H%M} UTC)", span))  # fmt: skip
    return found


def _whole_days(window: Window) -> bool:
    start, end = window.start, window.end
    if start is None:
        return end is not None and end.time() == dt.time()
    return end is not None and start.time() == end.time()


def _unread_words(message: Message) -> list[Doubt]:
    """Hours or days that stand in the text although no window came of them."""
    end = message.cancel.start if message.cancel else len(message.text.plain)
    words = time_words(message.masked, message.lang, 0, end)
    issued = issue_stamp(message.text.plain)
    head = max(_STAMP_END, issued[1][1] if issued else 0)
    told = timing.reports(message.masked)
    hours = [
        word
        for word in words
        if word.kind in ("dtg", "clock")
        and word.start > head
        and not any(start <= word.start < end for start, end in told[:40])
    ]
    if not hours:
        return []
    span = message.text.span(hours[0].start, hours[-1].end)
    return [Doubt("time-unread", "these times are not read", span)]


def of_message(message: Message, warning: NavWarning) -> list[Doubt]:
    """The doubts about a message as a whole, and every position that is in no shape."""
    text, plain = message.text, message.text.plain
    found = []
    for refusal in message.refusals:
        spots = [message.positions[index] for index in refusal.members]
        span = text.span(min(p.start for p in spots), max(p.end for p in spots))
        found.append(Doubt(refusal.code, refusal.message, span))
    found += _left_over(message)
    airspace = message.notam and message.notam.q_line and message.notam.q_line.code[1] in "RW"
    spoken = airspace or warning.identity.hazard != "other"
    if not warning.shapes and not message.refusals and spoken:
        place = _AREA_WORDS.search(plain)
        span = text.span(*place.span()) if place else text.span(0, min(len(plain), 60))
        found.append(Doubt("no-extent", "no position is given; no area is drawn", span))
    q_line = message.notam.q_line if message.notam else None
    if q_line and q_line.filler:
        found.append(Doubt("filler-q-line", "0000N00000E in item Q is a filler, not a place",
                           text.span(q_line.start, q_line.end)))  # fmt: skip
    datum = _OLD_DATUM.search(plain)
    if datum:
        found.append(
            Doubt(
                "old-datum",
                "positions are of an old datum, up to half a mile off "
                "WGS 84; they are drawn as given",
                text.span(*datum.span()),
            )
        )
    if len(warning.text) >= MAX_LENGTH or len(plain) > MAX_LENGTH:
        found.append(Doubt("missing-vertex", f"only the first {MAX_LENGTH:,} characters are read",
                           (MAX_LENGTH - 1, MAX_LENGTH)))  # fmt: skip
    return found + two_shapes([warning])


def _left_over(message: Message) -> list[Doubt]:
    used = {index for draft in message.drafts for index in draft.members}
    used |= {index for refusal in message.refusals for index in refusal.members}
    q_line = message.notam.q_line if message.notam else None
    told = [(start, end) for draft in message.drafts for *_, start, end in draft.doubts]
    found = []
    for index, place in enumerate(message.positions):
        inside = q_line is not None and q_line.start <= place.start and place.end <= q_line.end
        known = any(start <= place.start and place.end <= end for start, end in told)
        if index not in used and not inside and not known:
            found.append(_at(message, place, "missing-vertex", "this position is in no shape"))
    return found
