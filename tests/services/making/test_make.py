import hashlib
import json

import pytest
from support.fake_pool import FakePool
from support.reports import report

from configurator import catalogue
from configurator.domain.errors import Failed, failed
from configurator.domain.parts.designs import Design
from configurator.services.designs.configure import build_design
from configurator.services.making.make import file_stem, find_made_part, make_part, start_make, tolerance_warnings

GROMMET = catalogue.find("grommet")
DESIGN = build_design(GROMMET, GROMMET.presets["firewall"])
FORMATS = ["stl", "step"]


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def expected(*endings):
    return sorted(f"{file_stem(DESIGN)}.{ending}" for ending in endings)


def test_files_are_called_after_template_and_code():
    assert file_stem(DESIGN) == f"grommet-{DESIGN.code}"


def test_a_part_is_its_files_and_its_report(tmp_path):
    pool = FakePool()
    made = make_part(pool, DESIGN, FORMATS, tmp_path)
    assert names(tmp_path) == expected("report.json", "step", "stl")
    stem = file_stem(DESIGN)
    names_by_kind = {"stl": f"{stem}.stl", "step": f"{stem}.step", "report": f"{stem}.report.json"}
    assert {kind: path.name for kind, path in made.files.items()} == names_by_kind
    assert json.loads(made.files["report"].read_text()) == made.report.stored
    (request,) = pool.requests
    assert request["parameters"] == DESIGN.parameters


def test_when_the_kernel_fails_nothing_is_left(tmp_path):
    def on_request(request):
        raise failed("It crashed.")

    with pytest.raises(Failed, match="crashed"):
        make_part(FakePool(on_request), DESIGN, FORMATS, tmp_path)
    assert names(tmp_path) == []


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
def test_whatever_else_happens_nothing_is_left(tmp_path, error):
    with pytest.raises(error), start_make(FakePool(), DESIGN, FORMATS, tmp_path):
        assert names(tmp_path) != []
        raise error
    assert names(tmp_path) == []


def test_when_a_file_cannot_take_its_place_none_does(tmp_path):
    (tmp_path / f"{file_stem(DESIGN)}.step").mkdir()
    with pytest.raises(Failed, match="Cannot write"):
        make_part(FakePool(), DESIGN, FORMATS, tmp_path)
    assert names(tmp_path) == expected("step")


@pytest.fixture
def made(tmp_path):
    make_part(FakePool(), DESIGN, FORMATS, tmp_path)
    return tmp_path


@pytest.mark.parametrize("formats", [["stl"], ["step", "stl"]])
def test_what_is_there_whole_is_recognised(made, formats):
    found = find_made_part(DESIGN, formats, made)
    assert list(found.files) == [*formats, "report"]
    assert all(path.is_file() for path in found.files.values())


@pytest.mark.parametrize("formats", [["stl", "3mf"], ["glb"]], ids=["one format is missing", "another format was made"])
def test_what_is_not_there_is_not_made(made, formats):
    assert find_made_part(DESIGN, formats, made) is None


@pytest.mark.parametrize("spoil", [lambda path: path.write_text("short"), lambda path: path.unlink()])
@pytest.mark.parametrize("ending", ["stl", "step", "report.json"])
def test_a_file_that_is_spoilt_or_gone_counts_as_not_made(made, ending, spoil):
    spoil(made / f"{file_stem(DESIGN)}.{ending}")
    assert find_made_part(DESIGN, FORMATS, made) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda report: [],
        lambda report: None,
        lambda report: "report",
        lambda report: {},
        lambda report: report | {"digests": None},
        lambda report: report | {"digests": ["stl"]},
        lambda report: report | {"digests": {**report["digests"], "design": None}},
        lambda report: report | {"digests": {**report["digests"], "design": "0" * 64}},
        lambda report: {name: value for name, value in report.items() if name != "versions"},
        lambda report: report | {"digests": {kind: report["digests"][kind] for kind in FORMATS}},
        lambda report: report | {"versions": report["versions"] | {"configurator": "0.0.1"}},
        lambda report: report | {"versions": {}},
    ],
)
def test_a_report_that_is_none_or_of_another_kernel_counts_as_not_made(made, change):
    path = made / f"{file_stem(DESIGN)}.report.json"
    path.write_text(json.dumps(change(json.loads(path.read_text()))))
    assert find_made_part(DESIGN, FORMATS, made) is None


def test_another_version_of_the_template_is_not_made(made):
    assert find_made_part(Design(DESIGN.template, "other", DESIGN.parameters), FORMATS, made) is None


def test_a_real_part_has_the_digests_of_its_report_and_the_same_bytes_again(pool, tmp_path):
    once, again = (make_part(pool, DESIGN, ["stl", "step", "3mf"], tmp_path / name) for name in made_folders(tmp_path))
    for kind in ("stl", "step", "3mf"):
        content = once.files[kind].read_bytes()
        assert hashlib.sha256(content).hexdigest() == once.report.digests[kind]
        assert again.files[kind].read_bytes() == content
    assert once.report.digests["design"] == DESIGN.digest
    assert once.report.dimensions and not once.report.deviations
    assert find_made_part(DESIGN, ["3mf"], tmp_path / "once") is not None


def made_folders(folder):
    for name in ("once", "again"):
        (folder / name).mkdir()
        yield name


def test_a_feature_that_is_smaller_than_asked_is_a_warning():
    reductions = [{"step": "Rim", "asked": 2.0, "made": 1.2}, {"step": "Slot", "asked": 3.0, "made": 0.0}]
    rim, slot = tolerance_warnings(report(reductions=reductions))
    assert (rim.severity, slot.severity) == ("warning", "warning")
    assert "Rim was asked with 2 mm and made with 1.2 mm" in rim.message
    assert "Slot was asked with 3 mm and left out" in slot.message
