"""Cylindrical gears with involute teeth: their sizes, and how two of them run together. Formulas of ISO 21771.

The teeth are those that a rack by ISO 53 (profile A) generates: 1 module high above the pitch line, 1.25 below it, the
tip of the tool rounded by 0.38 modules, or less where that does not find room. Lengths in mm, angles in rad.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import acos, atan, cos, pi, radians, sin, sqrt, tan
from typing import Final

INCH_MM: Final = 25.4
ADDENDUM, DEDENDUM, TOOL_ROUND = 1.0, 1.25, 0.38
# Of what a tool's tip has room for: some flat remains, so that the root is an arc.
FULL_ROUND_SHARE = 0.9
# Of a search: a range of 100 mm to a millionth.
HALVINGS: Final = 30


@dataclass(frozen=True, kw_only=True)
class Toothing:
    """One gear's teeth: `module`, `pressure` and `shift` (in modules) of the normal section; `helix` 0 is a spur gear.

    `thinning` is what each tooth lacks in thickness along the pitch circle, for backlash.
    """

    teeth: int
    module: float
    pressure: float = radians(20)
    helix: float = 0.0
    shift: float = 0.0
    thinning: float = 0.0

    @property
    def transverse_pressure(self) -> float:
        """The pressure angle in the section square to the axis."""
        return atan(tan(self.pressure) / cos(self.helix))

    @property
    def pitch_diameter(self) -> float:
        """Teeth times the module of the section square to the axis."""
        return self.teeth * self.module / cos(self.helix)

    @property
    def base_diameter(self) -> float:
        """Of the circle whose involutes the flanks are."""
        return self.pitch_diameter * cos(self.transverse_pressure)

    @property
    def tip_diameter(self) -> float:
        """Over the teeth."""
        return self.pitch_diameter + 2 * self.module * (ADDENDUM + self.shift)

    @property
    def root_diameter(self) -> float:
        """Between the teeth."""
        return self.pitch_diameter - 2 * self.module * (DEDENDUM - self.shift)

    @property
    def thickness(self) -> float:
        """Of a tooth along the pitch circle, square to the axis."""
        normal = self.module * (pi / 2 + 2 * self.shift * tan(self.pressure))
        return normal / cos(self.helix) - self.thinning

    def half_angle(self, diameter: float) -> float:
        """Half of a tooth's involute seen from the axis, at a diameter from the base circle on."""
        at = acos(min(1.0, self.base_diameter / diameter))
        return self.thickness / self.pitch_diameter + involute(self.transverse_pressure) - involute(at)

    @property
    def over_teeth(self) -> float:
        """What callipers read over teeth that stand opposite; of an odd number over one and the two opposite."""
        if self.teeth % 2 == 0:
            return self.tip_diameter
        return self.tip_diameter / 2 * (1 + cos(pi / self.teeth - self.half_angle(self.tip_diameter)))

    @property
    def chord(self) -> float:
        """Of a tooth's thickness at the pitch circle, straight across."""
        return self.pitch_diameter * sin(self.thickness / self.pitch_diameter)

    @property
    def tip_thickness(self) -> float:
        """Of a tooth along the tip circle; not above 0 where it comes to a point before."""
        return self.tip_diameter * self.half_angle(self.tip_diameter)

    @property
    def tool_round(self) -> float:
        """The radius of the tool's tip in the normal section."""
        depth = self.module * (DEDENDUM - self.shift)
        half_tip = (pi * self.module - self.thickness * cos(self.helix)) / 2 - depth * tan(self.pressure)
        most = half_tip * cos(self.pressure) / (1 - sin(self.pressure))
        return max(0.0, min(TOOL_ROUND * self.module, FULL_ROUND_SHARE * most))

    @property
    def is_undercut(self) -> bool:
        """Whether the tool's straight flank ends deeper than the line of action leaves the base circle."""
        straight = self.module * (DEDENDUM - self.shift) - self.tool_round * (1 - sin(self.pressure))
        return straight > self.pitch_diameter / 2 * sin(self.transverse_pressure) ** 2

    @property
    def least_shift(self) -> float:
        """From which shift on, in modules, its teeth are not undercut by a tool of height 1."""
        return ADDENDUM - self.pitch_diameter / 2 * sin(self.transverse_pressure) ** 2 / self.module


@dataclass(frozen=True)
class GearPair:
    """Two gears of one module, pressure and opposite helix, whose axes lie `distance` mm apart."""

    one: Toothing
    other: Toothing
    distance: float

    @property
    def least_distance(self) -> float:
        """At which the base circles meet no more than touch; below it no involutes run together."""
        return (self.one.base_diameter + self.other.base_diameter) / 2

    @property
    def reference_distance(self) -> float:
        """Half of both pitch diameters."""
        return (self.one.pitch_diameter + self.other.pitch_diameter) / 2

    @property
    def working_pressure(self) -> float:
        """Where they run, in the section square to the axes."""
        return acos(min(1.0, self.least_distance / self.distance))

    @property
    def backlash(self) -> float:
        """Along the working pitch circles; below 0 they jam."""
        share = cos(self.one.transverse_pressure) / cos(self.working_pressure)
        pitch = pi * self.one.pitch_diameter / self.one.teeth * share
        widths = [
            each.pitch_diameter * share * each.half_angle(each.pitch_diameter * share)
            for each in (self.one, self.other)
        ]
        return pitch - sum(widths)

    @property
    def clearance(self) -> float:
        """The least between a tip and the other's root."""
        one, other = self.one, self.other
        return self.distance - max(one.tip_diameter + other.root_diameter, other.tip_diameter + one.root_diameter) / 2

    @property
    def contact_ratio(self) -> float:
        """How many pairs of teeth touch on average, square to the axes; a helix adds to it."""
        reach = sum(sqrt(max(0.0, each.tip_diameter**2 - each.base_diameter**2)) / 2 for each in (self.one, self.other))
        pitch = pi * self.one.base_diameter / self.one.teeth
        return (reach - self.distance * sin(self.working_pressure)) / pitch


def closest_distance(one: Toothing, other: Toothing) -> float:
    """The distance in mm at which two gears have no backlash left, or a tip stands on a root; found by halves."""
    pair = GearPair(one, other, 1.0)
    low, high = pair.least_distance, pair.reference_distance + 2 * one.module
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if GearPair(one, other, middle).backlash >= 0 else (middle, high)
    return max(high, pair.distance - pair.clearance)


def furthest_distance(one: Toothing, other: Toothing, contact_ratio: float) -> float:
    """The distance in mm beyond which fewer pairs of teeth touch on average; found by halves."""
    low = GearPair(one, other, 1.0).least_distance
    high = (one.tip_diameter + other.tip_diameter) / 2
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if GearPair(one, other, middle).contact_ratio >= contact_ratio else (low, middle)
    return low


def involute(angle: float) -> float:
    """tan less the angle."""
    return tan(angle) - angle
