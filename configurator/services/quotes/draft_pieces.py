"""The volume and the box of a part that is not made yet, by its draft."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from configurator.domain.errors import ConfiguratorError
from configurator.domain.offers.machine_fit import SizeMm
from configurator.domain.parts.designs import Design
from configurator.domain.production.machine_rates import Piece
from configurator.pool import Pool
from configurator.services.previews.drafts import start_draft


def make_draft(pool: Pool, design: Design) -> Mapping[str, Any]:
    """The facts of a design's draft, made now. Raises what the kernel raises."""
    with TemporaryDirectory() as folder:
        outcome = start_draft(pool, Path(folder), design).take_outcome()
    if isinstance(outcome, ConfiguratorError):
        raise outcome
    return outcome.facts


def draft_piece(facts: Mapping[str, Any], quantity: int) -> Piece:
    """So many pieces of what a draft shows, by the facts that came with it."""
    low, high = facts["bounds_mm"]
    size: SizeMm = (high[0] - low[0], high[1] - low[1], high[2] - low[2])
    return Piece(facts["volume_mm3"], size, quantity)
