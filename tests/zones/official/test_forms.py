"""Official zones come in whatever form users have them, and are the same zones."""

from __future__ import annotations

import json
import zipfile

import geopandas
import numpy as np
import pytest
import shapely

from mapper.zones.official import LEVELS, products, read_level


def full(zones):
    (product,) = products(zones)
    return read_level(zones, product, "full")


def same(features, shapes):
    """Whether features are these shapes, whatever ring begins where."""
    pairs = zip(features, shapes, strict=True)
    return all(shapely.equals_exact(shapely.normalize(f.geometry),
                                    shapely.normalize(shapely.transform(s, lambda p: p.round(6))),
                                    2e-6) for f, s in pairs)  # fmt: skip


@pytest.mark.parametrize("name", ["eez_v12.shp", "eez_v12.gpkg", "eez_v12.geojson", "eez_v11.json"])
def test_every_format_gives_the_same_zones(made, take, zones, shapes, name):
    driver = "GeoJSON" if name.endswith("json") else None
    (product,), said = take(made(name, driver))
    assert (product.name, product.count, said) == ("eez", 6, [])
    assert same(full(zones), shapes)
    assert full(zones)[0].record.mrgid == 9000


def test_a_zipped_shapefile_is_read_as_downloaded(made, take, zones, shapes, tmp_path):
    path = made("eez_v12.shp")
    with zipfile.ZipFile(tmp_path / "World_EEZ_v12.zip", "w") as archive:
        for part in path.parent.iterdir():
            archive.write(part, f"World_EEZ_v12/{part.name}")
    take(tmp_path / "World_EEZ_v12.zip")
    assert same(full(zones), shapes)


def test_the_folder_of_a_shapefile_does_as_well(made, take, zones, shapes):
    take(made("eez_v12.shp").parent)
    assert same(full(zones), shapes)


@pytest.mark.parametrize("rename", [str.lower, str.upper, str.title])
def test_columns_may_be_in_any_case(made, take, zones, rename):
    take(made("eez.gpkg", rename=rename))
    assert full(zones)[1].record.geoname == "State AAB Exclusive Economic Zone"


def test_ids_written_as_floats_are_whole_numbers(made, take, zones, columns):
    take(made("eez.gpkg", MRGID=columns["MRGID"].astype(float)))
    assert [feature.id for feature in full(zones)][:2] == ["eez-9000", "eez-9001"]


@pytest.mark.parametrize("empty", [None, "", " ", "-", "NULL"])
def test_empty_codes_are_no_codes(made, take, zones, empty):
    names = np.array(["Japan", "Russia", *["Utopia"] * 4], dtype=object)
    codes = np.full(6, empty, dtype=object)
    take(made("eez.gpkg", ISO_TER1=codes, ISO_SOV1=codes, SOVEREIGN1=names))
    found = [feature.record for feature in full(zones)]
    assert [record.iso_ter1 for record in found] == [None] * 6
    assert [record.claimants for record in found][:3] == [("JPN",), ("RUS",), ()]


def wfs(shapes, columns, swap=False, **members):
    """The answer of a web feature service, with latitude first where asked for."""
    if swap:
        shapes = shapely.transform(shapes, lambda points: points[:, ::-1])
    features = [
        {"type": "Feature", "geometry": json.loads(shapely.to_geojson(shape)),
         "properties": {key.lower(): getattr(value, "item", lambda value=value: value)()
                        for key, value in zip(columns, row, strict=True)}}
        for shape, row in zip(shapes, zip(*columns.values(), strict=True), strict=True)
    ]  # fmt: skip
    return json.dumps({"type": "FeatureCollection", "features": features, **members})


@pytest.mark.parametrize("label_point", [True, False])
def test_latitude_first_is_put_right(take, zones, tmp_path, shapes, columns, label_point):
    if label_point:
        middles = shapely.get_coordinates(shapely.point_on_surface(shapes))
        columns = {**columns, "X_1": middles[:, 0], "Y_1": middles[:, 1]}
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4326"}}
    path = tmp_path / "wfs.json"
    path.write_text(wfs(shapes, columns, swap=True, crs=crs, numberMatched=6, numberReturned=6))
    _, said = take(path)
    assert same(full(zones), shapes)
    assert said == ["wfs.json: latitude stands first; the axes were swapped"]


def test_longitude_first_stays(take, zones, tmp_path, shapes, columns):
    path = tmp_path / "wfs.json"
    path.write_text(wfs(shapes, columns))
    assert take(path)[1] == []
    assert same(full(zones), shapes)


def test_web_mercator_is_turned_into_degrees(made, take, zones, shapes, tmp_path):
    path = made("eez.gpkg")
    geopandas.read_file(path).to_crs(3857).to_file(tmp_path / "mercator.gpkg")
    _, said = take(tmp_path / "mercator.gpkg")
    assert same(full(zones), shapes)
    assert "was turned into degrees" in said[0]


def test_an_overlapping_claim_may_name_one_claimant_only(made, take, zones):
    take(made("eez.gpkg", POL_TYPE=np.array(["Overlapping claim"] + ["200NM"] * 5, dtype=object)))
    record = full(zones)[0].record
    assert record.disputed
    assert record.claimants == ("AAA",)


@pytest.mark.parametrize(("pol_type", "belt"), [
    ("12NM", "territorial-sea"), ("24NM", "contiguous-zone"), ("200NM", "eez"),
    ("Internal waters", "internal-waters"),
])  # fmt: skip
def test_each_product_is_its_belt(made, take, zones, pol_type, belt):
    (product,), _ = take(made("zones.gpkg", POL_TYPE=pol_type))
    assert product.name == belt
    assert {feature.record.belt for feature in full(zones)} == {belt}


def test_levels_share_their_edges_and_get_lighter(made, take, zones):
    take(made("eez_v12.gpkg"))
    (product,) = products(zones)
    sizes = []
    for level in LEVELS:
        found = [feature.geometry for feature in read_level(zones, product, level)]
        assert shapely.coverage_is_valid(found)
        sizes.append(int(shapely.get_num_coordinates(found).sum()))
    assert sizes == sorted(set(sizes))


@pytest.mark.parametrize(("name", "told"), [
    ("World_EEZ_v12.gpkg", "version 12. Available online at https://www.marineregions.org/. "
     "https://doi.org/10.14284/632"),
    ("World_EEZ_v11.gpkg", "version 11. Available online at https://www.marineregions.org/. "
     "https://doi.org/10.14284/386"),
])  # fmt: skip
def test_the_citation_is_that_of_the_version(made, take, name, told):
    (product,), _ = take(made(name))
    assert product.citation.startswith("Flanders Marine Institute (20")
    assert product.citation.endswith(told)


def test_the_citation_of_the_licence_beside_the_file_goes_first(made, take):
    path = made("eez.gpkg")
    said = "Flanders Marine Institute (2031). Maritime Boundaries, version 15."
    (path.parent / "LICENSE_EEZ.txt").write_text(f"LICENSE\nCC-BY\n\nCITATION\n{said}\n\n")
    (product,), _ = take(path)
    assert product.citation == said
