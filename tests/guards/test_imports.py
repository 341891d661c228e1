"""``import mapper`` is light: a notebook or ``mapper --help`` does not wait for maps."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("branca", "flask", "folium", "geopandas", "numpy", "pandas", "pydantic", "pyproj",
         "scipy", "shapely", "waitress")  # fmt: skip
LIMIT_MS = 100


def imports(statement: str) -> dict[str, float]:
    """The modules that a statement imports in a fresh interpreter, with their cumulative ms."""
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", statement],
        capture_output=True,
        text=True,
        check=True,
    )
    found = {}
    for line in ran.stderr.splitlines():
        head, _, name = line.rpartition("|")
        micros = head.rpartition("|")[2].strip()
        if line.startswith("import time:") and micros.isdigit():
            found[name.strip()] = int(micros) / 1000
    return found


@pytest.fixture(scope="module")
def bare():
    return imports("import mapper")


@pytest.mark.parametrize("library", HEAVY)
def test_import_of_the_package_leaves_heavy_libraries_alone(bare, library):
    assert [name for name in bare if name.split(".")[0] == library] == []


def test_import_of_the_package_is_quick():
    assert min(imports("import mapper")["mapper"] for _ in range(3)) < LIMIT_MS


@pytest.mark.parametrize("library", ["folium", "geopandas", "pandas", "flask", "shapely"])
def test_command_line_starts_without_heavy_libraries(library):
    loaded = imports("import mapper.cli")
    assert [name for name in loaded if name.split(".")[0] == library] == []


def test_serving_a_page_needs_no_geopandas():
    loaded = imports("import mapper.web.app")
    assert not {"folium", "geopandas", "pandas"} & set(loaded)


def test_guard_sees_a_heavy_import():
    assert "shapely" in imports("import mapper, shapely")


def test_public_names_can_be_had(subtests):
    import mapper

    for name in mapper.__all__:
        with subtests.test(name):
            assert getattr(mapper, name) is not None
