"""What a job costs at a factory, line by line from its rate card; what the card does not state is on request.

Every line is its quantity, as it is shown, times a price of the card, rounded to a hundredth, half up.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from configurator.domain.offers.offers import Offer
from configurator.domain.production.factories import Machine
from configurator.domain.production.machine_rates import MachineTime, Piece
from configurator.domain.production.rate_cards import RateCard

HUNDREDTH = Decimal("0.01")
MM3_PER_CM3 = 1000.0
NO_CARD = "it has no rate card"


@dataclass(frozen=True)
class QuoteLine:
    """One line of a price: what for, how it was reckoned, and how much."""

    name: str
    words: str
    price: Decimal


@dataclass(frozen=True)
class Shipment:
    """How the job leaves: so many km by parcel, None where nobody has said where to, or collected."""

    distance_km: float | None = None
    is_collected: bool = False


@dataclass(frozen=True)
class Pricing:
    """The lines of a price, and why it is on request, if it is; `lacks_shipping` while nobody has said where to."""

    lines: tuple[QuoteLine, ...] = ()
    reasons: tuple[str, ...] = ()
    lacks_shipping: bool = False

    @property
    def total(self) -> Decimal | None:
        """The sum of the lines; None where it is on request."""
        return None if self.reasons else sum((each.price for each in self.lines), Decimal(0))


@dataclass(frozen=True)
class PricedJob:
    """What decides the price of a job: the machine and its hours, None where it does not state them, and the offer."""

    machine: Machine
    offer: Offer
    piece: Piece
    time: MachineTime | None
    shipment: Shipment = Shipment()
    is_rush: bool = False

    @property
    def cm3(self) -> Decimal:
        """The material of all pieces."""
        return _rounded(self.piece.volume_mm3 * self.piece.quantity / MM3_PER_CM3)

    @property
    def grams(self) -> Decimal:
        """The mass of all pieces."""
        return _rounded(self.piece.volume_mm3 * self.piece.quantity / MM3_PER_CM3 * self.offer.density)


def price_job(card: RateCard | None, job: PricedJob) -> Pricing:
    """The price of a job by a factory's rate card."""
    if card is None:
        return Pricing(reasons=(NO_CARD,))
    bill = _Bill(card, job)
    for reckon in (bill.make, bill.raise_to_minimum, bill.add_rush, bill.ship):
        reckon()
    if bill.reasons:
        # Part of a price would pass for one.
        return Pricing(reasons=tuple(bill.reasons))
    lacks_shipping = job.shipment.distance_km is None and not job.shipment.is_collected
    return Pricing(tuple(bill.lines), tuple(bill.reasons), lacks_shipping)


@dataclass
class _Bill:
    card: RateCard
    job: PricedJob
    lines: list[QuoteLine] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    @property
    def _sum(self) -> Decimal:
        return sum((each.price for each in self.lines), Decimal(0))

    def make(self) -> None:
        """Material, machine, labour, set-up and post-processing."""
        self._add_material()
        machine, time = self.job.machine, self.job.time
        if time is None:
            self.reasons.append(f"{machine.id} states no {', no '.join(machine.times.missing())}")
        else:
            hour = self.card.machine_hours.get(machine.id)
            run_h, unit, what = _rounded(time.charged_h), f"h of {machine.id}", f"an hour of {machine.id}"
            self._add("machine", run_h, unit, hour, what, is_some=time.charged_h > 0)
            self._add(
                "labour", _rounded(_labour_h(machine, time)), "h of work", self.card.labour_hour, "an hour of work"
            )
        self._add("set-up", Decimal(1), "job", self.card.set_up, "setting up")
        quantity, each = self.job.piece.quantity, self.card.post_processing
        self._add("post-processing", Decimal(quantity), "pieces" if quantity > 1 else "piece", each, "post-processing")

    def _add_material(self) -> None:
        material = self.job.offer.material
        price = self.card.materials.get(material)
        quantity = self.job.cm3 if price and price.per == "cm3" else self.job.grams
        unit = "cm³" if price and price.per == "cm3" else "g"
        self._add("material", quantity, f"{unit} {material}", price.price if price else None, material)

    def _add(
        self, name: str, quantity: Decimal, unit: str, price: Decimal | None, what: str, *, is_some: bool = False
    ) -> None:
        if price is None:
            self.reasons.append(f"its rate card has no price for {what}")
        elif price:
            told = f"under {HUNDREDTH}" if is_some and not quantity else _plain(quantity)
            words = f"{told} {unit} at {_plain(price)}"
            self.lines.append(QuoteLine(name, words, _money(quantity * price)))

    def raise_to_minimum(self) -> None:
        """What lacks to the least that a job costs."""
        if self.card.minimum is not None and self._sum < self.card.minimum:
            words = f"up to {_plain(self.card.minimum)}, the least that a job costs"
            self.lines.append(QuoteLine("minimum", words, self.card.minimum - self._sum))

    def add_rush(self) -> None:
        """What it costs to be made before others, on all that stands before."""
        percent = self.card.rush_percent
        if self.job.is_rush and percent is None:
            self.reasons.append("it takes no rush by its rate card")
        elif self.job.is_rush and percent is not None:
            words = f"{_plain(percent)} % of {self._sum:.2f}"
            self.lines.append(QuoteLine("rush", words, _money(self._sum * percent / 100)))

    def ship(self) -> None:
        """The parcel, by its band of distances."""
        distance_km = self.job.shipment.distance_km
        if self.job.shipment.is_collected or distance_km is None:
            return
        band = self.card.band(distance_km)
        if band is None:
            self.reasons.append(f"its rate card has no price for a parcel over {distance_km:,.0f} km")
        else:
            words = f"a parcel over {distance_km:,.0f} km, in the band up to {band.up_to_km:,g} km"
            self.lines.append(QuoteLine("shipping", words, _money(band.price)))


def _labour_h(machine: Machine, time: MachineTime) -> float:
    """Somebody sets up and finishes; a machine that is not left alone has somebody beside it all the while."""
    return time.set_up_h + time.post_h + (0.0 if machine.unattended else time.charged_h)


def _rounded(number: float) -> Decimal:
    return _money(Decimal(repr(number)))


def _money(amount: Decimal) -> Decimal:
    return amount.quantize(HUNDREDTH, ROUND_HALF_UP)


def _plain(number: Decimal) -> str:
    """Without noughts at its end: 24, not 24.00."""
    return f"{number.normalize():f}"
