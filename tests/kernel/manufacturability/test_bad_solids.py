"""Whatever is wrong with a solid is found, and called by its right name."""

import pytest
import trimesh
from support import solids
from support.analysis import analyse, findings

from configurator.kernel.inspect import examine_mesh

BROKEN = {
    "open": (solids.opened, "open"),
    "inverted": (lambda: solids.inverted(solids.meshed(solids.block(9, 9, 9))), "inside_out"),
    "nested wrongly": (lambda: solids.apart(0), "nested"),
    "a tiny one nested wrongly": (
        lambda: solids.together(solids.meshed(solids.block(90, 90, 90)), solids.meshed(solids.block(0.1, 0.1, 0.1))),
        "nested",
    ),
    "cutting itself a lot": (lambda: solids.cutting_itself(25), "self_intersecting"),
    "cutting itself a little": (solids.folded, "self_intersecting"),
    "four facets at an edge": (solids.sharing_an_edge, "not_manifold"),
    "no thickness": (solids.without_thickness, "self_intersecting"),
    "not a number": (solids.not_a_number, "not_finite"),
    "two bodies": (lambda: solids.apart(20), "bodies"),
    "empty": (trimesh.Trimesh, "empty"),
}

DOUBTFUL = {
    "thin rib": (lambda: solids.ribbed(0.6), "sls-pa12", "thin_wall", "warning", 0.6),
    "rib thinner than a line": (lambda: solids.ribbed(0.3), "fdm-petg", "too_thin", "refusal", 0.3),
    "thin plate": (lambda: solids.block(30, 30, 0.8), "mjf-pa12", "thin_wall", "warning", 0.8),
    "thin tube": (lambda: solids.tube(10, 0.7), "mjf-tpu", "thin_wall", "warning", 0.7),
    "thin pin": (lambda: solids.pinned(2), "fdm-asa", "thin_pin", "warning", 2.0),
    "sliver": (lambda: solids.wedge(4, 0), "mjf-pa12", "too_thin", "refusal", None),
    "hole too small": (lambda: solids.bored(0.4), "mjf-pa12", "small_hole", "warning", 0.4),
    "hole too small in a thin plate": (lambda: solids.bored(1, 2), "sls-pa12", "small_hole", "warning", 1.0),
    "slit too narrow": (lambda: solids.slotted(0.3), "mjf-pa12", "narrow_slit", "warning", 0.3),
    "trapped powder": (lambda: solids.shell(15, 10), "sls-pa12", "trapped", "warning", 4189),
    "powder behind a small hole": (lambda: solids.shell(15, 10, 3), "sls-pa12", "trapped", "warning", 4189),
    "hollow in milled metal": (lambda: solids.shell(15, 10), "mill-aluminium", "hollow", "refusal", 4189),
    "too large for the bed": (lambda: solids.block(300, 300, 20), "fdm-pla", "too_large", "warning", 80),
    "too large for any machine": (lambda: solids.block(900, 400, 400), "sls-pa12", "too_large", "refusal", None),
    "more support than part": (lambda: solids.shell(20, 18), "fdm-petg", "supports", "warning", None),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_solid_is_refused_for_what_is_broken(name):
    make, code = BROKEN[name]
    found = {each.code: each.severity for each in examine_mesh(make(), None, 1).findings}
    assert found.get(code) == "refusal", found


@pytest.mark.parametrize("name", DOUBTFUL)
def test_a_solid_that_is_hard_to_make_is_doubted_for_what_is_hard(name):
    make, offer, code, severity, size = DOUBTFUL[name]
    found = {each.code: each for each in findings(analyse(solids.meshed(make())), offer)}
    assert (found[code].severity, list(found)) == (severity, [code])
    assert found[code].size > 0
    assert size is None or found[code].size == pytest.approx(size, rel=0.03)


@pytest.mark.parametrize("name", [name for name, (*_, size) in DOUBTFUL.items() if size])
def test_the_place_lies_on_what_is_doubted(name):
    make, offer, code, *_ = DOUBTFUL[name]
    (found,) = findings(analyse(solids.meshed(make())), offer)
    if found.place is None:
        assert code == "too_large"
        return
    low, high = solids.meshed(make()).bounds
    assert (low - 0.01 <= found.place).all() and (found.place <= high + 0.01).all()
