"""How much of an untrusted file is read; each limit is far more than any part needs."""

from __future__ import annotations

MAX_BYTES = 200_000_000
MAX_TRIANGLES = 2_000_000
# A closed mesh has half as many vertices as triangles, one whose triangles share none three times as many.
MAX_VERTICES = 3 * MAX_TRIANGLES
# Of a package: entries, bytes once unpacked, and how many of these to each byte that is packed.
MAX_ENTRIES = 1_000
MAX_UNPACKED_BYTES = 500_000_000
MAX_PACKING_RATIO = 100
# Whatever the ratio: small packages of text that repeats itself.
MIN_UNPACKED_LIMIT_BYTES = 1_000_000
# Elements within elements, objects within objects.
MAX_DEPTH = 64
MAX_COPIES = 10_000
# mm from the origin, beyond which float32 counts in steps that are no longer small.
MAX_COORDINATE_MM = 100_000.0
# Bodies, islands and crumbs that do not touch each other.
MAX_PIECES = 1_000
