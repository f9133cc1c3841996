import re
from dataclasses import dataclass
from itertools import count
from math import pi
from pathlib import Path

import cadquery as cq
import numpy as np
import pytest
import trimesh
from support.strange_files import refusal_of

from configurator.domain.errors import Refused
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.inspect.reading import read_file, step, step_shape

MILLI = b"SI_UNIT(.MILLI.,.METRE.)"


@pytest.fixture(scope="module")
def block(tmp_path_factory):
    """A block of 30 x 40 x 50 as cadquery's own exporter writes it."""
    path = tmp_path_factory.mktemp("step") / "block.step"
    cq.exporters.export(cq.Workplane().box(30, 40, 50).edges("|Z").fillet(2), str(path))
    return path.read_bytes()


def test_a_step_file_holds_its_solid_and_a_mesh_of_it(tmp_path, block):
    (tmp_path / "part.STP").write_bytes(block)
    found = read_file(tmp_path / "part.STP")
    assert (found.format, found.unit.value, found.unit.how) == ("step", "mm", "stated by the file")
    assert found.geometry.shape.isValid()
    assert np.ptp(found.geometry.vertices, axis=0) == pytest.approx([30, 40, 50])


def test_the_unit_that_is_stated_is_taken(tmp_path, block):
    assert MILLI in block
    (tmp_path / "part.step").write_bytes(block.replace(MILLI, b"SI_UNIT($,.METRE.)"))
    found = read_file(tmp_path / "part.step")
    assert found.unit.value == "m"
    assert np.ptp(found.geometry.vertices, axis=0) == pytest.approx([30_000, 40_000, 50_000])


def test_what_is_large_is_meshed_as_much_coarser(monkeypatch):
    chords = []

    def meshed(shape, chord):
        chords.append(chord)
        return mesh_shape(shape)

    monkeypatch.setattr(step_shape, "mesh_shape", meshed)
    for size in (10, 20_000):
        step.mesh_brep(cq.Solid.makeBox(size, size, size), "mm")
    assert chords == pytest.approx([step.CHORD_MM, step.CHORD_MM * 20 * 3**0.5], rel=1e-3)


@pytest.mark.parametrize("part", [0.001, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999])
def test_a_file_that_is_cut_short_is_refused_wherever_it_was_cut(tmp_path, block, part):
    cut = block[: max(20, int(part * len(block)) - 20)]
    assert refusal_of(tmp_path / "part.step", cut, "").endswith("it is cut short.")


@pytest.mark.parametrize("part", [0.2, 0.4, 0.6, 0.8])
def test_a_file_with_a_piece_missing_is_refused_before_the_kernel_sees_it(tmp_path, monkeypatch, block, part):
    # The kernel would leave out the solid that it belongs to, or die.
    monkeypatch.setattr(step, "_parse", lambda content: pytest.fail("the kernel saw it"))
    start = int(part * len(block))
    torn = block[:start] + block[start + 1000 :]
    assert "are named but not there" in refusal_of(tmp_path / "part.step", torn, "")


def test_what_stands_in_names_and_comments_is_no_entity(tmp_path, block):
    (tmp_path / "part.step").write_bytes(
        block.replace(b"DATA;", b"DATA; /* see #999999 */", 1).replace(b"'part'", b"'#888888'")
    )
    assert read_file(tmp_path / "part.step").geometry.shape.isValid()


def test_a_file_without_a_unit_is_refused(tmp_path):
    empty = b"ISO-10303-21;\nHEADER;\nENDSEC;\nDATA;\nENDSEC;\nEND-ISO-10303-21;\n"
    assert refusal_of(tmp_path / "part.step", empty, "") == "It does not state its unit of length, as a STEP file must."


def test_lines_alone_are_refused(tmp_path):
    path = tmp_path / "lines.step"
    cq.exporters.export(cq.Workplane().lineTo(30, 0).lineTo(30, 30), str(path))
    assert refusal_of(tmp_path / "part.step", path.read_bytes(), "") == "It holds no solid and no surface."


