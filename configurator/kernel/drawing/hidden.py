"""What of a shape is seen from a view and what is hidden behind it, by hidden-line removal on its facets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import cadquery as cq
import numpy as np
import shapely
from OCP.BRep import BRep_Tool
from OCP.gp import gp_Ax2, gp_Dir, gp_Pnt
from OCP.HLRAlgo import HLRAlgo_Projector
from OCP.HLRBRep import HLRBRep_PolyAlgo, HLRBRep_PolyHLRToShape
from OCP.TopAbs import TopAbs_ShapeEnum
from OCP.TopExp import TopExp
from OCP.TopoDS import TopoDS, TopoDS_Shape
from OCP.TopTools import TopTools_IndexedMapOfShape

from configurator.kernel.drawing.views import Points, View

VISIBLE = ("VCompound", "OutLineVCompound")
HIDDEN = ("HCompound", "OutLineHCompound")


@dataclass(frozen=True, eq=False)
class Lines:
    """Polylines (n, 2) in mm right and up."""

    visible: tuple[Points, ...]
    hidden: tuple[Points, ...]


def drawn(shape: cq.Shape, view: View, fine: float, hidden: bool = True) -> Lines:
    """The lines of a shape that has its triangles; details smaller than `fine` mm are smoothed away.

    Lines that are out of sight only where `hidden` asks for them.
    """
    algorithm = HLRBRep_PolyAlgo()
    algorithm.Load(shape.wrapped)
    algorithm.Projector(_projector(view))
    algorithm.Update()
    told = HLRBRep_PolyHLRToShape()
    told.Update(algorithm)
    visible = _joined((getattr(told, name)() for name in VISIBLE), fine)
    if not hidden:
        return Lines(_parts(visible), ())
    behind = _joined((getattr(told, name)() for name in HIDDEN), fine)
    return Lines(_parts(visible), _parts(shapely.difference(behind, shapely.buffer(visible, 2 * fine))))


def _projector(view: View) -> HLRAlgo_Projector:
    right, toward = (gp_Dir(*map(float, view.axes[row])) for row in (0, 2))
    return HLRAlgo_Projector(gp_Ax2(gp_Pnt(0, 0, 0), toward, right))


def _joined(compounds: Iterable[TopoDS_Shape | None], fine: float) -> shapely.Geometry:
    """The edges of all compounds, as few lines as there can be."""
    segments = [end for compound in compounds if compound for end in _segments(compound)]
    if not segments:
        return shapely.MultiLineString()
    points = np.round(np.array(segments), 5)
    points = points[(points[:, 0] != points[:, 1]).any(axis=1)]
    merged = shapely.line_merge(shapely.unary_union(shapely.multilinestrings(shapely.linestrings(points))))
    return shapely.simplify(merged, fine / 2)


def _segments(compound: TopoDS_Shape) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """The ends of its edges, all of them straight, as the algorithm works on facets."""
    edges = TopTools_IndexedMapOfShape()
    TopExp.MapShapes_s(compound, TopAbs_ShapeEnum.TopAbs_EDGE, edges)
    found = []
    for number in range(1, edges.Extent() + 1):
        edge = TopoDS.Edge_s(edges.FindKey(number))
        ends = (BRep_Tool.Pnt_s(vertex(edge, True)) for vertex in (TopExp.FirstVertex_s, TopExp.LastVertex_s))
        start, end = ((each.X(), each.Y()) for each in ends)
        found.append((start, end))
    return found


def _parts(lines: shapely.Geometry) -> tuple[Points, ...]:
    return tuple(shapely.get_coordinates(part) for part in shapely.get_parts(lines) if not part.is_empty)
