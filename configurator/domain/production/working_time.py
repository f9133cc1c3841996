"""Work that goes on where it was left: moments and hours within the intervals in which somebody is there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from configurator.domain.production.hours import Interval


def work_start(worked: Sequence[Interval], moment: datetime) -> datetime | None:
    """The first moment from then on at which somebody is there."""
    return next((max(each.start, moment) for each in worked if each.end > moment), None)


def work_end(worked: Sequence[Interval], moment: datetime, hours: float) -> datetime | None:
    """When so many hours of work are done that begin at a moment or later; work goes on where it was left."""
    left = hours_long(hours)
    for each in worked:
        start = max(each.start, moment)
        if each.end <= start:
            continue
        if start + left <= each.end:
            return start + left
        left -= each.end - start
    return None


def hours_long(hours: float) -> timedelta:
    """So many hours."""
    return timedelta(hours=hours)
