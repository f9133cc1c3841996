"""Shafts with ridges all round, and the bores that fit them: splined with parallel sides, or serrated like a V."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import asin, cos, hypot, pi, radians, sin
from typing import Any

from configurator.sdk import AllowedWords, Angle, Box, Dimension, Distance, Limit, Point, X, Y, Z, model_tolerance

# Even numbers: of an odd one no two grooves lie opposite, to be measured.
RIDGE_COUNTS = ("4", "6", "8", "10", "12", "16", "18", "20", "24", "28", "30", "32", "36", "40", "48")
RIDGED = ("splined", "serrated")
# The project's own choices, in mm.
LEAST_DEPTH, MOST_DEPTH = 0.2, 0.15  # of grooves; the most in diameters of the shaft
LEAST_PITCH = {"splined": 1.5, "serrated": 0.6}
LEAST_SLOPE, MOST_SLOPE = 0.25, 1.0  # of serrations: their depth in pitches
LEAST_SPLINE, LEAST_LAND = 0.5, 0.3  # width of a spline, and of what stands between two
BLUNT_PITCH = 1.5  # below which powder and filament round the ridges off
SERRATION_LAND = 0.2  # of a pitch, at the ends of ridges and grooves, as `serrated_bore` draws them
JAW = 0.02  # half as wide as what is laid into a groove to measure it
ANGLE_TOLERANCE = 0.2  # degrees


@dataclass(frozen=True)
class RidgedBore:
    """For a shaft with so many ridges, in mm over them, in its grooves and across a spline; serrations have no width.

    `play` is how much wider than the shaft it is all round, `turn` where one of its grooves lies, in degrees from x.
    """

    form: str
    count: int
    over: float
    root: float
    width: float
    play: float
    turn: float

    @property
    def major(self) -> float:
        """Diameter in mm out to the ground of its grooves."""
        return self.over + self.play

    @property
    def minor(self) -> float:
        """Diameter in mm within what stands between its grooves."""
        return self.root + self.play

    @property
    def pitch(self) -> float:
        """From ridge to ridge along the shaft's grounds, in mm."""
        return pi * self.root / self.count

    def limits(self) -> Iterator[Limit | AllowedWords]:
        """Of the fields `root_diameter`, `ridges` and `spline_width`."""
        because = f"ridges stand out by {LEAST_DEPTH:g} mm at least, and leave the shaft its core"
        low, high = (1 - 2 * MOST_DEPTH) * self.over, self.over - 2 * LEAST_DEPTH
        yield Limit("root_diameter", low, high, because, ("shaft_diameter",))
        fitting = tuple(count for count in RIDGE_COUNTS if self._fits(int(count)))
        because = "so many ridges would be too fine, or so few too flat"
        yield AllowedWords("ridges", fitting, because, ("shaft_diameter", "root_diameter"))
        widest = self.minor * sin(pi / self.count) - self.play - LEAST_LAND
        because = f"{LEAST_LAND:g} mm must stand between two grooves"
        yield Limit("spline_width", LEAST_SPLINE, widest, because, ("root_diameter", "ridges", "play"))

    def _fits(self, count: int) -> bool:
        pitch, depth = pi * self.root / count, (self.over - self.root) / 2
        is_steep = self.form == "splined" or LEAST_SLOPE <= depth / pitch <= MOST_SLOPE
        return pitch >= LEAST_PITCH[self.form] and is_steep

    def tool(self, depth: float, lead_in: float) -> Any:
        """To cut with: its mouth on z = 0."""
        from configurator.shapes.bores import serrated_bore, splined_bore

        if self.form == "serrated":
            bore = serrated_bore(self.minor, self.major, self.count, depth, lead_in)
        else:
            bore = splined_bore(self.minor, self.major, self.count, self.width + self.play, depth, lead_in)
        return bore.rotate((0, 0, 0), (0, 0, 1), self.turn)

    def dimensions(self, z: float) -> Iterator[Dimension]:
        """What the shaft meets, measured at a height."""
        yield self._across("over_ridges", "shaft_diameter", self.major, 0.0, z)
        yield self._across("in_grooves", "root_diameter", self.minor, pi / self.count, z)
        if self.form == "splined":
            yield self._groove_width(z)
        yield self._ridge_angle(z)

    def notes(self) -> Iterator[str]:
        """What no dimension tells."""
        sides = "parallel sides" if self.form == "splined" else f"V-shaped, lands of {SERRATION_LAND:g} pitch"
        yield f"Bore: {self.count} grooves, {sides}, for a shaft of {self.over:g} by {self.root:g} mm."

    def _across(self, name: str, field: str, size: float, angle: float, z: float) -> Distance:
        return Distance(
            name=name,
            field=field,
            nominal=size,
            tolerance=model_tolerance(size),
            axis=turned(X, radians(self.turn) + angle),
            jaws="inside",
            box=_cube((0, 0, z), JAW),
        )

    def _groove_width(self, z: float) -> Distance:
        size, (low, high) = self.width + self.play, self._side_ends()
        return Distance(
            name="spline_width",
            field="spline_width",
            nominal=size,
            tolerance=model_tolerance(size),
            axis=turned(Y, radians(self.turn)),
            jaws="inside",
            # In the middle of the sides: those of a broad groove end further in than its ground.
            box=_cube(turned(((low[0] + high[0]) / 2, 0, z), radians(self.turn)), JAW),
        )

    def _ridge_angle(self, z: float) -> Angle:
        """From a side of one groove to the same side of the next: it tells how many there are."""
        step = 2 * pi / self.count
        place, facing = self._side(z, 0.0)
        next_place, next_facing = self._side(z, step)
        reach = (self.major - self.minor) / 10
        return Angle(
            name="ridge_to_ridge",
            field="ridges",
            nominal=360 / self.count,
            tolerance=ANGLE_TOLERANCE,
            box=_cube(next_place, reach),
            facing=next_facing,
            other_box=_cube(place, reach),
            other_facing=facing,
            about=Z,
        )

    def _side(self, z: float, angle: float) -> tuple[Point, Point]:
        """The middle of the left side of the groove at an angle from the first one, and the way it faces."""
        (x, y), (far_x, far_y) = self._side_ends()
        long, whole = hypot(far_x - x, far_y - y), radians(self.turn) + angle
        facing = ((far_y - y) / long, (x - far_x) / long, 0.0)
        return turned(((x + far_x) / 2, (y + far_y) / 2, z), whole), turned(facing, whole)

    def _side_ends(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Of the left side of a groove on x: within and without."""
        step = pi / self.count
        inside, outside = (1 - SERRATION_LAND) * step, SERRATION_LAND * step
        if self.form == "splined":
            inside, outside = (asin((self.width + self.play) / size) for size in (self.minor, self.major))
        inner, outer = self.minor / 2, self.major / 2
        return (inner * cos(inside), inner * sin(inside)), (outer * cos(outside), outer * sin(outside))


def turned(point: Point, angle: float) -> Point:
    """A point or direction, turned about z by rad."""
    x, y, z = point
    return x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle), z


def _cube(middle: Point, half: float) -> Box:
    x, y, z = middle
    return Box((x - half, y - half, z - half), (x + half, y + half, z + half))
