"""Which designs a visitor has looked at lately, so that only new ones count: making one costs.

A process remembers so many of them, and each process for itself: what it does not remember counts once more.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

MAX_REMEMBERED = 100_000


class DistinctDesigns:
    """Pairs of a visitor and a design's key; any number of threads may ask."""

    def __init__(self, max_remembered: int = MAX_REMEMBERED) -> None:
        self._max_remembered = max_remembered
        self._lock = Lock()
        # The one that was asked for longest ago first.
        self._pairs: OrderedDict[tuple[str, str], None] = OrderedDict()

    def is_new(self, visitor: str, key: str) -> bool:
        """Whether the visitor has not looked at it lately."""
        with self._lock:
            known = (visitor, key) in self._pairs
            if known:
                self._pairs.move_to_end((visitor, key))
            return not known

    def remember(self, visitor: str, key: str) -> None:
        """The visitor looks at it now."""
        with self._lock:
            self._pairs[visitor, key] = None
            if len(self._pairs) > self._max_remembered:
                self._pairs.popitem(last=False)
