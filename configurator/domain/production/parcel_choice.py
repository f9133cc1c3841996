"""Which factories make the parts of an order between them: as few as can be, and of as few the best."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from configurator.domain.production.network import Network
from configurator.domain.production.standings import Standings

# Up to so many parcels every choice of factories is looked at, beyond that each next one takes the most that is left.
MAX_EXACT_PARCELS, MAX_EXACT_CHOICES = 3, 40


class Group:
    """For each item who can make it, and for each factory what it can make of the whole."""

    def __init__(self, network: Network, standings: Mapping[str, Standings]) -> None:
        self.network, self.standings = network, standings
        self.makers = {item: _best_makers(each) for item, each in standings.items()}
        self.ranks = {item: {maker: rank for rank, maker in enumerate(makers)} for item, makers in self.makers.items()}

    def items_of(self, factory: int, items: Iterable[str]) -> frozenset[str]:
        """Those of the items that a factory can make."""
        return frozenset(each for each in items if factory in self.ranks[each])

    def rank(self, factory: int, items: Iterable[str]) -> int:
        """How it comes in the order of factories, added up over the items: less is better."""
        return sum(self.ranks[each][factory] for each in items)

    def best(self, items: Iterable[str]) -> int:
        """The factory that comes first of those that can make all of these."""
        wanted = frozenset(items)
        makers = set.intersection(*({*self.ranks[each]} for each in wanted))
        return min(makers, key=lambda each: (self.rank(each, wanted), each))


def _best_makers(standings: Standings) -> list[int]:
    """Those that can make it by rank, without any that failed it more often than the first."""
    order = standings.ranked()
    return [each for each in order if standings.failures[each] == standings.failures[order[0]]]


def choose_factories(group: Group, items: Sequence[str], homes: set[int]) -> list[int]:
    """The factories that make the items between them, beside those that send a parcel anyway."""
    at_home = {item for home in homes for item in group.items_of(home, items)}
    left = [each for each in items if each not in at_home]
    return [*sorted(homes), *_cover(group, left)] if left else sorted(homes)


def _cover(group: Group, items: Sequence[str]) -> list[int]:
    """The fewest factories that can make all the items between them, as far as every choice is looked at."""
    makes = {maker: group.items_of(maker, items) for item in items for maker in group.makers[item]}
    whole = set(makes.values())
    sets = {each for each in whole if not any(each < other for other in whole)}
    choices = sorted(sets, key=lambda each: (group.rank(group.best(each), each) / len(each), sorted(each)))
    for count in range(1, MAX_EXACT_PARCELS + 1):
        tried = combinations(choices[:MAX_EXACT_CHOICES], count)
        covers = [each for each in tried if frozenset().union(*each) == frozenset(items)]
        if covers:
            return min((_settle(group, items, each) for each in covers), key=lambda each: _merit(group, items, each))
    return _take_the_most(group, items, choices)


def _settle(group: Group, items: Sequence[str], cover: Sequence[frozenset[str]]) -> list[int]:
    """The factory for each part of a cover: of what two could make, each item goes with the first."""
    left, factories = set(items), []
    for part in sorted(cover, key=lambda each: (-len(each), sorted(each))):
        if part & left:
            factories.append(group.best(part & left))
            left -= part
    return factories


def _merit(group: Group, items: Sequence[str], factories: Sequence[int]) -> tuple[int, list[int]]:
    return sum(min(group.ranks[each][at] for at in factories if at in group.ranks[each]) for each in items), [
        *factories
    ]


def _take_the_most(group: Group, items: Sequence[str], choices: Sequence[frozenset[str]]) -> list[int]:
    left, factories = set(items), []
    while left:
        part = max(choices, key=lambda each: len(each & left)) & left
        factories.append(group.best(part))
        left -= part
    return factories
