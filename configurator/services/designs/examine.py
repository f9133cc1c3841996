"""A file that another program made, examined like a part of our own."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from configurator.domain.errors import Crashed
from configurator.domain.offers.offers import OFFERS, find_offer
from configurator.logs import stages_text
from configurator.pool import Pool
from configurator.pool.limits import Limits

log = logging.getLogger("configurator.services.designs")
KERNEL_EXAMINE = "configurator.kernel.jobs.examine_file:run_examine"
# A mesh of two million triangles takes 40 s and 4 GiB where nothing else runs.
EXAMINE_LIMITS = Limits(seconds=180, memory_gib=6)


def examine_file(pool: Pool, file: Path, unit: str = "", offer: str = "") -> dict[str, Any]:
    """The report of a file: whether it is sound, and the findings against it in the offer, or in each.

    `unit` is the length unit of the file, if it is known. Raises Refused, naming `file`, `unit` or
    `offer`, and Crashed, naming `file`, where it exceeds the limits of the kernel.
    """
    offers = [find_offer(offer).id] if offer else list(OFFERS)
    request = {"file": str(file.absolute()), "unit": unit, "offers": offers}
    try:
        report = pool.submit(KERNEL_EXAMINE, request, EXAMINE_LIMITS).result()
    except Crashed as error:
        hint = "Export it coarser or simpler, or in another format; try again if the machine was busy."
        raise Crashed(*(replace(each, hint=hint, fields=("file",)) for each in error.problems)) from None
    log.info("examination of %s: %s", file.name, stages_text(report.pop("timings_ms")))
    return report


def is_refused(report: Mapping[str, Any], offer: str = "") -> bool:
    """Whether the file is refused as it is or, where an offer was named, in that offer."""
    offer_reports = report["making"] if offer else []
    findings = [*report["findings"], *(each for offer_report in offer_reports for each in offer_report["findings"])]
    return any(each["severity"] == "refusal" for each in findings)
