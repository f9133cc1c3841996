"""What a lathe does not turn, and a knife does not cut from sheet."""

from __future__ import annotations

from collections.abc import Iterator

from configurator.domain.offers.check import Check
from configurator.domain.offers.offers import Offer
from configurator.domain.offers.processes import PROCESSES
from configurator.domain.parts.findings import Finding
from configurator.domain.parts.mesh_analysis import MeshAnalysis

# Shares of the skin: below the first it is the mesh's, above the second it is another form.
MESH_SHARE, MAX_REWORK_SHARE = 0.001, 0.05
FORM_WORDS = {"revolved": "a body of revolution", "flat": "a flat part of even thickness"}


def _find(analysis: MeshAnalysis, offer: Offer) -> Iterator[Finding]:
    process = PROCESSES[offer.process]
    share = {"revolved": analysis.off_revolution, "flat": analysis.off_sheet}.get(process.form)
    if share is None or share <= MESH_SHARE:
        return
    words = f"{100 * share:.1f} % of its skin are not those of {FORM_WORDS[process.form]}"
    if share > MAX_REWORK_SHARE:
        message = f"{words}, and {process.title} makes no other."
        yield Finding("wrong_form", "refusal", message, "Have it milled or printed.", None, share)
    else:
        hint = "Ask the shop whether it does, or have it milled or printed."
        yield Finding("wrong_form", "warning", f"{words}: they are made in another step.", hint, None, share)


CHECKS = (
    Check(
        code="wrong_form",
        rank=15,
        meaning="of a turned part what is no body of revolution, of one cut from sheet what is not flat",
        severity="warning, or refusal",
        find=_find,
    ),
)