def test_a_part_beyond_all_measure_is_refused_before_it_is_meshed(tmp_path, monkeypatch):
    path = tmp_path / "far.step"
    cq.exporters.export(cq.Workplane().box(30, 30, 30).translate((2e5, 0, 0)), str(path))
    monkeypatch.setattr(step_shape, "mesh_shape", lambda *_: pytest.fail("it was meshed"))
    assert refusal_of(tmp_path / "part.step", path.read_bytes(), "").startswith("It reaches 200 m from its origin")


def test_the_kernels_own_complaints_stay_off_the_terminal(tmp_path, block, capfd):
    refusal_of(tmp_path / "part.step", block[:5000] + b";END-ISO-10303-21;", "")
    assert capfd.readouterr() == ("", "")


CONE = (Path(__file__).parent / "samples" / "cone-seam-noise.step").read_bytes()
# By its radii and heights; a mesh of chords holds a little less.
CONE_MM3 = pi * (400 * 12 - 36 * 4 - 8 / 3 * (36 + 84 + 196))


# Of noise of the other sign the kernel's reader makes now this and now that solid.
@pytest.mark.parametrize("noise", [b"0.", b"-7.5e-15", b"-3e-14", b"5e-15", b"1e-13"])
def test_a_face_that_the_mesher_gives_up_on_is_meshed_all_the_same(tmp_path, noise):
    assert CONE.count(b"-7.5e-15))") == 1
    (tmp_path / "part.step").write_bytes(CONE.replace(b"-7.5e-15))", noise + b"))"))
    found = read_file(tmp_path / "part.step").geometry
    assert volume_in(found) == pytest.approx(CONE_MM3, rel=2e-3)
    assert (found.remarks, found.shape.isValid()) == ((), True)
    assert found.shape.Volume() == pytest.approx(CONE_MM3)


def without_a_face(shape):
    """The solid with a hole in the place of its first face."""
    return cq.Solid.makeSolid(cq.Shell.makeShell(shape.Faces()[1:]))


@pytest.mark.parametrize(("faulty", "is_valid"), [(1, True), (2, True), (3, False)])
def test_a_cone_that_the_kernel_reads_wrong_is_read_again(tmp_path, monkeypatch, faulty, is_valid):
    transfer, readings = step._transfer, count(1)
    monkeypatch.setattr(
        step,
        "_transfer",
        lambda reader: without_a_face(transfer(reader)) if next(readings) <= faulty else transfer(reader),
    )
    (tmp_path / "part.step").write_bytes(CONE)
    assert read_file(tmp_path / "part.step").geometry.shape.isValid() == is_valid
    assert next(readings) == min(faulty, 2) + 2


def test_a_solid_without_cones_is_read_once(tmp_path, monkeypatch):
    transfer, readings = step._transfer, count(1)
    monkeypatch.setattr(step, "_transfer", lambda reader: next(readings) and without_a_face(transfer(reader)))
    cq.exporters.export(cq.Workplane().box(1, 2, 3), str(tmp_path / "part.step"))
    assert not read_file(tmp_path / "part.step").geometry.shape.isValid()
    assert next(readings) == 2


def volume_in(geometry):
    return np.linalg.det(geometry.vertices[geometry.faces]).sum() / 6


def test_a_face_without_a_mesh_is_told_as_such(tmp_path, monkeypatch):
    monkeypatch.setattr(step_shape, "BRepBuilderAPI_NurbsConvert", lambda shape, _: Unchanged(shape))
    (tmp_path / "part.step").write_bytes(CONE)
    (remark,) = read_file(tmp_path / "part.step").geometry.remarks
    assert (remark.code, remark.severity, remark.size) == ("unmeshed", "refusal", pytest.approx(710.86, abs=0.01))
    assert remark.message == "Face 5, a cone of 710.86 mm2, could not be meshed here."


@dataclass
class Unchanged:
    """Stands for a conversion that alters nothing."""

    shape: object

    def Shape(self):
        return self.shape


def loose_faces(solid, leave_out=0):
    return cq.Workplane(cq.Compound.makeCompound(solid.faces().vals()[leave_out:]))


