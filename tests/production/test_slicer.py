import os
import struct

import pytest
from support.outside_programs import needs_slicer

from configurator.domain.errors import Failed
from configurator.production import slicer
from configurator.production.slicer import GCODE, MODEL, PROFILE, is_installed, tell_hours

CONFIG = "bed_shape = 0x0,100x0,100x220,0x220\nfilament_diameter = 1.75\nlayer_height = 0.3\nnozzle_diameter = 0.4\n"
FACES = "013 032 467 475 045 051 237 276 026 064 157 173"


def write_box(path, *sides):
    """A binary STL of a box."""
    corners = [[side * (number >> 2 - axis & 1) for axis, side in enumerate(sides)] for number in range(8)]
    faces = [[corners[int(each)] for each in face] for face in FACES.split()]
    triangles = (struct.pack("<12fH", 0, 0, 0, *(value for corner in face for value in corner), 0) for face in faces)
    path.write_bytes(bytes(80) + struct.pack("<I", len(faces)) + b"".join(triangles))


def hours(folder, *sides, up=(0, 0, 1), config=CONFIG):
    write_box(folder / MODEL, *sides)
    (folder / PROFILE).write_text(config)
    return tell_hours({"folder": str(folder), "up": up})["hours"]


def top_mm(folder):
    heights = [line for line in (folder / GCODE).read_text().splitlines() if line.startswith(";Z:")]
    return float(heights[-1][3:])


@needs_slicer
def test_the_slicer_tells_how_long_a_part_takes_as_it_lies(tmp_path):
    # PrusaSlicer 2.5.0 says 12 min 33 s by its default settings, among which these are.
    assert hours(tmp_path, 20, 10, 30) == pytest.approx(0.209, rel=0.05)
    assert top_mm(tmp_path) == pytest.approx(30, abs=0.5)
    # Laid so that x, and y turned about, shows upwards.
    for up, height in (((1, 0, 0), 20), ((0, -1, 0), 10), ((0, 0, -1), 30)):
        hours(tmp_path, 20, 10, 30, up=up)
        assert top_mm(tmp_path) == pytest.approx(height, abs=0.5)
    slower = hours(tmp_path, 20, 10, 30, config=f"{CONFIG}perimeter_speed = 10\ninfill_speed = 10\n")
    assert slower > 1.5 * hours(tmp_path, 20, 10, 30)


@needs_slicer
def test_a_part_that_fits_only_the_other_way_round_is_turned(tmp_path):
    assert hours(tmp_path, 180, 20, 3) > 0


@needs_slicer
@pytest.mark.parametrize(
    ("sides", "config", "words"),
    [((300, 300, 2), CONFIG, "could not fit on the bed"), ((10, 10, 2), "hello\n", "'=' character not found")],
)
def test_what_it_does_not_slice_it_says_and_an_earlier_file_is_not_taken_for_it(tmp_path, sides, config, words):
    hours(tmp_path, 20, 10, 3)
    with pytest.raises(Failed, match=words) as error:
        hours(tmp_path, *sides, config=config)
    assert str(tmp_path) not in str(error.value)


def test_a_program_that_writes_no_time_tells_no_hours(tmp_path, monkeypatch):
    program = tmp_path / "prusa-slicer"
    program.write_text('#!/bin/sh\nfor last; do :; done\nprintf "%s" "$GCODE_TEXT" > "$last"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    assert is_installed()
    monkeypatch.setenv("GCODE_TEXT", "; estimated printing time (normal mode) = 1d 2h 30m 36s\n")
    assert hours(tmp_path, 1, 1, 1) == pytest.approx(26.51)
    monkeypatch.setenv("GCODE_TEXT", "G28\n")
    with pytest.raises(Failed, match="no printing time"):
        hours(tmp_path, 1, 1, 1)


def test_gcode_without_end_is_cut_off(tmp_path, monkeypatch):
    program = tmp_path / "prusa-slicer"
    program.write_text('#!/bin/sh\nfor last; do :; done\nexec head -c 9999999 /dev/zero > "$last"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(slicer, "MAX_GCODE_BYTES", 5000)
    with pytest.raises(Failed, match="refuses it"):
        hours(tmp_path, 1, 1, 1)
    assert (tmp_path / GCODE).stat().st_size <= 5000
