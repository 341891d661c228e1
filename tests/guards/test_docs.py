"""README names every command, setting and route; every public function says what it does."""

from __future__ import annotations

import ast
import dataclasses
import re

import click
import pytest

from mapper.cli import cli
from mapper.settings import Settings
from tests.guards.sources import ROOT, files_under, name_of, tree_of

README = (ROOT / "README.md").read_text(encoding="utf-8")
MODULES = files_under("mapper", suffixes=(".py",))


def named(text: str, word: str) -> bool:
    """Whether a text names a word whole: ``--port`` is not named by ``--ports``."""
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text) is not None


def command_words(group=cli, prefix="mapper"):
    """Every command as ``mapper serve`` or ``mapper edition list``, and each of its options."""
    for name, command in group.commands.items():
        yield f"{prefix} {name}"
        if isinstance(command, click.Group):
            yield from command_words(command, f"{prefix} {name}")
        for option in command.params:
            if isinstance(option, click.Option):
                yield f"{name} {max(option.opts, key=len)}"


def commands_of(group, before=""):
    """Every command with the names of the groups that it is in, as ``zones import``."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands_of(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


@pytest.mark.parametrize("word", sorted(set(command_words())))
def test_command_and_option_is_in_the_readme(word):
    command, _, option = word.partition(" --")
    wanted = f"--{option}" if option else command
    assert named(README, wanted), f"README.md: name {wanted!r}"


@pytest.mark.parametrize("field", [field.name for field in dataclasses.fields(Settings)])
def test_setting_is_in_the_readme(field):
    variable = f"MAPPER_{field.upper()}"
    assert named(README, variable), f"README.md: name {variable}"


def test_settings_file_is_in_the_readme():
    assert named(README, "MAPPER_SETTINGS")


def test_every_variable_of_the_readme_exists():
    known = {f"MAPPER_{field.name.upper()}" for field in dataclasses.fields(Settings)}
    assert set(re.findall(r"\bMAPPER_[A-Z_]+\b", README)) <= known | {"MAPPER_SETTINGS"}


def test_routes_are_in_the_readme(app):
    missing = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static" and not route_is_named(README, rule.rule)
    ]
    assert missing == [], "README.md: name these routes"


def route_is_named(text: str, rule: str) -> bool:
    """Whether a text shows a route, its variable parts in any words between its fixed ones."""
    fixed = [re.escape(part) for part in re.split(r"<[^>]*>", rule)]
    pattern = r"[^\s`|/]+".join(fixed)
    return re.search(rf"(?<![\w/]){pattern}(?![\w/])", text) is not None


def test_guard_knows_when_a_route_is_named():
    text = "`/years/<year>`, `/data/exercises/2025.geojson` and `/`"
    assert route_is_named(text, "/years/<year>")
    assert route_is_named(text, "/data/<kind>/<year>.geojson")
    assert route_is_named(text, "/")
    assert not route_is_named(text, "/events/<event_id>")
    assert not route_is_named(text, "/year")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_public_names_have_docstrings(path):
    tree = tree_of(path)
    missing = [] if ast.get_docstring(tree) or not tree.body else ["the module"]
    missing += undocumented(tree)
    assert missing == []


def undocumented(tree: ast.AST, prefix: str = "") -> list[str]:
    """Public functions, classes and methods that say nothing."""
    found = []
    for node in getattr(tree, "body", []):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if node.name.startswith("_") or _overridden(node):
            continue
        if ast.get_docstring(node) is None:
            found.append(prefix + node.name)
        if isinstance(node, ast.ClassDef):
            found += undocumented(node, f"{prefix}{node.name}.")
    return found


def _overridden(node) -> bool:
    names = [ast.unparse(decorator) for decorator in node.decorator_list]
    return any(name.split(".")[-1] in ("overload", "override", "setter") for name in names)


def test_guard_sees_what_has_no_docstring():
    source = 'def a(): pass\ndef _b(): pass\nclass C:\n    """C."""\n    def d(self): pass\n'
    assert undocumented(ast.parse(source)) == ["a", "C.d"]
