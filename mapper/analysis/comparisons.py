"""Comparisons for other programs, for a terminal and for a page: one object, every format."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

import shapely

from mapper import geodesy
from mapper.analysis import comparison_rows as rows
from mapper.analysis import comparison_text as text
from mapper.analysis.choosing import choose
from mapper.analysis.claims import NEUTRAL
from mapper.analysis.compared import Comparison, Edition
from mapper.analysis.comparing import COAST, comparer
from mapper.analysis.filtering import Filter
from mapper.analysis.recurrence import Recurrence, recurrences
from mapper.analysis.shifts import common
from mapper.analysis.subjects import Subject
from mapper.analysis.tables import rounded
from mapper.atlas import Atlas, open_atlas
from mapper.errors import UsageError
from mapper.geojson import Feature, dumps, geometry_member
from mapper.spreadsheet import safe_cell

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

_LINE_NM = 25.0


@dataclass(frozen=True, eq=False)
class Comparisons:
    """What was compared, with ways to hand it on.

    Attributes
    ----------
    comparisons : tuple of Comparison
        Of two years, each two editions of a series; of more, each edition and the one before.
    editions : tuple of Edition
        Every event, by series and start.
    absent : tuple of Edition
        Years of a series without an event, with what the atlas knows of why.
    again : tuple of Recurrence
        Places that recur among the editions in another year.
    two : bool
        Exactly two years or ids were asked for.
    shapes : mapping
        From an edition's id to what is drawn of it: the area, the track, or the position as a
        point; from the ids of two areas, joined by two hyphens, to what both cover. (lon, lat)
        in degrees.
    """

    comparisons: tuple[Comparison, ...]
    editions: tuple[Edition, ...]
    absent: tuple[Edition, ...]
    again: tuple[Recurrence, ...]
    two: bool
    shapes: Mapping[str, Any]

    @property
    def sentence(self) -> str:
        """The sentences of all comparisons, as for the alternative text of a map."""
        return " ".join(one.sentence for one in self.comparisons)

    def rows(self) -> list[dict[str, Any]]:
        """One plain row for each difference; see ``comparison_rows.COLUMNS``."""
        return [row for one in self.comparisons for row in rows.difference_rows(one)]

    def series_rows(self) -> list[dict[str, Any]]:
        """One plain row for each edition and unheld year; see ``SERIES_COLUMNS``."""
        return rows.series_rows(self.editions, self.absent, self.comparisons)

    def frame(self) -> pd.DataFrame:
        """The rows as a data frame: of differences for two, of editions for more."""
        import pandas as pd

        columns, found = self._table()
        return pd.DataFrame(found, columns=list(columns))

    def geoframe(self) -> gpd.GeoDataFrame:
        """The features of ``as_geojson`` as a geopandas frame in EPSG:4326."""
        import geopandas as gpd

        return gpd.GeoDataFrame.from_features(self._features(), crs="EPSG:4326")

    def as_csv(self) -> str:
        """The rows of ``frame`` as RFC 4180 text; no cell is taken for a formula."""
        columns, found = self._table()
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(columns)
        for row in found:
            writer.writerow([safe_cell(row.get(column)) for column in columns])
        return stream.getvalue()

    def as_json(self) -> str:
        """All records as one JSON object; nm, km² and degrees, (lon, lat).

        A comparison names its two editions by their ids.
        """
        document = {
            "comparisons": [self._member(one) for one in self.comparisons],
            "editions": [asdict(one) for one in self.editions],
            "absent": [asdict(one) for one in self.absent],
            "again": [asdict(one) for one in self.again],
        }
        return json.dumps(rounded(document), ensure_ascii=False, allow_nan=False, indent=1)

    def as_geojson(self) -> str:
        """RFC 7946: what is drawn of each edition, and the geodesic of each shift."""
        return dumps({"type": "FeatureCollection", "name": "comparison",
                      "features": list(self._features())})  # fmt: skip

    def as_table(self) -> str:
        """Text for reading in a terminal."""
        return text.as_text(self.comparisons, self.series_rows(), self.again, self.two)

    def as_markdown(self) -> str:
        """The same as Markdown: sentences, and a table of differences or of editions."""
        return text.as_markdown(self.comparisons, self.series_rows(), self.again, self.two)

    def tables(self) -> list[tuple[str, Sequence[tuple[str, ...]]]]:
        """Tables for a page, each with its caption; the first line of one is its head."""
        return list(text.captioned_tables(self.comparisons, self.series_rows(), self.two))

    def notes(self) -> list[str]:
        """What is to be known about the comparisons, each note once."""
        return list(dict.fromkeys(note for one in self.comparisons for note in one.notes))

    def again_lines(self) -> list[str]:
        """Places that recur, a line each."""
        return list(text.again_lines(self.again))

    def _table(self) -> tuple[Sequence[str], list[dict[str, Any]]]:
        if self.two:
            return rows.COLUMNS, self.rows()
        return rows.SERIES_COLUMNS, self.series_rows()

    @staticmethod
    def _member(one: Comparison) -> dict[str, Any]:
        return {**asdict(one), "first": one.first.id, "second": one.second.id,
                "sea_days_change": one.sea_days}  # fmt: skip

    def _features(self) -> Iterator[dict[str, Any]]:
        for row in self.series_rows():
            shape = self.shapes.get(row["id"])
            properties = {key: value for key, value in row.items() if value not in (None, "")}
            name = row["id"] or f"{row['series']}-{row['year']}"
            yield _feature(name, shape, "edition", properties)
        for one in self.comparisons:
            if one.shift is not None:
                yield _shift_feature(one)
            key = f"{one.first.id}--{one.second.id}"
            if key in self.shapes:
                yield _feature(f"{key}--overlap", self.shapes[key], "overlap",
                               rounded(asdict(one.overlap)) if one.overlap else {})  # fmt: skip


def compare(
    *what: str | int, atlas: Atlas | None = None, series: str | None = None,
    coast: str = COAST, view: str = NEUTRAL, **only: str | None,
) -> Comparisons:  # fmt: skip
    """Compare years, events or a whole series: every difference, with its range.

    Parameters
    ----------
    *what : int or str
        Two years or more, ids of events or closures, or one series.
    atlas : Atlas, optional
        The atlas; the bundled one by default.
    series : str, optional
        With years: only this series.
    coast : str
        The coast that series are told from: a state's code, or an island's id or name.
    view : str
        ``neutral``, or the code of a state whose claims are taken as its own.
    **only : str, optional
        With years or a series: ``kind``, ``participant``, ``activity``, ``region``; see
        ``filtering.Filter``.

    Returns
    -------
    Comparisons
        Records; ``frame()`` gives a data frame, ``as_…()`` every format.

    Raises
    ------
    NotFoundError
        No such year, event, series or coast, or nothing to compare; names the nearest.
    UsageError
        One year only, the same twice, years and ids together, or no such view.

    Examples
    --------
    >>> found = compare("joint-sea-2012", "joint-sea-2019")
    >>> found.comparisons[0].shift.relation, found.comparisons[0].shift.high_nm
    ('same', 120.0)
    """
    atlas = atlas or open_atlas()
    unknown = sorted(set(only) - {field.name for field in fields(Filter)})
    if unknown:
        raise UsageError(f"compare: there is no option {unknown[0]!r}")
    asked = Filter(**{name: value for name, value in only.items() if value})
    chosen = choose(what, atlas, series, asked)
    found = comparer(atlas, view)
    sides = [found.side(feature, coast) for feature in chosen.editions]
    shapes = {feature.id: _drawn(feature, side.subject)
              for feature, side in zip(chosen.editions, sides, strict=True)}  # fmt: skip
    shapes |= dict(_overlaps({side.edition.id: side.subject for side in sides}, chosen.pairs))
    return Comparisons(
        tuple(found.compare(first, second, coast) for first, second in chosen.pairs),
        tuple(side.edition for side in sides), chosen.absent, recurrences(chosen.editions),
        chosen.two, shapes,
    )  # fmt: skip


def _overlaps(
    subjects: Mapping[str, Subject | None], pairs: Sequence[tuple[Feature, Feature]]
) -> Iterator[tuple[str, Any]]:
    for first, second in pairs:
        one, two = subjects[first.id], subjects[second.id]
        shape = common(one, two) if one and two else None
        if shape is not None and not shape.is_empty:
            yield f"{first.id}--{second.id}", shape


def _drawn(feature: Feature, subject: Subject | None) -> Any:
    """What stands for an edition on a map; a disc of uncertainty is no area, but a point.

    Of a track the legs of the event itself, without those that run to a fix too uncertain for a
    line; where none is left, its fixes.
    """
    legs = getattr(feature.record, "legs", ())
    if legs and feature.geometry is not None:
        lines = shapely.get_parts(feature.geometry)
        told = [part for leg in legs if leg.phase == "during" and leg.line != "tint"
                for part in leg.parts]  # fmt: skip
        if told:
            return shapely.multilinestrings(lines[told])
        return shapely.MultiPoint(
            [fix.drawn or (fix.lon, fix.lat) for fix in feature.record.waypoints]
        )
    if subject is None:
        return None
    return subject.shape if subject.shape is not None else shapely.Point(subject.position)


def _shift_feature(one: Comparison) -> dict[str, Any]:
    shift: Any = one.shift
    line = shapely.LineString(geodesy.interpolate(shift.start, shift.end, _LINE_NM))
    split = geodesy.split_antimeridian(line) if shift.distance_nm > 0 else None
    values = {key: value for key, value in asdict(shift).items() if key not in ("start", "end")}
    ends = {"first": one.first.id, "second": one.second.id}
    properties = {**ends, **rounded(values), "sentence": one.sentence}
    return _feature("--".join(ends.values()), split, "shift", properties)


def _feature(name: str, shape: Any, kind: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "id": name, "properties": {"feature": kind, **properties},
            "geometry": geometry_member(shape)}  # fmt: skip
