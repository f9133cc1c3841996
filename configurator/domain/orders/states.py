"""The states of an order and of its items: all that is said of a state stands beside it."""

from __future__ import annotations

from enum import Enum, auto

from configurator.domain.states import State


class OrderFact(Enum):
    """What may be true of an order in a state."""

    OPEN = auto()
    UNAPPROVED = auto()


class OrderState(State):
    """The states of an order."""

    # Its parts are being made as files.
    PLACED = (
        "placed", "Being made as files", ("made", "failed", "cancelled"), OrderFact.OPEN, OrderFact.UNAPPROVED,
    )  # fmt: skip
    # The requested sizes and the measured ones are ready to be approved.
    MADE = "made", "Waiting for approval", ("approved", "cancelled"), OrderFact.OPEN, OrderFact.UNAPPROVED
    # It is in production.
    APPROVED = "approved", "In production", ("shipped", "cancelled"), OrderFact.OPEN
    # A remake reopens it.
    SHIPPED = "shipped", "Shipped", ("approved",)
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"

    @property
    def is_open(self) -> bool:
        """Whether something is still to be made or sent, so that its person's address is needed."""
        return OrderFact.OPEN in self.facts

    @property
    def is_unapproved(self) -> bool:
        """Whether its approval is still to come."""
        return OrderFact.UNAPPROVED in self.facts

    @property
    def can_be_approved(self) -> bool:
        """Whether it can be approved in this state; a remake takes a shipped order back by itself."""
        return self.is_unapproved and self.can_become("approved")

    @property
    def can_be_cancelled(self) -> bool:
        """Whether it can be cancelled, unless a part of it is on a machine."""
        return self.can_become("cancelled")


class ItemState(State):
    """The states of an item."""

    WAITING = "waiting", OrderState.PLACED.words, ("made", "failed")
    MADE = "made", OrderState.MADE.words
    FAILED = "failed", OrderState.FAILED.words

    @property
    def is_made(self) -> bool:
        """Whether its files are there."""
        return self is ItemState.MADE

    @property
    def order_state(self) -> OrderState:
        """The state of an order that has no other item."""
        return OrderState.PLACED if self is ItemState.WAITING else OrderState[self.name]
