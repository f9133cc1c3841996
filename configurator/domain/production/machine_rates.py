"""How long a machine takes for a job, from what its factory states; what it does not state stays unknown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from math import ceil, prod
from typing import Any

from configurator.domain.offers.machine_fit import SizeMm, box_sizes, fits_machine
from configurator.domain.production.sliced_hours import SlicedHours

HOUR_S = 3600.0


@dataclass(frozen=True)
class VolumeRate:
    """So many mm3 of part an hour, supports and travel included, as a printer for filament does."""

    mm3_per_h: float


@dataclass(frozen=True)
class PowderRate:
    """A powder bed: seconds for each layer, whatever is in it; hours to heat and cool for each build.

    `packing` is the share of its build volume that parts fill.
    """

    layer_mm: float
    layer_s: float
    cycle_h: float
    packing: float


@dataclass(frozen=True)
class PieceRate:
    """Hours for a piece, as the shop states them of a mill, a lathe or a cutter."""

    piece_h: float


Rate = VolumeRate | PowderRate | PieceRate


@dataclass(frozen=True)
class Piece:
    """What of a part decides its making: mm3 of material, its box in mm, its size as it best lies where that is known.

    `quantity` pieces are one job. `sliced` has by the SHA-256 of a profile what PrusaSlicer told of one piece.
    """

    volume_mm3: float
    size_mm: SizeMm
    quantity: int = 1
    pose_mm: SizeMm | None = None
    sliced: Mapping[str, SlicedHours] = field(default_factory=dict, hash=False)

    @property
    def sizes_mm(self) -> tuple[SizeMm, ...]:
        """The ways in which it may lie: as it best does, or else its box on any side."""
        return (self.pose_mm,) if self.pose_mm else box_sizes(self.size_mm)


@dataclass(frozen=True)
class MachineTime:
    """The hours of one job on one machine.

    `set_up_h` and `run_h` hold the machine, `post_h` follows off it. `share` is the part of each build that the job
    fills, 1 where builds are not shared; `charged_h` are the machine's hours that are the job's own.
    """

    set_up_h: float
    run_h: float
    post_h: float
    charged_h: float
    share: float = 1.0


@dataclass(frozen=True)
class StatedTimes:
    """What a factory states of a machine's times; None is not stated.

    Set-up is for a job, post-processing for a piece.
    """

    rate: Rate | None = None
    set_up_h: float | None = None
    post_processing_h: float | None = None

    def missing(self) -> Iterator[str]:
        """What is not stated, in words."""
        if self.rate is None:
            yield "rate"
        if self.set_up_h is None:
            yield "set-up time"
        if self.post_processing_h is None:
            yield "post-processing time"


NO_TIMES = StatedTimes()


def machine_time(times: StatedTimes, room: SizeMm, piece: Piece) -> MachineTime | None:
    """The hours of a job on a machine with that room in mm; None where it does not state them all."""
    if times.rate is None or times.set_up_h is None or times.post_processing_h is None:
        return None
    run_h, charged_h, share = _run(times.rate, room, piece)
    return MachineTime(times.set_up_h, run_h, times.post_processing_h * piece.quantity, charged_h, share)


def _run(rate: Rate, room: SizeMm, piece: Piece) -> tuple[float, float, float]:
    """Hours on the machine, hours that are the job's own, and its share of each build."""
    if isinstance(rate, PowderRate):
        build_h = rate.cycle_h + _height_mm(room, piece) / rate.layer_mm * rate.layer_s / HOUR_S
        builds = piece.volume_mm3 * piece.quantity / (rate.packing * prod(room))
        # Several builds are the job's alone: nobody else waits for a place in the last of them.
        return build_h * max(1, ceil(builds)), build_h * builds, min(1.0, builds)
    each_h = rate.piece_h if isinstance(rate, PieceRate) else piece.volume_mm3 / rate.mm3_per_h
    return each_h * piece.quantity, each_h * piece.quantity, 1.0


def _height_mm(room: SizeMm, piece: Piece) -> float:
    """The least height at which it lies in the room; of what does not fit, its own least."""
    fitting = [each for each in piece.sizes_mm if fits_machine([each], room)]
    return min(height for _, _, height in fitting or piece.sizes_mm)


def rate_as_dict(rate: Rate) -> dict[str, float]:
    """As it stands in a factory's file."""
    return asdict(rate)


def rate_from_dict(facts: Mapping[str, Any]) -> Rate:
    """The rate of that shape."""
    kinds: tuple[type[Rate], ...] = (VolumeRate, PowderRate, PieceRate)
    return next(kind(**facts) for kind in kinds if set(kind.__dataclass_fields__) == set(facts))
