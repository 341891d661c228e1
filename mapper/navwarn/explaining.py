"""A message with each vertex numbered and every doubt, for the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from mapper.coordinates import format_ddm
from mapper.navwarn.records import NavWarning, Shape, Window


def explain(text: str, warnings: Iterable[NavWarning]) -> str:
    """The text with ``[shape.vertex]`` before each position, then shapes, times and doubts.

    Parameters
    ----------
    text : str
        What the warnings were read from; their spans are offsets in it.
    warnings : iterable of NavWarning
        As ``read_all`` gives them.
    """
    found = list(warnings)
    marks: list[tuple[int, str]] = []
    lines: list[str] = []
    number = 0
    for warning in found:
        lines.append(
            f"== {warning.identity.name or 'message'} ({warning.lang}, {warning.identity.hazard})"
        )
        for shape in warning.shapes:
            number += 1
            marks += [(vertex.span[0], f"[{number}.{place}]")
                      for place, vertex in enumerate(shape.vertices, 1)]  # fmt: skip
            lines += _shape_lines(number, shape)
        if warning.expires:
            lines.append(f"cancelled {warning.expires:%Y-%m-%d %H:%M} UTC")
        lines += [f"doubt {doubt.code}: {doubt.message} ({_place(text, doubt.span)})"
                  for doubt in warning.all_doubts]  # fmt: skip
    return f"{_marked(text, marks)}\n\n" + "\n".join(lines)


def _marked(text: str, marks: list[tuple[int, str]]) -> str:
    out = []
    at = 0
    for place, mark in sorted(marks):
        out += [text[at:place], mark]
        at = place
    return "".join([*out, text[at:]]).rstrip()


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
    return (
        lines
        + [f"   {_window(window)}" for window in shape.times[:8]]
        + ([f"   … {len(shape.times) - 8} more windows"] if len(shape.times) > 8 else [])
    )


def _window(window: Window) -> str:
    ends = [f"{end:%Y-%m-%d %H:%M}" if end else "open" for end in (window.start, window.end)]
    notes = ["reserve"] * window.reserve + ["approximate"] * window.approximate
    return f"{ends[0]} to {ends[1]} UTC" + (f" ({', '.join(notes)})" if notes else "")


def _place(text: str, span: tuple[int, int]) -> str:
    line = text.count("\n", 0, span[0]) + 1
    return f"line {line}: {' '.join(text[slice(*span)].split())[:60]!r}"
