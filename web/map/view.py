"""Which part of the globe a map shows, and where on it a place lies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, cos, radians

from configurator.domain.places import EARTH_RADIUS_KM, Place

MAP_WIDTH = 720.0
# Width by height, unless the globe ends first.
MAP_SHAPE = 1.5
# Margin around the points: the view is their extent times this, and no narrower than so many km.
EXTENT_FACTOR, MIN_WIDTH_KM = 1.35, 700.0
ONE_DEGREE = radians(1) * EARTH_RADIUS_KM
# The least width of a degree of longitude, in degrees of latitude: near a pole it would vanish.
MIN_LONGITUDE_SCALE = 0.2


@dataclass(frozen=True)
class MapView:
    """Degrees from side to side, drawn `width` by `height` px; west is -180 to 180, east may lie beyond 180."""

    west: float
    south: float
    east: float
    north: float
    width: float
    height: float


# Degrees of latitude between which people live; a view goes beyond only for a point that does.
SOUTHMOST, NORTHMOST = -58.0, 84.0
WORLD = MapView(-170, SOUTHMOST, 190, NORTHMOST, MAP_WIDTH, MAP_WIDTH * (NORTHMOST - SOUTHMOST) / 360)


def view_of(points: Sequence[Place]) -> MapView:
    """A view with all points and room around them; of the whole world if there are none.

    Equirectangular, true to scale along the middle latitude. Of the two ways round the globe it takes the shorter, so
    the edge of the map is where the points leave the widest gap, and Fiji and Samoa stand side by side.
    """
    if not points:
        return WORLD
    south, north = _extent([point.latitude for point in points])
    west, east = _longitude_range([point.longitude for point in points])
    narrow = max(MIN_LONGITUDE_SCALE, cos(radians((south + north) / 2)))
    width_degrees = max(
        (east - west) * narrow * EXTENT_FACTOR, (north - south) * EXTENT_FACTOR * MAP_SHAPE, MIN_WIDTH_KM / ONE_DEGREE
    )
    low, high = _latitude_range(
        south, north, max(min(width_degrees, 360 * narrow) / MAP_SHAPE, (north - south) * EXTENT_FACTOR)
    )
    span = min(360.0, width_degrees / narrow)
    start = ((west + east - span) / 2 + 180) % 360 - 180
    return MapView(start, low, start + span, high, MAP_WIDTH, round(MAP_WIDTH * (high - low) / (span * narrow), 1))


def project(view: MapView, place: Place) -> tuple[float, float]:
    """x and y in px from the upper left; a place outside the view lies outside the picture."""
    middle = (view.west + view.east) / 2
    east = (place.longitude - middle + 180) % 360 - 180 + middle - view.west
    return (
        east * view.width / (view.east - view.west),
        (view.north - place.latitude) * view.height / (view.north - view.south),
    )


def unproject(view: MapView, x: float, y: float) -> Place:
    """The place at x and y in px."""
    longitude = view.west + x * (view.east - view.west) / view.width
    latitude = view.north - y * (view.north - view.south) / view.height
    return Place(max(-90.0, min(90.0, latitude)), (longitude + 180) % 360 - 180)


def graticule_path(view: MapView) -> str:
    """Path data of meridians and parallels at round degrees, five or so each way."""
    step = next(step for step in (1, 2, 5, 10, 20, 30) if step * 7 >= view.north - view.south)
    wide, tall = view.width / (view.east - view.west), view.height / (view.north - view.south)
    upright = (f"M{(at - view.west) * wide:.1f} 0V{view.height:.1f}" for at in _multiples(view.west, view.east, step))
    level = (f"M0 {(view.north - at) * tall:.1f}H{view.width:.1f}" for at in _multiples(view.south, view.north, step))
    return "".join([*upright, *level])


def _latitude_range(south: float, north: float, height: float) -> tuple[float, float]:
    """A range of that height around two latitudes, moved or cut where nobody lives."""
    lowest, highest = min(south, SOUTHMOST), max(north, NORTHMOST)
    height = min(height, highest - lowest)
    low = max(lowest, min(highest - height, (south + north - height) / 2))
    return low, low + height


def _extent(numbers: Sequence[float]) -> tuple[float, float]:
    return min(numbers), max(numbers)


def _longitude_range(longitudes: Sequence[float]) -> tuple[float, float]:
    """From west to east through all of them, round the side without the widest gap."""
    ordered = sorted(longitude % 360 for longitude in longitudes)
    _, west, east = max((b - a, b, a + 360) for a, b in pairwise([*ordered, ordered[0] + 360]))
    return west, east


def _multiples(start: float, end: float, step: int) -> Iterator[int]:
    """The multiples of a step from start to end."""
    return iter(range(ceil(start / step) * step, ceil(end), step))
