"""A dimension of a finished part, nominal against measured, as reports and printed sheets state it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

# An integer stays an integer: files that repeat a report repeat its bytes.
Size = int | float


@dataclass(frozen=True)
class MeasuredDimension:
    """Sizes in mm, or in degrees where `kind` is "angle" or "axis_angle".

    The true size lies within `uncertainty` of `measured`, as far as the mesh can tell; `ok` says whether
    `measured` is within `tolerance` of `nominal`. `inscribed` is the diameter of the largest pin that
    passes through a bore, None for other dimensions. `sign` stands before the size where it is not the
    usual one of the kind, such as 3x Ø; `designation` is that of a thread.

    `nominal` is what was asked for. Where holes are compensated, `drawn` is the size in the model, which `measured` is
    held to, and `expected` what that comes to on the finished part; else both are None, and drawn is what is asked.
    """

    name: str
    kind: str
    nominal: Size
    measured: Size
    uncertainty: Size
    tolerance: Size
    ok: bool
    inscribed: Size | None = None
    sign: str | None = None
    designation: str | None = None
    drawn: Size | None = None
    expected: Size | None = None

    @property
    def target(self) -> Size:
        """The size that the model is held to."""
        return self.nominal if self.drawn is None else self.drawn

    @property
    def target_words(self) -> str:
        """Whether that was asked, or drawn otherwise."""
        return "asked" if self.drawn is None else "drawn"

    @property
    def target_on_part(self) -> Size:
        """The size that the finished part should have by the model."""
        return self.nominal if self.expected is None else self.expected

    def as_dict(self) -> dict[str, Any]:
        """As it stands in JSON: every field, those that may be None only where they are not."""
        return {name: value for name, value in asdict(self).items() if value is not None}
