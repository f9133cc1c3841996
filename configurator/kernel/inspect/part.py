"""Whether a part made here may be delivered: its mesh, its B-rep, and that the one is a mesh of the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from configurator.domain.parts import soundness
from configurator.domain.parts.bodies import Body
from configurator.domain.parts.findings import Finding
from configurator.kernel.build.brep import Brep
from configurator.kernel.build.tessellation import Tessellation
from configurator.kernel.geometry.facets import facets_of
from configurator.kernel.inspect import Examination, brep, examine_mesh, named_bodies, net_proof
from configurator.kernel.inspect.brep_validity import is_valid
from configurator.kernel.inspect.mass import volume_of


def examine_part(
    tessellation: Tessellation, solids: int, whole: bool = False, bodies: Sequence[Body] = ()
) -> Examination:
    """Everything that decides whether a part may be made; `solids` is how many it is stated to have.

    Named `bodies` were held to their own numbers of solids when they were built.
    The validity of its B-rep is decided part by part, and where `whole` also for all of it: the verdicts must agree.
    """
    solids = len(tessellation.brep.shape.Solids()) if bodies else solids
    valid, examination = is_valid(tessellation.brep), examine_mesh(tessellation.mesh, None, solids)
    if bodies and examination.findings:
        touching = named_bodies.touching_findings(tessellation.brep.shape, bodies)
        examination = replace(examination, findings=(*touching, *examination.findings))
    part_findings = (*_verdict_findings(tessellation.brep, valid, whole), *_part_findings(tessellation, valid, solids))
    return replace(examination, valid=valid, findings=(*examination.findings, *part_findings))


def _verdict_findings(solid: Brep, valid: bool, whole: bool) -> Iterator[Finding]:
    if whole and bool(solid.shape.isValid()) != valid:
        yield soundness.VERDICTS.finding()


def _part_findings(tessellation: Tessellation, valid: bool, solids: int) -> Iterator[Finding]:
    shape, nets = tessellation.brep.shape, tessellation.brep.nets
    yield from brep.brep_findings(shape, valid, solids)
    if tessellation.net_mesh is None or nets is None:
        yield from brep.volume_findings(shape, volume_of(facets_of(tessellation.mesh)))
    else:
        yield from net_proof.proof_findings(tessellation.brep, nets, tessellation.net_mesh, tessellation.fine)
