"""The appearance of a part's material: its colour, its gloss, and a colour of edges that contrasts with it."""

from __future__ import annotations

from dataclasses import dataclass

from configurator.domain.offers.offers import OFFERS

Rgb = tuple[float, float, float]

INK: Rgb = (0.25, 0.27, 0.30)
# On colours darker than this (0 black, 1 white) edges are light.
DARK = 0.3
LIGHT_INK: Rgb = (0.56, 0.58, 0.61)


@dataclass(frozen=True)
class Appearance:
    """Colour of the surface and of its edges, 0 to 1 each; `gloss` is the share of specular reflection."""

    colour: Rgb
    edges: Rgb = INK
    gloss: float = 0.05


# For a part without a material.
IVORY = Appearance((0.95, 0.945, 0.925))


def appearance_of(offer: str) -> Appearance:
    """The look of a part made in an offer; ivory where there is no such offer."""
    if offer not in OFFERS:
        return IVORY
    data = OFFERS[offer]
    red, green, blue = (int(data.colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    is_dark = 0.3 * red + 0.6 * green + 0.1 * blue < DARK
    return Appearance(
        (red, green, blue), LIGHT_INK if is_dark else INK, 0.35 if data.family == "metal" or is_dark else 0.05
    )
