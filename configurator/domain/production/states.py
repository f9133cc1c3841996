"""The states of a job: all that is said of a state stands beside it."""

from __future__ import annotations

from enum import Enum, auto

from configurator.domain.states import State


class JobFact(Enum):
    """What may be true of a job in a state."""

    AT_FACTORY = auto()
    HAS_PART = auto()
    ENDED_AT_FACTORY = auto()


class JobState(State):
    """The states of a job, in the order in which it goes through them."""

    # No factory has it: none is chosen yet, or none can take it.
    WAITING = "waiting", "Waiting", ("routed", "cancelled")
    # A factory is chosen; its folder is being filled.
    ROUTED = "routed", "Given to a factory", ("handed_over", "waiting", "cancelled")
    HANDED_OVER = "handed_over", "At the factory", ("claimed", "waiting", "cancelled"), JobFact.AT_FACTORY
    # An operator has taken it; nothing is on a machine yet.
    CLAIMED = "claimed", "Taken by an operator", ("started", "failed", "waiting", "cancelled"), JobFact.AT_FACTORY
    STARTED = "started", "On the machine", ("done", "failed"), JobFact.AT_FACTORY, JobFact.HAS_PART
    # Made and inspected.
    DONE = "done", "Made and inspected", ("shipped", "failed"), JobFact.AT_FACTORY, JobFact.HAS_PART
    SHIPPED = "shipped", "Shipped", (), JobFact.HAS_PART, JobFact.ENDED_AT_FACTORY
    FAILED = "failed", "Failed", (), JobFact.ENDED_AT_FACTORY
    CANCELLED = "cancelled", "Cancelled"

    @property
    def is_at_factory(self) -> bool:
        """Whether its files lie at the factory."""
        return JobFact.AT_FACTORY in self.facts

    @property
    def has_part(self) -> bool:
        """Whether a part exists or is on a machine: its order cannot be cancelled."""
        return JobFact.HAS_PART in self.facts

    @property
    def ended_at_factory(self) -> bool:
        """Whether a factory has sent or failed the part, which can be made once more."""
        return JobFact.ENDED_AT_FACTORY in self.facts

    @property
    def is_physical(self) -> bool:
        """Whether a part exists or is on a machine at the factory, so that its lease must not be withdrawn."""
        return self.is_at_factory and self.has_part

    @property
    def is_movable(self) -> bool:
        """Whether it can move to another factory without a second part being made."""
        return self.can_become("waiting")

    @property
    def is_leased(self) -> bool:
        """Whether a factory has it."""
        return self.is_movable or self.is_physical

    @property
    def can_be_cancelled(self) -> bool:
        """Whether it ends when its order is cancelled."""
        return self.can_become("cancelled")

    @property
    def is_to_dispatch(self) -> bool:
        """Whether it has still to come to a factory, for which there must be work in the queue."""
        return not (self.is_at_factory or self.is_final)
