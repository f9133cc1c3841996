"""Chooses the factory for a part: which can make it, and which of those is best, with reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from math import isinf
from typing import Any

import numpy as np

from configurator.domain.orders.wishes import Wish
from configurator.domain.production.factories import Factory
from configurator.domain.production.network import Network, as_network
from configurator.domain.production.promises import Promise
from configurator.domain.production.route_reasons import PLACED_TOGETHER, count_text, objections
from configurator.domain.production.routing_requirements import RoutingRequirements
from configurator.domain.production.standings import Standings, find_standings

# Of those not chosen so many are told with every reason, the first few of those that could have made it among them.
MAX_REJECTED, RUNNERS_UP = 10, 3
NOTHING_PROMISED: Mapping[str, Promise] = {}


@dataclass(frozen=True)
class Candidate:
    """A factory with the machine that can make the part, and why it was chosen or not; km are None without a place."""

    factory: str
    machine: str
    distance_km: float | None
    reasons: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """As it stands in JSON: factory, machine, distance_km (to 0.1), reasons."""
        distance_km = None if self.distance_km is None else round(self.distance_km, 1)
        return {**asdict(self), "distance_km": distance_km, "reasons": list(self.reasons)}


@dataclass(frozen=True)
class Route:
    """The chosen factory, or None where none can; the nearest others, those that could have made it first.

    `others` counts the rest by the first reason against each.
    """

    chosen: Candidate | None
    rejected: tuple[Candidate, ...]
    others: Mapping[str, int] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """As it stands in JSON: chosen, rejected, others."""
        chosen = self.chosen.as_dict() if self.chosen else None
        rejected = [each.as_dict() for each in self.rejected]
        return {"chosen": chosen, "rejected": rejected, "others": dict(self.others)}


def find_route(
    need: RoutingRequirements,
    factories: Network | Sequence[Factory],
    promises: Mapping[str, Promise] = NOTHING_PROMISED,
) -> Route:
    """Of those that can: the one that failed this item least, then by parcel, proposal, wish, distance and id.

    `promises` has what each factory would promise for this job; one without comes last where that counts.
    """
    standings = find_standings(need, as_network(factories), promises)
    order = standings.ranked()
    best = order[0] if order else None
    rest = np.ones(len(standings.able), bool)
    if best is not None:
        rest[best] = False
    told = _told(standings, order, rest)
    rejected = tuple(_candidate(standings, each, _rejection_reasons(standings, each, best)) for each in told)
    rest[told] = False
    chosen = None if best is None else _candidate(standings, best, _choice_reasons(standings, best))
    return Route(chosen, rejected, standings.count_reasons(rest, best))


def _told(standings: Standings, order: Sequence[int], rest: Any) -> list[int]:
    """Which of the others are told with every reason: those that could have made it first, by rank."""
    runners_up = order[1 : 1 + RUNNERS_UP]
    nearest = [each for each in standings.nearest(rest, MAX_REJECTED) if each not in runners_up]
    told = [*runners_up, *nearest[: MAX_REJECTED - len(runners_up)]]
    ranks = {position: number for number, position in enumerate(order)}
    failures, km = standings.failures, standings.km
    return sorted(told, key=lambda each: (ranks.get(each, len(order)), failures[each], km[each], each))


def _candidate(standings: Standings, position: int, reasons: Iterator[str]) -> Candidate:
    distance_km = None if standings.need.place is None else float(standings.km[position])
    factory = standings.network.factories[position].id
    return Candidate(factory, standings.machine(position), distance_km, tuple(reasons))


def _choice_reasons(standings: Standings, best: int) -> Iterator[str]:
    need, able = standings.need, standings.able
    worse = int((able & (standings.failures > standings.failures[best])).sum())
    equal = int(able.sum()) - worse
    if need.pick_up:
        yield "the customer collects there"
    elif equal + worse == 1:
        yield "no other can make it"
    if worse:
        yield f"{count_text(worse, 'other')} failed this item more often"
    if need.parcel and not standings.apart[best]:
        yield "sent together with other parts of the order"
    elif need.proposed and not standings.elsewhere[best]:
        yield "placed together with the other jobs that lost their factory"
    elif equal > 1:
        left = f"of the {equal} left" if worse else f"of {equal} that can make it"
        yield f"{_merit(standings, best)} {left}"


def _merit(standings: Standings, best: int) -> str:
    """First by what; where nothing is known of what was wished, that is said."""
    need, factory = standings.need, standings.network.factories[best].id
    if need.wish is not Wish.NEAREST and not isinf(standings.wish[best]):
        return f"{need.wish.best} ({standings.ranks.words(factory)})"
    nearest = "first" if need.place is None else f"{Wish.NEAREST.best} ({standings.km[best]:.0f} km)"
    if need.wish is Wish.NEAREST:
        return nearest
    return f"no {need.wish.measure} is known: {nearest}"


def _rejection_reasons(standings: Standings, other: int, best: int | None) -> Iterator[str]:
    if best is None or not standings.able[other]:
        yield from objections(standings.need, standings.network.factories[other])
        return
    failures, apart = standings.failures, standings.apart
    equal = (failures[other], apart[other]) == (failures[best], apart[best])
    if failures[other] > failures[best]:
        yield f"failed this item before ({count_text(int(failures[other]), 'time')})"
    if apart[other] and not apart[best]:
        yield f"it would be a parcel of its own, beside that of {standings.network.factories[best].id}"
    if standings.elsewhere[other] and not standings.elsewhere[best]:
        equal = False
        yield PLACED_TOGETHER
    if standings.wish[other] > standings.wish[best]:
        equal = False
        yield _wish_words(standings, other, best)
    yield from _distance_words(standings, other, best, equal=equal)


def _wish_words(standings: Standings, other: int, best: int) -> str:
    first, second = (standings.network.factories[each].id for each in (best, other))
    words = standings.ranks.words(second)
    if isinf(standings.wish[other]):
        return words
    return f"{standings.need.wish.is_worse}: {words}, {standings.ranks.words(first)} from {first}"


def _distance_words(standings: Standings, other: int, best: int, *, equal: bool) -> Iterator[str]:
    far, near = standings.km[other], standings.km[best]
    first = standings.network.factories[best].id
    if far > near:
        # Two distances that differ must not read alike.
        digits = 0 if far - near >= 1 else 3
        yield f"farther: {far:.{digits}f} km, {near:.{digits}f} km to {first}"
    elif equal:
        yield f"as good as {first}, which comes first by id"
