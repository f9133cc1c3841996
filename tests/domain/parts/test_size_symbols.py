"""What stands before and after a size."""

import pytest

from configurator.domain.parts.dimensions import (
    Box,
    Depth,
    Diameter,
    Distance,
    LetterSize,
    PitchCircle,
    Radius,
    ThreadDiameter,
    ThreadPitch,
    Z,
)
from configurator.domain.parts.size_symbols import signed_size, size_remark

SIZE = {"name": "a", "nominal": 1, "tolerance": 0.1}
BOX = Box((0, 0, 0), (1, 1, 1))
M10 = {**SIZE, "designation": "M10x1.5", "major": 10, "centre": (0, 0, 0), "axis": Z, "depth": 16}


@pytest.mark.parametrize(
    ("dimension", "text"),
    [
        (Distance(**SIZE, axis=Z), "8.5"),
        (Diameter(**SIZE, centre=(0, 0, 0)), "Ø 8.5"),
        (Diameter(**SIZE, centre=(0, 0, 0), repeats=((1, 0, 0), (2, 0, 0))), "3x Ø 8.5"),
        (PitchCircle(**SIZE, centres=(), size=3), "PCD 8.5"),
        (Radius(**SIZE, origin=(0, 0, 0), axis=Z), "R 8.5"),
        (ThreadDiameter(**M10), "M10x1.5, 16 deep, drill Ø 8.5"),
        (ThreadDiameter(**M10, gauge="crest"), "M10x1.5 crest Ø 8.5"),
        (ThreadPitch(**M10), "M10x1.5 pitch 8.5"),
        (Depth(**SIZE, face=BOX, floor=BOX), "8.5 deep"),
        (LetterSize(**SIZE, box=BOX, facing=Z, up=Z, of="relief", form="sunk"), "8.5 sunk"),
        (LetterSize(**SIZE, box=BOX, facing=Z, up=Z, of="height"), "8.5"),
    ],
    ids=lambda each: each if isinstance(each, str) else each.kind,
)
def test_a_size_has_its_sign_its_designation_and_its_manner(dimension, text):
    assert signed_size(dimension, "8.5") == text


@pytest.mark.parametrize(
    ("dimension", "words"),
    [
        (Diameter(**SIZE, centre=(0, 0, 0)), ""),
        (Diameter(**SIZE, centre=(0, 0, 0), repeats=((1, 0, 0),)), "2x Ø"),
        (ThreadDiameter(**M10), "M10x1.5, 16 deep, drill Ø"),
        (Depth(**SIZE, face=BOX, floor=BOX), "deep"),
    ],
)
def test_a_table_tells_what_the_name_does_not(dimension, words):
    assert size_remark(dimension) == words
