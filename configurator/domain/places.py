"""Where something is on the globe, and how far apart two places are."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

# IUGG mean radius, in km.
EARTH_RADIUS_KM = 6371.0088


@dataclass(frozen=True)
class Place:
    """Latitude and longitude in degrees, north and east positive."""

    latitude: float
    longitude: float

    def coarse(self) -> Place:
        """To a tenth of a degree, some 10 km: enough to choose a factory, too little to find a person."""
        return Place(round(self.latitude, 1) + 0.0, round(self.longitude, 1) + 0.0)


def great_circle_km(one: Place, other: Place) -> float:
    """Great-circle distance in km, by the haversine formula on a sphere of the mean radius."""
    south, north = radians(one.latitude), radians(other.latitude)
    across = sin((north - south) / 2) ** 2
    along = sin(radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(across + cos(south) * cos(north) * along)))
