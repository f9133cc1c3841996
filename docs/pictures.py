"""Draws the documentation's pictures with the program itself."""

from __future__ import annotations

import io
from importlib import import_module
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont
from pypdfium2 import PdfDocument

from configurator import catalogue
from configurator.domain.parts.designs import Design
from configurator.domain.parts.drafting import Drafting
from configurator.domain.parts.fonts import font_path
from configurator.domain.parts.mirroring import mirrored
from configurator.domain.parts.templates import Template
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.build.shape import build_shape
from configurator.kernel.drawing import draw_sheet as make_drawing
from configurator.kernel.drawing.pdf import write_pdf
from configurator.kernel.measure import measure
from configurator.kernel.part import Part
from configurator.kernel.render import render_part
from configurator.services.designs.configure import build_design, configure
from configurator.services.designs.sheets import read_sheet

SAMPLES = Path(__file__).parent / "samples"
TILE = (600, 450)
CAPTION = 40  # pixels
# On the drawings, so that they are the same whenever they are made.
DATE = "2026-11-26"


def draw(folder: Path, templates: list[Template[Any]]) -> None:
    """A picture of each sample sheet's part, of a part's underside, of the example to copy, of all presets."""
    folder.mkdir(exist_ok=True)
    left, right, grommet = (_sample(name) for name in ("foot-left", "foot-right", "grommet"))
    clip = import_module("templates_cad._template").TEMPLATE
    pictures = {
        "foot-left": render_part(left),
        "foot-right": render_part(right),
        "grommet": render_part(grommet),
        "mark": render_part(left, "below", (900, 600), labels="none"),
        "cable_clip": render_part(_part(clip, build_design(clip, clip.parameters())), size=(900, 675)),
    }
    pictures |= {f"drawing-{part.template.id}": _drawing_picture(part) for part in (left, grommet)}
    pictures |= {f"presets-{template.id}": _presets(template) for template in templates}
    for name, content in pictures.items():
        (folder / f"{name}.png").write_bytes(small(content))


def _drawing_picture(part: Part) -> bytes:
    """The drawing of a part as a picture of its page."""
    drafting = Drafting(part.template.offers[0], DATE)
    page = PdfDocument(write_pdf(make_drawing(part, drafting), part.template.title))[0]
    content = io.BytesIO()
    page.render(scale=1.6).to_pil().save(content, "PNG")
    return content.getvalue()


def _sample(name: str) -> Part:
    path = SAMPLES / f"{name}.json"
    template = catalogue.find("grommet" if name == "grommet" else "foot_orthosis")
    return _part(template, configure(template, read_sheet(path, template)).require_design())


def _part(template: Template[Any], design: Design) -> Part:
    parameters = template.parameters(**design.parameters)
    shape = build_shape(template, parameters, design)
    mesh = mesh_shape(shape)
    dimensions = list(template.dimensions(parameters))
    if template.mirror(parameters):
        dimensions = [mirrored(dimension) for dimension in dimensions]
    return Part(template, design, shape, mesh, measure(mesh, dimensions))


def _presets(template: Template[Any]) -> bytes:
    """All presets of a template, two in a row, each over its name."""
    width, height = TILE[0], TILE[1] + CAPTION
    rows = (len(template.presets) + 1) // 2
    sheet = Image.new("RGB", (2 * width, rows * height), "white")
    canvas, font = ImageDraw.Draw(sheet), ImageFont.truetype(font_path(), 16)
    for index, (name, preset) in enumerate(template.presets.items()):
        x, y = index % 2 * width, index // 2 * height
        tile = render_part(_part(template, build_design(template, preset)), size=TILE)
        sheet.paste(Image.open(io.BytesIO(tile)), (x, y))
        canvas.text((x + width / 2, y + TILE[1]), name, "black", font, anchor="ma")
    content = io.BytesIO()
    sheet.save(content, "PNG")
    return content.getvalue()


def small(content: bytes) -> bytes:
    """The same picture in 256 colours: a third of the size, and no difference to the eye."""
    picture, output = Image.open(io.BytesIO(content)).quantize(256, dither=Image.Dither.NONE), io.BytesIO()
    picture.save(output, "PNG", optimize=True)
    return output.getvalue()
