"""The project's own files, as the guards look at them."""

from __future__ import annotations

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "mapper"


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that git knows or would add; in an unpacked archive, every file there is."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
        names = listed.decode().split("\0")
    except (OSError, subprocess.CalledProcessError):
        names = [str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if path.is_file()]
        names = [name for name in names if not name.startswith((".venv/", "build/", "dist/"))]
    return tuple(ROOT / name for name in sorted(names) if name and (ROOT / name).is_file())


def files_under(*folders: str, suffixes: tuple[str, ...]) -> list[Path]:
    """The project's files of some kinds below some top-level folders."""
    return [
        path
        for path in project_files()
        if path.suffix in suffixes and path.relative_to(ROOT).parts[0] in folders
    ]


def name_of(path: Path) -> str:
    """A path as a reader knows it, from the top of the project."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def module_of(path: Path) -> str:
    """The dotted name of a module of the package.

    Examples
    --------
    >>> module_of(PACKAGE / "geojson" / "__init__.py"), module_of(PACKAGE / "atlas.py")
    ('mapper.geojson', 'mapper.atlas')
    """
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
