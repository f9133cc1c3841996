"""A design from its sheet to its files, as whoever asked for it is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from configurator.domain.measures.sheets import Sheet
from configurator.domain.parts.designs import Design
from configurator.domain.parts.drafting import Drafting
from configurator.domain.problems import Problem
from configurator.pool import Pool
from configurator.services.designs.drafting import compensated, drafting_for
from configurator.services.making.make import MadePart, make_part


@dataclass(frozen=True)
class ConfiguredPart:
    """A design with the sheet that it came from."""

    design: Design
    problems: tuple[Problem, ...]
    sheet: Sheet


@dataclass(frozen=True)
class MadeDesign:
    """A part that was made, beside what it was made from, and all that is doubtful in it."""

    design: Design
    part: MadePart
    problems: tuple[Problem, ...]
    sheet: Sheet


def make_configured(pool: Pool, part: ConfiguredPart, formats: Sequence[str], out: Path, wish: Drafting) -> MadeDesign:
    """The part's files, in the folder. Raises what `make_part` raises."""
    drafting = drafting_for(part.design, wish=wish)
    # Without an offer the model is what was asked for: nobody has said how it is made.
    drafting = compensated(part.design, drafting) if wish.offer else drafting
    made = make_part(pool, part.design, list(formats), out, drafting)
    return MadeDesign(part.design, made, (*part.problems, *made.tolerance_warnings()), part.sheet)
