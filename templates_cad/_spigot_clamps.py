"""What holds a trumpet's spigot on its carburettor: slits and a lip for a hose clamp, or grub screws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import cos, pi, sin, sqrt
from typing import Any

from configurator.sdk import (
    AllowedWords,
    Box,
    Diameter,
    Dimension,
    Distance,
    Face,
    Limit,
    Point,
    Position,
    Problem,
    Round,
    Table,
    Thread,
    ThreadDiameter,
    Z,
    diameter_about_z,
    model_tolerance,
    thread,
    warning,
)

# The project's own choices, in mm, but for the slits and the lip: eight, 1 mm wide, and 0.5 by 1.5 mm, see the sources.
SLITS, SLIT_WIDTH = 8, 1.0
SLIT_END = 2.0  # diameter of the hole in which a slit ends, so that it tears no further
UNSLIT = 1.5  # between that hole and the carburettor's mouth, so that no air gets in
LIP_HEIGHT, LIP_OUT = 1.5, 0.5
LEAST_BAND, MOST_BAND, BAND_PLAY = 5.0, 15.0, 0.5
LEAST_SLIT_DEPTH = 6.0  # of a mouth, so that what stands between the slits gives way
MOST_PLAY = 0.3  # that a clamp closes
SCREWS, ENGAGEMENT = 3, 1.5  # so many round the spigot, and diameters of thread in their collar, see the sources
BESIDE_SCREW = 0.75  # between a screw's hole and both ends of the mouth
COLLAR_EDGE, LEAST_COLLAR = 0.5, 0.1  # chamfer round both its ends; a lower step than that is none
SCREW_NAMES = ("M3x0.5", "M4x0.7", "M5x0.8", "4 BA", "2 BA")
GRUB_SCREWS: Table[Thread] = Table(
    {name: thread(name) for name in SCREW_NAMES}, {name: thread(name).source for name in SCREW_NAMES}
)


@dataclass(frozen=True)
class SpigotClamp:
    """In mm: the spigot's inside diameter, its wall, how deep the mouth is, the play, the band; and a screw's name.

    `kind` is `none`, `hose clamp` or `grub screws`.
    """

    kind: str
    inside: float
    wall: float
    depth: float
    play: float
    band: float
    screw: str

    @property
    def outside(self) -> float:
        """Diameter in mm of the spigot, of a clamp's seat, and of the screws' collar."""
        return self.inside + 2 * self.thickness

    @property
    def thickness(self) -> float:
        """Of the spigot round the mouth, in mm: with grub screws what their threads need, if that is more."""
        if self.kind != "grub screws":
            return self.wall
        needed = ENGAGEMENT * GRUB_SCREWS.rows[self.screw].major
        return needed if needed > self.wall + LEAST_COLLAR else self.wall

    @property
    def collar_edge(self) -> float:
        """The chamfer round both ends of the screws' collar, in mm; 0 where the spigot has none."""
        return min(COLLAR_EDGE, (self.thickness - self.wall) / 2)

    @property
    def slit_end(self) -> float:
        """Height in mm of the middle of the hole in which a slit ends."""
        return self.depth - UNSLIT - SLIT_END / 2

    @property
    def lip(self) -> float:
        """By how much the spigot is wider at its end than beyond, in mm of radius."""
        return LIP_OUT if self.kind == "hose clamp" else 0.0

    def limits(self) -> Iterator[Limit | AllowedWords]:
        """Of the fields `wall`, `lip_depth`, `band` and `screw`."""
        if self.kind == "hose clamp":
            least = max(LEAST_SLIT_DEPTH, LEAST_BAND + BAND_PLAY + LIP_HEIGHT - self.wall)
            yield Limit("lip_depth", least, 30, "slits and the clamp's band need room", ("clamp", "wall"))
            widest = min(MOST_BAND, self.depth + self.wall - LIP_HEIGHT - BAND_PLAY)
            because = "the band must lie between the lip and the cone"
            yield Limit("band", LEAST_BAND, widest, because, ("lip_depth", "wall"))
        elif self.kind == "grub screws":
            fitting = tuple(
                name for name, row in GRUB_SCREWS.rows.items() if row.tap_drill + 2 * BESIDE_SCREW <= self.depth
            )
            yield AllowedWords("screw", fitting, "it needs room in the mouth's depth", ("lip_depth",))

    def check(self) -> Iterator[Problem]:
        """What is possible and doubtful."""
        if self.kind == "hose clamp" and self.play > MOST_PLAY:
            hint = "0.1 to 0.2 mm do."
            yield warning(f"A clamp hardly closes {self.play:g} mm of play.", "play", "clamp", hint=hint)

    def tools(self) -> list[Any]:
        """Solids to cut out of the spigot, if any; none stands on the x axis but the first screw's hole."""
        import cadquery as cq

        if self.kind == "none":
            return []
        count, first, section = (SLITS, 0.5, self._slit()) if self.kind == "hose clamp" else (SCREWS, 0.0, self._hole())
        one = section.extrude(self.thickness + LIP_OUT + 2).translate((self.inside / 2 - 1, 0, 0)).val()
        turns = (360 * (number + first) / count for number in range(count))
        return [one.rotate(cq.Vector(0, 0, 0), cq.Vector(0, 0, 1), turn) for turn in turns]

    def _hole(self) -> Any:
        """Of a screw, on the plane of y and z."""
        import cadquery as cq

        return cq.Workplane("YZ").center(0, self.depth / 2).circle(GRUB_SCREWS.rows[self.screw].tap_drill / 2)

    def _slit(self) -> Any:
        """Open below, and ending in a hole, on the plane of y and z."""
        import cadquery as cq

        half, below = SLIT_WIDTH / 2, sqrt(SLIT_END**2 - SLIT_WIDTH**2) / 2
        slit = cq.Workplane("YZ").moveTo(-half, -1).lineTo(-half, self.slit_end - below)
        slit = slit.threePointArc((0, self.slit_end + SLIT_END / 2), (half, self.slit_end - below))
        return slit.lineTo(half, -1).close()

    def dimensions(self) -> Iterator[Dimension]:
        """What clamp or screws meet."""
        if self.kind == "hose clamp":
            yield from self._seat_sizes()
            yield from self._slit_sizes()
        elif self.kind == "grub screws":
            yield from self._screw_sizes()

    def _seat_sizes(self) -> Iterator[Dimension]:
        widths = {"clamp_seat": (self.outside, self.depth), "clamp_lip": (self.outside + 2 * LIP_OUT, 0.0)}
        for name, (size, above) in widths.items():
            yield Diameter(
                name=name,
                field="lip_diameter",
                nominal=size,
                tolerance=model_tolerance(size),
                centre=(0, 0, (LIP_HEIGHT + above) / 2),
            )
        edge = self.outside / 2 + LIP_OUT / 2
        yield Distance(
            name="lip_height",
            nominal=LIP_HEIGHT,
            tolerance=model_tolerance(LIP_HEIGHT),
            axis=Z,
            jaws="height",
            box=Box((edge - 0.1, -0.1, -1), (edge + 0.1, 0.1, LIP_HEIGHT + 0.3)),
        )

    def _slit_sizes(self) -> Iterator[Dimension]:
        angle = pi / SLITS
        x, y, _ = _polar((self.inside + self.outside) / 4, angle, 0)
        yield Distance(
            name="slit_width",
            nominal=SLIT_WIDTH,
            tolerance=model_tolerance(SLIT_WIDTH),
            axis=(-sin(angle), cos(angle), 0),
            jaws="inside",
            box=Box((x - 0.1, y - 0.1, 0.5), (x + 0.1, y + 0.1, LIP_HEIGHT)),
        )
        yield self._height("slit_end", self.slit_end, SLIT_END, angle, "lip_depth")

    def _screw_sizes(self) -> Iterator[Dimension]:
        row = GRUB_SCREWS.rows[self.screw]
        if self.collar_edge:
            # Between the holes and its upper edge.
            above = (self.depth / 2 + row.tap_drill / 2 + self.depth + self.wall - self.collar_edge) / 2
            yield replace(diameter_about_z("screw", self.outside, above, name="collar"), height=0.2)
        for number in range(SCREWS):
            angle = 2 * pi * number / SCREWS
            yield ThreadDiameter(
                name="grub_screw" if not number else f"grub_screw_{number + 1}",
                field="screw",
                nominal=row.tap_drill,
                tolerance=model_tolerance(row.tap_drill),
                designation=self.screw,
                major=row.major,
                centre=_polar(self.outside / 2, angle, self.depth / 2),
                axis=_polar(-1, angle, 0),
                depth=self.thickness,
            )
        # Half of the mouth's depth: it shows none of the fields in full.
        yield self._height("screw_height", self.depth / 2, row.tap_drill, 0.0, "")

    def _height(self, name: str, height: float, size: float, angle: float, field: str) -> Position:
        """Of a hole through the wall, above the spigot's end."""
        far = self.outside
        return Position(
            name=name,
            field=field,
            nominal=height,
            tolerance=model_tolerance(height),
            of=Round(
                centre=_polar((self.inside + self.outside) / 4, angle, height), diameter=size, axis=_polar(1, angle, 0)
            ),
            datum=Face(box=Box((-far, -far, -0.1), (far, far, 0.1)), facing=(0, 0, -1)),
            axis=Z,
        )

    def notes(self) -> Iterator[str]:
        """What no dimension tells."""
        if self.kind == "hose clamp":
            yield f"{SLITS} slits {SLIT_WIDTH:g} mm wide, each into a hole of {SLIT_END:g} mm."
            yield f"Hose clamp for Ø{self.outside:g}, its band {self.band:g} mm, behind the lip."
        elif self.kind == "grub screws":
            yield f"{SCREWS} grub screws {self.screw}, {360 // SCREWS}° apart: tap through all {self.thickness:g} mm."
            if self.collar_edge:
                yield f"Collar round the screws: both its edges have a chamfer of {self.collar_edge:g} mm × 45°."


def _polar(radius: float, angle: float, z: float) -> Point:
    return radius * cos(angle), radius * sin(angle), z
