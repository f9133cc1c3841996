"""Openings in shells, against closed forms on a flat one; and that they are sound on curved ones."""

from math import pi

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from support.sound_shapes import sound_volume

from configurator.domain.errors import Failed
from configurator.kernel.build.brep import brep_of
from configurator.kernel.build.tessellation import tessellate
from configurator.shapes.opening_places import Opening
from configurator.shapes.openings import pierced_shell
from configurator.shapes.shell import rounded_shell

LONG, BROAD, THICK = 100.0, 60.0, 3.0
ROWS, COLUMNS = 12, 10
# Of the rim's section, a cubic with handles of 2/3 of its height: its area, and twice the moment of it.
RIM_AREA = 0.4 * THICK**2
RIM_MOMENT = 54 / 140 * (2 / 3) ** 2 * THICK**3


def greville(count, size):
    """Where control points must lie, so that the surface runs evenly over a size."""
    knots = np.concatenate([[0] * 3, np.arange(count - 2), [count - 3] * 3])
    return np.array([knots[i + 1 : i + 4].mean() for i in range(count)]) / (count - 3) * size - size / 2


def flat_nets():
    x, y = np.meshgrid(greville(ROWS, LONG), greville(COLUMNS, BROAD), indexing="ij")
    top, bottom = (np.stack([x, y, np.full_like(x, z)], axis=2) for z in (THICK, 0.0))
    return top, bottom, np.broadcast_to([0.0, 0.0, 1.0], top.shape).copy()


def bent_nets(radius=40.0):
    """The same round a cylinder along x."""
    top, bottom, _ = flat_nets()
    turn = top[..., 1] / radius
    bent = [
        np.stack([net[..., 0], (radius + net[..., 2]) * np.sin(turn), (radius + net[..., 2]) * np.cos(turn)], axis=2)
        for net in (top, bottom)
    ]
    return *bent, np.stack([0 * turn, np.sin(turn), np.cos(turn)], axis=2)


def taken_by(perimeter, area):
    """mm3 that an opening takes away whose rim begins on a line of this length round this area."""
    return area * THICK - (perimeter * RIM_AREA - pi * RIM_MOMENT)


def removed(*openings):
    nets = flat_nets()
    return sound_volume(rounded_shell(*nets)) - sound_volume(pierced_shell(*nets, openings))


@pytest.mark.parametrize("clear", [2.0, 20.0, 45.0])
def test_a_round_opening_takes_a_cylinder_less_its_round_rim(clear):
    radius = (clear + THICK) / 2
    expected = taken_by(2 * pi * radius, pi * radius**2)
    # Of the whole shell, the mesh may miss 0.6 mm3.
    opening = Opening(centre=(-10, 2, THICK), length=clear, width=clear)
    assert removed(opening) == pytest.approx(expected, rel=5e-3, abs=0.8)


@pytest.mark.parametrize(("length", "width"), [(30, 4), (60, 12), (12, 11.9)])
def test_a_slot_has_straight_sides_and_round_ends(length, width):
    radius, straight = (width + THICK) / 2, length - width
    expected = taken_by(2 * pi * radius + 2 * straight, pi * radius**2 + 2 * radius * straight)
    slot = Opening(centre=(0, 0, THICK), length=length, width=width, form="slot")
    assert removed(slot) == pytest.approx(expected, rel=5e-3)


def test_what_is_clear_is_what_was_asked_for_along_and_across():
    shell = pierced_shell(*flat_nets(), [Opening(centre=(5, 3, 9), length=30, width=14, along=(0, 1, 0))])
    points = tessellate(brep_of(shell), 0.01).mesh.vertices
    inner = points[(np.abs(points[:, 0]) < 40) & (np.abs(points[:, 1]) < 25) & (np.abs(points[:, 2] - THICK / 2) < 0.3)]
    assert np.abs(inner[:, 0] - 5).max() == pytest.approx(7, abs=0.06)
    assert np.abs(inner[:, 1] - 3).max() == pytest.approx(15, abs=0.06)


@settings(max_examples=8, deadline=None, derandomize=True, phases=[Phase.generate])
@given(
    x=st.floats(-25, 25), y=st.floats(-12, 12), length=st.floats(3, 24), share=st.floats(0.25, 1),
    turn=st.floats(0, pi), form=st.sampled_from(["oval", "slot"]),
)  # fmt: skip
def test_any_opening_in_a_bent_shell_is_sound(x, y, length, share, turn, form):
    place = (x, 43 * np.sin(y / 40), 43 * np.cos(y / 40))
    opening = Opening(
        centre=place, length=length, width=share * length, along=(np.cos(turn), np.sin(turn), 0), form=form
    )
    nets = bent_nets()
    whole, pierced = (
        sound_volume(rounded_shell(*nets), chord=0.03),
        sound_volume(pierced_shell(*nets, [opening]), chord=0.03),
    )
    assert 0 < whole - pierced < (length + THICK) ** 2 * THICK * 1.3


def test_several_openings_stand_beside_one_another():
    row = [Opening(centre=(x, 0, THICK), length=6, width=6) for x in range(-40, 41, 16)]
    single = removed(row[0])
    assert removed(*row) == pytest.approx(len(row) * single, rel=1e-2)


def test_an_opening_over_the_edge_is_refused_by_its_number():
    near, far = Opening(centre=(0, 0, 3), length=10, width=10), Opening(centre=(46, 0, 3), length=10, width=10)
    with pytest.raises(Failed, match="Opening 2 runs over the shell's edge"):
        pierced_shell(*flat_nets(), [near, far])


def test_openings_that_meet_are_refused():
    openings = [Opening(centre=(x, 0, 3), length=10, width=10) for x in (0, 11)]
    with pytest.raises(Failed, match="Opening 2 runs into another"):
        pierced_shell(*flat_nets(), openings)


@pytest.mark.parametrize(
    ("length", "width", "form"), [(20, 4, "oval"), (10, 12, "oval"), (10, 12, "slot"), (5, 0, "slot")]
)
def test_sizes_that_make_no_such_form_are_refused(length, width, form):
    with pytest.raises(Failed, match=f"Opening 1 of {length} x {width} mm is no {form}"):
        pierced_shell(*flat_nets(), [Opening(centre=(0, 0, 3), length=length, width=width, form=form)])
