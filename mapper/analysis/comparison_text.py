"""Comparisons for reading: a terminal's table and Markdown, from the same lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from types import SimpleNamespace
from typing import Any

from mapper.analysis.compared import Change, Comparison, Count, Edition
from mapper.analysis.comparison_words import SAME_WORDS, count_span, outward
from mapper.analysis.measuring import REACH_NM
from mapper.analysis.recurrence import Recurrence
from mapper.analysis.sentences import span
from mapper.dates import event_span
from mapper.vocabulary import activity_words, state_name

Line = tuple[str, ...]

_HEAD: Line = ("", "first", "second", "change")
_SERIES_HEAD: Line = ("edition", "dates", "days at sea", "ships named", "from {coast}",
                      "shift from the one before", "zones")  # fmt: skip
_MARKS = re.compile(r"([\\`*_{}\[\]<>|#])")


def as_text(
    comparisons: Sequence[Comparison], series: Sequence[dict[str, Any]],
    again: Sequence[Recurrence], two: bool,
) -> str:  # fmt: skip
    """For a terminal: each comparison in full for two, the course of a series for more."""
    blocks = []
    if two:
        for one in comparisons:
            blocks.append("\n".join([one.sentence, *_columns(difference_lines(one)),
                                     *(f"  {note}" for note in one.notes)]))  # fmt: skip
        blocks += list(_told_absent(series))
    else:
        blocks.append("\n".join(_columns(series_lines(series))))
        blocks.append("\n".join(one.sentence for one in comparisons))
    blocks += ["\n".join(again_lines(again))] if again else []
    return "\n\n".join(blocks)


def as_markdown(
    comparisons: Sequence[Comparison], series: Sequence[dict[str, Any]],
    again: Sequence[Recurrence], two: bool,
) -> str:  # fmt: skip
    """The same as Markdown; no text of the data is taken for markup."""
    blocks = []
    if two:
        for one in comparisons:
            blocks += [f"## {_plain(one.first.name)} → {_plain(one.second.name)}",
                       _plain(one.sentence), "\n".join(_markdown(difference_lines(one))),
                       "\n".join(f"- {_plain(note)}" for note in one.notes)]  # fmt: skip
        blocks += [f"- {_plain(line)}" for line in _told_absent(series)]
    else:
        blocks += ["\n".join(_markdown(series_lines(series))),
                   "\n".join(f"- {_plain(one.sentence)}" for one in comparisons)]  # fmt: skip
    if again:
        blocks.append("\n".join(f"- {_plain(line)}" for line in again_lines(again)))
    return "\n\n".join(blocks) + "\n"


def difference_lines(one: Comparison) -> list[Line]:
    """What differs: the label, either side, and the change, each as text.

    Islands, which their states' coasts hold too, are left out; the rows have them.
    """
    first, second = one.first, one.second
    lines = [_HEAD, ("event", first.name, second.name, ""),
             ("dates", _dates(first), _dates(second), ""),
             ("days at sea", _count(first.sea_days), _count(second.sea_days),
              _change(one.sea_days)),
             ("place", _place(first), _place(second), _shift(one))]  # fmt: skip
    lines += _overlap_lines(one)
    for change in (*one.coasts, *one.waters):
        is_island = change.to == "coast" and change.id.islower()
        if not is_island and min(change.first.low_nm, change.second.low_nm) <= REACH_NM:
            lines.append(_distance_line(change))
    lines += [(f"inside the claimed {zone.name}", zone.first, zone.second, "")
              for zone in one.zones]  # fmt: skip
    lines.append(("ships named", _ships(first), _ships(second), ""))
    if one.ships_again:
        lines.append(("ships named in both", "", "", ", ".join(one.ships_again)))
    for label, words in (("activities added", one.activities_added),
                         ("activities dropped", one.activities_dropped)):  # fmt: skip
        if words:
            lines.append((label, "", "", ", ".join(map(activity_words, words))))
    for label, words in (("joined", one.joined), ("left", one.left)):
        if words:
            lines.append((label, "", "", ", ".join(map(state_name, words))))
    return lines


def series_lines(series: Sequence[dict[str, Any]]) -> list[Line]:
    """The course of a series: a line for each edition and unheld year."""
    coast = next((row["coast"] for row in series if row["coast"]), "the coast")
    lines = [tuple(cell.format(coast=coast) for cell in _SERIES_HEAD)]
    for row in series:
        if row["status"] != "held":
            lines.append((str(row["year"]), row["status"], "", "", "", "", row["note"]))
            continue
        eez = [zone for zone in row["zones"].split("; ") if zone.startswith("EEZ")]
        cells = (_row_dates(row), _row_count(row, "sea_days"), row["ships_by_flag"])
        lines.append((row["name"], *cells, _row_span(row), _row_shift(row), "; ".join(eez)))
    return lines


def captioned_tables(
    comparisons: Sequence[Comparison], series: Sequence[dict[str, Any]], two: bool
) -> Iterator[tuple[str, Sequence[Line]]]:
    """Each table with its caption, for a page: the first line of it is its head."""
    if two:
        for one in comparisons:
            yield f"{one.first.name} → {one.second.name}", difference_lines(one)
    yield "Every edition", series_lines(series)


def again_lines(again: Iterable[Recurrence]) -> Iterator[str]:
    """Places that recur, a line each."""
    for one in again:
        years = ", ".join(map(str, one.years))
        sure = "the same outline" if one.kind == "area" else "the reports cannot be told apart"
        yield f"Same place again ({sure}): {one.place}: {years}"


def _told_absent(series: Iterable[dict[str, Any]]) -> Iterator[str]:
    for row in series:
        if row["status"] != "held":
            yield f"{row['name']}: {row['status']}. {row['note']}"


def _overlap_lines(one: Comparison) -> Iterator[Line]:
    found = one.overlap
    if found is None:
        return
    yield ("area", f"{found.first_km2:,.1f} km² ({found.first_nm2:,.1f} nm²)",
           f"{found.second_km2:,.1f} km² ({found.second_nm2:,.1f} nm²)",
           f"{found.change_km2:+,.1f} km²".replace("-", "−"))  # fmt: skip
    yield ("overlap", f"{100 * found.share_of_first:.1f} %", f"{100 * found.share_of_second:.1f} %",
           f"{found.common_km2:,.1f} km² ({found.common_nm2:,.1f} nm²), "
           f"Jaccard {found.jaccard:.3f}")  # fmt: skip
    yield "nearest distance", "", "", span(found.nearest_nm, found.nearest_nm)


def _distance_line(change: Change) -> Line:
    label = f"coast of {change.name}" if change.to == "coast" else f"claimed {change.name}"
    sides = [span(one.low_nm, one.high_nm) for one in (change.first, change.second)]
    if change.trend in ("unsure", "unchanged"):
        return label, *sides, change.trend
    least, most = sorted((abs(change.low_nm), abs(change.high_nm)))
    return label, *sides, f"{span(least, most)} {change.trend}"


def _shift(one: Comparison) -> str:
    if one.shift is None:
        return ""
    shift = one.shift
    unsure = shift.high_nm - shift.low_nm > 1e-9
    far = outward(shift.low_nm, shift.high_nm) if unsure else span(shift.low_nm, shift.low_nm)
    towards = f" {shift.bearing} ({shift.bearing_deg:05.1f}°)" if shift.bearing else ""
    return f"{far}{towards}, {SAME_WORDS[shift.relation]}"


def _dates(edition: Edition) -> str:
    return event_span(edition) or "unknown"


def _place(edition: Edition) -> str:
    unsure = f" ± {edition.uncertainty_nm:g} nm" if edition.kind == "place" else ""
    return f"{edition.place or edition.kind or 'unknown'}{unsure}"


def _ships(edition: Edition) -> str:
    return ", ".join(f"{ships.flag} {ships.named}{'+' if ships.others else ''}"
                     for ships in edition.ships) or "none"  # fmt: skip


def _count(count: Count | None) -> str:
    return count_span(count) if count else "not told"


def _change(count: Count | None) -> str:
    if count is None:
        return ""
    return f"+{count[0]}" if count[0] == count[1] > 0 else count_span(count)


def _row_dates(row: dict[str, Any]) -> str:
    return event_span(SimpleNamespace(**row))


def _row_count(row: dict[str, Any], name: str) -> str:
    low, high = row[f"{name}_low"], row[f"{name}_high"]
    return "not told" if low is None else count_span((low, high))


def _row_span(row: dict[str, Any]) -> str:
    return "" if row["coast_low_nm"] is None else span(row["coast_low_nm"], row["coast_high_nm"])


def _row_shift(row: dict[str, Any]) -> str:
    if row["shift_nm"] is None:
        return ""
    towards = f" {row['bearing']}" if row["bearing"] else ""
    return f"{outward(row['shift_low_nm'], row['shift_high_nm'])}{towards}"


def _columns(lines: Sequence[Line]) -> Iterator[str]:
    last = len(lines[0]) - 1
    widths = [max(len(line[column]) for line in lines) for column in range(last)]
    for line in lines:
        cells = [cell.ljust(width) for cell, width in zip(line, widths, strict=False)]
        yield "  ".join([*cells, line[last]]).rstrip()


def _markdown(lines: Sequence[Line]) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield f"| {' | '.join(map(_plain, line))} |"
        if number == 0:
            yield "|" + " --- |" * len(line)


def _plain(text: str) -> str:
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
