"""Files as other programs write them, and as nobody should."""

import io
import zipfile

import pytest

from configurator.domain.errors import Refused
from configurator.kernel.inspect.reading import read_file

RELATIONSHIPS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r"'
    ' Target="/3D/3dmodel.model" Type="http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel"/></Relationships>'
)
SPACES = (
    'xmlns="http://schemas.microsoft.com/3dmanufacturing/core/2015/02"'
    ' xmlns:p="http://schemas.microsoft.com/3dmanufacturing/production/2015/06"'
    ' xmlns:b="http://schemas.microsoft.com/3dmanufacturing/beamlattice/2017/02"'
    ' xmlns:pa="http://schemas.microsoft.com/3dmanufacturing/production/alternatives/2021/04"'
)
CORNERS = ((0, 0, 0), (30, 0, 0), (0, 30, 0), (0, 0, 30))
FACETS = ((0, 2, 1), (0, 1, 3), (1, 2, 3), (0, 3, 2))
TRIANGLES = "".join(f'<triangle v1="{a}" v2="{b}" v3="{c}"/>' for a, b, c in FACETS)


def tetrahedron(number=1, size=30, attributes="", more=""):
    """An object of that id: a tetrahedron with sides of that size along the axes."""
    vertices = "".join('<vertex x="{}" y="{}" z="{}"/>'.format(*(size * at // 30 for at in each)) for each in CORNERS)
    mesh = f"<mesh><vertices>{vertices}</vertices><triangles>{TRIANGLES}</triangles></mesh>"
    return f'<object id="{number}" {attributes}>{mesh}{more}</object>'


TETRAHEDRON = tetrahedron()


def components(number, *used):
    """An object of that id, which consists of others; each is written as its attributes are."""
    parts = "".join(f"<component {each}/>" for each in used)
    return f'<object id="{number}"><components>{parts}</components></object>'


def model(more="", build='<item objectid="1"/>', head='unit="millimeter"', before="", objects=TETRAHEDRON):
    """The document of a 3MF: a tetrahedron with sides of 30 along the axes, unless told otherwise."""
    inside = f"<resources>{objects}{more}</resources><build>{build}</build>"
    return f'<?xml version="1.0" encoding="UTF-8"?>{before}<model {head} {SPACES}>{inside}</model>'


def package(document, relationships=RELATIONSHIPS, **others):
    """A 3MF with that document; `others` are further ones, by name, or other entries by their path."""
    entries = {"_rels/.rels": relationships, "3D/3dmodel.model": document}
    entries |= {name if "/" in name else f"3D/{name}.model": text for name, text in others.items()}
    return zipped(entries)


def zipped(entries, compression=zipfile.ZIP_DEFLATED):
    """A ZIP of what has names."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def refusal_of(path, content, unit="mm"):
    """What a file with this content is refused with, once it names field and remedy."""
    path.write_bytes(content)
    return refusal(path, unit)


def refusal(path, unit="mm"):
    """What the file at this path is refused with."""
    with pytest.raises(Refused) as caught:
        read_file(path, unit)
    (problem,) = caught.value.problems
    assert problem.fields == ("file",)
    assert problem.hint
    return problem.message
