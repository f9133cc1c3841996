import json

import pytest
from support.reports import HEIGHT, assessment, report, report_content

from configurator.domain.errors import Failed
from configurator.domain.offers.manufacturability import Manufacturability, Orientation
from configurator.domain.offers.reports import parse_report, read_report
from configurator.domain.parts.bodies import MadeBody
from configurator.domain.parts.findings import Finding
from configurator.domain.parts.mesh_analysis import Pose
from configurator.domain.parts.reductions import Reduction

FINDING = {
    "code": "thin_wall", "severity": "warning", "message": "Thin.", "hint": "Thicken it.", "place": [1.0, 2.0, 3.0],
    "size": 0.7,
}  # fmt: skip
ASSESSMENT = assessment("mjf-tpu", 21.4, 21.4, 4.5, findings=[FINDING])
BORE = {
    "name": "bore", "kind": "diameter", "nominal": 14, "measured": 14.1, "uncertainty": 0.01, "tolerance": 0.05,
    "ok": False, "inscribed": 13.98,
}  # fmt: skip
INSERT = {
    "name": "nut", "part": "M4 heat-set insert", "standard": "", "face": "underside", "place": [1.0, 2.0, 3.0],
    "axis": [0.0, 0.0, -1.0], "diameter": 5.6, "depth": 9.0, "measured_diameter": 5.6, "measured_depth": None,
    "source": "a maker",
}  # fmt: skip
FULL = report_content(
    dimensions=[HEIGHT, BORE],
    findings=[{**FINDING, "place": None, "size": None}],
    making=[ASSESSMENT, {**assessment("cnc-al"), "thinnest_mm": None}],
    reductions=[{"step": "Rim", "asked": 2.0, "made": 1.2}],
)


def test_what_is_read_is_written_with_the_same_bytes():
    assert json.dumps(read_report(FULL).as_dict(), indent=2) == json.dumps(FULL, indent=2)


def test_bodies_stand_only_in_the_report_of_a_part_that_names_some():
    bodies = [{"name": "nuts", "solids": 2, "volume_mm3": 347.6, "engraved": False}]
    named = {**FULL, "bodies": bodies}
    assert json.dumps(read_report(named).as_dict()) == json.dumps(named)
    assert read_report(named).bodies == (MadeBody("nuts", 2, 347.6, False),)
    assert "bodies" not in read_report(FULL).as_dict()


def test_inserts_stand_only_in_the_report_of_a_part_that_has_some():
    full = {**FULL, "inserts": [INSERT]}
    assert json.dumps(read_report(full).as_dict()) == json.dumps(full)
    assert (read_report(full).inserts[0].place, read_report(full).inserts[0].measured_depth) == ((1, 2, 3), None)
    assert "inserts" not in read_report(FULL).as_dict()


def test_every_part_of_it_is_typed():
    pose = Pose(((1, 0, 0), (0, 1, 0), (0, 0, 1)), (21.4, 21.4, 4.5), 100, 5, 2.5, 1)
    thin = Finding("thin_wall", "warning", "Thin.", "Thicken it.", (1, 2, 3), 0.7)
    read = read_report(FULL)
    assert read.making[0] == Manufacturability("mjf-tpu", 1.2, 1.5, Orientation(pose, True, "lowest of 3"), (thin,))
    assert (read.making[1].orientation, read.making[1].thinnest_mm) == (None, None)
    assert read.reductions == (Reduction("Rim", 2, 1.2),)
    assert [each.inscribed for each in read.dimensions] == [None, 13.98]


def test_its_size_lies_between_the_corners():
    assert report(bounds_mm=[[-1, -2, 0], [1.5, 2, 4]]).size_mm == (2.5, 4, 4)


def test_deviations_are_the_dimensions_out_of_tolerance():
    assert [each.name for each in read_report(FULL).deviations] == ["bore"]
    assert report().deviations == ()


def test_a_report_of_an_earlier_version_says_nothing_of_what_it_did_not_know():
    early = {name: value for name, value in FULL.items() if name not in ("making", "reductions")}
    read = read_report(early)
    assert (read.making, read.reductions) == ((), ())
    assert read.stored == early


def test_what_only_a_later_version_knows_is_passed_on():
    later = {**FULL, "humidity": 40, "dimensions": [{**HEIGHT, "probe": "ball"}]}
    assert read_report(later).stored == later


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no JSON"),
        ('{"template": "gr', "no JSON"),
        ("\x80", "no JSON"),
        ("null", "dictionary"),
        ("[]", "dictionary"),
        ("{}", "template: Field required"),
        (json.dumps({**FULL, "bounds_mm": None}), "bounds_mm"),
        (json.dumps({**FULL, "dimensions": [{**HEIGHT, "measured": "high"}]}), "dimensions.0.measured"),
        (json.dumps({**FULL, "dimensions": {"height": 3}}), "dimensions"),
        (json.dumps({**FULL, "making": [{**ASSESSMENT, "orientation": {"fits": True}}]}), "making.0.orientation"),
        (json.dumps({**FULL, "making": ["mjf-tpu"]}), "making.0"),
    ],
)
def test_what_is_no_report_is_said_to_be_none(text, reason):
    with pytest.raises(Failed, match="report cannot be read") as caught:
        parse_report(text.encode("latin-1"))
    assert reason in caught.value.problems[0].message
