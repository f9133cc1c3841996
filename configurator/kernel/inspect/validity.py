"""Whether the CAD kernel calls a solid valid, asked of its parts where these were judged before."""

from __future__ import annotations

from OCP.BRepCheck import BRepCheck_Analyzer, BRepCheck_Shell, BRepCheck_Status

from configurator.kernel.build.brep import Brep, has_its_faces
from configurator.kernel.build.engraving.engrave import Engraving

SOUND = BRepCheck_Status.BRepCheck_NoError


def is_valid(brep: Brep) -> bool:
    """The verdict of the kernel's whole check, which looks at every letter anew and takes ten times as long.

    An engraved solid is valid if it was before, if its letters are and the face that they pierce is, and if
    its shells are closed and their faces look the same way: nothing else differs from what was judged.
    """
    engraving = brep.engraving
    if engraving is None:
        return bool(brep.shape.isValid())
    faces = bool(brep.plain.isValid()) and all(letter.valid for letter in engraving.letters)
    return faces and _accepts(engraving) and has_its_faces(brep) and _are_closed(brep)


def _accepts(engraving: Engraving) -> bool:
    """Whether the holes in the flat face lie in it, apart from one another."""
    return bool(BRepCheck_Analyzer(engraving.pierced.wrapped).IsValid())


def _are_closed(brep: Brep) -> bool:
    checks = [BRepCheck_Shell(shell.wrapped) for shell in brep.shape.Shells()]
    return all(check.Closed(False) == SOUND == check.Orientation(False) for check in checks)
