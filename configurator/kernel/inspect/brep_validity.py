"""Whether the CAD kernel calls a solid valid; decided from its parts where these were checked before."""

from __future__ import annotations

from OCP.BRepCheck import BRepCheck_Analyzer, BRepCheck_Shell, BRepCheck_Status

from configurator.kernel.build.brep import Brep, has_its_faces
from configurator.kernel.build.engraving.engrave import Engraving

SOUND = BRepCheck_Status.BRepCheck_NoError


def is_valid(brep: Brep) -> bool:
    """The verdict of the kernel's whole check, which looks at every letter anew and takes ten times as long.

    An engraved solid is valid if it was before, if its letters are and the face that they pierce is, and if
    its shells are closed and their faces look the same way: nothing else differs from what was checked.
    """
    engraving = brep.engraving
    if engraving is None:
        return bool(brep.shape.isValid())
    faces = bool(brep.plain.isValid()) and all(letter.valid for letter in engraving.letters)
    return faces and _is_pierced_face_valid(engraving) and has_its_faces(brep) and _has_closed_shells(brep)


def _is_pierced_face_valid(engraving: Engraving) -> bool:
    """Whether the holes in the flat face lie in it, apart from one another."""
    return bool(BRepCheck_Analyzer(engraving.pierced.wrapped).IsValid())


def _has_closed_shells(brep: Brep) -> bool:
    checks = [BRepCheck_Shell(shell.wrapped) for shell in brep.shape.Shells()]
    return all(check.Closed(False) == SOUND == check.Orientation(False) for check in checks)
