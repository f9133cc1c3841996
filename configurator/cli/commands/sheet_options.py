"""The sheet of one part, from the options of the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from configurator.domain.errors import Refused
from configurator.domain.measures.sheets import Sheet, read_values
from configurator.domain.parts.templates import Template
from configurator.domain.problems import refusals
from configurator.services.designs.sheets import read_sheet


def sheet_options(template: Template[Any], settings: dict[str, str], file: Path | None) -> Sheet:
    """The values of --set, which override those of the file. Raises Refused with every fault in --set."""
    sheet = read_values(template.parameters, settings)
    if refusals(sheet.problems):
        raise Refused(*refusals(sheet.problems))
    return sheet.merged_over(read_sheet(file, template)) if file else sheet
