"""What a snap clip for a door card has above its head: a neck and a button, which slide into the card's keyhole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from configurator.sdk import Box, Diameter, Dimension, Distance, Limit, X, Z, model_tolerance

# The project's own choices, in mm.
BUTTON_PLAY, NECK_PLAY, CARD_PLAY = 0.25, 0.15, 0.2  # round the button, on each side of the neck, over the card
LEAST_HOLD = 0.8  # of the button over the slot, on each side
LEAST_NECK = 3.0
BUTTON_THICKNESS, BUTTON_CHAMFER = 1.6, 0.4


@dataclass(frozen=True)
class KeyholeButton:
    """Sizes in mm of the card's keyhole: across its round end and its slot, and how thick the card is."""

    round_end: float
    slot: float
    card: float

    @property
    def diameter(self) -> float:
        """Of the button, in mm."""
        return self.round_end - 2 * BUTTON_PLAY

    @property
    def neck(self) -> float:
        """Its diameter in mm."""
        return self.slot - 2 * NECK_PLAY

    @property
    def gap(self) -> float:
        """Between head and button, in mm."""
        return self.card + CARD_PLAY

    @property
    def height(self) -> float:
        """Of neck and button, in mm."""
        return self.gap + BUTTON_THICKNESS

    def solids(self) -> tuple[Any, Any]:
        """Neck and button over a head whose top is on z = 0; the neck begins within it."""
        import cadquery as cq

        neck = cq.Workplane(origin=(0, 0, -1)).circle(self.neck / 2).extrude(1 + self.gap + BUTTON_THICKNESS / 2)
        button = cq.Workplane(origin=(0, 0, self.gap)).circle(self.diameter / 2).extrude(BUTTON_THICKNESS)
        return neck.val(), button.faces(">Z").chamfer(BUTTON_CHAMFER).val()

    def dimensions(self, head: float) -> Iterator[Dimension]:
        """What meets the card, over a head whose top is so many mm high."""
        far, under = self.diameter, head + self.gap
        band = Box((-far, -far, under - 0.05), (far, far, under + BUTTON_THICKNESS - BUTTON_CHAMFER + 0.05))
        yield Distance(
            name="button",
            field="keyhole_diameter",
            nominal=self.diameter,
            tolerance=model_tolerance(self.diameter),
            axis=X,
            box=band,
        )
        yield Diameter(
            name="neck",
            field="slot_width",
            nominal=self.neck,
            tolerance=model_tolerance(self.neck),
            centre=(0, 0, head + self.gap / 2),
            height=self.gap + 0.1,
            reach=(self.diameter - self.neck) / 4,
        )
        x, z = (self.neck + self.diameter) / 4, head + self.gap / 2
        yield Distance(
            name="card_gap",
            field="card_thickness",
            nominal=self.gap,
            tolerance=model_tolerance(self.gap),
            axis=Z,
            jaws="inside",
            box=Box((x - 0.01, -0.1, z - 0.1), (x + 0.01, 0.1, z + 0.1)),
        )


def keyhole_limits(button: KeyholeButton, head: float) -> Iterator[Limit]:
    """What is impossible given the others: the round end under a head so many mm wide, then the slot."""
    least = LEAST_NECK + 2 * (NECK_PLAY + LEAST_HOLD + BUTTON_PLAY)
    because = "neck and button must find room in it, and the head must hold the card round it"
    yield Limit("keyhole_diameter", least, head, because, ("head_length",))
    widest = button.diameter - 2 * LEAST_HOLD
    because = "the button must not slip through it"
    yield Limit("slot_width", LEAST_NECK + 2 * NECK_PLAY, widest, because, ("keyhole_diameter",))
