"""DXF files as programs write them, and as nobody should."""

import io

import ezdxf
import pytest

from configurator.domain.errors import Refused
from configurator.domain.parts.outlines import parse_outline
from configurator.kernel.outlines.reading import read_outline

PLATE = [(0, 0), (100, 0), (100, 50), (0, 50)]


def drawing(version="R2010", unit=4):
    """An empty drawing in mm, and its model space."""
    document = ezdxf.new(version)
    if version != "R12" and unit is not None:
        document.header["$INSUNITS"] = unit
    return document, document.modelspace()


def plate(version="R2010", unit=4):
    """A drawing with a plate of 100 × 50 from 0 0."""
    document, space = drawing(version, unit)
    for start, end in zip(PLATE, PLATE[1:] + PLATE[:1], strict=True):
        space.add_line(start, end)
    return document, space


def content(document, form="asc"):
    """The bytes of the file."""
    if form == "bin":
        stream = io.BytesIO()
        document.write(stream, fmt="bin")
        return stream.getvalue()
    text = io.StringIO()
    document.write(text)
    return document.encode(text.getvalue())


def read(document, unit="", form="asc"):
    """What is read of a drawing, and its outline."""
    found = read_outline(content(document, form), "part.dxf", unit)
    return found, parse_outline(found.text)


def refusal(file, name="part.dxf", unit="mm", field="file"):
    """What a file or drawing is refused with, once it names the field and a remedy."""
    with pytest.raises(Refused) as caught:
        read_outline(file if isinstance(file, bytes) else content(file), name, unit)
    assert all(each.fields == (field,) and each.hint for each in caught.value.problems)
    return caught.value.problems[0].message
