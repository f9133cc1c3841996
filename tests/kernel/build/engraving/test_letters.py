"""Letters of the code: their facets against their faces."""

import numpy as np
import pytest
from trimesh import Trimesh

from configurator.domain.parts.designs import ALPHABET
from configurator.domain.parts.templates import DOT
from configurator.kernel.build.engraving.letters import letter_of
from configurator.kernel.geometry.polygons import triangulate

HEIGHTS = (5.0, 2.5)
SIGNS = (*ALPHABET, DOT)
DEPTH = 0.4


@pytest.mark.parametrize("height", HEIGHTS)
@pytest.mark.parametrize("sign", SIGNS)
def test_facets_close_the_holes_and_hold_what_is_cut_out(sign, height):
    letter = letter_of(sign, height, DEPTH)
    lids = triangulate([rim[::-1] for rim in letter.rims], letter.points[:, :2])
    closed = Trimesh(letter.points, np.concatenate([letter.facets, lids[:, ::-1]]), process=False)
    assert letter.valid
    assert closed.is_watertight and closed.is_winding_consistent
    # Out of the material is into the pocket. Chords of 0.02 mm, on strokes of a fifth of the height.
    assert -closed.volume == pytest.approx(letter.volume, rel=0.02)


@pytest.mark.parametrize("sign", SIGNS)
def test_corners_of_the_faces_are_points_of_the_facets(sign):
    letter = letter_of(sign, 5.0, DEPTH)
    corners = np.array([vertex.toTuple() for face in letter.faces for vertex in face.Vertices()])
    away = np.linalg.norm(corners[:, None] - letter.points[None], axis=2).min(axis=1)
    assert away.max() < 1e-6


def test_edges_run_along_outlines_and_upright_between_corners():
    letter = letter_of("I", 5.0, DEPTH)
    lines = [letter.points[edge] for edge in letter.edges]
    upright = [line for line in lines if np.ptp(line[:, 2]) > 0]
    assert all(len(line) == 2 and (line[0, :2] == line[1, :2]).all() for line in upright)
    level = [line for line in lines if np.ptp(line[:, 2]) == 0]
    assert len(level) == 2 and all((line[0] == line[-1]).all() for line in level)
