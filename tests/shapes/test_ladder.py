import cadquery as cq
import pytest

from configurator.domain.errors import Failed
from configurator.domain.parts.reductions import Reduction, record_reductions
from configurator.shapes.ladder import apply_or_reduce, fillet_or_reduce


def block():
    return cq.Workplane().box(20, 10, 4)


def volume_of(part):
    return part.val().Volume()


def test_a_rounding_that_fits_is_made_in_full_and_nothing_is_noted():
    with record_reductions() as noted:
        part = fillet_or_reduce(block(), "|Z", 2, "Corners")
    assert noted == []
    assert volume_of(part) == pytest.approx(800 - 4 * (4 - 3.14159265) * 4, rel=1e-6)


def test_a_rounding_that_is_too_large_is_made_smaller_and_said_to_be():
    with record_reductions() as noted:
        part = fillet_or_reduce(block(), "|Z", 6, "Corners")
    assert noted == [Reduction("Corners", 6, pytest.approx(3.6))]
    assert volume_of(part) == pytest.approx(800 - 4 * 3.6**2 * (1 - 3.14159265 / 4) * 4, rel=1e-6)


def test_what_cannot_be_made_at_all_is_left_out_and_said_to_be():
    with record_reductions() as noted:
        part = fillet_or_reduce(block(), "|Z", 60, "Corners")
    assert noted == [Reduction("Corners", 60, 0)]
    assert volume_of(part) == pytest.approx(800)


def test_what_must_not_be_reduced_fails():
    with record_reductions() as noted, pytest.raises(Failed, match="Corners of 6 mm"):
        fillet_or_reduce(block(), "|Z", 6, "Corners", needed=True)
    assert noted == []


def test_a_boolean_that_cuts_the_part_in_two_is_not_taken():
    def slit(part, width):
        return part.cut(cq.Workplane().box(30 if width > 1 else 0.5, width, 10))

    with record_reductions() as noted:
        part = apply_or_reduce(block(), 1.5, slit, "Slit")
    assert noted == [Reduction("Slit", 1.5, pytest.approx(0.9))]
    assert part.solids().size() == 1


def test_a_shell_that_leaves_nothing_is_not_taken():
    with record_reductions() as noted:
        apply_or_reduce(block(), 5, lambda part, wall: part.faces(">Z").shell(-wall), "Hollow")
    assert noted[0].made < 5


def test_what_nobody_notes_is_forgotten():
    fillet_or_reduce(block(), "|Z", 60, "Corners")
    with record_reductions() as noted:
        pass
    assert noted == []
