"""Made-up World EEZ files of any size: cells with rough shared sides, and every column."""

from __future__ import annotations

import numpy as np
import shapely

BOX = (-178.0, -60.0, 178.0, 70.0)


def rough(start, end, points, rng):
    """A line between two positions, as crooked as a coast, ends kept."""
    share = np.linspace(0, 1, points)
    line = np.outer(1 - share, start) + np.outer(share, end)
    size = np.hypot(*(np.subtract(end, start)))
    side = np.array([-(end[1] - start[1]), end[0] - start[0]]) / size
    off = np.zeros(points)
    for octave in range(1, 11):
        count = 2**octave
        off += np.interp(share, np.linspace(0, 1, count + 1),
                         rng.normal(0, size * 0.09 / count, count + 1))  # fmt: skip
    return line + np.outer(off * np.sin(np.pi * share), side)


def coverage(columns=20, rows=15, points=2500, seed=7, bounds=BOX):
    """Polygons that share crooked sides: ``columns * rows`` of about ``4 * points`` vertices."""
    rng = np.random.default_rng(seed)
    west, south, east, north = bounds
    x, y = np.linspace(west, east, columns + 1), np.linspace(south, north, rows + 1)
    flat = [[rough((x[i], y[j]), (x[i + 1], y[j]), points, rng) for i in range(columns)]
            for j in range(rows + 1)]  # fmt: skip
    tall = [[rough((x[i], y[j]), (x[i], y[j + 1]), points, rng) for i in range(columns + 1)]
            for j in range(rows)]  # fmt: skip
    cells = []
    for j in range(rows):
        for i in range(columns):
            sides = [flat[j][i], tall[j][i + 1], flat[j + 1][i][::-1], tall[j][i][::-1]]
            cells.append(shapely.Polygon(np.vstack([side[:-1] for side in sides])))
    return np.array(cells, dtype=object)


def columns_of(count, pol_type="200NM"):
    """Marine Regions' columns for some features, as World EEZ has them."""
    numbers = np.arange(count)
    codes = [f"{chr(65 + n // 676 % 26)}{chr(65 + n // 26 % 26)}{chr(65 + n % 26)}"
             for n in numbers]  # fmt: skip
    empty = np.full(count, None, dtype=object)
    names = np.array([f"State {code}" for code in codes], dtype=object)
    return {
        "MRGID": 9000 + numbers,
        "GEONAME": np.array([f"{name} Exclusive Economic Zone" for name in names], dtype=object),
        "POL_TYPE": np.full(count, pol_type, dtype=object),
        "MRGID_TER1": 2000 + numbers, "TERRITORY1": names, "SOVEREIGN1": names,
        "ISO_TER1": np.array(codes, dtype=object), "ISO_SOV1": np.array(codes, dtype=object),
        "TERRITORY2": empty, "SOVEREIGN2": empty, "ISO_TER2": empty, "ISO_SOV2": empty,
        "TERRITORY3": empty, "SOVEREIGN3": empty, "ISO_TER3": empty, "ISO_SOV3": empty,
        "MRGID_EEZ": 9000 + numbers, "AREA_KM2": 1000 + numbers,
    }  # fmt: skip


def write_file(path, shapes, columns, driver=None, layer=None):
    """Write a file of any format that GDAL knows by its suffix."""
    import geopandas

    frame = geopandas.GeoDataFrame(columns, geometry=list(shapes), crs="EPSG:4326")
    options = {"layer": layer} if layer else {}
    frame.to_file(path, driver=driver, engine="pyogrio", **options)
    return path
