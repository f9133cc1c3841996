"""Read artefacts by their digest."""

from __future__ import annotations

from collections.abc import Mapping

from configurator.domain.errors import refused
from configurator.domain.offers.reports import Report, parse_report
from configurator.domain.parts.formats import REPORT
from configurator.services.common.context import Context
from configurator.store import objects


def read_artefact(context: Context, sha256: str) -> bytes:
    """The bytes of this SHA-256, 64 hex digits. Raises Refused if there is none, Blocked, Failed if it is damaged."""
    if not objects.has_object(context.objects, sha256):
        raise refused("There is no such artefact.", "artefact", hint="Take its address from what tells of the part.")
    return objects.get_object(context.objects, sha256)


def load_report(context: Context, files: Mapping[str, str]) -> Report:
    """The report among the files of an item or a row (SHA-256 by format). Raises Blocked or Failed."""
    return parse_report(objects.get_object(context.objects, files[REPORT]))
