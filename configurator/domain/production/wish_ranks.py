"""How well a factory meets the customer's wish: as numbers to rank by, and in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import inf

from configurator.domain.orders.wishes import Wish
from configurator.domain.production.promises import Promise


@dataclass(frozen=True)
class WishRanks:
    """What is promised, as far as it counts for a wish: less is better, and what is unknown comes last.

    Prices are compared in one `currency` only.
    """

    wish: Wish
    promises: Mapping[str, Promise]
    currency: str = ""

    def of(self, factory: str) -> float:
        """The second of arrival or the price; 0 for all where the nearest is wished, infinite where it is unknown."""
        if self.wish is Wish.NEAREST:
            return 0.0
        promise = self.promises.get(factory)
        if promise is None:
            return inf
        if self.wish.is_by_date:
            return datetime.fromisoformat(promise.arrives_at).timestamp()
        return inf if promise.price is None or promise.currency != self.currency else float(promise.price)

    def words(self, factory: str) -> str:
        """What is known of it, such as 3 Dec 2026 10:00 UTC or EUR 12.40; why nothing is, where it is unknown."""
        promise = self.promises.get(factory)
        if promise is None or (promise.price is None and not self.wish.is_by_date):
            return f"no {self.wish.measure} is known of it"
        if self.wish.is_by_date:
            return moment_words(promise.arrives_at)
        return price_words(promise) if promise.currency == self.currency else f"its price is in {promise.currency}"


def wish_ranks(wish: Wish, promises: Mapping[str, Promise], by_distance: Sequence[str]) -> WishRanks:
    """The ranks of factories, of which `by_distance` has the able ones: prices count in the currency of the nearest."""
    known = (promises[each] for each in by_distance if each in promises) if wish is Wish.CHEAPEST else ()
    return WishRanks(wish, promises, next((each.currency for each in known if each.price is not None), ""))


def moment_words(moment: str) -> str:
    """A moment as reasons have it, such as 3 Dec 2026 10:00 UTC."""
    at = datetime.fromisoformat(moment).astimezone(UTC)
    return f"{at.day} {at:%b %Y %H:%M} UTC"


def price_words(promise: Promise) -> str:
    """A price as reasons have it, such as EUR 12.40."""
    return f"{promise.currency} {promise.price}"
