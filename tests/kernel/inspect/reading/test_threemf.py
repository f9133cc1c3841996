import struct
import zipfile
from itertools import pairwise

import numpy as np
import pytest
from support.strange_files import FACETS, RELATIONSHIPS, components, model, package, refusal_of, tetrahedron, zipped

from configurator.domain.errors import Refused
from configurator.kernel.inspect.reading import assembly, limits, read_file, threemf
from configurator.kernel.inspect.reading import package as packages

GOOD = package(model())
ENTITIES = '<!DOCTYPE a [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.fixture
def found(tmp_path):
    """What a model document, or a package, holds."""

    def find(content):
        (tmp_path / "part.3mf").write_bytes(content if isinstance(content, bytes) else package(content))
        return read_file(tmp_path / "part.3mf")

    return find


def extents(geometry):
    return np.ptp(geometry.vertices[geometry.faces.reshape(-1)], axis=0).tolist()


@pytest.mark.parametrize(
    ("head", "unit", "side"),
    [
        ('unit="millimeter"', "mm", 30),
        ('unit="centimeter"', "cm", 300),
        ('unit="inch"', "in", 762),
        ('unit="foot"', "ft", 9144),
        ('unit="meter"', "m", 30000),
        ('unit="micron"', "micron", 0.03),
        ("", "mm", 30),
    ],
)
def test_the_unit_that_is_stated_is_taken(found, head, unit, side):
    read = found(model(head=head))
    assert (read.unit.value, read.unit.how) == (unit, "stated by the file")
    assert extents(read.geometry) == pytest.approx([side] * 3)


def test_a_unit_that_is_none_of_the_formats_is_refused(tmp_path):
    assert "'furlong'" in refusal_of(tmp_path / "part.3mf", package(model(head='unit="furlong"')), "")


def test_a_text_in_utf_16_is_read_too(found):
    document = model().replace("UTF-8", "UTF-16").encode("utf-16")
    assert len(found(package(document)).geometry.faces) == 4


def test_objects_stand_where_components_and_items_put_them(found):
    pair = components(2, 'objectid="1"', 'objectid="1" transform="1 0 0 0 1 0 0 0 1 100 0 0"')
    turned = '<item objectid="2" transform="0 1 0 -1 0 0 0 0 1 0 0 7"/>'
    geometry = found(model(pair, turned)).geometry
    assert len(geometry.faces) == 8
    assert extents(geometry) == [30, 130, 30]
    assert geometry.vertices.min(axis=0).tolist() == [-30, 0, 7]


def test_a_mirrored_object_keeps_its_inside_in(found):
    mirrored = found(model(build='<item objectid="1" transform="-1 0 0 0 1 0 0 0 1 0 0 0"/>')).geometry
    corners = mirrored.vertices[mirrored.faces]
    assert np.linalg.det(corners).sum() / 6 == pytest.approx(30**3 / 6)


def test_objects_of_other_documents_are_found(found):
    elsewhere = '<item objectid="1" p:path="/3D/other.model"/>'
    head = 'unit="millimeter" requiredextensions="p"'
    content = package(model(objects="", build=elsewhere, head=head), other=model(build=""))
    assert len(found(content).geometry.faces) == 4


