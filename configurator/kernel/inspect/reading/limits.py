"""How much of an untrusted file is read; each limit is far more than any part needs."""

from __future__ import annotations

MOST_BYTES = 200_000_000
MOST_TRIANGLES = 2_000_000
# A closed mesh has half as many vertices as triangles, one whose triangles share none three times as many.
MOST_VERTICES = 3 * MOST_TRIANGLES
# Of a package: entries, bytes once unpacked, and how many of these to each byte that is packed.
MOST_ENTRIES = 1_000
MOST_UNPACKED = 500_000_000
MOST_RATIO = 100
# Whatever the ratio: small packages of text that repeats itself.
ALWAYS_UNPACKED = 1_000_000
# Elements within elements, objects within objects.
DEEPEST = 64
MOST_COPIES = 10_000
# mm from the origin, beyond which float32 counts in steps that are no longer small.
FARTHEST = 100_000.0
# Bodies, islands and crumbs that do not touch each other.
MOST_PIECES = 1_000
