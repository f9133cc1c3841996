"""Numbered dots: the dot stays where the place is, its number moves aside where it would cover another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, dist, pi, sin

from configurator.domain.places import Place
from web.map.outlines import MapPoint
from web.map.view import MapView, project

# px: a label is a disc of this radius, and this much stays free around it.
LABEL_RADIUS_PX, LABEL_GAP_PX = 13.0, 3.0
# px: the distance that a label keeps from the dot of another.
DOT_CLEARANCE_PX = 5.0
# Candidate positions of a label: so many rings around its dot, with so many places on each.
LABEL_RINGS, PLACES_PER_RING = 40, 16


@dataclass(frozen=True)
class MapMark:
    """Something to show: `state` is a word for the style sheet."""

    id: str
    title: str
    place: Place
    state: str = ""


@dataclass(frozen=True)
class Dot:
    """A mark in a view: where it lies, and where the middle of its numbered label does, in px."""

    id: str
    number: int
    title: str
    state: str
    x: float
    y: float
    label_x: float
    label_y: float

    @property
    def moved(self) -> bool:
        """Whether the label stands beside its dot instead of on it."""
        return (self.x, self.y) != (self.label_x, self.label_y)


def dots_of(view: MapView, marks: Sequence[MapMark]) -> tuple[Dot, ...]:
    """One for each mark, numbered from 1 in their order.

    No two labels overlap, and none lies on another's dot, as long as there is room within 600 px.
    """
    points = [_tenths(project(view, mark.place)) for mark in marks]
    labels = _label_positions(view, points)
    return tuple(
        Dot(mark.id, number, mark.title, mark.state, *point, *label)
        for number, (mark, point, label) in enumerate(zip(marks, points, labels, strict=True), 1)
    )


def _label_positions(view: MapView, points: Sequence[MapPoint]) -> Sequence[MapPoint]:
    labels: list[MapPoint] = []
    for at, point in enumerate(points):
        others = [*points[:at], *points[at + 1 :]]
        free = (place for place in _candidates(point) if _is_free(view, place, labels, others))
        labels.append(next(free, point))
    return labels


def _candidates(point: MapPoint) -> Iterator[MapPoint]:
    """The point itself, then places around it, nearest first, from the upper right on."""
    yield point
    for ring in range(LABEL_RINGS):
        distance = LABEL_RADIUS_PX + DOT_CLEARANCE_PX + 2 * LABEL_GAP_PX + ring * LABEL_RADIUS_PX
        for turn in range(PLACES_PER_RING):
            angle = 2 * pi * turn / PLACES_PER_RING - pi / 4
            yield _tenths((point[0] + distance * cos(angle), point[1] + distance * sin(angle)))


def _is_free(view: MapView, place: MapPoint, labels: Sequence[MapPoint], others: Sequence[MapPoint]) -> bool:
    margin = LABEL_RADIUS_PX + LABEL_GAP_PX
    inside = margin <= place[0] <= view.width - margin and margin <= place[1] <= view.height - margin
    clear_of_labels = all(dist(place, label) >= 2 * LABEL_RADIUS_PX + LABEL_GAP_PX for label in labels)
    return (
        inside and clear_of_labels and all(dist(place, other) >= LABEL_RADIUS_PX + DOT_CLEARANCE_PX for other in others)
    )


def _tenths(point: MapPoint) -> MapPoint:
    return round(point[0], 1), round(point[1], 1)
