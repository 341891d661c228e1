"""Entries of the fact sheets to features: exercises, patrols with their regions, closures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from shapely.geometry.base import BaseGeometry

from mapper.basemap import Basemap
from mapper.errors import Problem, SheetError
from mapper.geojson import Feature
from mapper.model import Closure, Exercise, ExercisePart, Patrol, Place, Position, Region, Waypoint
from mapper.routes import SeaRouter
from mapper.seeds import shapes
from mapper.seeds.sheets import Sheet, make_record, vessels
from mapper.seeds.tracks import Track, build_track

Series = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Workshop:
    """What the sheets need to become shapes: the land, the way by sea, the names of series."""

    basemap: Basemap
    router: SeaRouter
    series: Series


def exercise_features(sheet: Sheet, shop: Workshop) -> Iterator[Feature]:
    """One exercise, then its further areas and its track."""
    table = dict(sheet.table)
    rings = table.pop("ring", [])
    places, fixes = table.pop("place", []), table.pop("waypoint", [])
    values = _event_values(table, sheet, shop)
    values["stages"] = values.pop("stage", [])
    values["role"] = _series(table, sheet, shop)["role"]
    record = make_record(Exercise, values, sheet.where)
    geometry: BaseGeometry | None
    if rings:
        geometry = shapes.announced([ring["positions"] for ring in rings])
    else:
        geometry = shapes.disc(record.position, shop.basemap) if record.position else None
    yield Feature(record, geometry)
    for place in places:
        yield _further_area(record, place, sheet, shop)
    if fixes:
        yield _exercise_track(record, fixes, sheet, shop)


def patrol_features(sheet: Sheet, shop: Workshop) -> tuple[Feature, tuple[Feature, ...]]:
    """One patrol with its track, and the regions where it may have been."""
    values = _event_values(dict(sheet.table), sheet, shop)
    fixes = values.pop("waypoint", [])
    waypoints = [make_record(Waypoint, fix, _fix_name(sheet, fix)) for fix in fixes]
    by_air = values.get("craft") == "air"
    track = build_track(waypoints, shop.router, by_air)
    record = make_record(Patrol, {**values, "waypoints": track.waypoints}, sheet.where)
    record = record.model_copy(update={"legs": track.legs})
    return Feature(record, track.geometry), tuple(_regions(record, track, shop.basemap))


def closure_feature(sheet: Sheet, basemap: Basemap) -> Feature:
    """One closure, drawn only where its coordinates are known."""
    values = {**sheet.table, "year": sheet.year}
    areas = values.pop("area", [])
    values["sources"] = values.pop("source", [])
    values["areas"] = [area.get("name", "") for area in areas]
    record = make_record(Closure, values, sheet.where)
    if not areas:
        return Feature(record, None)
    geometry = shapes.announced([area["positions"] for area in areas])
    return Feature(record, basemap.sea_clip(geometry) if record.open_along_coast else geometry)


def place_feature(table: Mapping[str, Any], where: str) -> Feature:
    """One name of the gazetteer."""
    from shapely.geometry import Point

    record = make_record(Place, table, f"{where}: place {table.get('id')!r}")
    return Feature(record, Point(record.lon, record.lat))


def _event_values(table: dict[str, Any], sheet: Sheet, shop: Workshop) -> dict[str, Any]:
    values = {**table, "year": sheet.year}
    values["series_name"] = _series(table, sheet, shop)["name"]
    values["sources"] = values.pop("source", [])
    values["vessels"] = vessels(values.pop("vessels", {}))
    return values


def _series(table: Mapping[str, Any], sheet: Sheet, shop: Workshop) -> Mapping[str, Any]:
    series = shop.series.get(table.get("series", ""))
    if series is None:
        raise SheetError(
            Problem(
                sheet.where,
                f"series: expected one of seeds/series.toml, got {table.get('series')!r}",
                "add the series there",
            )
        )
    return series


def _further_area(
    event: Exercise, place: Mapping[str, Any], sheet: Sheet, shop: Workshop
) -> Feature:
    keys = ("label", "lon", "lat", "uncertainty_nm", "status", "origin")
    position = {key: place[key] for key in keys if key in place}
    values = {
        "id": f"{event.id}--{place['slug']}",
        "names": {"en": f"{event.name}: {place['label']}"},
        "shape": "area",
        "label": place["label"],
        "when_reported": place.get("date", ""),
        "position": position,
        **{key: place[key] for key in ("start", "end", "basis") if key in place},
    }
    record = _part(event, values, sheet)
    assert isinstance(record.position, Position)
    return Feature(record, shapes.disc(record.position, shop.basemap))


def _exercise_track(
    event: Exercise, fixes: list[dict[str, Any]], sheet: Sheet, shop: Workshop
) -> Feature:
    waypoints = [make_record(Waypoint, fix, _fix_name(sheet, fix)) for fix in fixes]
    track = build_track(waypoints, shop.router, by_air=False)
    values = {
        "id": f"{event.id}--track",
        "names": {"en": f"{event.name}: reported passage"},
        "shape": "track",
        "label": "reported passage",
        "waypoints": track.waypoints,
    }
    record = _part(event, values, sheet).model_copy(update={"legs": track.legs})
    return Feature(record, track.geometry)


def _part(event: Exercise, values: Mapping[str, Any], sheet: Sheet) -> ExercisePart:
    common = {"part_of": event.id, "year": event.year, "sources": event.sources}
    return make_record(ExercisePart, {**common, **values}, sheet.where)


def _regions(patrol: Patrol, track: Track, basemap: Basemap) -> Iterator[Feature]:
    by_air = patrol.craft == "air"
    found = {
        "corridor": shapes.corridor(track, basemap, by_air),
        "theatre": shapes.theatre(track.waypoints, basemap),
    }
    labels = {"corridor": "where the track may have run", "theatre": "seas known only by name"}
    for shape, geometry in found.items():
        if geometry is None:
            continue
        record = Region(
            id=f"{patrol.id}--{shape}",
            names={"en": f"{patrol.name}: {labels[shape]}"},
            year=patrol.year,
            event=patrol.id,
            shape=shape,
            label=labels[shape],
            uncertainty_nm=max(w.uncertainty_nm for w in patrol.waypoints),
            craft=patrol.craft,
            sources=patrol.sources,
        )
        yield Feature(record, geometry)


def _fix_name(sheet: Sheet, fix: Mapping[str, Any]) -> str:
    return f"{sheet.where}: waypoint {fix.get('order')}"
