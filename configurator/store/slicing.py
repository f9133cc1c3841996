"""Profiles by which machines are sliced for, and what the slicer told of files by them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from configurator.domain.production.sliced_hours import SlicedHours
from configurator.store.tables import sliced_hours, slicer_profiles

# By the SHA-256 of a file, and of a profile.
Sliced = Mapping[str, Mapping[str, SlicedHours]]


def save_profiles(connection: Connection, texts: Mapping[str, str]) -> None:
    """Insert these profiles, texts by SHA-256, unless they are there."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    # In one order for all, or two that add the same would wait for each other.
    for digest, text in sorted(texts.items()):
        row = dialect.insert(slicer_profiles).values(sha256=digest, text=text)
        connection.execute(row.on_conflict_do_nothing())


def profile_texts(connection: Connection, digests: Collection[str]) -> Mapping[str, str]:
    """The texts of those of these profiles that are there, by SHA-256."""
    query = select(slicer_profiles.c.sha256, slicer_profiles.c.text).where(slicer_profiles.c.sha256.in_(digests))
    return {row.sha256: row.text for row in connection.execute(query)}


def save_hours(connection: Connection, file: str, profile: str, told: SlicedHours) -> None:
    """Keep what the slicer told of a file with a profile, in place of what it told before."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    row = {"file": file, "profile": profile, "hours": told.hours, "reason": told.reason}
    keys = [sliced_hours.c.file, sliced_hours.c.profile]
    changed = {"hours": told.hours, "reason": told.reason}
    connection.execute(
        dialect.insert(sliced_hours).values(**row).on_conflict_do_update(index_elements=keys, set_=changed)
    )


def hours_of_files(connection: Connection, files: Collection[str]) -> Sliced:
    """What the slicer told of these files."""
    found: dict[str, dict[str, SlicedHours]] = {}
    if files:
        for row in connection.execute(select(sliced_hours).where(sliced_hours.c.file.in_(files))):
            found.setdefault(row.file, {})[row.profile] = SlicedHours(row.hours, row.reason)
    return found