@pytest.mark.parametrize(
    ("solid", "volume"),
    [
        (cq.Workplane().box(40, 30, 20), 24_000),
        (cq.Workplane().box(40, 30, 20).faces(">Z").workplane().hole(10), 24_000 - 500 * pi),
        (cq.Workplane().circle(20).extrude(10), 4_000 * pi),
    ],
)
def test_loose_faces_that_close_are_a_solid(tmp_path, solid, volume):
    cq.exporters.export(loose_faces(solid), str(tmp_path / "part.step"))
    found = read_file(tmp_path / "part.step").geometry
    assert len(found.shape.Solids()) == 1
    assert volume_in(found) == pytest.approx(volume, rel=5e-3)
    assert [each.message for each in found.remarks] == [
        f"It holds no solid; its {len(solid.faces().vals())} loose faces close, and are taken for one."
    ]


def test_loose_faces_that_do_not_close_stay_what_they_are(tmp_path):
    cq.exporters.export(loose_faces(cq.Workplane().box(40, 30, 20), 1), str(tmp_path / "part.step"))
    found = read_file(tmp_path / "part.step").geometry
    assert (found.shape.Solids(), found.remarks) == ([], ())


HEAD = b"""ISO-10303-21;
HEADER;
FILE_DESCRIPTION((''),'2;1');
FILE_NAME('','2026-01-05T10:00:00',(''),(''),'','','');
FILE_SCHEMA(('AP242_MANAGED_MODEL_BASED_3D_ENGINEERING_MIM_LF { 1 0 10303 442 1 1 4 }'));
ENDSEC;
DATA;
#1=APPLICATION_CONTEXT('');
#2=PRODUCT_CONTEXT('',#1,'mechanical');
#3=PRODUCT('part','part','',(#2));
#4=PRODUCT_DEFINITION_FORMATION('','',#3);
#5=PRODUCT_DEFINITION_CONTEXT('part definition',#1,'design');
#6=PRODUCT_DEFINITION('','',#4,#5);
#7=PRODUCT_DEFINITION_SHAPE('','',#6);
#8=(LENGTH_UNIT() NAMED_UNIT(*) SI_UNIT(.MILLI.,.METRE.));
#9=(NAMED_UNIT(*) PLANE_ANGLE_UNIT() SI_UNIT($,.RADIAN.));
#10=(NAMED_UNIT(*) SI_UNIT($,.STERADIAN.) SOLID_ANGLE_UNIT());
#11=(GEOMETRIC_REPRESENTATION_CONTEXT(3) GLOBAL_UNIT_ASSIGNED_CONTEXT((#8,#9,#10)) REPRESENTATION_CONTEXT('',''));
"""
END = b"ENDSEC;\nEND-ISO-10303-21;\n"


def tessellated(leave_out=0):
    """A tessellated solid of AP242, without a B-rep: a box of 40 x 30 x 20."""
    mesh = trimesh.creation.box((40, 30, 20))
    points = ",".join("({},{},{})".format(*each) for each in mesh.vertices.tolist())
    facets = ",".join("({},{},{})".format(*(each + 1)) for each in mesh.faces[leave_out:])
    return (
        HEAD
        + f"""#20=COORDINATES_LIST('',8,({points}));
#21=TRIANGULATED_FACE('',#20,8,(),$,(1,2,3,4,5,6,7,8),({facets}));
#22=TESSELLATED_SOLID('',(#21),$);
#23=TESSELLATED_SHAPE_REPRESENTATION('',(#22),#11);
#24=SHAPE_DEFINITION_REPRESENTATION(#7,#23);
""".encode()
        + END
    )


def test_a_tessellated_solid_is_a_mesh(tmp_path):
    (tmp_path / "part.step").write_bytes(tessellated())
    found = read_file(tmp_path / "part.step").geometry
    assert (found.shape, found.remarks, len(found.faces)) == (None, (), 12)
    assert volume_in(found) == pytest.approx(24_000)


def master(*names):
    """An assembly whose parts lie in files of these names."""
    documents = "".join(
        f"#{number}=DOCUMENT_FILE('{name}','',$,#30,'',$);\n" for number, name in enumerate(names, start=31)
    )
    return HEAD + b"#30=DOCUMENT_TYPE('geometry');\n" + documents.encode() + END


