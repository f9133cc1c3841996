"""By how much a part's holes are drawn wider in an offer."""

from __future__ import annotations

from typing import Any

from configurator.domain.offers.offers import OFFERS
from configurator.domain.parts.templates import Template


def hole_compensation_mm(template: Template[Any], offer: str) -> float:
    """In mm of diameter: what the offer's process closes holes by; 0 where nobody has published it, or for a part whose
    template does not say how its holes are widened."""
    shrinkage = OFFERS[offer].hole_shrinkage if offer in OFFERS else None
    return shrinkage or 0.0 if template.compensate is not None else 0.0


def compensation_sentence(compensation_mm: float) -> str:
    """For whoever reads a sheet: what the sizes are, and how the model differs; empty where it does not."""
    if not compensation_mm:
        return ""
    change, process = ("wider", "closes") if compensation_mm > 0 else ("narrower", "opens")
    return (
        f"The model's holes are {abs(compensation_mm):g} mm {change} in diameter than asked, as the process {process}"
        " them by so much: sizes here are those of the finished part."
    )
