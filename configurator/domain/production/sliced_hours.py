"""What PrusaSlicer told of one file with one profile: asked once, and kept."""

from __future__ import annotations

from dataclasses import dataclass

NOT_INSTALLED = "PrusaSlicer is not installed"
NOT_ASKED = "PrusaSlicer was not asked yet"
NOT_MADE = "PrusaSlicer is asked once it is made"


@dataclass(frozen=True)
class SlicedHours:
    """The hours of one piece, None where it could not tell them, with the reason in words."""

    hours: float | None
    reason: str = ""

    @property
    def is_final(self) -> bool:
        """Whether asking again would tell nothing else; a missing program may be there by then."""
        return self.reason not in (NOT_INSTALLED, NOT_ASKED)
