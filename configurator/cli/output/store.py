"""Backups, copies and checks of the data, as the command line prints them."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from configurator.cli.output import print_json, print_line, print_message
from configurator.services.admin.backup import Backup
from configurator.services.admin.collection import Collection
from configurator.services.admin.verify import Verdict


def show_backup(backup: Backup, as_json: bool) -> None:
    """Print the path of the backup; exit status 1 if it is incomplete."""
    if as_json:
        print_json(backup.as_dict())
    else:
        print_line(backup.directory)
    for each in backup.missing:
        print_message(f"not copied: {each}")
    print_message(f"artefacts {backup.artefacts}, not copied {len(backup.missing)}")
    sys.exit(1 if backup.missing else 0)


def show_copied(counts: Mapping[str, int], as_json: bool) -> None:
    """Print how many rows were copied."""
    if as_json:
        print_json({"counts": dict(counts)})
    print_message(_counts_text(counts))
    print_message("Set DATABASE_URL to the new database everywhere, and put the old one away.")


def show_collection(collection: Collection, as_json: bool) -> None:
    """Print how much was removed of how much."""
    if as_json:
        print_json(collection.as_dict())
    print_message(
        f"artefacts {collection.artefacts}, {collection.bytes / 1e6:.1f} MB; "
        f"removed {collection.removed}, {collection.removed_bytes / 1e6:.1f} MB"
    )


def show_verdict(verdict: Verdict, as_json: bool) -> None:
    """Differences on stdout, a line each, doubts on stderr; exit status 1 if there are differences."""
    if as_json:
        print_json(verdict.as_dict())
    else:
        for difference in verdict.differences:
            print_line(difference)
    for doubt in verdict.doubts:
        print_message(f"look at: {doubt}")
    print_message(f"{_counts_text(verdict.counts)}, differences {len(verdict.differences)}")
    sys.exit(1 if verdict.differences else 0)


def _counts_text(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{what.replace('_', ' ')} {count}" for what, count in counts.items())
