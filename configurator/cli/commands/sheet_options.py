"""What was given on the command line about one part."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from configurator.domain.errors import Refused
from configurator.domain.measures.sheets import Sheet, read_values
from configurator.domain.parts.templates import Template
from configurator.domain.problems import refusals
from configurator.services.designs.sheets import read_sheet


def sheet_options(template: Template[Any], settings: dict[str, str], file: Path | None) -> Sheet:
    """What was given: --set goes before the file. Raises Refused with all that is wrong in --set."""
    sheet = read_values(template.parameters, settings)
    if refusals(sheet.problems):
        raise Refused(*refusals(sheet.problems))
    return sheet.over(read_sheet(file, template)) if file else sheet
