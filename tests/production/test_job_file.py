import json
from dataclasses import asdict, replace

from support.reports import INSERT, report

from configurator.domain.parts.bodies import MadeBody
from configurator.domain.parts.designs import Design
from configurator.production.job_file import job_file


def test_it_tells_a_program_all_of_the_job(handover):
    job = json.loads(job_file(handover))
    design = handover.design
    assert {name: job[name] for name in ("ticket", "order", "factory", "machine", "quantity", "remake_of")} == {
        "ticket": "7KQ2M4XD9A.1",
        "order": "D4W8P0RT2N",
        "factory": "zürich",
        "machine": "mjf-b",
        "quantity": 1,
        "remake_of": "",
    }
    assert job["template"] == {"id": "ring", "version": "3", "title": "Öldichter Ring"}
    assert job["design"] == {"code": design.code, "digest": design.digest, "parameters": design.parameters}
    assert {name: getattr(handover.offer, name) for name in job["offer"]} == job["offer"]
    assert set(job["offer"]) == {"id", "title", "process", "material", "grade", "finish"}
    assert job["approvals"] == [asdict(approval) for approval in handover.approvals]
    assert job["files"] == handover.files


def test_dimensions_come_with_unit_and_limits(handover):
    flange, bore, height, slope = json.loads(job_file(handover))["dimensions"]
    assert flange == {
        "name": "flange_diameter",
        "kind": "diameter",
        "unit": "mm",
        "nominal": 44.4175,
        "tolerance": 0.05,
        "measured": 44.4171,
        "uncertainty": 0.01,
        "ok": True,
        "limits": {"least": 43.9787, "greatest": 44.8563},
    }
    assert bore["inscribed"] == 25.3518
    assert "inscribed" not in height
    assert (slope["unit"], slope["limits"]) == ("deg", None)


def test_equal_jobs_have_equal_bytes_in_whatever_order_they_were_kept(handover):
    design = handover.design
    turned = Design(design.template, design.version, dict(reversed(design.parameters.items())))
    other = replace(handover, design=turned, files=dict(reversed(handover.files.items())))
    assert job_file(other) == job_file(handover)


def test_another_job_has_other_bytes(handover):
    bytes_of = {
        job_file(handover),
        job_file(replace(handover, ticket="7KQ2M4XD9A.2")),
        job_file(replace(handover, quantity=2)),
        job_file(replace(handover, remake_of="7KQ2M4XD9B")),
        job_file(replace(handover, files={**handover.files, "ring.3mf": "0" * 64})),
    }
    assert len(bytes_of) == 5


def test_it_is_written_to_be_read(handover):
    text = job_file(handover).decode()
    assert text.startswith('{\n  "ticket"')
    assert text.endswith("}\n")
    assert "Öldichter" in text


def test_bodies_stand_only_in_the_job_of_a_part_that_names_some(handover):
    nuts = MadeBody("nuts", 2, 347.6, False)
    job = json.loads(job_file(replace(handover, report=replace(handover.report, bodies=(nuts,)))))
    assert job["bodies"] == [nuts.as_dict()]
    assert "bodies" not in json.loads(job_file(handover))


def test_inserts_stand_only_in_the_job_of_a_part_that_has_some(handover):
    job = json.loads(job_file(replace(handover, report=report(inserts=[INSERT]))))
    assert job["inserts"] == [INSERT]
    assert "inserts" not in json.loads(job_file(handover))


def test_it_says_whether_holes_are_compensated_already(handover):
    assert json.loads(job_file(handover))["hole_compensation_mm"] == 0.0
    bore = replace(handover.report.dimensions[1], drawn=25.5, expected=25.4)
    compensated = replace(handover.report, dimensions=(bore,), hole_compensation_mm=0.1)
    job = json.loads(job_file(replace(handover, report=compensated)))
    assert job["hole_compensation_mm"] == 0.1
    (dimension,) = job["dimensions"]
    assert (dimension["nominal"], dimension["drawn"], dimension["expected"]) == (25.4, 25.5, 25.4)
    # What is accepted is what was asked: the finished part is inspected.
    assert (dimension["limits"]["least"] + dimension["limits"]["greatest"]) / 2 == 25.4


def test_where_a_part_sits_stands_only_in_jobs_of_parts_for_a_vehicle(handover):
    record = {"zone": "cabin", "zone_said": True, "fluids": ["water"]}
    assert json.loads(job_file(replace(handover, installation=record)))["installation"] == record
    assert "installation" not in json.loads(job_file(handover))
