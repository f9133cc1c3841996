"""Jobs that have lost their factory, placed anew together: one by one each would take the best slot from the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from configurator.domain.orders.wishes import Wish
from configurator.domain.production.quotes import Quote

FAR_KM = 40_100.0  # farther than any two places on Earth lie apart


@dataclass(frozen=True, order=True)
class FreeSlot:
    """Room for one job on a machine of a factory: the next so many in its queue, from 0."""

    factory: str
    machine: str
    number: int


@dataclass(frozen=True)
class SlotChoice:
    """A slot that can make a job: whether what was promised for it would be broken there, and its rank by the wish.

    A rank is 0 or more, and less is better: a distance, a price, the seconds until it arrives.
    """

    slot: FreeSlot
    breaks_promise: bool
    rank: float


def slot_choices(quotes: Iterable[Quote], wish: Wish, promised: str, count: int) -> list[SlotChoice]:
    """The next so many places in the queue of each factory that quoted a job; none where it tells no day.

    Each is later by the hours of the one before it, as on a machine of one slot. `promised` is when the job was to
    arrive (ISO 8601), empty where nobody said it.
    """
    return [choice for quote in quotes for choice in _choices(quote, wish, promised, count)]


def _choices(quote: Quote, wish: Wish, promised: str, count: int) -> Iterator[SlotChoice]:
    if not quote.arrives_at:
        return
    arrives = datetime.fromisoformat(quote.arrives_at)
    for number in range(count):
        at = arrives + timedelta(hours=number * (quote.machine_h or 0.0))
        breaks = bool(promised) and at > datetime.fromisoformat(promised)
        yield SlotChoice(FreeSlot(quote.factory, quote.machine, number), breaks, _rank(quote, wish, at))


def _rank(quote: Quote, wish: Wish, arrives: datetime) -> float:
    if wish.is_by_date:
        return max(0.0, arrives.timestamp() - datetime.fromisoformat(quote.quoted_at).timestamp())
    if wish is Wish.CHEAPEST:
        return float(quote.total) if quote.total is not None else FAR_KM
    return FAR_KM if quote.distance_km is None else quote.distance_km


def place_together(choices: Mapping[str, Sequence[SlotChoice]]) -> dict[str, SlotChoice]:
    """A slot for each job by its id, none for two; a job that finds none is left out.

    As many jobs as can be are placed; of that, as few promises broken as can be; of that, the sum of ranks is the least
    (scipy's linear_sum_assignment).
    """
    from scipy.optimize import linear_sum_assignment

    jobs = sorted(choices)
    offered = [{each.slot: each for each in choices[job]} for job in jobs]
    slots = sorted({slot for each in offered for slot in each})
    costs = _costs(offered, slots)
    rows, columns = linear_sum_assignment(costs)
    pairs = ((int(row), int(column)) for row, column in zip(rows, columns, strict=True) if column < len(slots))
    return {jobs[row]: offered[row][slots[column]] for row, column in pairs}


def _costs(offered: Sequence[Mapping[FreeSlot, SlotChoice]], slots: Sequence[FreeSlot]) -> np.ndarray:
    """A row a job, a column a slot, and one more column a job for finding none.

    All ranks together weigh less than one broken promise, and all of those less than one job without a place.
    """
    count = len(offered)
    nowhere = float(count + 1)
    costs = np.full((count, len(slots) + count), 4 * nowhere)
    worst = max((choice.rank for each in offered for choice in each.values()), default=0.0)
    for row, each in enumerate(offered):
        costs[row, len(slots) + row] = nowhere
        for column, slot in enumerate(slots):
            if slot in each:
                costs[row, column] = each[slot].breaks_promise + each[slot].rank / (worst + 1.0) / (count + 1)
    return costs
