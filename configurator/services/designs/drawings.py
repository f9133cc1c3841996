"""Drawings that a sheet names, such as `@gasket.dxf`, read for the outlines in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from configurator.domain.errors import ConfiguratorError, refused
from configurator.domain.measures.columns import find_column
from configurator.domain.measures.sheets import Sheet, SheetEntry
from configurator.domain.parts.kinds import DRAWING_SIGN, OutlineText, find_kind, is_drawing_name, outline_names
from configurator.domain.parts.parameters import Parameters
from configurator.domain.problems import Problem
from configurator.domain.units import FILE_UNITS_MM
from configurator.services.designs.outlines import OutlineFile

# Path and unit, empty for the one that the file states.
ReadDrawing = Callable[[Path, str], OutlineFile]


def refuse_drawing(path: Path, unit: str) -> OutlineFile:
    """For whoever reads no drawings."""
    raise refused("A drawing is named here, and only the command line reads those.", hint="Give the outline's text.")


@dataclass(frozen=True)
class Drawings:
    """How drawings are read, whose paths are relative to a folder."""

    folder: Path
    read: ReadDrawing = refuse_drawing


def with_drawings(parameters: type[Parameters], sheet: Sheet, drawings: Drawings) -> Sheet:
    """The sheet with the outlines of the drawings that it names.

    A unit may follow the path after a blank, as in `@gasket.dxf in`. What cannot be read is among the problems.
    """
    entries: dict[str, SheetEntry] = {}
    problems: list[Problem] = []
    for name, entry in sheet.entries.items():
        if not _names_drawing(parameters, entry):
            entries[name] = entry
            continue
        try:
            drawing = drawings.read(*_path_and_unit(str(entry.value), drawings.folder))
        except ConfiguratorError as error:
            problems += [replace(each, fields=(name,)) for each in error.problems]
        else:
            entries[name] = replace(entry, value=drawing.text)
            problems += [replace(each, fields=(name,)) for each in drawing.warnings]
    return replace(sheet, entries=entries, problems=(*sheet.problems, *problems))


def has_drawings(parameters: type[Parameters], sheet: Sheet) -> bool:
    """Whether the sheet names a drawing."""
    return any(_names_drawing(parameters, entry) for entry in sheet.entries.values())


def with_sign_hints(parameters: type[Parameters], values: Mapping[str, Any], sheet: Sheet, folder: Path) -> Sheet:
    """The sheet of these values; where one is no outline, but the path of a file, the hint is to write @ before it."""
    faulty = set(outline_names(parameters)) & {field for problem in sheet.problems for field in problem.fields}
    if not faulty:
        return sheet
    columns = ((find_column(parameters, name), value) for name, value in values.items())
    paths = {
        column.parameter: value
        for column, value in columns
        if column and column.parameter in faulty and _is_path(value, folder)
    }
    return replace(sheet, problems=tuple(_with_sign_hint(each, paths) for each in sheet.problems))


def _is_path(value: Any, folder: Path) -> bool:
    # What is no path may be longer than a path can be.
    with suppress(OSError):
        return isinstance(value, str) and _path_and_unit(value.strip(), folder)[0].is_file()
    return False


def _with_sign_hint(problem: Problem, paths: Mapping[str, str]) -> Problem:
    path = next((paths[each] for each in problem.fields if each in paths), "")
    return replace(problem, hint=f"To read the drawing, write {DRAWING_SIGN}{path}.") if path else problem


def _names_drawing(parameters: type[Parameters], entry: SheetEntry) -> bool:
    kind = find_kind(parameters.model_fields[entry.parameter])
    return isinstance(kind, OutlineText) and is_drawing_name(str(entry.value))


def _path_and_unit(text: str, folder: Path) -> tuple[Path, str]:
    path, _, unit = text.removeprefix(DRAWING_SIGN).rpartition(" ")
    is_unit = unit in FILE_UNITS_MM or unit == "px"
    return (folder / path, unit) if path and is_unit else (folder / text.removeprefix(DRAWING_SIGN), "")
