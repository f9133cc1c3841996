"""Coasts and borders in a view, from data/land.json.gz."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate
from typing import Literal

from web.map.outlines import MapBox, MapPoint, box_of, clip_line, path_data, thin_points, visible_runs
from web.map.view import MapView

# px: how far lines continue beyond the picture, to hide cut edges; the least distance of two points of a line.
FRAME_MARGIN_PX, MIN_SPACING_PX = 8.0, 1.0
LandKind = Literal["land", "borders"]


@dataclass(frozen=True)
class LandLine:
    """Points (longitude, latitude) in degrees, and the box around them."""

    points: Sequence[MapPoint]
    box: MapBox


@lru_cache(maxsize=64)
def land_path(view: MapView) -> str:
    """SVG path data of the land, to be filled by the even-odd rule."""
    frame = MapBox(-FRAME_MARGIN_PX, -FRAME_MARGIN_PX, view.width + FRAME_MARGIN_PX, view.height + FRAME_MARGIN_PX)
    rings = (thin_points(clip_line(ring, frame), MIN_SPACING_PX) for ring in _visible_lines(view, "land"))
    return "".join(path_data(ring, "Z") for ring in rings if len(ring) > 3)


@lru_cache(maxsize=64)
def borders_path(view: MapView) -> str:
    """SVG path data of the borders between countries."""
    frame = MapBox(-FRAME_MARGIN_PX, -FRAME_MARGIN_PX, view.width + FRAME_MARGIN_PX, view.height + FRAME_MARGIN_PX)
    lines = _visible_lines(view, "borders")
    return "".join(path_data(thin_points(run, MIN_SPACING_PX)) for line in lines for run in visible_runs(line, frame))


def _visible_lines(view: MapView, kind: LandKind) -> Iterator[list[MapPoint]]:
    """Each line that meets the view in px; the globe is laid out three times, for a view across its edge."""
    scale_x, scale_y = view.width / (view.east - view.west), view.height / (view.north - view.south)
    for turn in (-360, 0, 360):
        window = MapBox(view.west - turn, view.south, view.east - turn, view.north)
        for line in _read_lines(kind):
            if window.meets(line.box):
                yield [((x - window.left) * scale_x, (view.north - y) * scale_y) for x, y in line.points]


@lru_cache(maxsize=2)
def _read_lines(kind: LandKind) -> Sequence[LandLine]:
    data = json.loads(gzip.decompress((files("web") / "data" / "land.json.gz").read_bytes()))
    unpacked = (_decode_points(numbers, data["grid"]) for numbers in data[kind])
    return [LandLine(points, box_of(points)) for points in unpacked]


def _decode_points(numbers: Sequence[int], grid: float) -> Sequence[MapPoint]:
    xs, ys = accumulate(numbers[::2]), accumulate(numbers[1::2])
    return [(x * grid, y * grid) for x, y in zip(xs, ys, strict=True)]
