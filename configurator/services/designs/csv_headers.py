"""The header of a table: which column stands for which parameter, and what is missing or twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from configurator.domain.errors import refused
from configurator.domain.measures.columns import find_column, nearest_name
from configurator.domain.parts.parameters import Parameters, measured_names, stated_names


@dataclass(frozen=True)
class Header:
    """The names of a table's columns, without the nameless ones at its end, which count for `width`.

    `ignored` are the names that no parameter answers to.
    """

    names: list[str]
    width: int
    ignored: list[str]


def read_header(name: str, cells: list[str], parameters: type[Parameters], fixed: Iterable[str]) -> Header:
    """The header in these cells of the table `name`; `fixed` are parameters that need no column.

    Raises Refused for a column that is there twice, and where one for a parameter that must be measured or
    stated is missing.
    """
    named = [number for number, cell in enumerate(cells, 1) if cell]
    names = cells[: max(named, default=0)]
    known = {each: column.parameter for each in names if each and (column := find_column(parameters, each))}
    ignored = [each or f"column {number}" for number, each in enumerate(names, 1) if each not in known]
    _check_repetitions(name, names)
    _check_missing(name, {*known.values(), *fixed}, ignored, parameters)
    return Header(names, len(cells), ignored)


def _check_repetitions(name: str, names: list[str]) -> None:
    repeated = sorted(column for column, count in Counter(names).items() if count > 1 and column)
    if repeated:
        raise refused(f"{name} has the column {repeated[0]!r} twice.", repeated[0], hint="Leave one out.")


def _check_missing(name: str, known: set[str], ignored: list[str], parameters: type[Parameters]) -> None:
    missing = [each for each in (*stated_names(parameters), *measured_names(parameters)) if each not in known]
    if not missing:
        return
    likely = [f"{column!r} for {each}" for each in missing if (column := nearest_name(parameters, each, ignored))]
    question = f"Is it {' and '.join(likely)}? Then call it so. " if likely else ""
    hint = f"{question}Add it to the header (its ANSUR name will do), or give one value for all rows."
    raise refused(f"{name} has no column for {', '.join(missing)}.", *missing, hint=hint)
