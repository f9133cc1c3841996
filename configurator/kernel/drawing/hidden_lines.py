"""The visible and the hidden lines of a part in a view: its edges, and the silhouettes of its smooth surfaces."""

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

# In shares of the part's largest extent: details that may be left out, and how far off the surface a line is
# tested for visibility, which is twice the deviation of the facets.
RESOLUTION_SHARE = 3e-4
OFF_SURFACE_SHARE = 1.2e-3
# In mm: a hit at this distance or further is none.
FAR_MM = 1e9
NO_RIMS: ViewPoints = np.empty((0, 2, 2))
# In multiples of the resolution: the shortest line, and the pieces into which hidden lines are cut to leave them out.
SPECK, DASH = 4.0, 20.0


@dataclass(frozen=True, eq=False)
class ViewLines:
    """Polylines (n, 2) in mm right and up."""

    visible: tuple[ViewPoints, ...]
    hidden: tuple[ViewPoints, ...]

    @cached_property
    def visible_geometry(self) -> shapely.MultiLineString:
        """All that is visible."""
        lines = shapely.multilinestrings(shapely.linestrings(segments(self.visible)))
        shapely.prepare(lines)
        return lines


def view_lines(
    skin: DrawableMesh, view: View, hidden: bool = True, front: float = np.inf, rims: ViewPoints = NO_RIMS
) -> ViewLines:
    """The lines of a part, simplified to the resolution of a drawing; the hidden ones only where `hidden`.

    What is nearer to the eye than `front`, in mm along the view, is cut off; `rims` (n, 2, 2) outline what is cut, in
    the view: lines go behind there, too. A modelled thread's turns are drawn where they are seen from outside only.
    """
    resolution = RESOLUTION_SHARE * skin.size
    pieces, off = _line_pieces(skin, view, front - resolution, rims)
    is_visible = _are_visible(skin, view, pieces.mean(axis=1) + OFF_SURFACE_SHARE * skin.size * off, front)
    is_left_out = _are_on_threads(skin, pieces.mean(axis=1)) & ~(is_visible & np.isinf(front))
    pieces, is_visible = pieces[~is_left_out], is_visible[~is_left_out]
    flat = view.flat(pieces)
    visible = ViewLines(_join_pieces(flat[is_visible], resolution), ())
    if not hidden:
        return visible
    hidden_pieces = segments(_join_pieces(flat[~is_visible], resolution), DASH * resolution)
    return ViewLines(
        visible.visible,
        _join_pieces(hidden_pieces[~_lie_along(hidden_pieces, visible.visible_geometry, 2 * resolution)], resolution),
    )


def _line_pieces(skin: DrawableMesh, view: View, front: float, rims: ViewPoints) -> tuple[ViewPoints, ViewPoints]:
    """(n, 2, 3) pieces of line, each visible or hidden as a whole, and (n, 3) unit vectors off the surface there."""
    turns, away = silhouettes(skin, view.toward)
    lines, off = np.concatenate([turns, skin.edges]), np.concatenate([away, unit_rows(skin.beside.sum(axis=1))])
    facing = skin.beside @ view.toward
    is_occluding = np.concatenate([np.ones(len(turns), bool), (facing < EDGE_ON_NOISE).any(axis=1)])
    lines, behind = _clip_in_front(lines, view, front)
    flat = view.flat(lines)
    line, shares = split_at_crossings(flat, np.concatenate([flat[is_occluding[behind]], rims]))
    start, along = lines[line, 0], lines[line, 1] - lines[line, 0]
    return start[:, None] + shares[..., None] * along[:, None], off[behind][line]


def _clip_in_front(lines: ViewPoints, view: View, front: float) -> tuple[ViewPoints, NDArray[np.int64]]:
    """The parts of the lines (n, 2, 3) behind `front`, and the indices of these lines."""
    depths = lines @ view.toward
    behind = np.flatnonzero(depths.min(axis=1) < front)
    lines, depths = lines[behind], depths[behind]
    with np.errstate(divide="ignore", invalid="ignore"):
        share = (front - depths) / (depths[:, ::-1] - depths)
    excess = np.where(depths > front, share, 0.0)[..., None]
    return lines + excess * (lines[:, ::-1] - lines), behind


def _are_visible(skin: DrawableMesh, view: View, places: ViewPoints, front: float) -> NDArray[np.bool_]:
    """(n,) whether nothing but what is cut off is between places (n, 3) and the eye."""
    depth = cast_rays(skin.target, places, np.broadcast_to(view.toward, places.shape)).depth
    return np.asarray(places @ view.toward + depth > min(front, FAR_MM))


def _are_on_threads(skin: DrawableMesh, places: ViewPoints) -> NDArray[np.bool_]:
    """(n,) which places (n, 3) lie on a modelled thread, whose turns nobody tells apart where they overlap."""
    return np.any([np.zeros(len(places), bool), *(thread.holds(places) for thread in skin.threads)], axis=0)


def _lie_along(pieces: ViewPoints, lines: shapely.Geometry, distance: float) -> NDArray[np.bool_]:
    """(n,) whether all of a piece (n, 2, 2) is within the distance of the lines."""
    places = np.stack([pieces[:, 0], pieces.mean(axis=1), pieces[:, 1]])
    return np.asarray(np.asarray(shapely.dwithin(lines, shapely.points(places), distance)).all(axis=0))


def _join_pieces(pieces: ViewPoints, resolution: float) -> tuple[ViewPoints, ...]:
    """The pieces (n, 2, 2) joined to as few lines as possible, without specks."""
    points = np.round(pieces, ceil(-log10(resolution / 2)))
    points = points[(points[:, 0] != points[:, 1]).any(axis=1)]
    merged = shapely.line_merge(shapely.unary_union(shapely.multilinestrings(shapely.linestrings(points))))
    lines = shapely.get_parts(shapely.simplify(merged, resolution))
    return tuple(shapely.get_coordinates(line) for line in _drop_specks(lines, resolution))


def _drop_specks(lines: NDArray[np.object_], resolution: float) -> NDArray[np.object_]:
    """Without specks, unless other lines continue them, and without short lines that run along a long one."""
    length = shapely.length(lines)
    short, long = lines[length < DASH * resolution], lines[length >= DASH * resolution]
    neighbours = shapely.STRtree(lines).query(short, predicate="dwithin", distance=resolution / 2)[0]
    is_joined = np.bincount(neighbours, minlength=len(short)) > 1
    points, which = shapely.get_coordinates(shapely.segmentize(short, resolution), return_index=True)
    long_lines = shapely.multilinestrings(long)
    shapely.prepare(long_lines)
    is_off = ~np.asarray(shapely.dwithin(long_lines, shapely.points(points), resolution), bool)
    is_apart = np.bincount(which[is_off], minlength=len(short)) > 0
    return np.concatenate([long, short[is_apart & (is_joined | (shapely.length(short) > SPECK * resolution))]])
