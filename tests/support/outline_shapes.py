"""Outlines for tests: random sound ones, and the same one drawn otherwise."""

import random
from dataclasses import dataclass
from itertools import pairwise
from math import cos, pi, sin, tau

from configurator.domain.parts.outlines import Loop, Segment
from configurator.domain.parts.outlines.segments import arc_segments


@dataclass(frozen=True)
class Piece:
    """A line, or with a centre an arc by `turn` (rad, to the left) of any size."""

    start: tuple
    end: tuple
    centre: tuple | None = None
    turn: float = 0.0


def circle(x, y, radius, start=0.0, way=1):
    """A whole circle as one piece."""
    place = (x + radius * cos(start), y + radius * sin(start))
    return [Piece(place, place, (x, y), way * 2 * pi)]


def polygon(*corners):
    """Lines from corner to corner."""
    return [Piece(one, other) for one, other in zip(corners, corners[1:] + corners[:1], strict=True)]


def slot(x, y, length, radius):
    """A slot along x: two lines, two half circles."""
    right, left = x + length / 2, x - length / 2
    low, high = y - radius, y + radius
    return [
        Piece((left, low), (right, low)),
        Piece((right, low), (right, high), (right, y), pi),
        Piece((right, high), (left, high)),
        Piece((left, high), (left, low), (left, y), pi),
    ]


def rounded_plate(width, height, radius):
    """A rectangle with round corners, from 0 0."""
    w, h, r = width, height, radius
    return [
        Piece((r, 0), (w - r, 0)),
        Piece((w - r, 0), (w, r), (w - r, r), pi / 2),
        Piece((w, r), (w, h - r)),
        Piece((w, h - r), (w - r, h), (w - r, h - r), pi / 2),
        Piece((w - r, h), (r, h)),
        Piece((r, h), (0, h - r), (r, h - r), pi / 2),
        Piece((0, h - r), (0, r)),
        Piece((0, r), (r, 0), (r, r), pi / 2),
    ]


def redrawn(shapes, seed):
    """The shapes as loops of segments, as another hand draws them: divided, begun, ordered and directed at random."""
    chance = random.Random(seed)
    loops = [_redrawn_loop(each, chance) for each in shapes]
    chance.shuffle(loops)
    return loops


def _redrawn_loop(pieces, chance):
    segments = [part for piece in pieces for part in _divided(piece, chance)]
    first = chance.randrange(len(segments))
    loop = Loop(tuple(segments[first:] + segments[:first]))
    return loop.backwards() if chance.random() < 0.5 else loop


def _divided(piece, chance):
    shares = [0.0, *sorted(chance.uniform(0.02, 0.98) for _ in range(chance.randrange(3))), 1.0]
    for low, high in pairwise(shares):
        if piece.centre is None:
            yield Segment(_between(piece, low), _between(piece, high))
        else:
            start, end = _on_arc(piece, low), _on_arc(piece, high)
            yield from arc_segments(piece.centre, start, end, piece.turn * (high - low))


def _between(piece, share):
    if share in (0.0, 1.0):
        return piece.end if share else piece.start
    return tuple(one + (other - one) * share for one, other in zip(piece.start, piece.end, strict=True))


def _on_arc(piece, share):
    if share in (0.0, 1.0):
        return piece.end if share else piece.start
    across, up = piece.start[0] - piece.centre[0], piece.start[1] - piece.centre[1]
    cosine, sine = cos(piece.turn * share), sin(piece.turn * share)
    return piece.centre[0] + across * cosine - up * sine, piece.centre[1] + across * sine + up * cosine


def hull_area(circles, parts=20000):
    """Of the convex hull of circles: half the integral, over a turn, of its reach squared less its slope squared."""
    total = 0.0
    for turn in (tau * (part + 0.5) / parts for part in range(parts)):
        along, reach = (cos(turn), sin(turn)), {}
        for each in circles:
            x, y = each.centre
            reach[x * along[0] + y * along[1] + each.diameter / 2] = y * along[0] - x * along[1]
        furthest = max(reach)
        total += (furthest**2 - reach[furthest] ** 2) / 2
    return total * tau / parts
