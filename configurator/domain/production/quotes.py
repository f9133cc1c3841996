"""A quote: what one factory would take for a job, when it would ship and arrive, and until when that holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Literal

from configurator.domain.offers.offers import Offer
from configurator.domain.places import Place, great_circle_km
from configurator.domain.production.capacity import (
    QueuedJob,
    able_machines,
    job_task,
    parcel_leaves,
    plan_job,
    stated_time,
)
from configurator.domain.production.factories import Factory
from configurator.domain.production.machine_hours import hours_words, timed_machine
from configurator.domain.production.machine_rates import Piece
from configurator.domain.production.pricing import PricedJob, QuoteLine, Shipment, price_job
from configurator.domain.production.promises import Promise
from configurator.domain.production.rate_cards import QUOTE_VALID_DAYS

# An estimate is from a draft of the part while it is configured, or from its volume as made.
Basis = Literal["estimate", "made"]


@dataclass(frozen=True)
class QuoteRequest:
    """What is to be quoted: a piece in an offer, sent to a place, collected at a factory, or nobody has said yet."""

    offer: Offer
    piece: Piece
    basis: Basis
    place: Place | None = None
    pick_up: str = ""
    is_rush: bool = False


@dataclass(frozen=True)
class Quote:
    """What a factory says to one job; moments in UTC (ISO 8601), hours, grams, amounts in its currency.

    Of what cannot be told there are reasons: `price_reasons` where the price is on request, `date_reasons` where no
    day is known. `is_full` is that of a factory without time for it in the days looked at. `rate_card` is the digest of
    the card that it was reckoned by, empty where there is none. `hours_by` says of a machine for filament by what its
    hours are told; empty in quotes of an earlier version.
    """

    factory: str
    title: str
    machine: str
    basis: Basis
    quantity: int
    grams: str
    machine_h: float | None
    distance_km: float | None
    ships_at: str
    arrives_at: str
    date_reasons: tuple[str, ...]
    lines: tuple[QuoteLine, ...]
    price_reasons: tuple[str, ...]
    lacks_shipping: bool
    currency: str
    tax: str
    rate_card: str
    rate_card_version: str
    quoted_at: str
    expires_at: str
    is_rush: bool = False
    is_full: bool = False
    hours_by: str = ""

    @property
    def total(self) -> Decimal | None:
        """The sum of the lines, None where it is on request."""
        return None if self.price_reasons else sum((each.price for each in self.lines), Decimal(0))

    @property
    def promise(self) -> Promise | None:
        """What it promises; None where no day is known."""
        if not self.ships_at or not self.arrives_at:
            return None
        price = None if self.lacks_shipping else self.total
        return Promise(self.ships_at, self.arrives_at, price, self.currency if price is not None else "")

    @property
    def hours_text(self) -> str:
        """The machine's hours that are charged, such as 1.25, or under 0.01; empty where they are not stated."""
        if self.machine_h is None:
            return ""
        return f"{self.machine_h:g}" if self.machine_h else "under 0.01"

    def has_expired(self, now: str) -> bool:
        """Whether it holds no longer."""
        return now > self.expires_at

    def as_dict(self) -> dict[str, Any]:
        """As it is kept and stands in JSON; amounts are texts, such as "12.30", and the total null on request."""
        lines = [{"name": each.name, "words": each.words, "price": str(each.price)} for each in self.lines]
        reasons = {name: list(getattr(self, name)) for name in ("date_reasons", "price_reasons")}
        total = None if self.total is None else str(self.total)
        return {**vars(self), "lines": lines, **reasons, "total": total}


def quote_from_dict(facts: Mapping[str, Any]) -> Quote:
    """The quote that was kept in that shape."""
    kept = {name: value for name, value in facts.items() if name in Quote.__dataclass_fields__}
    lines = tuple(QuoteLine(each["name"], each["words"], Decimal(each["price"])) for each in facts["lines"])
    reasons = {name: tuple(facts[name]) for name in ("date_reasons", "price_reasons")}
    return Quote(**{**kept, "lines": lines, **reasons})


def quote_job(factory: Factory, queue: Sequence[QueuedJob], request: QuoteRequest, now: datetime) -> Quote | None:
    """The factory's quote behind the jobs that it has; None where none of its machines can make it."""
    machines = able_machines(factory, request.offer, request.piece)
    if not machines:
        return None
    task = job_task(factory, request.offer, request.piece, now, is_rush=request.is_rush)
    plan, why = plan_job(factory, queue, task, now) if task.times else (None, "")
    placement = plan.of(task.id) if plan and not why else None
    machine = next((each for each in machines if placement and each.id == placement.machine), machines[0])
    is_full = plan is not None and plan.of(task.id) is None
    if not task.times:
        why = f"{machine.id} states no {', no '.join(timed_machine(machine, request.piece).times.missing())}"
    quote = _quote(factory, machine.id, request, placement.ready if placement else None, why, now)
    return replace(quote, is_full=is_full)


def _quote(
    factory: Factory, machine_id: str, request: QuoteRequest, ready: datetime | None, why: str, now: datetime
) -> Quote:
    machine = next(each for each in factory.machines if each.id == machine_id)
    card, shipment = factory.rate_card, _shipment(factory, request)
    time = stated_time(machine, request.piece)
    job = PricedJob(
        timed_machine(machine, request.piece), request.offer, request.piece, time, shipment, request.is_rush
    )
    pricing = price_job(card, job)
    ships = parcel_leaves(factory, ready) if ready and not shipment.is_collected else ready
    arrives, unknown = _arrival(factory, shipment, ships)
    valid_days = card.valid_days if card else QUOTE_VALID_DAYS
    return Quote(
        factory=factory.id,
        title=factory.title,
        machine=machine.id,
        basis=request.basis,
        quantity=request.piece.quantity,
        grams=str(job.grams),
        machine_h=None if time is None else round(time.charged_h, 2),
        distance_km=None if shipment.distance_km is None else round(shipment.distance_km, 1),
        ships_at=_moment(ships),
        arrives_at=_moment(arrives),
        date_reasons=tuple(filter(None, (why, unknown))),
        lines=pricing.lines,
        price_reasons=pricing.reasons,
        lacks_shipping=pricing.lacks_shipping,
        currency=card.currency if card else "",
        tax=card.tax if card else "",
        rate_card=card.digest if card else "",
        rate_card_version=card.version if card else "",
        quoted_at=_moment(now),
        expires_at=_moment(now + timedelta(days=valid_days)),
        is_rush=request.is_rush,
        hours_by=hours_words(machine, request.piece, is_made=request.basis == "made"),
    )


def _shipment(factory: Factory, request: QuoteRequest) -> Shipment:
    distance_km = great_circle_km(request.place, factory.place) if request.place else None
    return Shipment(None if request.pick_up else distance_km, bool(request.pick_up))


def _arrival(factory: Factory, shipment: Shipment, ships: datetime | None) -> tuple[datetime | None, str]:
    """When it arrives, or why that is not known; collected, it is there when it is ready."""
    if shipment.is_collected or ships is None:
        return ships, ""
    if shipment.distance_km is None:
        return None, ""
    band = factory.rate_card.band(shipment.distance_km) if factory.rate_card else None
    if band is None:
        return None, "how long a parcel takes is not stated"
    return ships + timedelta(days=band.days), ""


def _moment(moment: datetime | None) -> str:
    """In UTC, ISO 8601 to the millisecond, as all moments are written; empty for none."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z") if moment else ""
