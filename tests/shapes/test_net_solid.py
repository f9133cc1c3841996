import numpy as np
import pytest

from configurator.domain.errors import Failed
from configurator.shapes.net_solid import net_solid

OUTWARD = [True, False, False, True, True, False]


def block(size=4):
    """Six nets round a cube of 3 mm: above, below, and four sides that run down."""
    x, y = np.meshgrid(np.linspace(0, 3, size), np.linspace(0, 3, size), indexing="ij")
    top, bottom = (np.stack([x, y, np.full_like(x, z)], axis=2) for z in (3.0, 0.0))
    strips = np.stack([top + share * (bottom - top) for share in (0, 1 / 3, 2 / 3, 1)])
    strips[-1] = bottom
    return [top, bottom, strips[:, 0], strips[:, -1], strips[:, :, 0], strips[:, :, -1]]


def test_nets_that_share_their_sides_make_one_valid_closed_solid():
    solid = net_solid(block(), OUTWARD)
    assert solid.isValid()
    assert (len(solid.Faces()), len(solid.Edges()), len(solid.Vertices())) == (6, 12, 8)
    assert solid.Volume() == pytest.approx(27)


def test_a_window_becomes_a_plane_that_looks_the_same_way():
    nets = block(8)
    solid = net_solid(nets, OUTWARD, (1, (2, 5, 2, 5)))
    (plane,) = [face for face in solid.Faces() if face.geomType() == "PLANE"]
    assert solid.isValid()
    assert plane.normalAt().toTuple() == pytest.approx((0, 0, -1))
    assert solid.Volume() == pytest.approx(27, rel=1e-4)


def test_a_side_that_no_other_net_has_is_refused():
    nets = block()
    nets[2] = nets[2] + 1e-9
    with pytest.raises(Failed, match="do not meet"):
        net_solid(nets, OUTWARD)
