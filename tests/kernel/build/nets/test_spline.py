import numpy as np
import pytest
from scipy.interpolate import BSpline

from configurator.kernel.build.nets import spline


@pytest.mark.parametrize("count", [4, 5, 9])
def test_weights_are_those_of_the_basis(count):
    at = np.linspace(0, count - 3, 17)
    first, weights = spline.local(count, at)
    full = np.zeros((len(at), count))
    np.put_along_axis(full, first[:, None] + np.arange(4), weights, axis=1)
    assert full == pytest.approx(BSpline(spline.knots(count), np.eye(count), 3)(at), abs=1e-12)


def test_a_straight_net_is_met_where_its_parameters_say():
    # Greville's abscissae: control points there make the surface linear in its parameters.
    greville = np.array([0, 1 / 3, 1, 2, 3, 4, 14 / 3, 5])
    net = np.stack([*np.meshgrid(greville, greville, indexing="ij"), np.ones((8, 8))], axis=2)
    uv = np.random.default_rng(1).uniform(0, 5, (50, 2))
    assert spline.places(net, uv) == pytest.approx(np.column_stack([uv, np.ones(50)]), abs=1e-12)


def test_a_lattice_has_all_knots_and_derivatives_of_what_it_is_given():
    table = spline.lattice(7, per_span=4, least=12)
    assert set(range(5)) <= set(table.at)
    points = np.random.default_rng(2).normal(size=7)
    curve = BSpline(spline.knots(7), points, 3)
    for order, matrix in enumerate((table.value, table.first, table.second)):
        assert matrix[1:-1] @ points == pytest.approx(curve(table.at[1:-1], order), abs=1e-9)


def test_gauss_integrates_products_of_cubics_exactly():
    table, weights = spline.gauss(6)
    assert weights.sum() == pytest.approx(3)
    one, other = np.random.default_rng(3).normal(size=(2, 6))
    exact = sum(
        np.polynomial.Polynomial.fit(t := np.linspace(k, k + 1, 7), product(one, other, t), 6).integ()(k + 1)
        - np.polynomial.Polynomial.fit(t, product(one, other, t), 6).integ()(k)
        for k in range(3)
    )
    assert weights @ ((table.value @ one) * (table.value @ other)) == pytest.approx(exact, abs=1e-9)


def product(one, other, at):
    return BSpline(spline.knots(6), one, 3)(at) * BSpline(spline.knots(6), other, 3)(at)
