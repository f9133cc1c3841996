"""The files of a design as artefacts: stored already, or made now."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from configurator import catalogue
from configurator.domain.errors import Damaged, refused
from configurator.domain.offers.reports import Report
from configurator.domain.parts.compensation import drawn_design
from configurator.domain.parts.designs import Design
from configurator.domain.parts.drafting import DEFAULT_DRAFTING, Drafting
from configurator.domain.parts.formats import REPORT
from configurator.folders import work_folder
from configurator.services.common.context import Context, MakingContext
from configurator.services.common.work_times import note_stages
from configurator.services.making.artefacts import load_report
from configurator.services.making.make import make_part
from configurator.services.previews.previews import shape_file
from configurator.services.previews.shapes import shape_of
from configurator.store import designs, objects
from configurator.store.database import read_transaction, write_transaction

log = logging.getLogger("configurator.services.making")
# SHA-256 and size in bytes by format.
StoredFileSizes = Mapping[str, tuple[str, int]]


@dataclass(frozen=True)
class StoredFiles:
    """Files (and "report"), the report itself, and milliseconds per stage, none if they were stored already."""

    files: StoredFileSizes
    report: Report
    timings_ms: Mapping[str, float]


def make_files(
    context: MakingContext, design: Design, formats: tuple[str, ...], drafting: Drafting = DEFAULT_DRAFTING
) -> StoredFiles:
    """A design's files, recorded as its artefacts. Raises what `ensure_files` raises, but makes damaged ones again."""
    known = find_whole_files(context, design, formats, drafting)
    stored = known or _make_and_store(context, design, formats, drafting)
    note_stages(log, context.times, "files", f"files of {design.code}", stored.timings_ms)
    with write_transaction(context.engine) as connection:
        designs.save_design(connection, design)
        designs.save_artefacts(connection, design, stored.files, drafting)
    return stored


def ensure_files(
    context: MakingContext, design: Design, formats: tuple[str, ...], drafting: Drafting = DEFAULT_DRAFTING
) -> StoredFiles:
    """The files among the artefacts, made if they are missing; the caller records them as the design's.

    Raises what the kernel raises, Blocked if they cannot be stored, Refused for a design of another version.
    """
    stored = find_files(context, design, formats, drafting)
    return stored or _make_and_store(context, design, formats, drafting)


def find_files(
    context: Context, design: Design, formats: tuple[str, ...], drafting: Drafting = DEFAULT_DRAFTING
) -> StoredFiles | None:
    """The files if all are among the artefacts, with the report that lists them. Raises Blocked, Failed."""
    kinds = (*formats, REPORT)
    files = find_sizes(context, design, kinds, drafting)
    if len(files) < len(set(kinds)):
        return None
    return StoredFiles(files, load_report(context, {kind: digest for kind, (digest, _) in files.items()}), {})


def find_whole_files(
    context: Context, design: Design, formats: tuple[str, ...], drafting: Drafting = DEFAULT_DRAFTING
) -> StoredFiles | None:
    """The same, but none where the report is damaged: for what nobody has ordered, it is soon made again."""
    try:
        return find_files(context, design, formats, drafting)
    except Damaged as error:
        log.error("to be made again: %s", error)
        return None


def find_sizes(
    context: Context, design: Design, kinds: tuple[str, ...], drafting: Drafting = DEFAULT_DRAFTING
) -> StoredFileSizes:
    """Those of the files that are among the artefacts; the report is the one that lists the others. Raises Blocked."""
    with read_transaction(context.engine) as connection:
        digests = designs.find_artefacts(connection, design, kinds, drafting)
    sizes = {kind: objects.size_of(context.objects, digest) for kind, digest in digests.items()}
    return {kind: (digests[kind], size) for kind, size in sizes.items() if size is not None}


def _make_and_store(
    context: MakingContext, design: Design, formats: tuple[str, ...], drafting: Drafting
) -> StoredFiles:
    _check_version(design)
    with work_folder(context.scratch) as folder:
        drawn = drawn_design(catalogue.find(design.template), design, drafting.hole_compensation_mm)
        file = shape_file(context.cache, shape_of(drawn))
        part = make_part(context.pool, design, list(formats), folder, drafting, file)
        contents = {kind: path.read_bytes() for kind, path in part.files.items()}
    files = {kind: (objects.put_object(context.objects, data), len(data)) for kind, data in contents.items()}
    return StoredFiles(files, part.report, part.timings_ms)


def _check_version(design: Design) -> None:
    """Raise Refused for a design of another version: its shape would be another."""
    version = catalogue.find(design.template).version
    if version != design.version:
        raise refused(
            f"It was ordered as version {design.version} of {design.template}, which is now {version}.",
            "template",
            hint="Order it again: the new version gives another shape.",
        )
