"""Distances and overlaps against the usual ways, and the import of a World-EEZ-size file."""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

import geopandas
import numpy as np
import pyproj
import shapely
from shapely.geometry import Point

from mapper import geodesy
from mapper.analysis import Measurer, of_feature
from mapper.analysis.claims import Claims
from mapper.atlas import open_atlas
from mapper.geojson import Feature
from mapper.settings import resource_folder
from tests.bench.rows import Row
from tests.coverages import columns_of, coverage, write_file

RUNS = 3


def measure() -> Iterator[Row]:
    """Nearest coasts, overlaps, all events, one event, an import."""
    atlas = open_atlas()
    subjects = [of_feature(one, atlas.parts(one.id)) for year in atlas.all_years
                for one in atlas.events(year)]  # fmt: skip
    subjects = [one for one in subjects if one is not None]
    yield from _nearest(atlas, [one for one in subjects if one.kind == "place"])
    yield from _overlap(atlas)
    yield from _events(atlas, subjects)
    yield from _import()


def _timed(work, runs=RUNS):
    """The least processor time of some runs, in seconds, and what the work gave."""
    best, given = float("inf"), None
    for _ in range(runs):
        start = time.process_time()
        given = work()
        best = min(best, time.process_time() - start)
    return best, given


def _nearest(atlas, places) -> Iterator[Row]:
    """The usual accurate way: an azimuthal equidistant projection for each drill."""
    land = atlas.basemap.land()
    lines = shapely.multilinestrings(list(shapely.get_rings(land.dissolved)))
    points = [one.position for one in places]

    def usual():
        found = []
        for lon, lat in points:
            frame = f"+proj=aeqd +lon_0={lon} +lat_0={lat} +ellps=WGS84 +units=m"
            turn = pyproj.Transformer.from_crs("EPSG:4326", frame, always_xy=True)

            def flat(lonlat, turn=turn):
                return np.column_stack(turn.transform(lonlat[:, 0], lonlat[:, 1]))

            found.append(shapely.distance(shapely.transform(lines, flat), Point(0, 0)) / 1852)
        return found

    def ours():
        return [atlas.basemap.nearest_coast(*point).distance_nm for point in points]

    ours()
    peer, _ = _timed(usual, 1)
    own, found = _timed(ours)
    exact = [_dense(land, *point) for point in points]
    error = max(abs(one - two) for one, two in zip(found, exact, strict=True))
    detail = f"{own * 1e3:.1f} ms against {peer * 1e3:.0f} ms for {len(points)} places"
    yield Row("nearest coast: time of the usual way", own / peer, 0.05, "", detail)
    yield Row("  error against dense sampling", error, 0.02, "nm")


def _dense(land, lon, lat):
    """Geodesics to points 10 m apart on every side near the nearest vertex."""
    points, ring = shapely.get_coordinates(shapely.get_rings(land.dissolved), return_index=True)
    here = np.broadcast_to([[lon], [lat]], (2, len(points)))
    far = geodesy.geod().inv(*here, points[:, 0], points[:, 1])[2]
    near = np.flatnonzero((far[:-1] < far.min() + 40e3) & (ring[1:] == ring[:-1]))
    sides = shapely.linestrings(np.stack([points[near], points[near + 1]], axis=1))
    dense = shapely.get_coordinates(shapely.segmentize(sides, 1e-4))
    here = np.broadcast_to([[lon], [lat]], (2, len(dense)))
    return float(geodesy.geod().inv(*here, dense[:, 0], dense[:, 1])[2].min()) / 1852


def _overlap(atlas) -> Iterator[Row]:
    """Shapes of events with every zone, against ``geopandas.overlay`` in EPSG:6933.

    One area at a time, as a page asks for it, and all at once; with the computed zones, and with
    zones of World EEZ's size.
    """
    shapes = [one.geometry for year in atlas.all_years for one in atlas.features("exercises", year)
              if one.geometry is not None]  # fmt: skip
    shapes = [shape for shape in shapes if shape.geom_type.endswith("Polygon")]
    zones = [zone for zone in atlas.zones if zone.record.belt == "eez"]
    record = zones[0].record
    large = [Feature(record.model_copy(update={"id": f"zone-{n}", "region": ""}), shape)
             for n, shape in enumerate(coverage())]  # fmt: skip
    for name, given in (("computed zones", zones), ("3 million vertices", large)):
        yield from _overlaps(name, shapes, given, atlas.basemap)


