"""The sleeve of a snap clip: a closed ring in a rectangular hole, with a ridge on two sides behind the panel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from configurator.sdk import Box, Dimension, Distance, Limit, X, Y, Z, model_tolerance

# The project's own choices, in mm.
PLAY = 0.1  # between ridges and panel
LEAST_WALL, LEAST_OPENING = 1.0, 4.5
LEAST_HOLE = 8.0  # so that both find room in it, with any clearance
LEAST_PANEL = 1.2  # so that the least wall with the least ridge can spring
LEAST_RIDGE, MOST_RIDGE = 0.1, 0.6
RAMP, RAMP_SLOPE, RIDGE_LAND = 1.0, 3.0, 0.4  # of a ridge: its least height, that over how far it stands out, its flat
RIDGE_SHARE = 0.5  # of the opening's width, in the middle, where the wall springs
ROOT_SHARE = 0.3  # how far into the wall a ridge begins


@dataclass(frozen=True)
class Sleeve:
    """Sizes in mm: of the hole, of the opening, of what stands behind the panel and before it."""

    hole: tuple[float, float]
    opening: tuple[float, float]
    panel: float
    clearance: float
    ridge: float
    head_thickness: float

    @property
    def outside(self) -> tuple[float, float]:
        """Length and width of what passes through the hole."""
        long, wide = self.hole
        return long - 2 * self.clearance, wide - 2 * self.clearance

    @property
    def walls(self) -> tuple[float, float]:
        """Thickness of the walls that have ridges, and of the others."""
        (long, wide), (inner, across) = self.outside, self.opening
        return (long - inner) / 2, (wide - across) / 2

    @property
    def strain(self) -> float:
        """The most that a wall is strained as its ridge passes the hole, as a share."""
        return self.bending * self.walls[0] * self.ridge

    @property
    def bending(self) -> float:
        """The strain of a wall, over its thickness and over how far it is bent, in 1/mm²: 12 / l², or 1.5 / h².

        By the theory of beams, whichever is more: the beam from one neighbouring wall to the other, l long and held at
        both ends, and the cantilever from the head to the ridge, h long.
        """
        return max(12 / self.opening[1] ** 2, 1.5 / (RIDGE_LAND + PLAY + self.panel) ** 2)

    def levels(self) -> dict[str, float]:
        """Heights above the free end: of a ridge's edge, its face behind the panel, the head and the top."""
        ramp = max(RAMP, RAMP_SLOPE * (self.clearance + self.ridge))
        head = ramp + RIDGE_LAND + PLAY + self.panel
        return {"ramp": ramp, "catch": ramp + RIDGE_LAND, "head": head, "top": head + self.head_thickness}

    def solid(self, head: Any) -> Any:
        """The sleeve and its ridges with a head that stands on z = 0, as a workplane; the free end is on z = 0."""
        import cadquery as cq

        at, (long, wide) = self.levels(), self.outside
        block = cq.Workplane().rect(long, wide).extrude(at["head"] + self.head_thickness / 2)
        others = [head.translate((0, 0, at["head"])).val(), *(self._ridge(side) for side in (1, -1))]
        opening = cq.Workplane(origin=(0, 0, -1)).rect(*self.opening).extrude(at["top"] + 2)
        return cq.Workplane(block.val().fuse(*others).cut(opening.val()))

    def _ridge(self, side: int) -> Any:
        import cadquery as cq

        at, half, across = self.levels(), self.outside[0] / 2, RIDGE_SHARE * self.opening[1]
        far, root = half + self.clearance + self.ridge, half - ROOT_SHARE * self.walls[0]
        corners = [(root, 0), (half, 0), (far, at["ramp"]), (far, at["catch"]), (root, at["catch"])]
        plane = cq.Workplane("XZ", origin=(0, across / 2, 0))
        return plane.polyline([(side * x, z) for x, z in corners]).close().extrude(across).val()

    def dimensions(self) -> Iterator[Dimension]:
        """What hole and panel meet, and what goes through."""
        at, (long, wide), (inner, across) = self.levels(), self.outside, self.opening
        beyond, behind = Box((-99, -99, at["catch"] + 0.05), (99, 99, at["head"] - 0.05)), (0, 0, at["head"] / 2)
        yield _size("sleeve_length", long, X, "hole_length", beyond)
        yield _size("sleeve_width", wide, Y, "hole_width", beyond)
        ridges = long + 2 * (self.clearance + self.ridge)
        yield _size("over_ridges", ridges, X, "ridge", Box((-99, -99, -1), (99, 99, at["catch"] + 0.05)))
        middle = Box((-0.1, -0.1, behind[2] - 0.1), (0.1, 0.1, behind[2] + 0.1))
        yield _size("opening_length", inner, X, "passage_length", middle, "inside")
        yield _size("opening_width", across, Y, "passage_width", middle, "inside")
        x, z = (long + self.clearance + self.ridge) / 2, (at["catch"] + at["head"]) / 2
        grip = Box((x - 0.01, -0.1, z - 0.1), (x + 0.01, 0.1, z + 0.1))
        yield _size("grip", self.panel + PLAY, Z, "panel_thickness", grip, "inside")


def _size(name: str, size: float, axis: Any, field: str, box: Box, jaws: Any = "outside") -> Distance:
    return Distance(
        name=name, field=field, nominal=size, tolerance=model_tolerance(size), axis=axis, box=box, jaws=jaws
    )


def sleeve_limits(sleeve: Sleeve, play: float, most_strain: float) -> Iterator[Limit]:
    """What is impossible given the others: panel, hole and play before the opening, that before the ridge."""
    because = "behind a thinner panel the head lets no wall spring"
    yield Limit("panel_thickness", LEAST_PANEL, 10, because, ("form",))
    because = "walls and an opening that springs must find room in the hole"
    yield Limit("hole_length", LEAST_HOLE, 60, because, ("form",))
    yield Limit("hole_width", LEAST_HOLE, 60, because, ("form",))
    long, wide = (each - 2 * LEAST_WALL for each in sleeve.outside)
    hole = ("hole_length", "hole_width", "clearance")
    yield Limit("passage_play", 0, min(2.0, (min(long, wide) - LEAST_OPENING) / 2), because, hole)
    least = LEAST_OPENING - 2 * play
    yield Limit("passage_width", max(3.0, least), min(50, wide - 2 * play), because, (*hole, "passage_play"))
    # So thick a wall may be that the least ridge can pass.
    thickest = most_strain / sleeve.bending / LEAST_RIDGE
    room = sleeve.outside[0] - 2 * min(thickest, (sleeve.outside[0] - LEAST_OPENING) / 2) - 2 * play
    because = "the walls beside it must spring, and not be too thin"
    yield Limit(
        "passage_length", max(3.0, room), min(50, long - 2 * play), because, (*hole, "passage_width", "panel_thickness")
    )
    most = min(MOST_RIDGE, most_strain / sleeve.bending / sleeve.walls[0])
    because = f"its wall would be strained by more than {100 * most_strain:g} %"
    yield Limit("ridge", LEAST_RIDGE, most, because, ("passage_length", "passage_width", "panel_thickness", *hole))