@pytest.mark.parametrize(
    ("document", "says"),
    [
        (model(build=""), "It builds nothing: its 4 triangles are in no build item."),
        (model(build='<item objectid="7"/>'), "It builds object 7, which is not there."),
        (model(build='<item objectid="1" transform="1 0 0"/>'), "A place is not twelve numbers"),
        (model(build="<item/>"), "Line 1 of 3D/3dmodel.model lacks something"),
        (model().replace('x="30"', 'x="ten"'), "Line 1 of 3D/3dmodel.model lacks something"),
        (model().replace('x="30"', 'x="nan"'), "1 of its corners are not numbers."),
        (model().replace('x="30"', 'x="1e999"'), "1 of its corners are not numbers."),
        (model().replace('v1="0"', 'v1="9"'), "A triangle names corner 9 of 4."),
        (model().replace('v1="0"', 'v1="-1"'), "Line 1 of 3D/3dmodel.model lacks something"),
        (model()[:400], "3D/3dmodel.model is not well-formed XML"),
        (model(head='unit="inch" requiredextensions="b"'), "It requires an extension of 3MF"),
        (model(build='<item objectid="1" p:path="/3D/gone.model"/>'), "The package has no 3D/gone.model."),
    ],
)
def test_a_document_with_a_fault_is_told_which(tmp_path, document, says):
    assert refusal_of(tmp_path / "part.3mf", package(document), "").startswith(says)


@pytest.mark.parametrize(
    "before", [f"{ENTITIES}]>", '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'], ids=["bomb", "another file"]
)
def test_entities_are_refused_before_they_become_text(tmp_path, before):
    more = '<metadata name="Title">&a;</metadata>'
    assert "declares a document type" in refusal_of(tmp_path / "part.3mf", package(model(more, before=before)), "")


def test_elements_without_end_are_refused(tmp_path):
    more = "<a>" * 65 + "</a>" * 65
    assert "more than 64 deep" in refusal_of(tmp_path / "part.3mf", package(model(more)), "")


def test_copies_of_copies_are_counted_not_made(tmp_path, monkeypatch):
    monkeypatch.setattr(assembly, "_pieces", lambda *_: pytest.fail("copies were made"))
    tenfold = "".join(components(number, *[f'objectid="{number - 1}"'] * 10) for number in range(2, 30))
    message = refusal_of(tmp_path / "part.3mf", package(model(tenfold, '<item objectid="29"/>')), "")
    assert message.startswith(f"It builds {int('1' * 29):,} objects")


def test_copies_of_a_large_mesh_are_counted_by_their_triangles(tmp_path, monkeypatch):
    monkeypatch.setattr("configurator.kernel.inspect.reading.geometry.MAX_TRIANGLES", 10)
    several = components(2, *['objectid="1"'] * 3)
    assert refusal_of(tmp_path / "part.3mf", package(model(several, '<item objectid="2"/>')), "").startswith(
        "It has 12 tri"
    )


@pytest.mark.parametrize("ring", [[2, 2], [2, 3, 2]], ids=["of itself", "in a ring"])
def test_objects_that_consist_of_themselves_are_refused(tmp_path, ring):
    more = "".join(components(a, f'objectid="{b}"') for a, b in pairwise(ring))
    assert "or of themselves" in refusal_of(tmp_path / "part.3mf", package(model(more, '<item objectid="2"/>')), "")


def test_a_bomb_is_refused_before_anything_in_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(threemf, "parse_xml", lambda *_: pytest.fail("it was read"))
    monkeypatch.setattr(packages, "MIN_UNPACKED_LIMIT_BYTES", 1000)
    bomb = zipped({"3D/3dmodel.model": bytes(30_000_000)})
    message = refusal_of(tmp_path / "part.3mf", bomb, "")
    assert message == f"Its {len(bomb):,} bytes unpack to more than {100 * len(bomb):,}."


def test_a_package_that_lies_about_its_length_is_counted_all_the_same(tmp_path):
    content = bytearray(zipped({"3D/3dmodel.model": bytes(30_000_000)}))
    content[22:26] = struct.pack("<I", 100)
    listed = content.find(packages.ENTRY) + 24
    content[listed : listed + 4] = struct.pack("<I", 100)
    assert "damaged" in (message := refusal_of(tmp_path / "part.3mf", bytes(content), "")) or "unpack" in message


def test_a_list_of_contents_without_end_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(packages, "ZipFile", lambda *_: pytest.fail("it was opened"))
    entries = zipped({str(number): b"" for number in range(limits.MAX_ENTRIES + 1)})
    assert refusal_of(tmp_path / "part.3mf", entries, "") == "The package has more than 1,000 entries."


