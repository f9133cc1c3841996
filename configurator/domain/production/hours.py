"""When a factory is open, by the OpenStreetMap grammar: `Mo-Fr 08:00-17:00; PH off`.

Time zone and public holidays follow from the coordinates, by the library opening-hours-py. The grammar:
https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from configurator.domain.errors import refused
from configurator.domain.places import Place

if TYPE_CHECKING:
    from opening_hours import OpeningHours

# The library knows a time zone by its key, which datetime.UTC has none of.
UTC_ZONE = ZoneInfo("UTC")
MAX_HOURS_LENGTH = 255
HOURS_HINT = "Write such as Mo-Fr 08:00-17:00; PH off, by the grammar of OpenStreetMap's opening_hours."


@dataclass(frozen=True, order=True)
class Interval:
    """From a moment to a later one, which is no longer part of it; both in UTC."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        """How long it takes."""
        return self.end - self.start

    def overlaps(self, other: Interval) -> bool:
        """Whether they share any time."""
        return self.start < other.end and other.start < self.end


def check_hours(text: str, place: Place, field: str) -> None:
    """Raises Refused, naming the field, for a text that is not of the grammar, or by which nothing is ever open."""
    import opening_hours

    try:
        hours = _parse(text, place)
    # The library's own description of its types leaves its exceptions out.
    except opening_hours.ParserError as error:  # type: ignore[attr-defined]
        raise refused(f"{text!r} says no hours{_column_words(str(error))}.", field, hint=HOURS_HINT) from None
    if str(hours.normalize()) in ("closed", "24/7 closed", "24/7 unknown"):
        raise refused(f"By {text!r} it is never open.", field, hint=f"{HOURS_HINT} Without hours it is always open.")


def open_intervals(text: str, place: Place, start: datetime, end: datetime) -> tuple[Interval, ...]:
    """When it is open between two moments (in UTC), in order; all of the time where it states no hours.

    What the grammar calls unknown counts as closed.
    """
    if not text:
        return (Interval(start, end),) if start < end else ()
    midnight = start.astimezone(UTC_ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    window = Interval(start, end)
    days = _opened_days(text, place, midnight, (end - midnight).days + 1)
    return tuple(Interval(max(each.start, start), min(each.end, end)) for each in days if each.overlaps(window))


@lru_cache(maxsize=4096)
def _opened_days(text: str, place: Place, midnight: datetime, days: int) -> tuple[Interval, ...]:
    """When it is open on so many days: one answer for all who ask on the same day."""
    from opening_hours import State

    spans = _parse(text, place).intervals(midnight, midnight + timedelta(days=days))
    opened = (
        Interval(start.astimezone(UTC_ZONE), end.astimezone(UTC_ZONE))
        for start, end, state, _ in spans
        if state == State.OPEN
    )
    return tuple(merged(opened))


def subtract(intervals: Iterable[Interval], taken: Sequence[Interval]) -> tuple[Interval, ...]:
    """What is left of the intervals without those taken; both in order, each without overlaps."""
    return tuple(piece for each in intervals for piece in _without(each, taken))


def merged(intervals: Iterable[Interval]) -> Iterator[Interval]:
    """Intervals in order of their start, those that touch or overlap as one."""
    last: Interval | None = None
    for each in sorted(intervals):
        if last is not None and each.start <= last.end:
            last = Interval(last.start, max(last.end, each.end))
            continue
        if last is not None:
            yield last
        last = each
    if last is not None:
        yield last


def _without(interval: Interval, taken: Sequence[Interval]) -> Iterator[Interval]:
    start = interval.start
    for each in taken:
        if each.end <= start or each.start >= interval.end:
            continue
        if start < each.start:
            yield Interval(start, each.start)
        start = each.end
    if start < interval.end:
        yield Interval(start, interval.end)


@lru_cache(maxsize=4096)
def _parse(text: str, place: Place) -> OpeningHours:
    # Imported with the first factory that states hours: its maps of time zones and holidays take 0.1 GB.
    from opening_hours import OpeningHours

    return OpeningHours(text, coords=(place.latitude, place.longitude))


def _column_words(message: str) -> str:
    """Where in the text the parser stopped, as its message says it: ` --> 1:7`."""
    place = message.partition("--> 1:")[2].partition("\n")[0].strip()
    return f" from its letter {place} on" if place.isdigit() else ""
