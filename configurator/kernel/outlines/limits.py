"""How much of an untrusted drawing is read; each limit is far more than an outline needs."""

from __future__ import annotations

MAX_BYTES = 20_000_000
# Lines and arcs, once all blocks and copies stand in their places.
MAX_PIECES = 5_000
# Entities or elements that are looked at, those of blocks and copies each time.
MAX_VISITS = 200_000
# Blocks within blocks, copies within copies.
MAX_NESTING = 16
# Elements within elements of an SVG, and all of its elements.
MAX_DEPTH = 64
MAX_ELEMENTS = 100_000
# Of one spline.
MAX_CONTROL_POINTS = 5_000
# mm from the origin: there float64 still tells 1e-9 mm.
MAX_COORDINATE_MM = 1e6
# mm by which lines and arcs may stray from an ellipse, a spline or a Bezier curve.
TOLERANCE_MM = 0.01