@pytest.mark.parametrize("length", range(4, len(GOOD), 67))
def test_a_package_that_is_cut_short_is_refused_wherever_it_was_cut(tmp_path, length):
    assert refusal_of(tmp_path / "part.3mf", GOOD[:length], "").startswith("The package is damaged or cut short")


def test_a_package_with_a_changed_byte_is_refused(tmp_path):
    changed = bytearray(GOOD)
    changed[GOOD.find(b"3D/3dmodel.model") + 60] ^= 0xFF
    assert "damaged" in refusal_of(tmp_path / "part.3mf", bytes(changed), "")


def test_an_encrypted_package_is_refused(tmp_path):
    content = bytearray(GOOD)
    content[content.find(packages.ENTRY) + 8] |= 1
    assert refusal_of(tmp_path / "part.3mf", bytes(content), "") == "The package is encrypted."


def test_a_package_compressed_as_3mf_never_is_is_refused(tmp_path):
    content = zipped({"3D/3dmodel.model": model()}, zipfile.ZIP_LZMA)
    assert "compressed in a way" in refusal_of(tmp_path / "part.3mf", content, "")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (zipped({"readme.txt": "hello"}), "The package has no _rels/.rels."),
        (package(model(), '<Relationships xmlns="r"/>'), "The package names no 3D model."),
        (zipped({"_rels/.rels": "<a"}), "_rels/.rels is not well-formed XML"),
    ],
)
def test_another_kind_of_package_is_refused(tmp_path, content, says):
    assert refusal_of(tmp_path / "part.3mf", content, "").startswith(says)


def test_a_unit_given_against_the_stated_one_is_refused(tmp_path):
    (tmp_path / "part.3mf").write_bytes(GOOD)
    with pytest.raises(Refused, match="The file states mm, not in"):
        read_file(tmp_path / "part.3mf", "in")
    assert read_file(tmp_path / "part.3mf", "mm").unit.how == "stated by the file"


TWO = '<item objectid="1"/><item objectid="2"/>'


def remarks(read):
    return [each.message for each in read.geometry.remarks]


@pytest.mark.parametrize("kind", ["support", "solidsupport", "surface"])
@pytest.mark.parametrize(
    ("more", "build"),
    [
        (tetrahedron(2, 90, 'type="{}"'), TWO),
        (tetrahedron(2, 90, 'type="{}"') + components(3, 'objectid="1"', 'objectid="2"'), '<item objectid="3"/>'),
        (
            tetrahedron(3, 90) + '<object id="2" type="{}"><components><component objectid="3"/></components></object>',
            TWO,
        ),
    ],
    ids=["item", "component", "object of objects"],
)
def test_what_is_no_part_is_left_aside_and_named(found, more, build, kind):
    read = found(model(more.format(kind), build))
    assert extents(read.geometry) == [30, 30, 30]
    name = "surface" if kind == "surface" else "support"
    assert remarks(read) == [f"It also holds what is not judged: 1 {name}."]


def test_a_file_of_supports_alone_is_refused(tmp_path):
    objects = tetrahedron(1, 30, 'type="support"')
    assert refusal_of(tmp_path / "part.3mf", package(model(objects=objects)), "") == "It builds no part, only support."


@pytest.mark.parametrize(
    ("more", "build", "says"),
    [
        (tetrahedron(2, 9, 'type="other"'), TWO, "It builds object 2, whose type is 'other': 3MF forbids that."),
        (
            tetrahedron(2, 9, 'type="other"') + components(3, 'objectid="1"', 'objectid="2"'),
            '<item objectid="3"/>',
            "It builds object 2, whose type is 'other': 3MF forbids that.",
        ),
        (tetrahedron(2, 9, 'type="shadow"'), TWO, "'shadow' is no type of object that 3MF knows"),
        (tetrahedron(1, 9), TWO, "Two resources in 3D/3dmodel.model have the id 1, the second 'object'"),
        ('<basematerials id="1"/>', TWO, "Two resources in 3D/3dmodel.model have the id 1, the second 'basematerials'"),
    ],
)
def test_objects_that_3mf_forbids_are_refused(tmp_path, more, build, says):
    assert refusal_of(tmp_path / "part.3mf", package(model(more, build)), "").startswith(says)


