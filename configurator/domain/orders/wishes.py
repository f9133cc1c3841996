"""What a customer wishes of the factory that makes a part, beside that it can."""

from __future__ import annotations

from typing import Literal, Self

from configurator.domain.states import Status

WishName = Literal["nearest", "soonest", "cheapest"]


class Wish(Status):
    """By what the factories that can make a part are ranked; `words` say it to the customer."""

    words: str

    NEAREST = "nearest", "made as near as can be"
    SOONEST = "soonest", "there as soon as can be"
    CHEAPEST = "cheapest", "as cheap as can be"

    def __new__(cls, name: str, words: str) -> Self:
        """A member, from all that is written beside it."""
        wish = str.__new__(cls, name)
        wish._value_ = name
        wish.words = words
        return wish


WISH_HINT = f"One of {', '.join(Wish)}; {Wish.NEAREST} unless said."
