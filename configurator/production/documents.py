"""The documents of a job, job.json and traveller.pdf, composed from plain values: a process of its own does it.

How long typesetting takes grows with the square of a text's length, and texts come from strangers.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any

from configurator.domain.errors import ConfiguratorError, failed
from configurator.domain.offers.offers import find_offer
from configurator.domain.offers.reports import read_report
from configurator.domain.parts.designs import Design
from configurator.domain.production.handovers import JOB_FILE, TRAVELLER_FILE, Approval, Handover
from configurator.production import traveller
from configurator.production.job_file import job_file


def compose(request: Mapping[str, Any]) -> dict[str, str]:
    """File name -> bytes in base64. The request has the fields of a `Handover`, the picture in base64, the offer by
    its id, the report as in its file. Raises Refused, or Failed for whatever goes wrong."""
    handover = _read_handover(request)
    try:
        documents = {JOB_FILE: job_file(handover), TRAVELLER_FILE: traveller.make_traveller(handover)}
    except (ConfiguratorError, MemoryError):
        raise
    except Exception as error:
        hint = "Look for the reason in the log, and tell the program's author."
        raise failed(f"The papers of job {handover.ticket} cannot be composed ({error!r}).", hint=hint) from error
    return {name: b64encode(data).decode() for name, data in documents.items()}


def _read_handover(request: Mapping[str, Any]) -> Handover:
    return Handover(
        **{
            **request,
            "design": Design(**request["design"]),
            "offer": find_offer(request["offer"]),
            "report": read_report(request["report"]),
            "approvals": tuple(Approval(**each) for each in request["approvals"]),
            "picture": b64decode(request["picture"]) if request["picture"] else None,
        }
    )
