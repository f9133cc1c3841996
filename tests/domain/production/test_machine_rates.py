import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.domain.production.machine_rates import (
    Piece,
    PieceRate,
    PowderRate,
    StatedTimes,
    VolumeRate,
    machine_time,
    rate_as_dict,
    rate_from_dict,
)

BED, ROOM = PowderRate(0.08, 9, 18, 0.08), (380.0, 284.0, 380.0)
PART = Piece(50_000, (100, 60, 40), 2)


def times(rate):
    return StatedTimes(rate, 0.5, 0.25)


def test_filament_takes_its_volume_for_each_piece():
    time = machine_time(times(VolumeRate(12_500)), ROOM, PART)
    assert (time.set_up_h, time.run_h, time.post_h, time.charged_h, time.share) == (0.5, 8, 0.5, 8, 1)


def test_a_shop_states_the_hours_of_a_piece():
    assert machine_time(times(PieceRate(0.75)), ROOM, PART).run_h == 1.5


def test_a_powder_bed_takes_a_whole_build_and_charges_a_share_of_it():
    # 40 mm high at 0.08 mm: 500 layers of 9 s, 1.25 h, beside 18 h of heating and cooling.
    time = machine_time(times(BED), ROOM, PART)
    assert time.run_h == pytest.approx(19.25)
    assert time.share == pytest.approx(100_000 / (0.08 * 380 * 284 * 380))
    assert time.charged_h == pytest.approx(19.25 * time.share)


def test_a_part_lies_as_its_pose_says():
    upright = Piece(50_000, (100, 60, 40), 1, pose_mm=(40, 60, 100))
    assert machine_time(times(BED), ROOM, upright).run_h == pytest.approx(18 + 1250 * 9 / 3600)


def test_more_than_a_build_holds_takes_several():
    # 0.08 of the room is 3.28 dm3.
    time = machine_time(times(BED), ROOM, Piece(1_000_000, (100, 100, 100), 7))
    one_build_h = 18 + 1250 * 9 / 3600
    assert (time.run_h, time.share) == (pytest.approx(3 * one_build_h), 1)
    assert time.charged_h == pytest.approx(one_build_h * 7_000_000 / (0.08 * 380 * 284 * 380))


@pytest.mark.parametrize(("stated", "missing"), [
    (StatedTimes(), ["rate", "set-up time", "post-processing time"]),
    (StatedTimes(BED, 0, None), ["post-processing time"]),
    (StatedTimes(None, 0, 0), ["rate"]),
])  # fmt: skip
def test_what_is_not_stated_is_unknown_and_not_nought(stated, missing):
    assert machine_time(stated, ROOM, PART) is None
    assert list(stated.missing()) == missing


@given(st.integers(1, 200), st.sampled_from([BED, VolumeRate(9000), PieceRate(1.5)]))
def test_more_pieces_never_take_less(quantity, rate):
    one, more = (
        machine_time(times(rate), ROOM, Piece(80_000, (90, 60, 40), each)) for each in (quantity, quantity + 1)
    )
    assert more.run_h >= one.run_h and more.charged_h > one.charged_h and 0 < one.share <= 1
    assert one.charged_h <= one.run_h * (1 + 1e-9)


@pytest.mark.parametrize("rate", [BED, VolumeRate(9000), PieceRate(1.5)])
def test_a_rate_is_read_as_it_was_written(rate):
    assert rate_from_dict(rate_as_dict(rate)) == rate
