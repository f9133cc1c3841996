"""Another package brings a part, a format, a check and a target: all four work in command, page and worker."""

import json
import os
import re
from urllib.request import Request, urlopen

import pytest
from support.command import configurator
from support.pages import Page
from support.server import FOREVER, running_server, wait_until
from support.strangers import DROP, install

pytestmark = pytest.mark.slow

KNOB = """
from configurator.sdk import Diameter, Parameters, Template, length


class Knob(Parameters):
    diameter: float = length(30, 5, 80, title="Diameter", group="Knob", measured=True)


def build(p):
    import cadquery as cq

    return cq.Workplane("XY").circle(p.diameter / 2).extrude(20)


TEMPLATE = Template(
    id="knob", version="1", title="Knob of Acme", group="Acme", summary="A knob.", parameters=Knob, build=build,
    dimensions=lambda p: [Diameter(name="diameter", nominal=p.diameter, tolerance=0.05, centre=(0, 0, 10))],
    presets={"usual": Knob()}, offers=("mjf-pa12",), wall=lambda p: p.diameter, zone="cabin",
)
"""
PLY = """
from configurator.domain.parts.formats import Format


def write_ply(job, path):
    path.write_bytes(job.part.mesh.export(file_type="ply"))


FORMATS = (
    Format(
        name="ply", title="Mesh of Acme", description="PLY, a mesh to paint", ending="ply",
        media_type="application/octet-stream", writer=f"{__name__}:write_ply",
        offered={"order": 20, "order page": 20, "part page": 20},
    ),
)
"""
HEAVY = """
from configurator.domain.offers.check import Check
from configurator.domain.parts.findings import Finding


def find(analysis, offer):
    mass_g = analysis.volume_mm3 / 1000 * offer.density
    if mass_g > 10:
        yield Finding("heavy", "warning", f"It weighs {mass_g:.0f} g.", "Send it as a parcel.")


CHECKS = (Check(code="heavy", rank=200, meaning="too heavy for a letter", severity="warning", find=find),)
"""
MODULES = {"__init__": "", "knob": KNOB, "ply": PLY, "heavy": HEAVY, "drop": DROP, "broken": "1 / 0"}
DOORS = {"templates": "knob", "formats": "ply", "checks": "heavy", "targets": "drop"}


@pytest.fixture(scope="module")
def acme(tmp_path_factory):
    """The folder of the other package, which every process finds first; beside each thing it brings a broken one."""
    folder = tmp_path_factory.mktemp("acme")
    lines = [f"[configurator.{door}]\nit = acme.{name}\nother = acme.broken\n" for door, name in DOORS.items()]
    install(folder, "acme", MODULES, "\n".join(lines))
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join([str(folder), before or ""])
    yield folder
    os.environ.pop("PYTHONPATH")
    if before is not None:
        os.environ["PYTHONPATH"] = before


def test_all_are_listed_and_what_is_broken_stops_nothing(acme, tmp_path):
    done = configurator("extensions", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    theirs = [each for each in json.loads(done.stdout)["extensions"] if each["distribution"] == "acme"]
    assert {(each["kind"], each["id"]) for each in theirs if each["id"]} == {
        ("part", "knob"), ("format", "ply"), ("check", "heavy"), ("target", "strangers-drop"),
    }  # fmt: skip
    broken = [each for each in theirs if each["error"]]
    assert {each["kind"] for each in broken} == {"part", "format", "check", "target"}
    assert {each["error"] for each in broken} == {"ZeroDivisionError: division by zero (line 1)"}


def test_the_command_makes_the_part_in_the_format_and_tells_the_finding(acme, tmp_path):
    done = configurator("build", "knob", "--set", "diameter=40", "--format", "stl,ply", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (tmp_path / told["files"]["ply"]).read_bytes().startswith(b"ply\n")
    assert told["files"]["ply"].endswith(".ply")
    (making,) = told["report"]["making"]
    assert [each["message"] for each in making["findings"] if each["code"] == "heavy"] == ["It weighs 25 g."]


def post(server, path, body):
    request = Request(f"{server.url}{path}", json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urlopen(request, timeout=FOREVER) as answer:
        return json.loads(answer.read())


def test_page_and_worker_serve_the_part_the_format_the_finding_and_the_target(acme, tmp_path):
    (tmp_path / "drop").mkdir()
    machine = {"id": "jet", "process": "mjf", "build_mm": [380, 284, 380], "materials": ["PA12"]}
    factory = {"id": "oslo", "title": "Oslo", "place": {"latitude": 59.9, "longitude": 10.8}, "machines": [machine]}
    factory |= {"target": "strangers-drop", "settings": {"into": str(tmp_path / "drop")}}
    (tmp_path / "oslo.json").write_text(json.dumps(factory))
    environment = {"CONFIGURATOR_DATA": str(tmp_path), "CONFIGURATOR_ACTOR": "network"}
    added = configurator("factory", "add", tmp_path / "oslo.json", cwd=tmp_path, environment=environment)
    assert added.returncode == 0, added.stderr

    with running_server(tmp_path) as server:
        assert "Knob of Acme" in Page(server.get("/")).text
        made = server.post("/parts/knob/made", {"diameter": "40"})
        assert "PLY, a mesh to paint" in Page(made).text
        assert "It weighs 25 g." in Page(made).text
        ply = re.search(r'href="(/api/v1/artefacts/[0-9a-f]{64}\?name=knob-\w+\.ply)"', made)[1]
        with urlopen(server.url + ply, timeout=FOREVER) as answer:
            assert answer.headers["Content-Type"] == "application/octet-stream"
            assert answer.read().startswith(b"ply\n")

        item = {"template": "knob", "sheet": {"measurements": {"diameter": 40}}}
        label = {"name": "W", "street": "1 Lane", "city": "Oslo", "country": "Norway"}
        place = {"latitude": 59.9, "longitude": 10.7}
        order = {"items": [item], "deliver_to": {**label, **place}, "key": "1", "actor": "workshop"}
        token = post(server, "/api/v1/orders", order)["token"]

        def followed():
            return json.loads(server.get(f"/api/v1/orders/{token}"))

        wait_until(lambda: followed()["order"]["state"] == "made")
        (made_item,) = followed()["order"]["items"]
        assert made_item["files"]["ply"]
        assert "Mesh of Acme" in Page(server.get(f"/orders/{token}")).text
        post(server, f"/api/v1/orders/{token}/approve", {"actor": "workshop"})
        wait_until(lambda: followed()["jobs"][0]["state"] == "handed_over")
        (job,) = followed()["jobs"]
        files = json.loads((tmp_path / "drop" / job["ticket"]).read_text())
    assert {"job.json", "traveller.pdf"} < {*files}
    assert [name for name in files if name.endswith(".ply")]
