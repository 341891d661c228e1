"""Small charts over all years of a series: distance with its range, days, ships; in per cent."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from mapper.analysis import Edition
from mapper.cartography.compared import Row

HEIGHT_PX = 84
_ROOM_PX = 6
_OUTLIER = 3.0
"""How many times the median a bar may reach before it runs out of the chart."""


@dataclass(frozen=True)
class Bar:
    """An edition's range in a chart: its middle across in per cent, ends in px from the top."""

    x: float
    top: float
    bottom: float
    beyond: bool
    style: str
    words: str


@dataclass(frozen=True)
class Column:
    """A year of the charts: where it stands, what it says, and where its link leads."""

    year: int
    x: float
    chosen: bool
    style: str
    words: str
    path: str


@dataclass(frozen=True)
class Chart:
    """One chart: what it shows, its scale, and its bars."""

    title: str
    unit: str
    most: str
    bars: tuple[Bar, ...]


Range = tuple[float, float]


def charts(
    editions: Sequence[Edition], years: Sequence[int], rows: Sequence[Row], coast: str
) -> list[Chart]:
    """The charts of a series; one without any value is left out.

    Parameters
    ----------
    editions : sequence of Edition
        All of the series.
    years : sequence of int
        The columns, in order.
    rows : sequence of Row
        What is compared: these years stand out in their own colours.
    coast : str
        The name of the coast that distances are told from.
    """
    styles = {one.id: row.style.name for row in rows for one in row.editions}
    held = [one for one in editions if one.held]
    made = [
        _chart(f"Distance from the coast of {coast}", "nm", held, _coast, (years, styles)),
        _chart("Days at sea", "days", held, _days, (years, styles)),
        _chart("Ships named", "ships", held, _ships, (years, styles)),
    ]
    return [chart for chart in made if chart.bars]


def columns(
    editions: Sequence[Edition], years: Sequence[int], rows: Sequence[Row],
    path_of: Callable[[int], str],
) -> list[Column]:  # fmt: skip
    """The years under the charts, each with what it says and its link."""
    styles = {one.year: row.style.name for row in rows for one in row.editions}
    found = []
    for number, year in enumerate(years):
        here = [one for one in editions if one.year == year]
        words = "; ".join(_words(one) for one in here) or "no edition"
        found.append(Column(year, 100 * number / len(years), year in styles,
                            styles.get(year, ""), words, path_of(year)))  # fmt: skip
    return found


def _chart(
    title: str, unit: str, editions: Sequence[Edition],
    range_of: Callable[[Edition], Range | None],
    placing: tuple[Sequence[int], Mapping[str, str]],
) -> Chart:  # fmt: skip
    years, styles = placing
    found = [(one, span) for one in editions if (span := range_of(one)) is not None]
    highs = sorted(span[1] for _, span in found)
    if not highs or not highs[-1]:
        return Chart(title, unit, "", ())
    usual = highs[len(highs) // 2] * _OUTLIER
    most = max(high for high in highs if high <= max(usual, highs[0]))
    bars = []
    for one, (low, high) in found:
        here = [other.id for other, _ in found if other.year == one.year]
        share = (here.index(one.id) + 1) / (len(here) + 1)
        beyond = low > most
        top = _ROOM_PX if beyond else _y(min(high, most), most)
        bottom = _ROOM_PX + 12.0 if beyond else _y(low, most)
        across = 100 * (years.index(one.year) + share) / len(years)
        words = f"{one.name}: {_span(low, high)} {unit}"
        bars.append(Bar(round(across, 2), round(top, 1), round(max(bottom, top + 2), 1), beyond,
                        styles.get(one.id, ""), words))  # fmt: skip
    return Chart(title, unit, f"{most:,.0f}", tuple(bars))


def _y(value: float, most: float) -> float:
    return HEIGHT_PX - (HEIGHT_PX - _ROOM_PX) * value / most


def _coast(one: Edition) -> Range | None:
    return (one.coast.low_nm, one.coast.high_nm) if one.coast else None


def _days(one: Edition) -> Range | None:
    return (0, one.sea_days[1]) if one.sea_days else None


def _ships(one: Edition) -> Range | None:
    count = sum(ships.named for ships in one.ships)
    return (0, count) if count else None


def _span(low: float, high: float) -> str:
    return f"{low:,.0f}–{high:,.0f}" if low else f"{high:,.0f}"


def _words(one: Edition) -> str:
    if not one.held:
        return f"{one.name}: {one.status.replace('-', ' ')}"
    parts = [one.name]
    if one.coast:
        parts.append(f"{_span(one.coast.low_nm, one.coast.high_nm)} nm from {one.coast.name}")
    if one.sea_days:
        low, high = one.sea_days
        parts.append(f"{low if low == high else f'{low}–{high}'} days at sea")
    named = sum(ships.named for ships in one.ships)
    return ", ".join([*parts, f"{named} ships named"] if named else parts)
