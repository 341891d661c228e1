"""The documents that README names: they run, and the files and addresses that they name exist."""

from __future__ import annotations

import ast
import json
import re
import shlex
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest

HERE = Path(__file__).parent
NOTEBOOK, QUARTO, LATEX = (HERE / f"report.{kind}" for kind in ("ipynb", "qmd", "tex"))
_SHOWN = ("_repr_html_", "_repr_svg_", "_repr_markdown_")


def run_cells(cells):
    """Run code as a notebook does, in one namespace; give what each cell shows at its end."""
    space, shown = {"__name__": "__main__"}, []
    for number, text in enumerate(cells):
        tree = ast.parse(text, f"cell {number}")
        last = tree.body[-1] if tree.body else None
        ends = isinstance(last, ast.Expr)
        body = ast.Module(tree.body[:-1] if ends else tree.body, [])
        exec(compile(body, f"cell {number}", "exec"), space)
        value = eval(compile(ast.Expression(last.value), "", "eval"), space) if ends else None
        shown.append(value)
    return shown


def commands(text):
    """The commands of the atlas that a document names, each with its words."""
    found = re.findall(r"mapper (figure [^\n`]+)", text)
    return [shlex.split(one) for one in found]


def addresses(text):
    """The paths of the atlas that a document names, without the edition."""
    found = re.findall(r'https://atlas\.example\.org[^\s"}]+', text)
    return [re.sub(r"^/v/[0-9a-f]+", "", urlsplit(one).path) for one in found]


def written_by(runner, text, folder, monkeypatch):
    """Run the commands of a document in a folder; give the files that they wrote."""
    monkeypatch.chdir(folder)
    for words in commands(text):
        ran = runner(*words)
        assert ran.code == 0, ran.err
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.*")}


def test_the_notebook_runs_and_shows_a_map_figures_and_tables(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    book = json.loads(NOTEBOOK.read_text("utf-8"))
    assert (book["nbformat"], book["metadata"]["kernelspec"]["name"]) == (4, "python3")
    assert all(cell["outputs"] == [] for cell in book["cells"] if cell["cell_type"] == "code")
    cells = [cell["source"] for cell in book["cells"] if cell["cell_type"] == "code"]
    shown = run_cells(cells)
    rich = [value for value in shown if any(hasattr(value, name) for name in _SHOWN)]
    assert len(rich) >= 3
    assert any(isinstance(value, str) and "north-east of Joint Sea 2024" in value
               for value in shown)  # fmt: skip
    assert (tmp_path / "joint-sea-2025.pdf").read_bytes().startswith(b"%PDF")


def test_the_quarto_page_runs_and_its_pictures_are_those_of_its_commands(
    runner, tmp_path, monkeypatch
):
    text = QUARTO.read_text("utf-8")
    head, _, body = text.removeprefix("---\n").partition("\n---\n")
    assert {"title:", "format:", "jupyter:"} <= {line.split(" ")[0] for line in head.splitlines()}
    cells = re.findall(r"^```\{python\}\n(.*?)^```$", body, re.DOTALL | re.MULTILINE)
    assert len(cells) == 2
    assert body.count("```") % 2 == 0
    assert body.count(":::") % 2 == 0
    # The second cell shows a text by IPython, which Quarto brings.
    figure = run_cells(cells[:1])[0]
    assert figure._repr_svg_().startswith("<svg")
    ast.parse(cells[1])
    pictures = set(re.findall(r"!\[[^\]]*\]\(([^)]+)\)", body))
    assert pictures == written_by(runner, body, tmp_path, monkeypatch)


def test_the_latex_document_closes_what_it_opens_and_its_pictures_are_there(
    runner, tmp_path, monkeypatch
):
    text = LATEX.read_text("utf-8")
    bare = re.sub(r"(?<!\\)%.*", "", text)
    assert bare.count("{") == bare.count("}")
    opened, closed = (
        Counter(re.findall(rf"\\{word}\{{(\w+)\}}", bare)) for word in ("begin", "end")
    )
    assert opened == closed
    labels = set(re.findall(r"\\label\{([^}]+)\}", bare)) | set(
        re.findall(r"\\bibitem\{(\w+)\}", bare)
    )
    assert set(re.findall(r"\\(?:ref|cite)\{([^}]+)\}", bare)) <= labels
    folder = re.search(r"\\graphicspath\{\{([^}]+)\}\}", bare)[1]
    pictures = {folder + name for name in re.findall(r"\\includegraphics\[.*?\]\{([^}]+)\}", bare)}
    assert pictures == written_by(runner, text, tmp_path, monkeypatch)


@pytest.mark.parametrize("path", [QUARTO, LATEX], ids=lambda path: path.name)
def test_every_address_of_a_document_is_one_of_the_atlas(client, path):
    found = addresses(path.read_text("utf-8"))
    assert found
    for one in found:
        assert client.get(one).status_code == 200, one
