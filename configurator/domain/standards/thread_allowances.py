"""How far a measured thread may be from the sizes of its table: as it was made, as it wears, as it is read.

Both an external thread that wears and a nut's bore that does lose material, the one gets smaller, the other wider:
`loss` is how much, in mm of diameter.
"""

from __future__ import annotations

from math import pow, sqrt
from typing import Final, Literal

from configurator.domain.standards.threads import Thread

# What is measured: the outside of a screw, or the bore of a nut.
Piece = Literal["screw", "nut"]
# The project's own: what callipers, paint and a burr may add to a screw or take from a bore.
READING_MM: Final = 0.1
# The project's own: with a tenth of a pitch less in diameter a crest of 60 degrees is half as wide again.
WEAR_PITCHES: Final = 0.1
# The project's own: half a millimetre in ten threads of 1.25 mm, counted along a rule.
PITCH_SHARE: Final = 0.04


def basic_diameter(thread: Thread, piece: Piece) -> float:
    """What a thread measures in mm by its table: over the screw, or within the nut."""
    return thread.major if piece == "screw" else thread.minor


def loss(thread: Thread, piece: Piece, diameter: float) -> float:
    """How much less material in mm of diameter a piece has than its table says; negative where it has more."""
    return thread.major - diameter if piece == "screw" else diameter - thread.minor


def made_loss(thread: Thread, piece: Piece) -> float:
    """The greatest loss in mm with which a piece leaves its maker.

    A screw: grade 6g of ISO 965-1, 15 + 11 P below the basic size and 180 P^(2/3) - 3.15 / sqrt(P) of tolerance, in
    micrometres of P in mm. Class 2A of ASME B1.1 is within some hundredths of it, those of BS 84 are narrower.

    A nut: grade 6H of ISO 965-1, 433 P - 190 P^1.22 up to 0.8 mm and 230 P^0.7 beyond, or what its tap drill leaves if
    that is more.
    """
    pitch = thread.pitch
    if piece == "screw":
        return (15 + 11 * pitch + 180 * pow(pitch, 2 / 3) - 3.15 / sqrt(pitch)) / 1000
    tolerance = 433 * pitch - 190 * pow(pitch, 1.22) if pitch <= 0.8 else 230 * pow(pitch, 0.7)
    return max(tolerance / 1000, thread.tap_drill - thread.minor)


def worn_loss(thread: Thread, piece: Piece) -> float:
    """The greatest loss in mm of a piece that is still taken for this thread."""
    return made_loss(thread, piece) + WEAR_PITCHES * thread.pitch
