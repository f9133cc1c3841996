"""The sheet of one part, from the options of the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from configurator.domain.errors import Refused
from configurator.domain.measures.sheets import Sheet, read_values
from configurator.domain.parts.templates import Template
from configurator.domain.problems import refusals
from configurator.pool import open_pool
from configurator.services.designs.drawings import Drawings, has_drawings, with_drawings, with_sign_hints
from configurator.services.designs.outlines import OutlineFile, read_outline_file
from configurator.services.designs.sheets import read_sheet


def sheet_options(template: Template[Any], settings: dict[str, str], file: Path | None) -> Sheet:
    """The values of --set, which override those of the file, with the outlines of drawings that either names.

    Paths in a sheet are seen from its folder. Raises Refused with every fault in --set.
    """
    values = with_sign_hints(template.parameters, settings, read_values(template.parameters, settings), Path())
    sheet = _with_drawings(template, values, Path())
    if refusals(sheet.problems):
        raise Refused(*refusals(sheet.problems))
    return sheet.merged_over(_with_drawings(template, read_sheet(file, template), file.parent)) if file else sheet


def _with_drawings(template: Template[Any], sheet: Sheet, folder: Path) -> Sheet:
    if not has_drawings(template.parameters, sheet):
        return sheet
    return with_drawings(template.parameters, sheet, Drawings(folder, read_drawing))


def read_drawing(path: Path, unit: str) -> OutlineFile:
    """The outline in a drawing, read by a process of its own. Raises what `read_outline_file` raises."""
    with open_pool() as pool:
        return read_outline_file(pool, path, unit=unit)
