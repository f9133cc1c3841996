"""Parts to draw, and what is wrong with a drawn sheet: words that meet words, lines or the frame."""

import shapely

from configurator.domain.parts.delivered import delivered_dimensions
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.build.shape import build_plain
from configurator.kernel.drawing.lettering import RING, label_width, text_box, words_box
from configurator.kernel.measure import measure
from configurator.kernel.part import Part
from configurator.services.designs.configure import build_design


def part_of(template, parameters):
    """A part as it is before it is engraved, measured."""
    plain = build_plain(template, parameters)
    mesh = mesh_shape(plain.copy())
    measured = measure(mesh, delivered_dimensions(template, parameters))
    return Part(template, build_design(template, parameters), plain, mesh, measured)


def faults(sheet):
    """In words, one for each fault."""
    texts = [(each.text, words_box(each)) for figure in sheet.figures for each in figure.words]
    labels = [(size.label.text, label(size.label), size) for figure in sheet.figures for size in figure.sizes]
    boxes = [*texts, *[(text, box) for text, box, _ in labels]]
    errors = [f"{a} meets {b}" for at, (a, one) in enumerate(boxes) for b, other in boxes[:at] if one.intersects(other)]
    lines, owners = lines_of(sheet)
    named = [*labels, *[(text, box, None) for text, box in texts]]
    errors += [
        f"{text} meets a line"
        for text, box, own in named
        if any(own is None or owners[at] is not own for at in lines.query(box, "intersects"))
    ]
    errors += [
        f"{text} leaves the sheet" for text, box in boxes if not shapely.box(20, 10, *inside(sheet)).contains(box)
    ]
    return errors


def label(each):
    """The box of a ring and a text, with no air round them."""
    return text_box(each.centre, label_width(each.text), 2 * RING, each.angle)


def lines_of(sheet):
    """All lines on the sheet, and the size that each belongs to, if any."""
    strokes = [(stroke.points, None) for figure in sheet.figures for stroke in figure.strokes]
    strokes += [(points, size) for figure in sheet.figures for size in figure.sizes for points in size.strokes]
    drawn = [(shapely.linestrings(points), size) for points, size in strokes if len(points) > 1]
    return shapely.STRtree([line for line, _ in drawn]), [size for _, size in drawn]


def inside(sheet):
    wide, high = sheet.size
    return wide - 10, high - 10


def numbers(sheet):
    """The numbers of all sizes on the sheet, rising."""
    return sorted(size.label.number for figure in sheet.figures for size in figure.sizes)
