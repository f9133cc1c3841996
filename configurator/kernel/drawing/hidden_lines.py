"""What of a part is seen from a view and what is hidden behind it: its edges, and where smooth surfaces turn away."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import ceil, log10

import numpy as np
import shapely
from numpy.typing import NDArray

from configurator.kernel.drawing.crossings import split_at_crossings
from configurator.kernel.drawing.drawable_mesh import DrawableMesh, unit_rows
from configurator.kernel.drawing.silhouettes import EDGE_ON_NOISE, silhouettes
from configurator.kernel.drawing.views import View, ViewPoints, segments
from configurator.kernel.geometry.rays import cast_rays

# In the part's largest sizes: details that may be left out, and how far off its surface a line is looked for,
# which is twice what facets stray from it.
FINE_MM = 3e-4
OFF_SURFACE_MM = 1.2e-3
# In mm: what is met no nearer than this is not met.
FAR_MM = 1e9
# In what may be left out: the shortest line, and the longest piece of a hidden line that is left out as a whole.
SPECK, DASH = 4.0, 20.0


@dataclass(frozen=True, eq=False)
class ViewLines:
    """Polylines (n, 2) in mm right and up."""

    visible: tuple[ViewPoints, ...]
    hidden: tuple[ViewPoints, ...]

    @cached_property
    def ink(self) -> shapely.MultiLineString:
        """All that is visible."""
        lines = shapely.multilinestrings(shapely.linestrings(segments(self.visible)))
        shapely.prepare(lines)
        return lines


def view_lines(skin: DrawableMesh, view: View, hidden: bool = True, front: float = np.inf) -> ViewLines:
    """The lines of a part, of which details are smoothed away; those out of sight where `hidden` asks for them.

    What stands nearer to the eye than `front`, in mm along the view, is cut off.
    """
    fine = FINE_MM * skin.size
    pieces, off = _pieces(skin, view, front - fine)
    seen = _seen(skin, view, pieces.mean(axis=1) + OFF_SURFACE_MM * skin.size * off, front)
    flat = view.flat(pieces)
    visible = ViewLines(_joined(flat[seen], fine), ())
    if not hidden:
        return visible
    behind = segments(_joined(flat[~seen], fine), DASH * fine)
    return ViewLines(visible.visible, _joined(behind[~_along(behind, visible.ink, 2 * fine)], fine))


def _pieces(skin: DrawableMesh, view: View, front: float) -> tuple[ViewPoints, ViewPoints]:
    """(n, 2, 3) pieces of line, each seen or hidden as a whole, and (n, 3) unit vectors off the surface there."""
    turns, away = silhouettes(skin, view.toward)
    lines, off = np.concatenate([turns, skin.edges]), np.concatenate([away, unit_rows(skin.beside.sum(axis=1))])
    facing = skin.beside @ view.toward
    covers = np.concatenate([np.ones(len(turns), bool), (facing < EDGE_ON_NOISE).any(axis=1)])
    lines, there = _behind(lines, view, front)
    flat = view.flat(lines)
    line, shares = split_at_crossings(flat, flat[covers[there]])
    start, along = lines[line, 0], lines[line, 1] - lines[line, 0]
    return start[:, None] + shares[..., None] * along[:, None], off[there][line]


def _behind(lines: ViewPoints, view: View, front: float) -> tuple[ViewPoints, NDArray[np.int64]]:
    """The lines (n, 2, 3) as far as they lie behind `front`, and which of them these are."""
    depths = lines @ view.toward
    there = np.flatnonzero(depths.min(axis=1) < front)
    lines, depths = lines[there], depths[there]
    with np.errstate(divide="ignore", invalid="ignore"):
        share = (front - depths) / (depths[:, ::-1] - depths)
    beyond = np.where(depths > front, share, 0.0)[..., None]
    return lines + beyond * (lines[:, ::-1] - lines), there


def _seen(skin: DrawableMesh, view: View, places: ViewPoints, front: float) -> NDArray[np.bool_]:
    """(n,) whether nothing but what is cut off stands between places (n, 3) and the eye."""
    depth = cast_rays(skin.target, places, np.broadcast_to(view.toward, places.shape)).depth
    return np.asarray(places @ view.toward + depth > min(front, FAR_MM))


def _along(pieces: ViewPoints, ink: shapely.Geometry, distance: float) -> NDArray[np.bool_]:
    """(n,) whether all of a piece (n, 2, 2) lies so near to what is drawn."""
    places = np.stack([pieces[:, 0], pieces.mean(axis=1), pieces[:, 1]])
    return np.asarray(np.asarray(shapely.dwithin(ink, shapely.points(places), distance)).all(axis=0))


def _joined(pieces: ViewPoints, fine: float) -> tuple[ViewPoints, ...]:
    """The pieces (n, 2, 2) as few lines as there can be, without those too short to be seen."""
    points = np.round(pieces, ceil(-log10(fine / 2)))
    points = points[(points[:, 0] != points[:, 1]).any(axis=1)]
    merged = shapely.line_merge(shapely.unary_union(shapely.multilinestrings(shapely.linestrings(points))))
    lines = shapely.get_parts(shapely.simplify(merged, fine))
    return tuple(shapely.get_coordinates(line) for line in _tidy(lines, fine))


def _tidy(lines: NDArray[np.object_], fine: float) -> NDArray[np.object_]:
    """Without lines too short to be seen, unless others go on from them, and short ones that run along another."""
    length = shapely.length(lines)
    short, long = lines[length < DASH * fine], lines[length >= DASH * fine]
    met = shapely.STRtree(lines).query(short, predicate="dwithin", distance=fine / 2)[0]
    joined = np.bincount(met, minlength=len(short)) > 1
    points, which = shapely.get_coordinates(shapely.segmentize(short, fine), return_index=True)
    ink = shapely.multilinestrings(long)
    shapely.prepare(ink)
    off = ~np.asarray(shapely.dwithin(ink, shapely.points(points), fine), bool)
    apart = np.bincount(which[off], minlength=len(short)) > 0
    return np.concatenate([long, short[apart & (joined | (shapely.length(short) > SPECK * fine))]])