def test_a_shape_that_is_no_triangles_is_left_aside_and_named(found):
    read = found(model(tetrahedron(2, 30, "", "<b:beamlattice/>"), '<item objectid="2"/>'))
    assert remarks(read) == ["It also holds what is not judged: 1 beam lattice."]


def test_what_is_not_used_may_be_of_any_type(found):
    assert len(found(model(tetrahedron(2, 9, 'type="other"'))).geometry.faces) == 4


def alternatives(*each):
    return "<pa:alternatives>{}</pa:alternatives>".format("".join(f"<pa:alternative {words}/>" for words in each))


FULL = 'objectid="7" path="/3D/full.model"'


@pytest.mark.parametrize(
    ("attributes", "offered", "side"),
    [
        ('pa:modelresolution="obfuscated"', [FULL], 60),
        ('pa:modelresolution="lowres"', ['objectid="8" path="/3D/full.model" modelresolution="lowres"', FULL], 60),
        ("", [FULL], 60),
        ("", ['objectid="8" path="/3D/full.model" modelresolution="obfuscated"'], 30),
        ("", ['objectid="7" path="/3D/gone.model"'], 30),
        ("", [f'{FULL} modelresolution="fullres"', 'objectid="8" path="/3D/full.model"'], 60),
    ],
)
def test_of_alternatives_the_first_in_full_is_taken(found, attributes, offered, side):
    objects = tetrahedron(1, 30, attributes, alternatives(*offered))
    head = 'requiredextensions="p pa"'
    full = model(objects=tetrahedron(7, 60) + tetrahedron(8, 90), build="")
    assert extents(found(package(model(objects=objects, head=head), full=full)).geometry) == [side] * 3


@pytest.mark.parametrize("resolution", ["lowres", "obfuscated"])
def test_what_is_there_only_as_something_like_it_is_refused(tmp_path, resolution):
    objects = tetrahedron(
        1, 30, f'pa:modelresolution="{resolution}"', alternatives('objectid="7" path="/3D/gone.model"')
    )
    says = f"Object 1 is there only as {resolution!r}, which is not the part itself."
    assert refusal_of(tmp_path / "part.3mf", package(model(objects=objects)), "") == says


def test_an_extension_whose_name_contains_that_of_a_known_one_is_another(tmp_path):
    head = 'requiredextensions="x" xmlns:x="http://schemas.microsoft.com/3dmanufacturing/production/shells/2030/01"'
    assert "not known here" in refusal_of(tmp_path / "part.3mf", package(model(head=head)), "")


def test_version_093_is_read(found):
    old = model().replace("/3dmanufacturing/core/2015/02", "/3dmanufacturing/2013/01")
    assert extents(found(old).geometry) == [30, 30, 30]


PRUSA = '<config><object id="1">{}</object></config>'
BAMBU = '<config><object id="3">{}</object></config>'
VOLUME = '<volume firstid="{}" lastid="{}"><metadata type="volume" key="volume_type" value="{}"/></volume>'


def two_volumes():
    """One object of two tetrahedra, the second far away."""
    first, second = tetrahedron(1), tetrahedron(2, 90)
    corners = second.partition("<vertices>")[2].partition("</vertices>")[0]
    facets = "".join(f'<triangle v1="{a + 4}" v2="{b + 4}" v3="{c + 4}"/>' for a, b, c in FACETS)
    return first.replace("</vertices>", f"{corners}</vertices>").replace("</triangles>", f"{facets}</triangles>")


