"""How jobs lie in a folder: each in a directory named by its ticket, and in `withdrawn` once it is withdrawn."""

from __future__ import annotations

from pathlib import Path

from configurator.domain.errors import Refused
from configurator.domain.production.jobs import read_ticket

WITHDRAWN_FOLDER = "withdrawn"


def job_folders(folder: Path) -> list[Path]:
    """The directories of jobs in a folder, links to some left out. Raises OSError if it cannot be read."""
    return [path for path in folder.iterdir() if _is_ticket(path.name) and path.is_dir() and not path.is_symlink()]


def _is_ticket(name: str) -> bool:
    try:
        read_ticket(name)
    except Refused:
        return False
    return True
