"""An engraved solid judged in parts, against the CAD kernel's whole check."""

from dataclasses import replace
from math import pi

import cadquery as cq
import pytest
from OCP.gp import gp_Ax1, gp_Dir, gp_Pnt, gp_Trsf, gp_Vec
from OCP.TopLoc import TopLoc_Location

from configurator import catalogue
from configurator.kernel.build.brep import Brep, brep_of
from configurator.kernel.build.engraving import engrave
from configurator.kernel.build.engraving.letters import letter_of
from configurator.kernel.build.shape import build_plain
from configurator.kernel.inspect.brep_validity import is_valid
from configurator.shapes.flat_face import pierce_face, replace_face

CODE = "0A8BQ2X7"
TEMPLATE = catalogue.find("foot_orthosis")
PLAIN = build_plain(TEMPLATE, TEMPLATE.parameters())
SOUND, ENGRAVING = engrave.engrave_line(PLAIN, CODE, TEMPLATE.mark(TEMPLATE.parameters()))
LETTERS, PLACES = ENGRAVING.letters, ENGRAVING.places
FACES = list(ENGRAVING.faces())


def shifted(place, x=0.0, y=0.0, z=0.0):
    move = gp_Trsf()
    move.SetTranslation(gp_Vec(x, y, z))
    return TopLoc_Location(place.Transformation().Multiplied(move))


def turned(place, angle):
    move = gp_Trsf()
    move.SetRotation(gp_Ax1(gp_Pnt(0, 0, 0), gp_Dir(1, 0, 0)), angle)
    return TopLoc_Location(place.Transformation().Multiplied(move))


def engraved(letters=LETTERS, places=PLACES, holes=None, faces=None):
    """The part with its letters otherwise; `holes` (letters, places) where those in the flat face are others."""
    cut = zip(*(holes or (letters, places)), strict=True)
    pierced = pierce_face(ENGRAVING.ground, [(hole, place) for letter, place in cut for hole in letter.holes])
    found = replace(ENGRAVING, letters=tuple(letters), places=tuple(places), pierced=pierced)
    shape = replace_face(PLAIN, ENGRAVING.ground, found.faces() if faces is None else faces)
    return Brep(shape, PLAIN, ENGRAVING if faces is not None else found)


def first(place):
    return (place, *PLACES[1:])


BROKEN = {
    "letters that overlap": lambda: engraved(places=first(shifted(PLACES[1], x=-1))),
    "letters in one place": lambda: engraved(places=first(PLACES[1])),
    "a letter across the rim": lambda: engraved(places=first(shifted(PLACES[0], y=-14))),
    "a letter beside the part": lambda: engraved(places=first(shifted(PLACES[0], y=60))),
    "a letter above the face": lambda: engraved(places=first(shifted(PLACES[0], z=0.2))),
    "all letters below it": lambda: engraved(places=[shifted(place, z=-0.2) for place in PLACES]),
    "a letter that leans": lambda: engraved(places=first(turned(PLACES[0], 0.3))),
    "a letter upside down": lambda: engraved(places=first(turned(PLACES[0], pi))),
    "no pocket": lambda: engraved(faces=FACES[:-1]),
    "a wall missing": lambda: engraved(faces=[FACES[0], *FACES[2:]]),
    "no flat face": lambda: engraved(faces=FACES[1:]),
    "a pocket inside out": lambda: engraved(faces=[*FACES[:-1], FACES[-1].Reversed()]),
    "the flat face inside out": lambda: engraved(faces=[FACES[0].Reversed(), *FACES[1:]]),
    "a face twice": lambda: engraved(faces=[*FACES, FACES[-1]]),
    "a face astray": lambda: engraved(faces=[*FACES, cq.Face.makePlane(5, 5).wrapped]),
    "no holes": lambda: engraved(holes=((), ())),
    "a hole missing": lambda: engraved(holes=(LETTERS[:-1], PLACES[:-1])),
    "a hole twice": lambda: engraved(holes=((*LETTERS, LETTERS[0]), (*PLACES, PLACES[0]))),
    "the holes of other letters": lambda: engraved(holes=((letter_of("E", 5.0, 0.4), *LETTERS[1:]), PLACES)),
    "holes beside the pockets": lambda: engraved(holes=(LETTERS, [shifted(place, x=0.05) for place in PLACES])),
}  # fmt: skip


@pytest.mark.parametrize("fault", BROKEN)
def test_what_the_whole_check_refuses_is_refused_in_parts(fault):
    brep = BROKEN[fault]()
    assert not brep.shape.isValid()
    assert not is_valid(brep)


def test_what_the_whole_check_lets_through_is_let_through():
    for brep in (Brep(SOUND, PLAIN, ENGRAVING), engraved(places=first(shifted(PLACES[0], x=-0.5))), brep_of(PLAIN)):
        assert brep.shape.isValid()
        assert is_valid(brep)


def test_a_broken_plain_solid_makes_the_engraved_one_broken():
    top, *others = (face for face in PLAIN.Faces() if not face.isSame(ENGRAVING.ground))
    open_shell = cq.Shape.cast(cq.Shell.makeShell([*others, ENGRAVING.ground]).wrapped)
    assert not is_valid(Brep(SOUND, open_shell, ENGRAVING))
    assert top.isValid()
