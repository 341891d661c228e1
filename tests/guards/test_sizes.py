"""Modules stay below 400 lines, functions below 40, and names say what a thing is.

A function's lines are its own: without its docstring, and without the functions inside it, which
are counted for themselves.
"""

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
    """Each function with the number of its own lines."""
    spans = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            text = node.body[0] if ast.get_docstring(node) is not None else None
            said = text.end_lineno - text.lineno + 1 if text else 0
            spans.append((node.name, node.lineno, node.end_lineno, said))
    return own_lines(spans)


def own_lines(spans: list[tuple[str, int, int, int]]) -> list[tuple[str, int]]:
    """Lines of functions given as name, first and last line, and lines that do not count."""
    found = []
    for name, first, last, said in spans:
        within = [span for span in spans if first <= span[1] and span[2] <= last
                  and (span[1], span[2]) != (first, last)]  # fmt: skip
        outer = [span for span in within
                 if not any(span is not other and other[1] <= span[1] and span[2] <= other[2]
                            for other in within)]  # fmt: skip
        found.append((name, last - first + 1 - said - sum(s[2] - s[1] + 1 for s in outer)))
    return found


def js_functions(text: str) -> list[tuple[str, int]]:
    """Each named function of a script with its own lines, up to the brace at its indentation."""
    lines = text.splitlines()
    spans = []
    for start, line in enumerate(lines):
        match = _JS_FUNCTION.match(line)
        name = match and next(filter(None, match.groups()[1:]), None)
        if not name or name in ("if", "for", "while", "switch", "catch"):
            continue
        ends = (f"{match[1]}}}", f"{match[1]}}};", f"{match[1]}}});")
        end = next((n for n in range(start, len(lines)) if lines[n].rstrip() in ends), start)
        spans.append((name, start, end, 0))
    return own_lines(spans)


@pytest.mark.parametrize("path", [*PYTHON, *SCRIPTS], ids=name_of)
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


def test_guard_counts_a_function_inside_another_for_itself():
    text = "function outer() {\n  const inner = () => {\n    a();\n  };\n  return inner;\n}\n"
    assert js_functions(text) == [("outer", 3), ("inner", 3)]
    tree = ast.parse("def outer():\n    def inner():\n        a()\n    return inner\n")
    assert dict(python_functions(tree)) == {"outer": 2, "inner": 2}


@pytest.mark.parametrize(("name", "banned"), [
    ("utils", True), ("string_helpers", True), ("common", True), ("manager", True),
    ("commonwealth", False), ("routes", False), ("managed", False),
])  # fmt: skip
def test_guard_knows_the_banned_names(name, banned):
    assert bool(BANNED.search(name)) is banned
