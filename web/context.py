"""What every page works on, kept in the application."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast

from flask import current_app

from configurator.pool import Pool
from configurator.services.common.context import Office
from configurator.services.previews.previews import Previews

NAME = "made-to-measure"


@dataclass(frozen=True)
class Desk:
    """Orders and artefacts, the kernel's processes, the previews being made, and a folder for work in progress."""

    office: Office
    pool: Pool
    previews: Previews
    scratch: Path


def desk() -> Desk:
    """That of the application which answers this request."""
    return cast(Desk, current_app.extensions[NAME])
