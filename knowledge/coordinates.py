"""Places on the map, and how far it is from one to another."""

from __future__ import annotations

import math
from dataclasses import dataclass

EARTH_RADIUS_METRES = 6_371_008.8
"""Mean radius (IUGG); a sphere is exact enough to say which counter is nearer."""


@dataclass(frozen=True)
class Coordinates:
    """A point in degrees (WGS 84)."""

    latitude: float
    longitude: float

    def metres_to(self, other: Coordinates) -> float:
        """Length of the great circle between two points, by the haversine formula."""
        north, other_north = math.radians(self.latitude), math.radians(other.latitude)
        east = math.radians(other.longitude - self.longitude)
        half = (
            math.sin((other_north - north) / 2) ** 2
            + math.cos(north) * math.cos(other_north) * math.sin(east / 2) ** 2
        )
        return 2 * EARTH_RADIUS_METRES * math.asin(math.sqrt(min(1.0, half)))
