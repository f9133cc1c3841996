"""What the writer of a format gets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from configurator.domain.offers.manufacturability import Manufacturability
from configurator.domain.parts.drafting import Drafting
from configurator.kernel.drawing import draw_sheet
from configurator.kernel.drawing.sheet import DrawingSheet
from configurator.kernel.part import Part
from configurator.kernel.render.appearance import Appearance, appearance_of
from configurator.kernel.timings import Clock


@dataclass(frozen=True)
class ExportJob:
    """A part to write, what it was judged in each offer, and how its sheets are to be drawn."""

    part: Part
    assessments: Sequence[Manufacturability]
    drafting: Drafting
    clock: Clock

    @cached_property
    def drawing(self) -> DrawingSheet:
        """The drawing, which is drawn once for all formats that show it."""
        with self.clock.stage("drawing"):
            return draw_sheet(self.part, self.drafting)

    @property
    def appearance(self) -> Appearance:
        """How the material of the offer looks in pictures."""
        return appearance_of(self.drafting.offer)
