"""The files that can be made of a part, and what they are called."""

from __future__ import annotations

from typing import Final, Literal, get_args

Format = Literal["stl", "step", "3mf", "glb", "findings", "png", "thumb", "turn", "pdf", "dxf", "quality"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)
REPORT: Final = "report"
# What a file's name ends in where that is more than its format's name.
FILE_ENDINGS: Final = {
    REPORT: "report.json",
    "quality": "quality.pdf",
    "findings": "findings.glb",
    "thumb": "thumb.png",
    "turn": "turn.webp",
}
# In the colour of the material.
COLOURED_FORMATS: Final[tuple[Format, ...]] = ("png", "thumb", "turn")
# Sheets of paper: a drawing as PDF and DXF, and what an inspector fills in.
SHEET_FORMATS: Final[tuple[Format, ...]] = ("pdf", "dxf", "quality")


def file_name(stem: str, kind: str) -> str:
    """What the file of a format, or the report, is called; `stem` is the design's."""
    return f"{stem}.{FILE_ENDINGS.get(kind, kind)}"
