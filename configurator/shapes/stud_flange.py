"""A flange that goes from a pipe out to studs: round each an arc, and tangents from it to the arcs of a disc."""

from __future__ import annotations

from dataclasses import dataclass
from math import acos, cos, pi, sin

import cadquery as cq

Corner = tuple[float, float]


@dataclass(frozen=True)
class StudFlange:
    """Round z from z = 0 up, in mm: the pipe's two radii, its own `thickness`, and `rim` round the pipe and each hole.

    `holes` of a diameter lie evenly on `circle`, the diameter of the circle through their middles, the first on x. The
    pipe has a `fillet` of this radius on the flange's top, at most as wide as the rim.
    """

    inside: float
    outside: float
    thickness: float
    rim: float
    holes: int
    hole: float
    circle: float
    fillet: float = 0.0

    def _places(self, z: float) -> list[tuple[float, float, float]]:
        return [(*_polar(self.circle / 2, 2 * pi * number / self.holes), z) for number in range(self.holes)]

    def faces(self) -> list[cq.Face]:
        """To be sewn to the pipe: the underside reaches to its inside, the top to the foot of its fillet."""
        holes = [_circle(self.hole / 2, place) for place in self._places(0)]
        solid = cq.Solid.extrudeLinear(self._outline(), holes, cq.Vector(0, 0, self.thickness))
        faces = [face for face in solid.Faces() if abs(face.normalAt().z) < 0.5]
        for height, radius in ((0.0, self.inside), (self.thickness, self.outside + self.fillet)):
            edges = [_circle(self.hole / 2, place) for place in self._places(height)]
            outline = self._outline().translate(cq.Vector(0, 0, height))
            faces.append(cq.Face.makeFromWires(outline, [*edges, _circle(radius, (0, 0, height))]))
        return faces

    @property
    def _boss(self) -> float:
        """The radius round a hole."""
        return self.hole / 2 + self.rim

    def _outline(self) -> cq.Wire:
        """Per hole an arc round its boss and a tangent, and where the disc stands out an arc of that."""
        half, large, far = pi / self.holes, self.outside + self.rim, self.circle / 2
        lean = min(half, acos((large - self._boss) / far))
        outline = cq.Workplane().moveTo(*self._on_boss(0, -lean))
        for number in range(self.holes):
            turn = 2 * half * number
            outline = outline.threePointArc(self._on_boss(turn, 0), self._on_boss(turn, lean))
            if lean < half:
                outline = outline.lineTo(*_polar(large, turn + lean))
                outline = outline.threePointArc(_polar(large, turn + half), _polar(large, turn + 2 * half - lean))
            if number + 1 < self.holes:
                outline = outline.lineTo(*self._on_boss(turn + 2 * half, -lean))
        return outline.close().val()

    def _on_boss(self, turn: float, angle: float) -> Corner:
        (x, y), (away_x, away_y) = _polar(self.circle / 2, turn), _polar(self._boss, turn + angle)
        return x + away_x, y + away_y


def _polar(radius: float, turn: float) -> Corner:
    return radius * cos(turn), radius * sin(turn)


def _circle(radius: float, middle: tuple[float, float, float]) -> cq.Wire:
    return cq.Wire.makeCircle(radius, cq.Vector(*middle), cq.Vector(0, 0, 1))
