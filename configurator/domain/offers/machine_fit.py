"""Whether a machine has room for a part: one rule for whoever asks."""

from __future__ import annotations

from collections.abc import Iterable

from configurator.domain.parts.designs import round_value

# Along x, y and z, of which z is up.
SizeMm = tuple[float, float, float]


def fits_machine(sizes: Iterable[SizeMm], room: SizeMm) -> bool:
    """Whether the part fits in one of the ways in which it may lie, to 0.0001 mm; it may be turned on the bed."""
    return any(all(round_value(excess) <= 0 for excess in excess_mm(size, room)) for size in sizes)


def excess_mm(size: SizeMm, room: SizeMm) -> SizeMm:
    """By how much a part that lies so is too large: its shorter and its longer side on the bed, and its height.

    Negative where room is left.
    """
    (x, y, z), (wide, deep, high) = size, room
    return min(x, y) - min(wide, deep), max(x, y) - max(wide, deep), z - high


def closest_size(sizes: Iterable[SizeMm], room: SizeMm) -> SizeMm:
    """The way to lie that comes closest to fitting: by the side most in excess, then the next; the first of several."""
    return min(sizes, key=lambda size: sorted(excess_mm(size, room), reverse=True))


def box_sizes(size: SizeMm) -> tuple[SizeMm, ...]:
    """The three heights that a box can stand at on one of its sides; with turns on the bed these are all six ways."""
    x, y, z = size
    return (x, y, z), (x, z, y), (y, z, x)
