"""The sheet of one part, from the options of the command line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from configurator.domain.errors import Refused
from configurator.domain.measures.sheets import Sheet, read_values
from configurator.domain.parts.sides import SIDE, sides_of
from configurator.domain.parts.templates import Template
from configurator.domain.problems import refusals
from configurator.pool import open_pool
from configurator.services.designs.drawings import Drawings, has_drawings, with_drawings, with_sign_hints
from configurator.services.designs.outlines import OutlineFile, read_outline_file
from configurator.services.designs.sheets import read_sheet, with_side


def sheet_options(template: Template[Any], settings: dict[str, str], file: Path | None, side: str = "") -> Sheet:
    """The values of --set, which override those of the file, with the outlines of drawings that either names.

    `--set left.foot_length=262` is for the left alone. `side` is that of --side, or empty. Paths in a sheet are seen
    from its folder. Raises Refused with every fault in --set.
    """
    common, of_sides = _split_sides(template, settings)
    sheet = _read_settings(template, common)
    stated = side or str(sheet.values().get(SIDE, ""))
    from_file = _read_file(template, file, stated)
    stated = stated or str(from_file.values().get(SIDE, ""))
    own = _read_settings(template, of_sides.get(stated, {}))
    merged = own.merged_over(sheet.merged_over(from_file))
    return with_side(template, merged, side)


def _split_sides(
    template: Template[Any], settings: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """What is set for all sides, and what for each alone."""
    common: dict[str, str] = {}
    of_sides: dict[str, dict[str, str]] = {side: {} for side in sides_of(template)}
    for name, value in settings.items():
        side, dot, own_name = name.partition(".")
        if dot and side in of_sides:
            of_sides[side][own_name] = value
        else:
            common[name] = value
    return common, of_sides


def _read_settings(template: Template[Any], settings: Mapping[str, str]) -> Sheet:
    values = with_sign_hints(template.parameters, settings, read_values(template.parameters, settings), Path())
    sheet = _with_drawings(template, values, Path())
    if refusals(sheet.problems):
        raise Refused(*refusals(sheet.problems))
    return sheet


def _read_file(template: Template[Any], file: Path | None, side: str) -> Sheet:
    return _with_drawings(template, read_sheet(file, template, side), file.parent) if file else Sheet({})


def _with_drawings(template: Template[Any], sheet: Sheet, folder: Path) -> Sheet:
    if not has_drawings(template.parameters, sheet):
        return sheet
    return with_drawings(template.parameters, sheet, Drawings(folder, read_drawing))


def read_drawing(path: Path, unit: str) -> OutlineFile:
    """The outline in a drawing, read by a process of its own. Raises what `read_outline_file` raises."""
    with open_pool() as pool:
        return read_outline_file(pool, path, unit=unit)
