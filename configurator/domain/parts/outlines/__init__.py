"""Outlines: one outer loop of lines and arcs with its holes, in mm to 1e-4. Their text is what designs store."""

from __future__ import annotations

from configurator.domain.parts.outlines.canonical import canonical
from configurator.domain.parts.outlines.constructions import band_loop, circle_loop, polygon_loop, rectangle_loop
from configurator.domain.parts.outlines.loops import Circle, Loop, Outline
from configurator.domain.parts.outlines.segments import Segment
from configurator.domain.parts.outlines.texts import outline_text, parse_outline

__all__ = [
    "Circle",
    "Loop",
    "Outline",
    "Segment",
    "band_loop",
    "canonical",
    "circle_loop",
    "outline_text",
    "parse_outline",
    "polygon_loop",
    "rectangle_loop",
]
