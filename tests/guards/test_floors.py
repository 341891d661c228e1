"""Imports go down only: from a floor to those below it, lazy ones included."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.guards.sources import PACKAGE, files_under, module_of, name_of, tree_of

FLOORS = (
    ("errors", "dates", "wording", "files", "spreadsheet", "geodesy", "coordinates"),
    ("vocabulary", "model", "forces", "settings"),
    ("geojson", "basemap"),
    # Warnings stand on the basemap: the coast closes some of their areas, and land casts doubt.
    ("navwarn",),
    (
        "routes",
        "zones",
        "seeds",
        "journal",
        "folders",
        "ground",
        "atlas",
        "naming",
        "telling",
        "listing",
        "starting",
    ),
    ("formats",),
    ("editions", "differences", "intake", "adding", "analysis"),
    ("cartography",),
    ("notebook", "web", "site"),
    ("cli",),
    ("__main__",),
)
"""The rooms of each floor, from the ground up; on a floor, a room may look at those before it."""

PUBLIC = "mapper"
"""The package itself names what is public and stands beside the floors."""

HEAVY_HOMES = {
    "branca": ("mapper.cartography.maps",),
    "click": ("mapper.cli",),
    "flask": ("mapper.web", "mapper.site"),
    "folium": ("mapper.cartography.maps",),
    "waitress": ("mapper.web",),
    "werkzeug": ("mapper.web",),
}
"""Libraries that only some rooms know: nothing below the top floors has heard of HTTP."""

_ORDER = {room: number for number, room in enumerate(room for floor in FLOORS for room in floor)}


def imported(tree: ast.AST, module: str, is_package: bool = False) -> Iterator[tuple[int, str]]:
    """Every name that a tree imports, at any depth, with its line; relative ones resolved."""
    package = module.split(".") if is_package else module.split(".")[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            home = ".".join([*base, *filter(None, [node.module])])
            yield from ((node.lineno, f"{home}.{alias.name}") for alias in node.names)


def room_of(module: str) -> str | None:
    """The room that a module of the package is in; ``None`` for the package and what is public."""
    parts = module.split(".")
    if parts[0] != PUBLIC or len(parts) == 1 or parts[1] == "__version__":
        return None
    return parts[1]


def upward(tree: ast.AST, module: str, is_package: bool = False) -> list[str]:
    """Each import of a module that does not go down, as a sentence."""
    own = room_of(module)
    found = []
    for line, name in imported(tree, module, is_package):
        room = room_of(name)
        if room is None or room == own:
            continue
        if room not in _ORDER:
            found.append(f"{module}, line {line}: {name} is on no floor; add it to FLOORS")
        elif own is not None and _ORDER[room] >= _ORDER[own]:
            found.append(f"{module}, line {line}: imports {name}, which is not below it")
    return found


MODULES = files_under("mapper", suffixes=(".py",))


def test_every_room_stands_on_a_floor():
    rooms = {room_of(module_of(path)) for path in MODULES} - {None}
    assert rooms <= set(_ORDER), f"add to FLOORS: {sorted(rooms - set(_ORDER))}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_go_down_only(path):
    assert upward(tree_of(path), module_of(path), path.name == "__init__.py") == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_libraries_stay_in_their_rooms(path):
    module = module_of(path)
    strays = [
        f"{module}, line {line}: imports {name}"
        for line, name in imported(tree_of(path), module)
        for library, homes in HEAVY_HOMES.items()
        if name.split(".")[0] == library and not module.startswith(homes)
    ]
    assert strays == []


@pytest.mark.parametrize(("source", "module", "told"), [
    ("from mapper.atlas import Atlas", "mapper.geodesy.shapes", "imports mapper.atlas.Atlas"),
    ("def f():\n    from mapper import web", "mapper.cartography.svg", "line 2: imports mapper.we"),
    ("def f():\n    import mapper.cli.main", "mapper.web.app", "imports mapper.cli.main"),
    ("if TYPE_CHECKING:\n    from ..web import app", "mapper.cartography.svg", "mapper.web.app"),
    ("from mapper.model import Exercise", "mapper.vocabulary", "imports mapper.model.Exercise"),
    ("from mapper.tools import x", "mapper.cli", "mapper.tools.x is on no floor"),
])  # fmt: skip
def test_guard_sees_an_import_that_goes_up(source, module, told):
    (found,) = upward(ast.parse(source), module)
    assert told in found


@pytest.mark.parametrize(("source", "module"), [
    ("from mapper.errors import MapperError", "mapper.geodesy.shapes"),
    ("from mapper.geodesy.measures import NM_M", "mapper.geodesy.shapes"),
    ("from .measures import NM_M", "mapper.geodesy.shapes"),
    ("from mapper import __version__\nfrom mapper import geodesy", "mapper.cli"),
    ("import numpy as np\nfrom flask import g", "mapper.web.app"),
])  # fmt: skip
def test_guard_accepts_an_import_that_goes_down(source, module):
    assert upward(ast.parse(source), module) == []


def test_no_module_imports_itself_in_a_circle():
    graph = {module_of(path): set() for path in MODULES}
    for path in MODULES:
        own = module_of(path)
        for node in tree_of(path).body:
            for _, name in imported(node, own, path.name == "__init__.py"):
                module = name if name in graph else name.rpartition(".")[0]
                if module in graph and module != own and not isinstance(node, ast.If):
                    graph[own].add(module)
    assert circle(graph) == ()


def circle(graph: dict[str, set[str]]) -> tuple[str, ...]:
    """A way round in a graph of imports, or nothing."""
    done: set[str] = set()

    def visit(module: str, way: tuple[str, ...]) -> tuple[str, ...]:
        if module in way:
            return (*way[way.index(module) :], module)
        if module in done:
            return ()
        found = next(filter(None, (visit(below, (*way, module)) for below in graph[module])), ())
        done.add(module)
        return found

    return next(filter(None, (visit(module, ()) for module in sorted(graph))), ())


def test_guard_sees_a_circle():
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"a"}}) == ("a", "b", "c", "a")
    assert circle({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == ()


def test_package_is_where_the_guard_looks():
    assert PACKAGE.is_dir()
    assert len(MODULES) > 20
