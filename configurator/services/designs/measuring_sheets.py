"""Measuring sheets to print: made once for each part, address, unit and paper."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from configurator import catalogue
from configurator.domain.errors import refused
from configurator.domain.parts.drafting import LengthUnit
from configurator.folders import hidden_folder, publish_files, writable_folder

if TYPE_CHECKING:
    from configurator.paper.measuring_sheet import SheetPaper

SHEETS_KEPT = 64


def measuring_sheet_name(template: str) -> str:
    """What the file of a sheet is called."""
    return f"{template}-measuring-sheet.pdf"


def write_measuring_sheet(template: str, address: str, unit: LengthUnit, paper: SheetPaper, folder: Path) -> Path:
    """Write the sheet into a folder, which is made if need be. Raises as `make_measuring_sheet`, and Failed."""
    content, name = make_measuring_sheet(template, address, unit, paper), measuring_sheet_name(template)
    with writable_folder(folder), hidden_folder(folder) as hidden:
        (hidden / name).write_bytes(content)
        return publish_files(hidden, folder, [name])[0]


@lru_cache(maxsize=SHEETS_KEPT)
def make_measuring_sheet(template: str, address: str, unit: LengthUnit, paper: SheetPaper) -> bytes:
    """The sheet of a template as PDF, with a QR code of `address`, unless that is empty.

    Raises Refused for a template that there is none of, or of which nothing is measured, Failed without fonts.
    """
    # Imported here, as it brings the library that sets pages, which few requests need.
    from configurator.paper.measuring_sheet import measuring_sheet

    part = catalogue.find(template)
    if not part.measuring:
        raise refused(
            f"Nothing is measured for {part.title}, so there is no measuring sheet.",
            hint="All of its sizes are chosen, or come from a drawing.",
        )
    return measuring_sheet(part, address, unit, paper)
