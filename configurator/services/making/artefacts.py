"""Read artefacts by their digest."""

from __future__ import annotations

from collections.abc import Mapping

from configurator.domain.errors import Damaged, refused
from configurator.domain.offers.reports import Report, parse_report
from configurator.domain.parts.formats import REPORT
from configurator.services.common.context import Context
from configurator.store import designs, objects
from configurator.store.database import read_transaction


def read_artefact(context: Context, sha256: str, name: str) -> bytes:
    """The bytes of this SHA-256, 64 hex digits, which is called so.

    Raises Refused if there never was one, Blocked, Damaged, naming it, if it is missing or damaged.
    """
    if not objects.has_object(context.objects, sha256) and not _is_recorded(context, sha256):
        raise refused("There is no such artefact.", "artefact", hint="Take its address from what tells of the part.")
    return read_file(context, sha256, name)


def read_file(context: Context, sha256: str, name: str) -> bytes:
    """The bytes of a file that something keeps. Raises Blocked, Damaged, naming it."""
    try:
        return objects.get_object(context.objects, sha256)
    except Damaged as error:
        raise error.of(name) from None


def load_report(context: Context, files: Mapping[str, str]) -> Report:
    """The report among the files of an item or a row (SHA-256 by format). Raises Blocked, Damaged or Failed."""
    return parse_report(read_file(context, files[REPORT], REPORT))


def _is_recorded(context: Context, sha256: str) -> bool:
    with read_transaction(context.engine) as connection:
        return designs.is_recorded(connection, sha256)
