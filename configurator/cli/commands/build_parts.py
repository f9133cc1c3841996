"""What `build` makes: one part, or a left and a right one of one person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from configurator.cli.commands.sheet_options import sheet_options
from configurator.domain.errors import Refused, refused
from configurator.domain.measures.pairs import LEFT, RIGHT
from configurator.domain.measures.sheets import Sheet
from configurator.domain.parts.designs import Configured
from configurator.domain.parts.sides import SIDE, sides_of
from configurator.domain.parts.templates import Template
from configurator.domain.problems import Problem, refusals
from configurator.services.designs.configure import configure
from configurator.services.making.made_designs import ConfiguredPart
from configurator.services.making.presets import with_preset
from configurator.services.orders.judge_pairs import PartValues, pair_doubts


@dataclass(frozen=True)
class ConfiguredPair:
    """Left and right, and what is doubtful in one against the other; its fields are named as left.foot_length."""

    parts: Mapping[str, ConfiguredPart]
    doubts: tuple[Problem, ...]


def configure_part(
    template: Template[Any], settings: dict[str, str], file: Path | None, preset: str, side: str
) -> ConfiguredPart:
    """The part as the options have it. Raises Refused with all that speaks against it."""
    sheet, configured = _configure(template, settings, file, preset, side)
    return ConfiguredPart(configured.require_design(), configured.problems, sheet)


def configure_pair(template: Template[Any], settings: dict[str, str], file: Path | None, preset: str) -> ConfiguredPair:
    """Both sides as the options have them. Raises Refused with all that speaks against either."""
    if {LEFT, RIGHT} - {*sides_of(template)}:
        raise refused(f"{template.title} has no sides.", SIDE, hint="Leave --side out.")
    found = {side: _configure(template, settings, file, preset, side) for side in (LEFT, RIGHT)}
    problems = {side: tuple(each.within(side) for each in of.problems) for side, (_, of) in found.items()}
    if any(of.design is None for _, of in found.values()):
        raise Refused(*refusals([*problems[LEFT], *problems[RIGHT]]))
    parts = {side: ConfiguredPart(of.require_design(), problems[side], sheet) for side, (sheet, of) in found.items()}
    values = [PartValues(template.id, part.sheet.values(), side) for side, part in parts.items()]
    return ConfiguredPair(parts, tuple(pair_doubts(values)))


def _configure(
    template: Template[Any], settings: dict[str, str], file: Path | None, preset: str, side: str
) -> tuple[Sheet, Configured]:
    sheet = sheet_options(template, settings, file, side)
    # A preset's own side gives way to the one that is asked for.
    sheet = with_preset(template, sheet, preset) if preset else sheet
    return sheet, configure(template, sheet)
