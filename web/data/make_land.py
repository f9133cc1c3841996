"""Makes land.json.gz, coasts and borders, from the npm package world-atlas, unpacked.

npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
python web/data/make_land.py package/countries-10m.json
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

# Degrees: what simplification may move a line by, and the grid of the result.
TOLERANCE, GRID = 0.02, 0.01
# Rings south of this belong to Antarctica.
ANTARCTIC = -60.0

GlobePoint = tuple[float, float]
Line = Sequence[GlobePoint]


def decode_arcs(topology: Any) -> list[Line]:
    """Each arc of a TopoJSON file as points (longitude, latitude) in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    summed = (accumulate(arc, lambda one, step: [one[0] + step[0], one[1] + step[1]]) for arc in topology["arcs"])
    return [[(x * sx + tx, y * sy + ty) for x, y in arc] for arc in summed]


def distance_to_segment(point: GlobePoint, start: GlobePoint, end: GlobePoint) -> float:
    """The distance of a point from a segment, in degrees of latitude."""
    longitude_scale = cos(radians(point[1]))
    across, up = (end[0] - start[0]) * longitude_scale, end[1] - start[1]
    x, y = (point[0] - start[0]) * longitude_scale, point[1] - start[1]
    length = across**2 + up**2
    along = min(1.0, max(0.0, (x * across + y * up) / length)) if length else 0.0
    return hypot(x - along * across, y - along * up)


def simplify_line(line: Line) -> list[GlobePoint]:
    """By Douglas and Peucker: the ends stay, and every point that lies further off than the tolerance."""
    if len(line) < 3:
        return list(line)
    distance, index = max(
        (distance_to_segment(point, line[0], line[-1]), index) for index, point in enumerate(line[1:-1], 1)
    )
    if distance <= TOLERANCE:
        return [line[0], line[-1]]
    return simplify_line(line[: index + 1])[:-1] + simplify_line(line[index:])


def join_arcs(arcs: Sequence[Line], ring: Sequence[int]) -> list[GlobePoint]:
    """A ring from its arcs; ~i is arc i backwards."""
    parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in ring]
    return unwrap_ring([point for part in parts for point in part[:-1]] + [parts[-1][-1]])


def unwrap_ring(ring: Line) -> list[GlobePoint]:
    """A ring that runs on across the 180th meridian, where the source jumps, with its middle between -180 and 180."""
    turns = list(accumulate((360 * round((a[0] - b[0]) / 360) for a, b in pairwise(ring)), initial=0))
    points = [(x + turn, y) for (x, y), turn in zip(ring, turns, strict=True)]
    middle = (min(x for x, _ in points) + max(x for x, _ in points)) / 2
    return [(x - 360 * round(middle / 360), y) for x, y in points]


def rings(geometry: Any) -> Iterator[Sequence[int]]:
    """Every ring of a Polygon or MultiPolygon, outer ones and holes alike."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    for polygon in polygons:
        yield from polygon


def borders(countries: Any) -> list[int]:
    """The arcs that two countries share."""
    uses = Counter(i if i >= 0 else ~i for country in countries for ring in rings(country) for i in ring)
    return sorted(arc for arc, times in uses.items() if times > 1)


def encode_line(line: Line) -> list[int]:
    """First point, then steps, in units of the grid: x, y, dx, dy, dx, dy, ..."""
    points = [(round(x / GRID), round(y / GRID)) for x, y in line]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points) if a != b]
    return [number for point in [points[0], *steps] for number in point]


def main(source: str) -> None:
    """Write land.json.gz beside this script; the same source gives the same bytes."""
    topology = json.loads(Path(source).read_text())
    arcs = [simplify_line(arc) for arc in decode_arcs(topology)]
    land = [join_arcs(arcs, ring) for ring in rings(topology["objects"]["land"]["geometries"][0])]
    coasts = [encode_line(ring) for ring in land if max(y for _, y in ring) > ANTARCTIC]
    inner = [encode_line(arcs[arc]) for arc in borders(topology["objects"]["countries"]["geometries"])]
    data = {"grid": GRID, "land": [ring for ring in coasts if len(ring) >= 8], "borders": inner}
    text = json.dumps(data, separators=(",", ":"))
    Path(__file__).with_name("land.json.gz").write_bytes(gzip.compress(text.encode(), mtime=0))


if __name__ == "__main__":
    main(sys.argv[1])
