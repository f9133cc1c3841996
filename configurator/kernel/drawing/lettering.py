"""The size of text on paper, and the boxes of labels."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import shapely
from reportlab.pdfbase.pdfmetrics import stringWidth

from configurator.kernel.drawing.primitives import DrawnText, Label
from configurator.kernel.drawing.views import ViewPoints
from configurator.paper.typeface import BOLD, CAP_HEIGHT_RATIO, PLAIN, load_fonts

# In mm: the height of capitals that ISO 3098 asks for on A4 and A3, and the ring round a number.
HEIGHT = 2.5
RING = 2.3
# In mm: between ring and text, and clear of other things all round a label.
GAP = 1.4
AIR = 0.7
LABEL_HEIGHT = 2 * RING
# Degrees from upright (the project's own choice).
NEARLY_UPRIGHT_DEG = 5.0


@lru_cache(maxsize=4096)
def text_width(text: str, height: float = HEIGHT, bold: bool = False) -> float:
    """In mm, of text whose capitals are `height` high."""
    load_fonts()
    return float(stringWidth(text, BOLD if bold else PLAIN, height / CAP_HEIGHT_RATIO))


def label_width(text: str) -> float:
    """In mm, of the text with its number's ring."""
    return 2 * RING + GAP + text_width(text)


def text_directions(degrees: float) -> ViewPoints:
    """(2, 2) rows: the directions along and up of text at this angle."""
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[cos, sin], [-sin, cos]])


def upright_angle(ahead: ViewPoints) -> float:
    """The angle in degrees at which text along (2,) is read from below or from the right, as ISO 129 has it.

    What is nearly upright is read from the right too, whichever way it leans.
    """
    degrees = float(np.degrees(np.arctan2(ahead[1], ahead[0]))) % 180.0
    return degrees - 180.0 if degrees > 90.0 + NEARLY_UPRIGHT_DEG else degrees


def label_box(label: Label) -> shapely.Polygon:
    """The box of ring and text, with some clearance."""
    return text_box(label.centre, label_width(label.text) + 2 * AIR, LABEL_HEIGHT + 2 * AIR / 2, label.angle)


def words_box(words: DrawnText) -> shapely.Polygon:
    """The box of a line of text: from its foot, descenders too, to the height of its capitals."""
    width, along = text_width(words.text, words.height, words.bold), text_directions(words.angle)
    start = {"left": 0.0, "middle": 0.5, "right": 1.0}[words.anchor] * width
    centre = words.at + np.array([width / 2 - start, 0.35 * words.height]) @ along
    return text_box(centre, width, 1.3 * words.height, words.angle)


def text_box(centre: ViewPoints, width: float, height: float, angle: float = 0.0) -> shapely.Polygon:
    """A rectangle about `centre` (2,)."""
    corners = np.array([(-width, -height), (width, -height), (width, height), (-width, height)]) / 2
    return shapely.Polygon(centre + corners @ text_directions(angle))
