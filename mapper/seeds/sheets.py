"""Fact sheets: TOML as people type it, to the values that the model wants."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from mapper.errors import Problem, SheetError
from mapper.files import read_regular

RecordT = TypeVar("RecordT", bound=BaseModel)


@dataclass(frozen=True)
class Sheet:
    """One entry of a fact sheet.

    Attributes
    ----------
    where : str
        File and entry, for messages: ``seeds/exercises/2025.toml: exercise 'joint-sea-2025'``.
    year : int
        The file's year.
    table : dict
        The entry as TOML gives it.
    """

    where: str
    year: int
    table: dict[str, Any]


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file.

    Raises
    ------
    SheetError
        It is not UTF-8 or not TOML; says the line.
    """
    where = f"{path.parent.parent.name}/{path.parent.name}/{path.name}"
    try:
        return tomllib.loads(read_regular(path).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SheetError(Problem(where, f"expected UTF-8; {error.reason}", "save it so")) from None
    except tomllib.TOMLDecodeError as error:
        raise SheetError(Problem(where, f"not TOML; {error}", "correct it there")) from None


def read_sheets(folder: Path, entry: str) -> Iterator[Sheet]:
    """Read every sheet of a folder, year by year.

    Parameters
    ----------
    folder : Path
        ``seeds/exercises`` and its like, one ``<year>.toml`` a year.
    entry : str
        The name of the entries' table: ``exercise``, ``patrol``, ``closure``.
    """
    for path in sorted(folder.glob("*.toml")):
        document = read_toml(path)
        where = f"{folder.parent.name}/{folder.name}/{path.name}"
        year = document.get("year")
        if str(year) != path.stem:
            raise SheetError(
                Problem(where, f"year: expected {path.stem} from the file's name, got {year!r}")
            )
        for index, table in enumerate(document.get(entry, [])):
            name = table.get("id", f"no. {index + 1}")
            yield Sheet(f"{where}: {entry} {name!r}", int(path.stem), dict(table))


def make_record(record: type[RecordT], values: Mapping[str, Any], where: str) -> RecordT:
    """Validate values as a record; a key that the record does not know is a mistake.

    Raises
    ------
    SheetError
        With every wrong value.
    """
    names = {field.alias or name for name, field in record.model_fields.items()}
    problems = [
        Problem(where, f"{key}: not a field of {record.__name__.lower()}", "check the spelling")
        for key in values if key not in names
    ]  # fmt: skip
    try:
        made = record.model_validate(values)
    except ValidationError as error:
        for found in error.errors(include_url=False):
            path = ".".join(map(str, found["loc"]))
            got = repr(found.get("input"))[:80]
            problems.append(Problem(where, f"{path}: {found['msg']}; got {got}", "correct it"))
    if problems:
        raise SheetError(problems)
    return made


def vessels(table: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Flatten ``{CHN = ["Shaoxing", {name = …, note = …}]}`` to one value a vessel.

    Examples
    --------
    >>> vessels({"CHN": ["Shaoxing"]})
    [{'flag': 'CHN', 'name': 'Shaoxing'}]
    """
    return [
        {"flag": flag, **(ship if isinstance(ship, Mapping) else {"name": ship})}
        for flag, ships in table.items()
        for ship in ships
    ]
