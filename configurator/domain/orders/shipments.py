"""By what a part was sent, as the factory states it."""

from __future__ import annotations

from dataclasses import dataclass

from configurator.domain.errors import refused
from configurator.domain.text_bounds import CARRIER, TRACKING_NUMBER, TextBound


@dataclass(frozen=True)
class Shipment:
    """The carrier and the number by which it finds a parcel; either may be empty."""

    carrier: str = ""
    tracking_number: str = ""

    @property
    def words(self) -> str:
        """Both in a line: `Post, 99.00.123`."""
        return ", ".join(filter(None, (self.carrier, self.tracking_number)))


UNSTATED = Shipment()


def read_shipment(carrier: str, tracking_number: str) -> Shipment:
    """What a factory states of a parcel. Raises Refused for what is too long or unprintable."""
    return Shipment(
        _read_line("carrier", carrier, CARRIER), _read_line("tracking_number", tracking_number, TRACKING_NUMBER)
    )


def _read_line(field: str, text: str, bound: TextBound) -> str:
    line = text.strip()
    if len(line) > bound.max_length or not line.isprintable():
        raise refused(f"It is no line of up to {bound.max_length} characters.", field, hint=bound.hint)
    return line
