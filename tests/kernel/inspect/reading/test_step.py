import cadquery as cq
import numpy as np
import pytest
import trimesh
from support.strange_files import refusal_of

from configurator.kernel.inspect.reading import read_file, step

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
        return trimesh.creation.box()

    monkeypatch.setattr(step, "mesh_shape", meshed)
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
    monkeypatch.setattr(step, "mesh_shape", lambda *_: pytest.fail("it was meshed"))
    assert refusal_of(tmp_path / "part.step", path.read_bytes(), "").startswith("It reaches 200 m from its origin")


def test_the_kernels_own_complaints_stay_off_the_terminal(tmp_path, block, capfd):
    refusal_of(tmp_path / "part.step", block[:5000] + b";END-ISO-10303-21;", "")
    assert capfd.readouterr() == ("", "")
