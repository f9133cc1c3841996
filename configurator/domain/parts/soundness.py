"""What may be wrong with a solid or its mesh as such, whatever it is made of: it is refused then.

One table, which findings are made from and which the documentation lists.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from configurator.domain.parts.dimensions import Point
from configurator.domain.parts.findings import Finding
from configurator.domain.problems import Severity

_MESH: Final = "Tell the template's author the parameters, or mend the file in the program that made it."
_AUTHOR: Final = "This is a fault of the template: tell its author, with the parameters."
_PROGRAM: Final = "This is a fault of this program: tell its makers, with the parameters."


@dataclass(frozen=True)
class Fault:
    """One thing that may be wrong. `meaning` tells a reader what; `message` has its facts in braces.

    `file_hint` is the remedy for whoever has a file, empty where it is that for everybody. Two faults may share a code.
    """

    code: str
    meaning: str
    message: str
    hint: str
    file_hint: str = ""
    severity: Severity = "refusal"

    def finding(self, place: Point | None = None, size: float | None = None, **facts: object) -> Finding:
        """The finding with these facts in its message."""
        return Finding(self.code, self.severity, self.message.format(**facts), self.hint, place, size)


_JOIN = "Join or part the surfaces that meet there, and delete doubled ones."

EMPTY = Fault(
    "empty",
    "a mesh without triangles",
    "The mesh has no triangles.",
    _MESH,
    "All its triangles have collapsed to lines: check the unit, or export it again.",
)
NOT_FINITE = Fault("not_finite", "corners that are not numbers", "The mesh has corners that are not numbers.", _MESH)
OPEN = Fault(
    "open",
    "a hole in the skin: edges that bound one facet",
    "The mesh is open along {length:.2f} mm of edges.",
    _MESH,
    "Close the holes in the program that made it; of a scan, fill them or give it a thickness.",
)
FACETS_AT_EDGE = Fault(
    "not_manifold",
    "edges at which more than two facets meet",
    "More than two facets meet along {length:.2f} mm of edges.",
    _MESH,
    _JOIN,
)
NOT_MANIFOLD = Fault(
    "not_manifold",
    "a mesh that a library for solids (manifold) cannot compute with",
    "The mesh is no manifold ({status}).",
    _MESH,
    _JOIN,
)
WINDING = Fault(
    "winding",
    "neighbouring facets that disagree on which side is out",
    "Neighbouring facets face opposite ways.",
    _MESH,
    "Have the program that made it turn all facets outwards.",
)
SELF_INTERSECTING = Fault(
    "self_intersecting",
    "facets that cross, overlap or touch others",
    "The surface cuts through itself.",
    _MESH,
    "Unite overlapping bodies to one, and smooth or remodel what folds over.",
)
FOLDED = Fault(
    "folded",
    "a wall of nearly nothing in a part whose template says that its walls are thicker: a surface folded over",
    "The part has a wall of {thinnest:.3f} mm, where {wall:.2f} mm is the thinnest meant: a surface folds.",
    _AUTHOR,
)
INSIDE_OUT = Fault(
    "inside_out",
    "a body whose facets all face inwards",
    "A body is inside out.",
    _MESH,
    "Turn its facets over (reverse the normals).",
)
NESTED = Fault(
    "nested",
    "a body inside another",
    "A body lies inside another.",
    _MESH,
    "Delete the inner body, or subtract it where it is meant to be a hollow.",
)
BODIES = Fault(
    "bodies",
    "another number of closed surfaces than the part is stated to have",
    "The mesh falls into {count} closed surfaces where {stated} were stated.",
    _MESH,
)
SEVERAL_BODIES = Fault(
    "bodies",
    "several closed surfaces in a file, which does not say how many there should be",
    "It falls into {count} separate surfaces.",
    "Look whether it is meant to be several parts, or has a hollow inside.",
    severity="warning",
)
UNMESHED = Fault(
    "unmeshed",
    "a face of a STEP file that the CAD kernel here could not mesh",
    "Face {number}, a {kind} of {area:.2f} mm2, could not be meshed here.",
    "The file need not be at fault: export a mesh of it (STL, 3MF), or rebuild that face.",
)
LEFT_OUT = Fault(
    "left_out",
    "solids or faces that a STEP file names and the CAD kernel did not take over",
    "It names {named:,} {what}, and the CAD kernel took over {arrived:,} of them.",
    "Export it again as solids with boundaries, or as a mesh: what is judged here is not the whole.",
)
LOOSE_FACES = Fault(
    "loose_faces",
    "loose faces in a STEP file that close and are taken for a solid",
    "It holds no solid; its {count:,} loose faces close, and are taken for one.",
    "Export it as a solid if the program that made it can.",
    severity="warning",
)
ELSEWHERE = Fault(
    "elsewhere",
    "parts of a STEP file that lie in other files",
    "It names other files, in which further parts may lie: {files}.",
    "Look whether anything is missing, or export it as one file.",
    severity="warning",
)
LEFT_ASIDE = Fault(
    "left_aside",
    "what a 3MF holds beside the part: supports, surfaces, slicers' modifiers, beams; a few bytes at the end of an STL",
    "It also holds what is not judged: {what}.",
    "Look whether the sizes are those of the part alone.",
    severity="warning",
)
OTHER_UNIT = Fault(
    "other_unit",
    "documents in a 3MF that state another unit than the one it begins with",
    "{name} states {unit}, the model that names it {root}: all is taken in {root}.",
    "Look at the sizes; if they are wrong, export it again in one unit.",
    severity="warning",
)
NOT_VALID = Fault(
    "not_valid",
    "a solid that the CAD kernel calls invalid",
    "The solid is not valid.",
    _AUTHOR,
    "Check and mend the solid in the CAD program that made it, or export a mesh of it.",
)
SOLIDS = Fault(
    "solids",
    "another number of solids than the part is stated to have",
    "The part has {count} solids where {stated} were stated.",
    _AUTHOR,
)
TOUCHING = Fault(
    "touching",
    "two named bodies that touch, overlap, or are so near that their meshes cut each other",
    "The bodies {one} and {other} are {gap:.2f} mm apart.",
    "Bodies that touch come out as one piece: unite them, or leave a gap between them.",
)
NO_INSERT_HOLE = Fault(
    "insert_hole",
    "an insert whose hole is missing, or cannot be reached along its axis",
    "There is no open hole for {name}, of {diameter:.2f} mm and {depth:.2f} mm deep.",
    _AUTHOR,
)
INSERT_DIAMETER = Fault(
    "insert_hole",
    "an insert whose hole has another diameter",
    "The hole for {name} measures {measured:.2f} mm across, where {diameter:.2f} mm are needed.",
    _AUTHOR,
)
INSERT_DEPTH = Fault(
    "insert_hole",
    "an insert whose hole is not deep enough",
    "The hole for {name} is {measured:.2f} mm deep, where {depth:.2f} mm are needed.",
    _AUTHOR,
)
VOLUME = Fault(
    "volume",
    "a mesh that holds another volume than the solid",
    "The mesh holds {meshed:.1f} mm3, the solid {exact:.1f} mm3.",
    _AUTHOR,
    "Some of its faces could not be meshed: rebuild them, or export a mesh.",
)
OTHER_MESH = Fault(
    "mesh", "a mesh that is not that of the solid", "The mesh is not that of the solid: {what}.", _AUTHOR
)
VERDICTS = Fault(
    "verdicts",
    "two checks of the solid that disagree",
    "Two checks of the solid disagree on whether it is valid.",
    _PROGRAM,
)

# As they are listed.
FAULTS: Final = (
    EMPTY, NOT_FINITE, OPEN, FACETS_AT_EDGE, NOT_MANIFOLD, WINDING, SELF_INTERSECTING, FOLDED, INSIDE_OUT, NESTED,
    BODIES, SEVERAL_BODIES, NOT_VALID, SOLIDS, TOUCHING, VOLUME, OTHER_MESH, VERDICTS, UNMESHED, LEFT_OUT, LOOSE_FACES,
    ELSEWHERE, LEFT_ASIDE, OTHER_UNIT, NO_INSERT_HOLE, INSERT_DIAMETER, INSERT_DEPTH,
)  # fmt: skip
# Code -> the remedy for whoever has a file, not the template.
FILE_HINTS: Final[Mapping[str, str]] = {fault.code: fault.file_hint for fault in FAULTS if fault.file_hint}
