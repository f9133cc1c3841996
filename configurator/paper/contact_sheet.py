"""A contact sheet: every row of a batch as a tile, with its picture or the reason why there is none."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Image, KeepInFrame, Table

from configurator.paper.page import NO_PADDING_STYLE, PAGE_WIDTH, bind_pages
from configurator.paper.typeface import BOLD, GREY, HAIR, HEADING, INK, RIGHT_ALIGNED, load_fonts, paragraph, style

TILES_ACROSS = 4
TILE_WIDTH = PAGE_WIDTH / TILES_ACROSS
TILE_PICTURE = (TILE_WIDTH - 4 * mm, 0.75 * (TILE_WIDTH - 4 * mm))
TILE_HEIGHT = TILE_PICTURE[1] + 11 * mm
ROW, CODE = style(7, BOLD), style(7, align=RIGHT_ALIGNED)
SIZE, REASON_STYLE = style(6.2, colour=GREY), style(6.2)


@dataclass(frozen=True)
class Tile:
    """One row: its picture as PNG, its code and its outer size in words; or `why` it was not made."""

    row: int
    code: str = ""
    size: str = ""
    png: bytes = b""
    reason: str = ""


def contact_sheet(title: str, tiles: Sequence[Tile]) -> bytes:
    """A PDF of A4 pages, four tiles to a line; equal tiles give equal bytes. Raises Failed without fonts."""
    load_fonts()
    cells: list[Flowable | str] = [_tile(each) for each in tiles]
    cells += [""] * (-len(cells) % TILES_ACROSS)
    lines = [cells[at : at + TILES_ACROSS] for at in range(0, len(cells), TILES_ACROSS)]
    grid = Table(
        lines,
        [TILE_WIDTH] * TILES_ACROSS,
        [TILE_HEIGHT] * len(lines),
        style=[*NO_PADDING_STYLE, ("VALIGN", (0, 0), (-1, -1), "TOP")],
    )
    return bind_pages([paragraph(title, HEADING), grid], title, title)


def _tile(tile: Tile) -> Table:
    """Picture over row, code and size; the row's reason in the picture's place where it has none."""
    picture: Flowable = KeepInFrame(*TILE_PICTURE, [paragraph(tile.reason, REASON_STYLE)], mode="shrink")
    if tile.png:
        picture = Image(io.BytesIO(tile.png), *TILE_PICTURE, kind="proportional")
    caption = Table(
        [[paragraph(f"Row {tile.row}", ROW), paragraph(tile.code, CODE)]],
        [TILE_PICTURE[0] / 2] * 2,
        style=NO_PADDING_STYLE,
    )
    status = tile.size if tile.png else "not made"
    edge = INK if tile.reason else HAIR
    rules: list[tuple[Any, ...]] = [("LINEABOVE", (0, 1), (-1, 1), 0.4, edge), ("TOPPADDING", (0, 1), (-1, 1), 1 * mm)]
    heights = [TILE_PICTURE[1], None, None]
    return Table(
        [[picture], [caption], [paragraph(status, SIZE)]], [TILE_PICTURE[0]], heights, style=[*NO_PADDING_STYLE, *rules]
    )