@pytest.mark.parametrize("kind", ["ParameterModifier", "SupportBlocker", "SupportEnforcer"])
def test_triangles_by_which_a_slicer_modifies_are_left_aside(found, kind):
    settings = PRUSA.format(VOLUME.format(0, 3, "ModelPart") + VOLUME.format(4, 7, kind))
    read = found(package(model(objects=two_volumes()), **{"Metadata/Slic3r_PE_model.config": settings}))
    assert extents(read.geometry) == [30, 30, 30]
    assert remarks(read) == ["It also holds what is not judged: 1 slicer's modifier."]


@pytest.mark.parametrize("kind", ["modifier_part", "support_blocker", "support_enforcer"])
def test_components_by_which_a_slicer_modifies_are_left_aside(found, kind):
    settings = (
        f'<config><object id="3"><part id="1" subtype="normal_part"/><part id="2" subtype="{kind}"/></object></config>'
    )
    more = tetrahedron(2, 90, 'type="other"') + components(3, 'objectid="1"', 'objectid="2"')
    read = found(package(model(more, '<item objectid="3"/>'), **{"Metadata/model_settings.config": settings}))
    assert extents(read.geometry) == [30, 30, 30]
    assert remarks(read) == ["It also holds what is not judged: 1 slicer's modifier."]


@pytest.mark.parametrize(
    "entries",
    [
        {"Metadata/Slic3r_PE_model.config": PRUSA.format(VOLUME.format(2, 3, "NegativeVolume"))},
        {"Metadata/model_settings.config": BAMBU.format('<part id="1" subtype="negative_part"/>')},
    ],
)
def test_a_volume_that_a_slicer_subtracts_is_refused(tmp_path, entries):
    document = model(components(3, 'objectid="1"'), '<item objectid="1"/><item objectid="3"/>')
    says = "Its slicer subtracts a volume from the part, which is not judged here."
    assert refusal_of(tmp_path / "part.3mf", package(document, **entries), "") == says


def test_items_that_are_not_printed_are_left_aside(found):
    read = found(model(tetrahedron(2, 90), '<item objectid="1" printable="1"/><item objectid="2" printable="0"/>'))
    assert extents(read.geometry) == [30, 30, 30]
    assert remarks(read) == ["It also holds what is not judged: 1 object not to be printed."]


@pytest.mark.parametrize(
    ("target", "entry"),
    [
        ("/3D/my%20part.model", "3D/my part.model"),
        ("/3D/my%20part.model", "3D/my%20part.model"),
        ("/3D/part.model", "3D\\part.model"),
        ("3D/PART.model", "/3d/part.MODEL"),
        ("\\3D\\p\u00e4rt.model", "3D/p%C3%A4rt.model"),
    ],
)
def test_names_of_parts_are_equal_however_they_are_spelled(found, target, entry):
    relationships = RELATIONSHIPS.replace("/3D/3dmodel.model", target)
    assert len(found(zipped({"_rels/.rels": relationships, entry: model()})).geometry.faces) == 4


def test_two_models_to_begin_with_are_refused(tmp_path):
    inner = RELATIONSHIPS.partition("><")[2].partition("</Rel")[0]
    both = RELATIONSHIPS.replace("</Rel", f"<{inner.replace('3dmodel.model', 'other.model')}</Rel")
    content = package(model(), both, other=model())
    assert refusal_of(tmp_path / "part.3mf", content, "").startswith("The package names 2 3D models to begin with")


def test_a_document_in_another_unit_than_the_first_is_remarked(found):
    elsewhere = '<item objectid="1" p:path="/3D/other.model"/>'
    read = found(package(model(objects="", build=elsewhere), other=model(build="", head='unit="inch"')))
    assert extents(read.geometry) == [30, 30, 30]
    assert remarks(read) == [
        "3D/other.model states inch, the model that names it millimeter: all is taken in millimeter."
    ]
