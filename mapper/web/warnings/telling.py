"""A text of warnings as the page tells it: who, when, where, whose waters, what is doubtful."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from mapper.atlas import Atlas
from mapper.coordinates import format_ddm
from mapper.geojson import geometry_member
from mapper.navwarn import NavWarning, Shape, Vertex, read_each, to_features
from mapper.navwarn.collection import WarningFeature
from mapper.navwarn.repeats import ShapesMet
from mapper.web.kinds import language_name
from mapper.web.warnings.clocks import Clock, Line, State, clock_of, lines, state_of
from mapper.web.warnings.limits import MAX_AREAS, MAX_MESSAGES, Deadline
from mapper.web.warnings.marking import Mark, Piece, pieces
from mapper.web.warnings.measures import Measured, Measurer
from mapper.wording import plural

COLOURS = 5
"""Messages have a colour of their own up to here, then they begin again; the number tells."""

_FORM_WORDS = {
    "polygon": "area", "polygon_with_arc": "area with an arc", "circle": "circle",
    "sector": "sector", "corridor": "corridor", "line": "line", "point": "position",
    "named_area_only": "named area", "open_line_closed_by_coast": "area closed by the coast",
}  # fmt: skip
_HAZARDS = {
    "gunnery": "Gunnery", "missile": "Missiles", "asw": "Anti-submarine exercise",
    "mines": "Mines", "rocket": "Rocket or space debris", "other": "Not stated",
}  # fmt: skip
_NUMBER = re.compile(r"\d+")
_FRACTION = re.compile(r"\d\s?[.,·]\s?\d|[\"″”秒]")


@dataclass(frozen=True)
class Corner:
    """A position as read: its key, its number in its area, and in degrees and minutes."""

    key: str
    number: int
    position: str


@dataclass(frozen=True)
class Area:
    """A shape of a message.

    Attributes
    ----------
    key, label, words : str
        ``1.2``; what the message calls it; what it is.
    corners : tuple of Corner
        In the order of the text.
    drawn : bool
        Whether the map shows it.
    measured : Measured
        Its size, waters and coasts, and where it recurs.
    """

    key: str
    label: str
    words: str
    corners: tuple[Corner, ...]
    drawn: bool
    measured: Measured


@dataclass(frozen=True)
class DoubtLine:
    """A doubt with its place in the text."""

    key: str
    code: str
    message: str
    excerpt: str
    line: int


@dataclass(frozen=True)
class Message:
    """One message as the page tells it; ``colour`` is a number of the style's ``warning-…``."""

    number: int
    colour: int
    name: str
    lang: str
    state: State
    facts: tuple[tuple[str, str], ...]
    clock: Clock
    windows: tuple[Line, ...]
    more_windows: int
    areas: tuple[Area, ...]
    doubts: tuple[DoubtLine, ...]


@dataclass(frozen=True)
class Reading:
    """A text as read.

    Attributes
    ----------
    summary : str
        How many messages, areas and doubts.
    notes : tuple of str
        What could not be read or done.
    pieces : tuple of Piece
        The text, cut where something was read from.
    messages : tuple of Message
        In the order of the text.
    shapes : tuple of (Area, int, WarningFeature)
        What is drawn, with the colour of each.
    warnings : tuple of NavWarning
        What it was made of.
    """

    summary: str
    notes: tuple[str, ...]
    pieces: tuple[Piece, ...]
    messages: tuple[Message, ...]
    shapes: tuple[tuple[Area, int, WarningFeature], ...] = ()
    warnings: tuple[NavWarning, ...] = ()

    def values(self) -> dict[str, Any]:
        """The reading as plain values, its shapes as GeoJSON features."""
        return {"summary": self.summary, "notes": self.notes,
                "pieces": [asdict(piece) for piece in self.pieces],
                "messages": [asdict(message) for message in self.messages],
                "shapes": [_shape_member(*one) for one in self.shapes]}  # fmt: skip


