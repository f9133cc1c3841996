"""Whether a machine has room for a part, however it may lie."""

from hypothesis import given
from hypothesis import strategies as st

from configurator.domain.offers.machine_fit import box_sizes, closest_size, excess_mm, fits_machine

BUILD_ROOM_MM = (380.0, 284.0, 400.0)
SIDES = st.sampled_from([100.0, 284.0, 380.0, 390.0, 400.0])
SIZES = st.tuples(SIDES, SIDES, SIDES)


def test_a_part_may_be_turned_on_the_bed_but_not_laid_down():
    assert fits_machine([(284.0, 380.0, 10.0)], BUILD_ROOM_MM)
    assert fits_machine([(380.0, 284.0, 400.0)], BUILD_ROOM_MM)
    assert not fits_machine([(400.0, 284.0, 380.0)], BUILD_ROOM_MM)


def test_one_way_to_lie_that_fits_is_enough():
    assert fits_machine([(900.0, 9.0, 9.0), (300.0, 280.0, 9.0)], BUILD_ROOM_MM)
    assert not fits_machine([(900.0, 9.0, 9.0), (9.0, 9.0, 400.001)], BUILD_ROOM_MM)


def test_rounding_does_not_keep_a_part_out():
    assert fits_machine([(380.00001, 284.0, 400.0)], BUILD_ROOM_MM)
    assert not fits_machine([(380.001, 284.0, 400.0)], BUILD_ROOM_MM)


def test_the_excess_is_that_of_shorter_side_longer_side_and_height():
    assert excess_mm((390.0, 100.0, 401.0), BUILD_ROOM_MM) == (-184.0, 10.0, 1.0)


def test_of_two_ways_as_far_out_the_one_with_less_beside_it_comes_closer():
    slim, stout = (390.0, 200.0, 100.0), (390.0, 290.0, 100.0)
    assert closest_size([stout, slim], BUILD_ROOM_MM) == slim
    assert closest_size([slim, (100.0, 200.0, 405.0)], BUILD_ROOM_MM) == (100.0, 200.0, 405.0)


@given(SIZES, SIZES)
def test_a_box_fits_on_one_of_its_sides_exactly_where_its_sorted_sides_do(size, room):
    by_sides = all(part <= side for part, side in zip(sorted(size), sorted(room), strict=True))
    assert fits_machine(box_sizes(size), room) == by_sides
