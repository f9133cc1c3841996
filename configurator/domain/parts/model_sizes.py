"""What the model of a part may stray from a size, and the sizes that most parts have: rounds about z, and heights."""

from __future__ import annotations

from typing import Final, Literal

from configurator.domain.parts.dimensions import Box, Diameter, Distance, Z

# The project's own choices. A part scaled by 1.02 must be found out, so less than 2 % of any size.
MODEL_TOLERANCE_MM: Final = 0.1
MODEL_TOLERANCE_SHARE: Final = 0.015


def model_tolerance(size: float, most: float = MODEL_TOLERANCE_MM) -> float:
    """What the model may stray from a size in mm: 1.5 % of it, `most` at most. What a process adds is the offer's."""
    return min(most, MODEL_TOLERANCE_SHARE * size)


def diameter_about_z(
    field: str,
    size: float,
    z: float,
    role: Literal["shaft", "bore"] = "shaft",
    *,
    name: str = "",
    most: float = MODEL_TOLERANCE_MM,
) -> Diameter:
    """The diameter in mm of a round about z, at a height in mm; named as the parameter that it shows, or `name`."""
    tolerance = model_tolerance(size, most)
    return Diameter(name=name or field, field=field, nominal=size, tolerance=tolerance, centre=(0, 0, z), role=role)


def height_over_ground(name: str, field: str, nominal: float, tolerance: float, box: Box) -> Distance:
    """How high the part stands in the box, by height gauge, in mm."""
    return Distance(name=name, field=field, nominal=nominal, tolerance=tolerance, axis=Z, jaws="height", box=box)


def upright_column(x: float, y: float, half_x: float, half_y: float) -> Box:
    """The box about an upright through (x, y) in mm, of these half breadths, and as high as any part."""
    return Box((x - half_x, y - half_y, -1e3), (x + half_x, y + half_y, 1e3))
