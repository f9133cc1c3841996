"""The files of a design as artefacts: made now, or known already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from configurator import catalogue
from configurator.domain.errors import refused
from configurator.domain.parts.designs import Design
from configurator.domain.parts.drafting import PLAIN, Drafting
from configurator.domain.parts.formats import REPORT
from configurator.folders import partial
from configurator.pool import Pool
from configurator.services.common.context import Office
from configurator.services.making.make import make
from configurator.services.making.reports import read_report
from configurator.services.previews.previews import shape_file
from configurator.store import designs, objects
from configurator.store.database import reading, writing

# SHA-256 and size in bytes by format.
Files = Mapping[str, tuple[str, int]]


@dataclass(frozen=True)
class Kept:
    """Files (and "report"), the report itself, and milliseconds per stage, none where it was known already."""

    files: Files
    report: Mapping[str, Any]
    timings_ms: Mapping[str, float]


def make_files(
    office: Office, pool: Pool, scratch: Path, design: Design, formats: tuple[str, ...], drafting: Drafting = PLAIN
) -> Kept:
    """Have a design's files, and note them as its artefacts. Raises what `have_files` raises."""
    kept = have_files(office, pool, scratch, design, formats, drafting)
    with writing(office.engine) as connection:
        designs.keep_design(connection, design)
        designs.keep_artefacts(connection, design, kept.files, drafting)
    return kept


def have_files(
    office: Office, pool: Pool, scratch: Path, design: Design, formats: tuple[str, ...], drafting: Drafting = PLAIN
) -> Kept:
    """The files among the artefacts, made in `scratch` if they are not there yet; to be noted as the design's.

    Raises what the kernel raises, Blocked where they cannot be kept, Refused for a design of another version.
    """
    known = _known(office, design, (*formats, REPORT), drafting)
    return known or _made(office, pool, scratch, design, formats, drafting)


def _known(office: Office, design: Design, kinds: tuple[str, ...], drafting: Drafting) -> Kept | None:
    with reading(office.engine) as connection:
        known = designs.find_artefacts(connection, design, kinds, drafting)
    sizes = {kind: objects.size_of(office.objects, digest) for kind, digest in known.items()}
    files = {kind: (known[kind], size) for kind, size in sizes.items() if size is not None}
    return Kept(files, read_report(office, known), {}) if len(files) == len(set(kinds)) else None


def _made(
    office: Office, pool: Pool, scratch: Path, design: Design, formats: tuple[str, ...], drafting: Drafting
) -> Kept:
    _unchanged(design)
    with partial(scratch) as folder:
        made = make(pool, design, list(formats), folder, drafting, shape_file(office.shelf, design))
        contents = {kind: path.read_bytes() for kind, path in made.files.items()}
    files = {kind: (objects.put(office.objects, data), len(data)) for kind, data in contents.items()}
    return Kept(files, made.report, made.timings_ms)


def _unchanged(design: Design) -> None:
    """Refuse to build another shape under the same name."""
    version = catalogue.find(design.template).version
    if version != design.version:
        raise refused(
            f"It was ordered as version {design.version} of {design.template}, which is now {version}.",
            "template",
            hint="Order it again: the new version gives another shape.",
        )
