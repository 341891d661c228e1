"""A message with each vertex numbered and every doubt, for the terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from mapper.coordinates import format_ddm
from mapper.navwarn.records import NavWarning, Shape, Span, Window

_MOST_WINDOWS = 8


Further = Callable[[NavWarning, Shape], Iterable[str]]
"""What else is to be told of a shape, a line each."""


def explain(
    text: str, warnings: Iterable[NavWarning], further: Further = lambda _warning, _shape: ()
) -> Iterator[str]:
    """Each message with ``[shape.vertex]`` before each position and ``{n}`` before each doubt.

    Below it stand its shapes, times and doubts by these numbers.

    Parameters
    ----------
    text : str
        What the warnings were read from; their spans are offsets in it.
    warnings : iterable of NavWarning
        As ``read_each`` gives them; numbers run on through all of them.
    further : callable
        Gives lines that stand below a shape.
    """
    shapes = doubts = 0
    for warning in warnings:
        lines = [
            line for number, shape in enumerate(warning.shapes, shapes + 1)
            for line in (*_shape_lines(number, shape),
                         *(f"   {one}" for one in further(warning, shape)))
        ]  # fmt: skip
        yield _explained(text, warning, lines, (shapes, doubts))
        shapes += len(warning.shapes)
        doubts += len(warning.all_doubts)


def _explained(text: str, warning: NavWarning, told: Sequence[str], before: tuple[int, int]) -> str:
    """One message; told: the lines of its shapes; before: how many shapes and doubts there were."""
    shapes, doubts = before
    identity = warning.identity
    marks: list[tuple[int, str]] = []
    lines = [f"== {identity.name or 'message'} ({warning.lang}, {identity.hazard})"]
    if identity.cancels:
        lines.append(f"cancels {', '.join(identity.cancels)}")
    for number, shape in enumerate(warning.shapes, shapes + 1):
        marks += [(vertex.span[0], f"[{number}.{place}]")
                  for place, vertex in enumerate(shape.vertices, 1)]  # fmt: skip
    lines += told
    if not warning.shapes:
        lines += ["no shape is read", *_windows(warning.times)]
    if warning.expires:
        lines.append(f"cancelled {warning.expires:%Y-%m-%d %H:%M} UTC")
    for number, doubt in enumerate(warning.all_doubts, doubts + 1):
        marks.append((doubt.span[0], f"{{{number}}}"))
        lines.append(f"{{{number}}} {doubt.code}: {doubt.message} ({place_in(text, doubt.span)})")
    end = warning.offset + len(warning.text)
    return f"{_marked(text, warning.offset, end, marks)}\n\n" + "\n".join(lines)


def place_in(text: str, span: Span) -> str:
    """Where a span lies in a text, for people: its line and its first words."""
    line = text.count("\n", 0, span[0]) + 1
    return f"line {line}: {' '.join(text[slice(*span)].split())[:60]!r}"


def _marked(text: str, at: int, end: int, marks: list[tuple[int, str]]) -> str:
    out = []
    for place, mark in sorted(marks):
        out += [text[at:place], mark]
        at = max(at, place)
    return "".join([*out, text[at:end]]).strip()


def _shape_lines(number: int, shape: Shape) -> list[str]:
    form = shape.form
    said = [form["type"].replace("_", " ")]
    for key, unit in (("radius_nm", "nm radius"), ("half_width_nm", "nm each side")):
        if key in form:
            said.append(f"{form[key]:g} {unit}")
    if "bearing_from" in form:
        said.append(f"{form['bearing_from']:g} to {form['bearing_to']:g} degrees true")
    if "name" in form:
        said.append(form["name"])
    label = f" {shape.label}" if shape.label else ""
    lines = [f"{number}{label}: {', '.join(said)}"]
    lines += [f"   {number}.{place}  {format_ddm(*vertex.lonlat, digits=2)}"
              for place, vertex in enumerate(shape.vertices, 1)]  # fmt: skip
    return [*lines, *_windows(shape.times)]


def _windows(times: Sequence[Window]) -> list[str]:
    more = len(times) - _MOST_WINDOWS
    return [f"   {_window(window)}" for window in times[:_MOST_WINDOWS]] + (
        [f"   … {more} more windows"] if more > 0 else []
    )


def _window(window: Window) -> str:
    ends = [f"{end:%Y-%m-%d %H:%M}" if end else "open" for end in (window.start, window.end)]
    notes = ["reserve"] * window.reserve + ["approximate"] * window.approximate
    return f"{ends[0]} to {ends[1]} UTC" + (f" ({', '.join(notes)})" if notes else "")
