"""Whether the CAD kernel calls a solid valid, asked of its parts where these were judged before."""

from __future__ import annotations

from OCP.BRepCheck import BRepCheck_Analyzer, BRepCheck_Shell, BRepCheck_Status
from OCP.TopAbs import TopAbs_ShapeEnum
from OCP.TopExp import TopExp
from OCP.TopTools import TopTools_IndexedMapOfShape

from configurator.kernel.brep import Brep
from configurator.kernel.engrave import Engraving

SOUND = BRepCheck_Status.BRepCheck_NoError


def is_valid(brep: Brep) -> bool:
    """The verdict of the kernel's whole check, which looks at each letter of an engraving anew and takes ten times as long.

    An engraved solid is valid if it was before, if its letters are and the face that they pierce is, and if
    its shells are closed and their faces look the same way: nothing else differs from what was judged.
    """
    engraving = brep.engraving
    if engraving is None:
        return bool(brep.shape.isValid())
    faces = bool(brep.plain.isValid()) and all(letter.valid for letter in engraving.letters)
    return faces and _accepts(engraving) and _is_engraved(brep, engraving) and _are_closed(brep)


def _accepts(engraving: Engraving) -> bool:
    """Whether the holes in the flat face lie in it, apart from one another."""
    return bool(BRepCheck_Analyzer(engraving.pierced.wrapped).IsValid())


def _is_engraved(brep: Brep, engraving: Engraving) -> bool:
    """Whether the solid has the faces it had before, and those of the letters, and no others."""
    expected, found = TopTools_IndexedMapOfShape(), TopTools_IndexedMapOfShape()
    for face in brep.plain.Faces():
        if not face.isSame(engraving.ground):
            expected.Add(face.wrapped)
    for cut in engraving.faces():
        expected.Add(cut)
    TopExp.MapShapes_s(brep.shape.wrapped, TopAbs_ShapeEnum.TopAbs_FACE, found)
    there = all(expected.Contains(found.FindKey(number)) for number in range(1, found.Extent() + 1))
    return there and found.Extent() == expected.Extent()


def _are_closed(brep: Brep) -> bool:
    checks = [BRepCheck_Shell(shell.wrapped) for shell in brep.shape.Shells()]
    return all(check.Closed(False) == SOUND == check.Orientation(False) for check in checks)
