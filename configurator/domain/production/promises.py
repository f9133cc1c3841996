"""What a factory could do for a job: when, and at what price."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Promise:
    """When a job ships and arrives (UTC, ISO 8601), and its price: None, and no currency, where that is on request."""

    ships_at: str
    arrives_at: str
    price: Decimal | None
    currency: str

    def dates(self) -> dict[str, str]:
        """As the record has it: ships_at and arrives_at."""
        return {"ships_at": self.ships_at, "arrives_at": self.arrives_at}
