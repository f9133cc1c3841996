"""The fonts of what is engraved, raised and written: outlines that are the same on every machine."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Literal

# Mono: every letter is as broad, as type writers have it. Sans and serif: each has its own breadth.
FontName = Literal["mono", "sans", "serif"]
FONT_FILES: Final[dict[FontName, str]] = {
    "mono": "DejaVuSansMono-Bold.ttf",
    "sans": "DejaVuSans-Bold.ttf",
    "serif": "DejaVuSerif-Bold.ttf",
}
# The thinnest stroke of capitals, in heights of capitals, rounded down.
STROKE_SHARES: Final[dict[FontName, float]] = {"sans": 0.16, "mono": 0.14, "serif": 0.09}


@cache
def font_path(font: FontName = "mono") -> str:
    """The file of a DejaVu font in bold, which matplotlib brings along."""
    spec = find_spec("matplotlib")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("matplotlib is not installed: it brings the font for the engraved code")
    return str(Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf" / FONT_FILES[font])
