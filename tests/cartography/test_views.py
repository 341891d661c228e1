"""First views hold what they are about."""

from __future__ import annotations

import pytest
import shapely

from mapper.cartography.views import event_bbox, year_bbox


def holds(bbox, lon, lat):
    west, south, east, north = bbox
    return (lon - west) % 360 <= (east - west) % 360 and south <= lat <= north


def test_view_of_an_event_holds_its_own_passage(atlas):
    bbox = event_bbox(atlas, "joint-sea-2015-1")
    for part in atlas.parts("joint-sea-2015-1"):
        for waypoint in getattr(part.record, "waypoints", ()):
            assert holds(bbox, waypoint.lon, waypoint.lat), waypoint.name
    assert holds(bbox, 37.8, 44.7)
    assert holds(bbox, 29.1, 41.2)


def test_view_of_every_event_holds_its_lines(atlas):
    for event in (event for year in atlas.years for event in atlas.events(year)):
        bbox = event_bbox(atlas, event.id)
        for feature in (event, *atlas.parts(event.id)):
            if feature.geometry is None or shapely.get_dimensions(feature.geometry) != 1:
                continue
            outside = [point for point in shapely.get_coordinates(feature.geometry).tolist()
                       if not holds(bbox, *point)]  # fmt: skip
            assert outside == [], feature.id


@pytest.mark.parametrize("year", [2015, 2017, 2020, 2026])
def test_view_of_a_year_of_two_events_holds_both(atlas, year):
    bbox = year_bbox(atlas, year)
    held = [event for event in atlas.events(year) if event.record.status == "held"]
    places = [event.record.position for event in held if event.record.kind == "exercise"]
    assert len(held) == 2
    assert all(holds(bbox, place.lon, place.lat) for place in places if place is not None)


def test_view_of_a_crowded_year_stays_close(atlas):
    west, _, east, _ = year_bbox(atlas, 2025)
    assert (east - west) % 360 < 60
