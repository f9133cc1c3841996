"""What the thinnest wall is that a part means to have."""

from math import inf

import pytest

from configurator.domain.parts.dimensions import Box, LetterSize
from configurator.domain.parts.folded_walls import thinnest_meant

EVERYWHERE = Box((0, 0, 0), (9, 9, 9))
ON_TOP = {"tolerance": 0.1, "box": EVERYWHERE, "facing": (0, 0, 1), "up": (0, 1, 0)}
HIGH = LetterSize(name="capital", nominal=4.0, of="height", **ON_TOP)
RELIEF = LetterSize(name="relief", nominal=0.6, of="relief", **ON_TOP)


@pytest.mark.parametrize(
    ("wall", "letters", "meant"),
    [(6.0, (), 6.0), (inf, (), inf), (6.0, (RELIEF,), 0.6), (6.0, (RELIEF, HIGH), 0.36), (0.2, (RELIEF, HIGH), 0.2)],
)
def test_a_part_with_letters_means_to_be_as_thin_as_they_are(wall, letters, meant):
    assert thinnest_meant(wall, letters) == pytest.approx(meant)
