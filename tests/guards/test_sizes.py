"""Modules stay below 400 lines, functions below 40, and names say what a thing is."""

from __future__ import annotations

import ast
import re

import pytest

from tests.guards.sources import files_under, name_of, tree_of

MAX_MODULE = 400
MAX_FUNCTION = 40
BANNED = re.compile(r"(^|_)(utils?|helpers?|common|managers?|misc)($|_)", re.IGNORECASE)

OURS = files_under("mapper", "static", "tests", "seeds", suffixes=(".py", ".js", ".css"))
PYTHON = [path for path in OURS if path.suffix == ".py"]
SCRIPTS = [path for path in OURS if path.suffix == ".js"]

_JS_FUNCTION = re.compile(
    r"^(\s*)(?:export )?(?:async )?(?:function\*? (\w+)\(|(?:const|let) (\w+) = .*=> \{$"
    r"|(?:static |async |get |set )*(\w+)\([^()]*\) \{$)"
)


def python_functions(tree: ast.AST) -> list[tuple[str, int]]:
    """Each function with its number of lines, its docstring and decorators left out."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = node.end_lineno - node.lineno + 1
            if ast.get_docstring(node) is not None:
                text = node.body[0]
                lines -= text.end_lineno - text.lineno + 1
            found.append((node.name, lines))
    return found


def js_functions(text: str) -> list[tuple[str, int]]:
    """Each named function of a script with its lines, up to the brace at its own indentation."""
    lines = text.splitlines()
    found = []
    for start, line in enumerate(lines):
        match = _JS_FUNCTION.match(line)
        name = match and next(filter(None, match.groups()[1:]), None)
        if not name or name in ("if", "for", "while", "switch", "catch"):
            continue
        ends = (f"{match[1]}}}", f"{match[1]}}};", f"{match[1]}}});")
        end = next((n for n in range(start, len(lines)) if lines[n].rstrip() in ends), start)
        found.append((name, end - start + 1))
    return found


@pytest.mark.parametrize("path", OURS, ids=name_of)
def test_module_is_short(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= MAX_MODULE, f"{name_of(path)}: {lines} lines, at most {MAX_MODULE}; part it"


@pytest.mark.parametrize("path", [*PYTHON, *SCRIPTS], ids=name_of)
def test_functions_are_short(path):
    python = path.suffix == ".py"
    found = (
        python_functions(tree_of(path))
        if python
        else js_functions(path.read_text(encoding="utf-8"))
    )
    long = [f"{name}: {lines} lines" for name, lines in found if lines >= MAX_FUNCTION]
    assert long == []


@pytest.mark.parametrize("path", OURS, ids=name_of)
def test_module_is_named_for_what_it_holds(path):
    assert not [part for part in (*path.parent.parts[-3:], path.stem) if BANNED.search(part)]


@pytest.mark.parametrize("path", PYTHON, ids=name_of)
def test_class_is_named_for_what_it_is(path):
    classes = [node.name for node in ast.walk(tree_of(path)) if isinstance(node, ast.ClassDef)]
    assert not [name for name in classes if re.search(r"(Manager|Helper|Utils?)$", name)]


def test_guard_counts_lines_of_python():
    body = "\n".join(f"    x = {number}" for number in range(45))
    ((name, lines),) = python_functions(ast.parse(f'def f():\n    """One.\n\n    Two."""\n{body}'))
    assert (name, lines) == ("f", 46)


def test_guard_counts_lines_of_scripts():
    text = (
        "export function one(a) {\n  if (a) {\n    b();\n  }\n}\n\nclass C {\n  two(x) {\n  }\n}\n"
    )
    assert js_functions(text) == [("one", 5), ("two", 2)]


@pytest.mark.parametrize(("name", "banned"), [
    ("utils", True), ("string_helpers", True), ("common", True), ("manager", True),
    ("commonwealth", False), ("routes", False), ("managed", False),
])  # fmt: skip
def test_guard_knows_the_banned_names(name, banned):
    assert bool(BANNED.search(name)) is banned
