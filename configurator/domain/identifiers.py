"""Names for what has no name of its own."""

from __future__ import annotations

import secrets

from configurator.domain.designs import ALPHABET


def new_id() -> str:
    """Ten random characters, 50 bits, that can be read aloud."""
    return "".join(secrets.choice(ALPHABET) for _ in range(10))
