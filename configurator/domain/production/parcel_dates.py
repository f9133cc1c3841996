"""When the parts that one factory makes for an order would leave together, and arrive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from configurator.domain.production.capacity import QueuedJob
from configurator.domain.production.factories import Factory
from configurator.domain.production.quotes import QuoteRequest, quote_job

SIZE_UNKNOWN = "how large its parts are is not known before they are drawn or made"


@dataclass(frozen=True)
class ParcelDates:
    """When a parcel ships and arrives (UTC, ISO 8601), empty where that is not known, and why it is not."""

    ships_at: str = ""
    arrives_at: str = ""
    reasons: tuple[str, ...] = ()


NO_DATES = ParcelDates()


def parcel_dates(
    factory: Factory, queue: Sequence[QueuedJob], requests: Sequence[QuoteRequest | None], now: datetime
) -> ParcelDates:
    """The day of the last of its parts, each behind those before it and behind the queue; None has an unknown size."""
    waiting, quotes = list(queue), []
    for number, request in enumerate(requests):
        quote = quote_job(factory, waiting, request, now) if request else None
        if request is None or quote is None:
            return ParcelDates(reasons=(SIZE_UNKNOWN if request is None else "a part is too large for its machines",))
        waiting.append(QueuedJob(f"part {number}", quote.machine, request.offer, request.piece, None, request.is_rush))
        quotes.append(quote)
    reasons = tuple(dict.fromkeys(reason for each in quotes for reason in each.date_reasons))
    ships, arrives = ([getattr(each, name) for each in quotes] for name in ("ships_at", "arrives_at"))
    return ParcelDates(max(ships) if all(ships) else "", max(arrives) if all(arrives) else "", reasons)