def _overlaps(name, shapes, zones, basemap) -> Iterator[Row]:
    start = time.process_time()
    claims = Claims(zones, basemap)
    claims.overlaps_km2(shapes[:1])
    loaded = time.process_time() - start
    few = shapes[:: len(shapes) // 5]
    alone = sum(_usual([shape], zones)[0] for shape in few) * len(shapes) / len(few)
    peer, ready = _usual(shapes, zones)
    each, _ = _timed(lambda: [claims.overlaps_km2([shape]) for shape in shapes])
    own, found = _timed(lambda: claims.overlaps_km2(shapes), 5)
    detail = f"{each * 1e3:.0f} ms against {alone * 1e3:.0f} ms, {len(shapes)} areas"
    yield Row(f"overlap one by one, {name}", each / alone, 0.05, "", detail)
    detail = f"{own * 1e3:.1f} ms against {peer * 1e3:.0f} ms, {(found > 1).sum()} overlaps"
    yield Row(f"overlap all at once, {name}", own / peer, 0.05, "", detail)
    # The usual way projects the zones each time; here it is spared that.
    detail = f"against {ready * 1e3:.0f} ms; ours indexed beforehand in {loaded:.1f} s"
    yield Row("  theirs projected beforehand too", own / ready, None, "", detail)
    errors = [abs(found[e, z] / _exact_km2(shapes[e], claims.all[z]) - 1)
              for e, z in np.argwhere(found > 1)]  # fmt: skip
    yield Row("  error against Karney's area, sides cut", 100 * max(errors), 0.01, "%")


def _usual(shapes, zones):
    """Processor time of the usual way, with and without its projection."""
    events = geopandas.GeoDataFrame({"event": range(len(shapes))}, geometry=shapes, crs=4326)
    given = [zone.geometry for zone in zones]
    given = geopandas.GeoDataFrame({"zone": range(len(given))}, geometry=given, crs=4326)

    def overlay(one, other):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return geopandas.overlay(one, other, how="intersection").area

    whole = _timed(lambda: overlay(events.to_crs(6933), given.to_crs(6933)), 1)[0]
    flat = events.to_crs(6933), given.to_crs(6933)
    return whole, _timed(lambda: overlay(*flat), 1)[0]


def _exact_km2(shape, claim):
    """The whole zone cut at once, its sides cut to 0.01°, each a geodesic."""
    zones = shapely.union_all([zone.geometry for zone in claim.zones])
    return geodesy.area_km2(shapely.segmentize(shapely.intersection(shape, zones), 0.01))


def _events(atlas, subjects) -> Iterator[Row]:
    measurer = Measurer(atlas)
    start = time.process_time()
    _all(measurer, subjects)
    yield Row("all events, first time", time.process_time() - start, None, "s")
    own, found = _timed(lambda: _all(measurer, subjects))
    legs = sum(len(one.parts) for one in found)
    yield Row("all events, coasts and zones loaded", own, 2.0, "s",
              f"{len(found)} events, {legs} legs and parts")  # fmt: skip
    places = [one for one in subjects if one.kind != "track" and not one.parts]
    each = [_timed(lambda one=one: measurer.measure(one))[0] for one in places]
    yield Row("one event known by its place, the slowest", 1000 * max(each), 20, "ms",
              f"median {1000 * sorted(each)[len(each) // 2]:.1f} ms")  # fmt: skip
    tracks = [one for one in subjects if one.kind == "track"]
    each = [_timed(lambda one=one: measurer.measure(one))[0] for one in tracks]
    yield Row("one patrol with all its legs, the slowest", 1000 * max(each), 20, "ms",
              f"median {1000 * sorted(each)[len(each) // 2]:.1f} ms")  # fmt: skip


def _all(measurer, subjects):
    return [measurer.measure(one) for one in subjects]


def _import() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shapes = coverage()
        path = write_file(folder / "eez_v12.shp", shapes, columns_of(len(shapes)))
        atlas = shutil.copytree(
            resource_folder("geodata"), folder / "atlas",
            ignore=shutil.ignore_patterns("zones", "measures", ".editions"),
        )  # fmt: skip
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        command = [
            sys.executable,
            "-m",
            "mapper",
            "zones",
            "import",
            str(path),
            "--data",
            str(atlas),
        ]
        subprocess.run(command, check=True, capture_output=True)
        wall = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        vertices = int(shapely.get_num_coordinates(shapes).sum())
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        detail = f"{vertices:,} vertices, {cpu:.1f} s of processor"
        yield Row("import of a World-EEZ-size file, all made ready", wall, 60, "s", detail)
        yield Row("  memory at its most", after.ru_maxrss / 1e6, 2.0, "GB")
