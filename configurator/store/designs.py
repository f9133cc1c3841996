"""Designs, and which artefacts have been made of them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from typing import Any

import rfc8785
from sqlalchemy import Connection, Table, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from configurator.domain.parts.designs import Design
from configurator.domain.parts.drafting import DEFAULT_DRAFTING, Drafting
from configurator.domain.parts.versions import versions
from configurator.formats import relevant_drafting
from configurator.sources import source_digest
from configurator.store.tables import artefacts, designs

REPORT_KIND = "report"


def save_design(connection: Connection, design: Design) -> None:
    """Insert the design unless its row exists."""
    row = {"digest": design.digest, "template": design.template, "version": design.version, "code": design.code}
    _insert_once(connection, designs, {**row, "parameters": dict(design.parameters)})


def save_artefacts(
    connection: Connection, design: Design, files: Mapping[str, tuple[str, int]], drafting: Drafting = DEFAULT_DRAFTING
) -> None:
    """Record the artefacts of a design with their drafting: format -> SHA-256 and size in bytes."""
    # Always in the same order, so that two transactions with the same artefacts cannot deadlock.
    for kind, (sha256, size) in sorted(files.items()):
        row = {"key": artefact_key(design, kind, files, drafting), "kind": kind, "sha256": sha256, "size": size}
        _insert_once(connection, artefacts, {**row, "design": design.digest})


def forget_artefacts(connection: Connection, digests: Collection[str]) -> None:
    """Delete the record of what was made, for the artefacts with these SHA-256."""
    connection.execute(delete(artefacts).where(artefacts.c.sha256.in_(digests)))


def is_recorded(connection: Connection, sha256: str) -> bool:
    """Whether an artefact with this SHA-256 was made of any design."""
    query = select(artefacts.c.key).where(artefacts.c.sha256 == sha256).limit(1)
    return connection.scalar(query) is not None


def find_artefacts(
    connection: Connection, design: Design, kinds: tuple[str, ...], drafting: Drafting = DEFAULT_DRAFTING
) -> dict[str, str]:
    """Format -> SHA-256 of what this very code, with its data, has made of the design.

    The report is the one that lists exactly the other requested formats.
    """
    keys = {artefact_key(design, kind, kinds, drafting): kind for kind in kinds}
    query = select(artefacts.c.key, artefacts.c.sha256).where(artefacts.c.key.in_(keys))
    return {keys[key]: sha256 for key, sha256 in connection.execute(query)}


def artefact_key(
    design: Design, kind: str, formats: Collection[str] = (), drafting: Drafting = DEFAULT_DRAFTING
) -> str:
    """SHA-256 of all that an artefact's bytes depend on: a report's also on the formats made with it."""
    # A report lists the digests of their files.
    listed = {"lists": sorted({*formats} - {REPORT_KIND})} if kind == REPORT_KIND else {}
    relevant = relevant_drafting(kind, formats, drafting)
    drafted = {"drafting": relevant} if relevant else {}
    made_by = {"versions": versions(), "sources": source_digest(design.template)}
    inputs: dict[str, Any] = {"design": design.digest, "kind": kind, **made_by, **listed, **drafted}
    return hashlib.sha256(rfc8785.dumps(inputs)).hexdigest()


def _insert_once(connection: Connection, table: Table, row: Mapping[str, object]) -> None:
    """Insert the row unless its key exists: equal keys have equal rows."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    connection.execute(dialect.insert(table).values(**row).on_conflict_do_nothing())
