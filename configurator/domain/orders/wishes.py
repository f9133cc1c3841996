"""What a customer wishes of the factory that makes a part, beside that it can."""

from __future__ import annotations

from typing import Literal, Self

from configurator.domain.states import Status

WishName = Literal["nearest", "soonest", "cheapest", "rush"]


class Wish(Status):
    """By what the factories that can make a part are ranked; `words` say it to the customer.

    It is the `measure` that each promises; the factory with the least is `best`, another `is_worse`. A rush is ranked
    by when it arrives too; where a factory takes one, it is made before the jobs that wait there.
    """

    words: str
    measure: str
    best: str
    is_worse: str

    NEAREST = "nearest", "made as near as can be", "distance", "nearest", "farther"
    SOONEST = "soonest", "there as soon as can be", "date", "soonest", "arrives later"
    CHEAPEST = "cheapest", "as cheap as can be", "price", "cheapest", "costs more"
    RUSH = "rush", "made before others, at a rush price", "date", "soonest", "arrives later"

    def __new__(cls, name: str, words: str, measure: str, best: str, is_worse: str) -> Self:
        """A member, from all that is written beside it."""
        wish = str.__new__(cls, name)
        wish._value_ = name
        wish.words, wish.measure, wish.best, wish.is_worse = words, measure, best, is_worse
        return wish

    @property
    def is_rush(self) -> bool:
        """Whether it is to be made before others."""
        return self is Wish.RUSH

    @property
    def is_by_date(self) -> bool:
        """Whether factories are ranked by when the part arrives."""
        return self.measure == "date"


WISH_HINT = f"One of {', '.join(Wish)}; {Wish.NEAREST} unless said."
