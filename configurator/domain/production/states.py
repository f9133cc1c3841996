"""The states of an item, a job and an order: one table of allowed moves each, the initial state first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

Moves = Mapping[str, frozenset[str]]

ITEM_MOVES: Final[Moves] = {"waiting": frozenset({"made", "failed"}), "made": frozenset(), "failed": frozenset()}

ORDER_MOVES: Final[Moves] = {
    # Its parts are being made as files.
    "placed": frozenset({"made", "failed", "cancelled"}),
    # The requested sizes and the measured ones are ready to be approved.
    "made": frozenset({"approved", "cancelled"}),
    # It is in production.
    "approved": frozenset({"shipped", "cancelled"}),
    # A remake reopens it.
    "shipped": frozenset({"approved"}),
    "failed": frozenset(),
    "cancelled": frozenset(),
}

JOB_MOVES: Final[Moves] = {
    # No factory has it: none is chosen yet, or none can take it.
    "waiting": frozenset({"routed", "cancelled"}),
    # A factory is chosen; its folder is being filled.
    "routed": frozenset({"handed_over", "waiting", "cancelled"}),
    "handed_over": frozenset({"claimed", "waiting", "cancelled"}),
    # An operator has taken it; nothing is on a machine yet.
    "claimed": frozenset({"started", "failed", "waiting", "cancelled"}),
    "started": frozenset({"done", "failed"}),
    # Made and inspected.
    "done": frozenset({"shipped", "failed"}),
    "shipped": frozenset(),
    "failed": frozenset(),
    "cancelled": frozenset(),
}

# States in which a job can move to another factory without a second part being made.
MOVABLE_STATES: Final = frozenset({"routed", "handed_over", "claimed"})

# States in which a part exists or is on a machine, and no lease may be withdrawn.
PHYSICAL_STATES: Final = frozenset({"started", "done"})


def states_before(moves: Moves, state: str) -> frozenset[str]:
    """The states from which a move to `state` is allowed."""
    return frozenset(start for start, ends in moves.items() if state in ends)
