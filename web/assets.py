"""The files that browsers load beside the pages; their names change with their content."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from configurator.domain.errors import failed

STATIC = Path(__file__).parent / "static"


def read_manifest(folder: Path = STATIC) -> Mapping[str, str]:
    """Logical name -> file name. Raises Failed, with the remedy, where the front end is not built."""
    try:
        manifest: Mapping[str, str] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except OSError:
        hint = "In a checkout run: make .venv/bundle. An installed package brings it."
        raise failed("The pages' scripts and styles are not built.", hint=hint) from None
    return manifest
