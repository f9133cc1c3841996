"""Numbers, lengths and transforms as SVG writes them."""

from __future__ import annotations

import re
from math import radians

from configurator.kernel.outlines.affine import Affine, moved_by, rotated_by, scaled_by, skewed_by
from configurator.kernel.outlines.refusals import unreadable
from configurator.kernel.outlines.units import PX_MM

NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
# CSS Values and Units 3, 6.2.
LENGTH_MM = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72, "pc": 25.4 / 6, "q": 0.25}

_NUMBERS = re.compile(NUMBER, re.ASCII)
_LENGTH = re.compile(rf"\s*({NUMBER})\s*([A-Za-z]*)\s*", re.ASCII)
_TRANSFORM = re.compile(r"[\s,]*(\w+)\s*\(([^()]*)\)", re.ASCII)


def numbers(text: str) -> list[float]:
    """All numbers in a text. Raises Refused where it holds something else."""
    rest = _NUMBERS.sub("", text)
    if rest.strip(" ,\t\r\n\f"):
        raise unreadable(f"It has {text.strip()[:40]!r} where numbers belong.")
    return [float(each) for each in _NUMBERS.findall(text)]


def length(text: str | None, default: float = 0.0) -> float:
    """A length in px. Raises Refused for one in percent, in sizes of type, or for none."""
    if text is None or not text.strip():
        return default
    match = _LENGTH.fullmatch(text)
    unit = match[2].lower() if match else ""
    if match is None or unit not in ("", "px", *LENGTH_MM):
        raise unreadable(f"It has the length {text.strip()[:20]!r}, which is none in px or mm.")
    return float(match[1]) * (LENGTH_MM[unit] / PX_MM if unit in LENGTH_MM else 1.0)


def stated_length(text: str) -> tuple[float, str]:
    """mm of a length and its unit, where that has a size of its own; else 0 and ""."""
    match = _LENGTH.fullmatch(text)
    unit = match[2].lower() if match else ""
    return (float(match[1]) * LENGTH_MM[unit], unit) if match and unit in LENGTH_MM else (0.0, "")


def transform(text: str) -> Affine:
    """The map that a transform attribute describes. Raises Refused for what is none."""
    matrix, position = Affine(), 0
    while text[position:].strip(" ,\t\r\n\f"):
        match = _TRANSFORM.match(text, position)
        if match is None:
            raise _unknown(text)
        matrix = matrix.after(_one_transform(match[1], numbers(match[2]), text))
        position = match.end()
    return matrix


def _one_transform(name: str, values: list[float], text: str) -> Affine:
    match name, values:
        case "matrix", [a, b, c, d, e, f]:
            return Affine(a, b, c, d, e, f)
        case "translate", [x, *rest] if len(rest) < 2:
            return moved_by(x, *rest or [0.0])
        case "scale", [x, *rest] if len(rest) < 2:
            return scaled_by(x, *rest or [x])
        case "rotate", [angle]:
            return rotated_by(radians(angle))
        case "rotate", [angle, x, y]:
            return moved_by(x, y).after(rotated_by(radians(angle))).after(moved_by(-x, -y))
        case "skewX", [angle]:
            return skewed_by(radians(angle), 0.0)
        case "skewY", [angle]:
            return skewed_by(0.0, radians(angle))
    raise _unknown(text)


def _unknown(text: str) -> Exception:
    return unreadable(f"It has the transform {text.strip()[:40]!r}, which is none of SVG's.")
