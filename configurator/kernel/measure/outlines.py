"""The outlines of a section, as closed lines with the material on their left."""

from __future__ import annotations

import numpy as np

# mm: ends of pieces this near are one corner.
CLOSE_MM = 1e-5
# Sine: a corner that turns less is none; nor is one that turns by a smaller share of what the corner beside it
# does, for there the diagonal of a strip crosses the plane.
STRAIGHT_SIN = 1e-5
TURN_SHARE = 0.25
# Radians from which a corner is an edge of the part, beside which a smooth corner turns little.
EDGE_RAD = 0.5


def section_outlines(corners: np.ndarray) -> list[np.ndarray]:
    """(k, 2) the closed outlines in which triangles (n, 3, 3) cross the plane z = 0; open ones are left out."""
    pieces, _ = section_pieces(corners)
    return _chains(pieces)


def section_pieces(corners: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(m, 2, 2) where triangles cross z = 0, outwards on the right, and the number of each piece's triangle."""
    above = corners[..., 2] > 0
    faces = np.flatnonzero(above.any(axis=1) & ~above.all(axis=1))
    chosen, above = corners[faces], above[faces]
    following, next_above = np.roll(chosen, -1, axis=1), np.roll(above, -1, axis=1)
    share = chosen[..., 2] / np.where(above != next_above, chosen[..., 2] - following[..., 2], 1.0)
    points = (chosen + share[..., None] * (following - chosen))[..., :2]
    down, up = above & ~next_above, ~above & next_above
    return np.stack([points[down], points[up]], axis=1), faces


def _chains(pieces: np.ndarray) -> list[np.ndarray]:
    keys = np.round(pieces / CLOSE_MM).astype(np.int64)
    following = {tuple(start): number for number, (start, _) in enumerate(keys.tolist())}
    left, chains = set(range(len(pieces))), []
    while left:
        first = number = min(left)
        chain = []
        while number in left:
            left.discard(number)
            chain.append(pieces[number, 0])
            number = following.get(tuple(keys[number, 1].tolist()), -1)
        if number == first and len(chain) > 2:
            chains.append(_distinct(np.array(chain)))
    return chains


def _distinct(outline: np.ndarray) -> np.ndarray:
    """Without corners that repeat the one before."""
    return np.asarray(outline[np.linalg.norm(outline - np.roll(outline, 1, axis=0), axis=1) > CLOSE_MM])


def without_straight_corners(outline: np.ndarray) -> np.ndarray:
    """A closed outline (n, 2) without the corners at which it goes straight on."""
    turns = np.abs(outline_turns(outline))
    smooth = np.where(turns < EDGE_RAD, turns, 0)
    beside = np.maximum(np.roll(smooth, 1), np.roll(smooth, -1))
    return np.asarray(outline[turns > np.maximum(STRAIGHT_SIN, TURN_SHARE * beside)])


def outline_turns(outline: np.ndarray) -> np.ndarray:
    """(n,) radians by which a closed outline turns at each corner, counter-clockwise."""
    before, after = outline - np.roll(outline, 1, axis=0), np.roll(outline, -1, axis=0) - outline
    cross = before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0]
    return np.asarray(np.arctan2(cross, (before * after).sum(axis=1)))
