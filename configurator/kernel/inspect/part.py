"""Whether a part of ours may leave the program: its mesh, its B-rep, and that the one is a mesh of the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from configurator.domain.parts.findings import Finding
from configurator.kernel.build.brep import Brep
from configurator.kernel.build.tessellation import Tessellation
from configurator.kernel.geometry.facets import facets_of
from configurator.kernel.inspect import Examination, brep, examine_mesh, net_proof
from configurator.kernel.inspect.mass import volume_of
from configurator.kernel.inspect.validity import is_valid

PROGRAM_HINT = "This is a fault of this program: tell its makers, with the parameters."


def examine_made(made: Tessellation, solids: int, whole: bool = False) -> Examination:
    """Everything that decides whether a part may be made; `solids` is how many it is stated to have.

    Whether its B-rep is valid is asked of its parts, and where `whole` of all of it too: the verdicts must agree.
    """
    valid, seen = is_valid(made.brep), examine_mesh(made.mesh, None, solids)
    wrong = (*_disagreement(made.brep, valid, whole), *_findings(made, valid, solids))
    return replace(seen, valid=valid, findings=(*seen.findings, *wrong))


def _disagreement(made: Brep, valid: bool, whole: bool) -> Iterator[Finding]:
    if whole and bool(made.shape.isValid()) != valid:
        yield Finding("verdicts", "refusal", "Two checks of the solid disagree on whether it is valid.", PROGRAM_HINT)


def _findings(made: Tessellation, valid: bool, solids: int) -> Iterator[Finding]:
    shape, nets = made.brep.shape, made.brep.nets
    yield from brep.brep_findings(shape, valid, solids)
    if made.net_mesh is None or nets is None:
        yield from brep.volume_findings(shape, volume_of(facets_of(made.mesh)))
    else:
        yield from net_proof.proof_findings(made.brep, nets, made.net_mesh, made.fine)
