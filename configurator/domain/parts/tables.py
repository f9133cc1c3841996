"""Tables of standards, such as of set screws, as CSV files beside the template that uses them."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

R = TypeVar("R")


@dataclass(frozen=True)
class Table(Generic[R]):
    """Rows by the names that catalogues print, in the order of the file, and where each one's values come from."""

    rows: Mapping[str, R]
    sources: Mapping[str, str]


def read_table(path: Path, row: type[R]) -> Table[R]:
    """The table in a CSV file with the columns `name`, those of the frozen dataclass `row`, and `source`.

    Raises ValueError, naming the line, for a row that lacks something, has a value of another type, or a name that
    the table has already, whatever the capitals.
    """
    adapter: TypeAdapter[R] = TypeAdapter(row)
    rows: dict[str, R] = {}
    sources: dict[str, str] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for line, cells in enumerate(csv.DictReader(file), start=2):
            name, source = (str(cells.pop(column, None) or "").strip() for column in ("name", "source"))
            place = f"{path.name}, line {line}"
            if fault := _name_fault(name, source, rows):
                raise ValueError(f"{place}: {fault}")
            rows[name], sources[name] = _read_row(adapter, cells, place), source
    return Table(MappingProxyType(rows), MappingProxyType(sources))


def _name_fault(name: str, source: str, rows: Mapping[str, Any]) -> str:
    if not name:
        return "it has no name"
    if name.casefold() in map(str.casefold, rows):
        return f"there is a row {name!r} already"
    return "" if source else "it has no source"


def _read_row(adapter: TypeAdapter[R], cells: Mapping[str, Any], place: str) -> R:
    try:
        return adapter.validate_python({name: cell.strip() for name, cell in cells.items() if cell and cell.strip()})
    except ValidationError as error:
        (first, *_) = error.errors(include_url=False)
        raise ValueError(f"{place}, {'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    except AttributeError:
        raise ValueError(f"{place}: it has more cells than the first line") from None