def tell(text: str, atlas: Atlas, view: str, now: dt.datetime | None = None) -> Reading:
    """Read a text and tell what it says.

    Parameters
    ----------
    text : str
        One message or several, of a length that ``limits.checked`` lets pass.
    atlas : Atlas
        What areas are measured and matched against.
    view : str
        Whose claims count.
    now : datetime, optional
        Aware; the present by default.
    """
    teller = _Teller(text, Measurer(atlas, view), now or dt.datetime.now(dt.UTC))
    for warning in read_each(text):
        if not teller.take(warning):
            break
    return teller.reading()


class _Teller:
    """Takes the messages of a text one by one, until a limit is met."""

    def __init__(self, text: str, measurer: Measurer, now: dt.datetime) -> None:
        self._text, self._measurer, self._now = text, measurer, now
        self._deadline = Deadline()
        self._met = ShapesMet()
        self._messages: list[Message] = []
        self._shapes: list[tuple[Area, int, WarningFeature]] = []
        self._warnings: list[NavWarning] = []
        self._marks: list[Mark] = []
        self._notes: list[str] = []
        self._doubts = 0

    def take(self, warning: NavWarning) -> bool:
        """Tell a further message; false when no more is read."""
        full = len(self._messages) >= MAX_MESSAGES or len(self._shapes) >= MAX_AREAS
        # The first message is told whatever it takes: a page that says nothing helps nobody.
        if full or (self._messages and self._deadline.passed):
            why = "more than are shown at once" if full else "longer than a page waits"
            self._notes.append(
                f"Only the first {plural(len(self._messages), 'message')} were read: the text "
                f"holds {why}. `mapper warning read` reads files of any length."
            )
            return False
        room = MAX_AREAS - len(self._shapes)
        if len(warning.shapes) > room:
            self._notes.append(f"Only the first {MAX_AREAS} areas are shown.")
            warning = replace(warning, shapes=warning.shapes[:room])
        number = len(self._messages) + 1
        areas = tuple(self._areas(warning, number))
        identity = warning.identity
        clock = clock_of(warning.lang)
        self._marks += [Mark(window.span, "time", "") for window in warning.times
                        if window.span[1] > window.span[0]]  # fmt: skip
        self._messages.append(Message(
            number, (number - 1) % COLOURS + 1, identity.name or f"Message {number}", warning.lang,
            state_of(warning, self._now), tuple(_facts(warning)), clock,
            lines(warning.times, clock), max(0, len(warning.times) - 200), areas,
            tuple(self._doubt_lines(warning)),
        ))  # fmt: skip
        self._warnings.append(warning)
        return True

    def reading(self) -> Reading:
        """All that was told."""
        areas = sum(len(message.areas) for message in self._messages)
        summary = ", ".join([plural(len(self._messages), "message"), plural(areas, "area"),
                             plural(self._doubts, "doubt")])  # fmt: skip
        notes = [*self._notes, *_unread(self._text, self._messages)]
        return Reading(
            summary, tuple(notes), pieces(self._text, self._marks), tuple(self._messages),
            tuple(self._shapes), tuple(self._warnings),
        )  # fmt: skip

    def _areas(self, warning: NavWarning, number: int) -> Iterator[Area]:
        year = warning.year or self._now.year
        several = len(warning.shapes) > 1
        for place, (shape, feature) in enumerate(
            zip(warning.shapes, to_features(warning), strict=True), 1
        ):
            key = f"{number}.{place}"
            corners = tuple(self._corner(vertex, f"{key}.{n}", n)
                            for n, vertex in enumerate(shape.vertices, 1))  # fmt: skip
            measured = self._measurer.measured(feature.geometry, year, self._deadline)
            label = shape.label if several and shape.label else ""
            area = Area(key, label, _words(shape), corners,
                        feature.geometry is not None, measured)  # fmt: skip
            if feature.geometry is not None:
                self._shapes.append((area, (number - 1) % COLOURS + 1, feature))
            yield area

    def _corner(self, vertex: Vertex, key: str, number: int) -> Corner:
        self._marks.append(Mark(vertex.span, "corner", key))
        return Corner(key, number, _position(vertex, self._text))

    def _doubt_lines(self, warning: NavWarning) -> Iterator[DoubtLine]:
        own = warning.all_doubts
        for doubt in (*own, *(one for one in self._met.doubts(warning) if one not in own)):
            self._doubts += 1
            key = str(self._doubts)
            self._marks.append(Mark(doubt.span, "doubt", key))
            words = " ".join(self._text[slice(*doubt.span)].split())
            excerpt = f"{words[:58]}…" if len(words) > 60 else words
            line = self._text.count("\n", 0, doubt.span[0]) + 1
            yield DoubtLine(key, doubt.code, doubt.message, excerpt, line)