@pytest.mark.parametrize(
    ("names", "listed"),
    [
        (["hinge.stp"], "hinge.stp"),
        (["foot.stp", "foot.stp", "drawing.pdf", "it''s.STEP"], "foot.stp, it''s.STEP"),
        (
            [f"{number}.prt" for number in range(12)],
            "0.prt, 1.prt, 2.prt, 3.prt, 4.prt, 5.prt, 6.prt, 7.prt, 8.prt, 9.prt and 2",
        ),
    ],
)
def test_parts_that_lie_in_other_files_are_named(tmp_path, names, listed):
    message = refusal_of(tmp_path / "part.step", master(*names), "")
    assert message.startswith(f"It holds no shape itself; its parts lie in other files: {listed}")


def test_a_whole_part_that_names_another_file_is_remarked(tmp_path, block):
    document = b"#9000=DOCUMENT_TYPE('');\n#9001=DOCUMENT_FILE('lid.stp','',$,#9000,'',$);\n"
    (tmp_path / "part.step").write_bytes(block.replace(b"DATA;\n", b"DATA;\n" + document, 1))
    (remark,) = read_file(tmp_path / "part.step").geometry.remarks
    assert (remark.code, remark.severity) == ("elsewhere", "warning")
    assert "lid.stp" in remark.message


def test_a_solid_that_the_kernel_leaves_out_is_missed(tmp_path, block):
    sphere = b"#9000=CARTESIAN_POINT('',(0.,0.,0.));\n#9001=SPHERE('',5.,#9000);\n#9002=CSG_SOLID('',#9001);\n"
    (tmp_path / "part.step").write_bytes(block.replace(b"DATA;\n", b"DATA;\n" + sphere, 1))
    (remark,) = read_file(tmp_path / "part.step").geometry.remarks
    assert (remark.code, remark.severity) == ("left_out", "refusal")
    assert remark.message == "It names 2 solids, and the CAD kernel took over 1 of them."


def test_a_solid_of_another_kind_alone_is_not_called_no_solid(tmp_path):
    sphere = b"#20=CARTESIAN_POINT('',(0.,0.,0.));\n#21=SPHERE('',5.,#20);\n#22=CSG_SOLID('',#21);\n"
    message = refusal_of(tmp_path / "part.step", HEAD + sphere + END, "")
    assert message == "The CAD kernel takes over none of its 1 solids and 0 faces."


def test_a_solid_in_several_places_is_named_once(tmp_path):
    bolt = cq.Workplane().circle(4).extrude(20)
    rack = cq.Assembly()
    for number in range(3):
        rack.add(bolt, loc=cq.Location((30 * number, 0, 0)))
    rack.export(str(tmp_path / "part.step"))
    found = read_file(tmp_path / "part.step").geometry
    assert (len(found.shape.Solids()), found.remarks) == (3, ())


INCHES = b"""#90=(LENGTH_UNIT() NAMED_UNIT(*) SI_UNIT(.MILLI.,.METRE.));
#91=DIMENSIONAL_EXPONENTS(1.,0.,0.,0.,0.,0.,0.);
#92=LENGTH_MEASURE_WITH_UNIT(LENGTH_MEASURE(25.4),#90);
"""


@pytest.mark.parametrize("name", [b"inches", b"INCH", b"in", b"Inch", b'"'])
def test_the_name_of_a_unit_may_be_spelled_in_many_ways(tmp_path, block, name):
    numbers = re.compile(rb"#9([012])\b")
    words = numbers.sub(rb"#900\1", INCHES)
    whole = re.search(rb"#\d+ = \( LENGTH_UNIT\(\) NAMED_UNIT\(\*\) SI_UNIT\(.MILLI.,.METRE.\) \);", block)[0]
    unit = whole.split(b"=")[0] + b"=(CONVERSION_BASED_UNIT('" + name + b"',#9002) LENGTH_UNIT() NAMED_UNIT(#9001));"
    (tmp_path / "part.step").write_bytes(block.replace(b"DATA;\n", b"DATA;\n" + words, 1).replace(whole, unit))
    for given in ("", "in"):
        found = read_file(tmp_path / "part.step", given)
        assert (found.unit.value, found.unit.how) == ("in", "stated by the file")
        assert np.ptp(found.geometry.vertices, axis=0) == pytest.approx([762, 1016, 1270], rel=1e-5)
    with pytest.raises(Refused, match="The file states in, not cm"):
        read_file(tmp_path / "part.step", "cm")
