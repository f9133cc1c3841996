"""Affine maps of the plane."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, hypot, sin, tan

from configurator.domain.parts.outlines.segments import Place


@dataclass(frozen=True)
class Affine:
    """x' = a x + c y + e, y' = b x + d y + f, as SVG numbers them."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def of_place(self, place: Place) -> Place:
        """Where a place goes."""
        across, up = self.of_direction(place)
        return across + self.e, up + self.f

    def of_direction(self, direction: Place) -> Place:
        """What a direction becomes."""
        x, y = direction
        return self.a * x + self.c * y, self.b * x + self.d * y

    def after(self, first: Affine) -> Affine:
        """This one after another."""
        a, b = self.of_direction((first.a, first.b))
        c, d = self.of_direction((first.c, first.d))
        e, f = self.of_place((first.e, first.f))
        return Affine(a, b, c, d, e, f)

    @property
    def scale(self) -> float:
        """How many times as long a length may become."""
        return max(hypot(self.a, self.b), hypot(self.c, self.d))


def moved_by(across: float, up: float) -> Affine:
    """A shift."""
    return Affine(e=across, f=up)


def scaled_by(across: float, up: float) -> Affine:
    """A scale in x and in y."""
    return Affine(a=across, d=up)


def rotated_by(angle: float) -> Affine:
    """A rotation from x towards y, in rad."""
    return Affine(cos(angle), sin(angle), -sin(angle), cos(angle))


def skewed_by(along: float, up: float) -> Affine:
    """Skews of x by y and of y by x, in rad."""
    return Affine(b=tan(up), c=tan(along))