def _shape_member(area: Area, colour: int, feature: WarningFeature) -> dict[str, Any]:
    """A drawn area as the map reads it: with its corners, by the keys of the text."""
    message, times = area.key.split(".")[0], feature.properties["times"]
    starts = sorted(one["start"][:10] for one in times if one["start"])
    ends = sorted(one["end"][:10] for one in times if one["end"])
    corners = [[corner.key, *vertex["position"]] for corner, vertex
               in zip(area.corners, feature.properties["vertices"], strict=True)]  # fmt: skip
    return {
        "type": "Feature",
        "id": area.key,
        "properties": {
            "message": message, "symbol": f"warning-{colour}", "label": area.label,
            "name": feature.properties.get("name", ""), "corners": corners,
            "start": starts[0] if starts else None, "end": ends[-1] if ends else None,
        },
        "geometry": geometry_member(feature.geometry),
    }  # fmt: skip


def _facts(warning: NavWarning) -> Iterator[tuple[str, str]]:
    """What is known of a message, as terms and texts."""
    identity = warning.identity
    number = "" if identity.number is None else f"no. {identity.number}"
    year = f"of {identity.year}" if identity.year else ""
    series = ", ".join(filter(None, (identity.series, " ".join(filter(None, (number, year))))))
    issued = f"{identity.issued:%Y-%m-%d %H:%M} UTC" if identity.issued else ""
    ends = f"{warning.expires:%Y-%m-%d %H:%M} UTC" if warning.expires else ""
    facts = (
        ("Series", series), ("Authority", identity.authority),
        ("Sea", identity.region), ("Hazard", _HAZARDS.get(identity.hazard, identity.hazard)),
        ("Cancels", ", ".join(identity.cancels)), ("Issued", issued), ("Cancelled at", ends),
        ("Altitude", " to ".join(warning.altitude or ())),
        ("Language", language_name(warning.lang)),
    )  # fmt: skip
    yield from ((term, text) for term, text in facts if text)


def _words(shape: Shape) -> str:
    """What a shape is, in the terms of the message."""
    form = shape.form
    said = [_FORM_WORDS.get(form["type"], form["type"].replace("_", " "))]
    if form["type"].startswith("polygon"):
        said.append(plural(len(shape.vertices), "corner"))
    for key, words in (("radius_nm", "radius"), ("half_width_nm", "to each side")):
        if key in form:
            said.append(f"{form[key]:.4g} nm {words}")
    if "bearing_from" in form:
        said.append(f"{form['bearing_from']:g}° to {form['bearing_to']:g}° true")
    if "name" in form:
        said.append(str(form["name"]))
    return ", ".join(said)


def _position(vertex: Vertex, text: str) -> str:
    """A position with tenths of minutes only where its source has them, or seconds."""
    source = text[slice(*vertex.span)]
    digits = 1 if _FRACTION.search(source) or len(_NUMBER.findall(source)) > 4 else 0
    whole = all(abs(angle * 60 - round(angle * 60)) < 1e-6 for angle in vertex.lonlat)
    return format_ddm(*vertex.lonlat, digits=digits if whole else 1)


def _unread(text: str, messages: Sequence[Message]) -> Iterator[str]:
    """What a text that gave nothing lacks."""
    if not text.strip():
        yield "There is no text to read."
    elif not any(message.areas for message in messages):
        if not any(letter.isdecimal() for letter in text):
            yield "The text has no figures, so it gives no position."
        elif any(doubt.code == "missing-vertex" for one in messages for doubt in one.doubts):
            yield "Positions were found, but no area could be read from them; the doubts say why."
        else:
            yield ("No position was read. Positions look like 42-40.0N 131-41.0E, 4240N13141E, "
                   "42°40′N 131°41′E or 北纬42-40 东经131-41.")  # fmt: skip
