import json
import os
import subprocess
import sys
from dataclasses import replace

import pytest
from support.command import FOREVER, configurator
from support.strangers import install

from configurator import catalogue
from configurator.domain.errors import Refused
from configurator.domain.parts.declarations import length
from configurator.domain.parts.parameters import Parameters

KNOB = '''
"""A stranger's part."""
from typing import Literal

from configurator.sdk import Diameter, Parameters, Template, choice, length


class Knob(Parameters):
    diameter: float = length(20, 5, 80, title="Diameter", group="Knob")


def build(p):
    import cadquery as cq

    return cq.Workplane("XY").circle(p.diameter / 2).extrude(10)


TEMPLATE = Template(
    id="knob", version="1", title="Knob", group="Stranger", summary="A knob.", parameters=Knob, build=build,
    dimensions=lambda p: [Diameter(name="diameter", nominal=p.diameter, tolerance=0.05, centre=(0, 0, 5))],
    presets={"usual": Knob()},
)
'''
BARE = KNOB.replace('length(20, 5, 80, title="Diameter", group="Knob")', "20.0").replace('id="knob"', 'id="bare"')
CAPITALS = KNOB.replace('id="knob"', 'id="capitals"').replace(
    "class Knob(Parameters):",
    'class Knob(Parameters):\n    nut: Literal["M3", "m3"] = choice("M3", title="Nut", group="Knob")',
)
MODULES = {
    "__init__": "",
    "_shared": "raise RuntimeError('a module with an underscore is no template')",
    "knob": KNOB,
    "another_grommet": KNOB.replace('id="knob"', 'id="grommet"'),
    "bare": BARE,
    "capitals": CAPITALS,
    "empty": "",
    "explodes": "1 / 0",
    "leaves": "import sys; sys.exit('enough')",
    "unparsable": "def",
    "wrong_import": "import no_such_module",
}
ENTRY_POINTS = """[configurator.templates]
parts = strangers_parts
again = strangers_parts.knob
gone = strangers_gone
object = strangers_parts.knob:TEMPLATE
"""


@pytest.fixture(scope="module")
def strangers(tmp_path_factory):
    """An environment in which another distribution offers templates, most of them broken."""
    folder = tmp_path_factory.mktemp("strangers")
    install(folder, "strangers_parts", MODULES, ENTRY_POINTS)
    return {"PYTHONPATH": os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])}


@pytest.fixture(scope="module")
def listed(strangers, tmp_path_factory):
    done = configurator("templates", "--json", cwd=tmp_path_factory.mktemp("cwd"), environment=strangers)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_anothers_templates_are_listed_after_ours(listed):
    ids = [template["id"] for template in listed["templates"]]
    assert ids == [*catalogue.templates(), "knob"]


def test_each_broken_module_is_listed_with_its_reason_and_stops_nothing(listed):
    broken = {entry["module"].removeprefix("strangers_parts."): entry["error"] for entry in listed["broken"]}
    assert broken.keys() == {
        "another_grommet", "bare", "capitals", "empty", "explodes", "leaves", "unparsable", "wrong_import",
        "strangers_gone", "knob:TEMPLATE",
    }  # fmt: skip
    assert broken["explodes"] == "ZeroDivisionError: division by zero (line 1)"
    assert broken["leaves"] == "SystemExit: enough (line 1)"
    assert broken["unparsable"].startswith("SyntaxError")
    assert broken["strangers_gone"] == "ModuleNotFoundError: No module named 'strangers_gone'"
    assert broken["another_grommet"] == "Its id 'grommet' is taken by templates_cad.grommet."
    assert "'diameter' has no limits" in broken["bare"]
    assert "'nut' differ by capitals only" in broken["capitals"]
    assert "no TEMPLATE" in broken["empty"]


def test_a_person_sees_both(strangers, tmp_path):
    done = configurator("templates", cwd=tmp_path, environment=strangers)
    assert "knob\t1\tKnob" in done.stdout
    assert "broken: strangers_parts.explodes: ZeroDivisionError" in done.stderr


def test_a_broken_template_cannot_be_asked_for_and_says_why(strangers, tmp_path):
    done = configurator("build", "explodes", "--json", cwd=tmp_path, environment=strangers)
    assert done.returncode == 1
    (problem,) = json.loads(done.stdout)["problems"]
    assert "division by zero" in problem["message"]
    assert "strangers_parts.explodes" in problem["hint"]
    assert problem["fields"] == ["template"]


def test_anothers_part_is_built_by_the_child_process_too(strangers, tmp_path):
    words = ["build", "knob", "--set", "diameter=1in", "--format", "stl", "--json"]
    done = configurator(*words, cwd=tmp_path, environment=strangers)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["report"]["dimensions"][0]["measured"] == pytest.approx(25.4, abs=0.001)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(told["files"].values())


def test_an_unknown_template_is_refused_with_the_nearest():
    with pytest.raises(Refused) as caught:
        catalogue.find("grommit")
    (problem,) = caught.value.problems
    assert problem.hint == "Did you mean 'grommet'?"


EVALUATE = """
import sys
from configurator import catalogue
from configurator.domain.measures.sheets import read_values
from configurator.services.batches import local_batch
from configurator.services.designs import configure, csv_tables, sheets
from configurator.services.making import make, template_check

for template in catalogue.templates().values():
    for preset in template.presets.values():
        values = preset.model_dump(exclude_none=True)
        assert configure.configure(template, read_values(type(preset), values)).design
        assert list(template.dimensions(preset))
        template.mark(preset), template.mirror(preset)
print(sum(len(template.presets) for template in catalogue.templates().values()))
print(*sorted({"cadquery", "OCP", "trimesh", "vtkmodules", "igl", "manifold3d", "lib3mf"} & set(sys.modules)))
"""


def test_all_that_a_template_says_of_itself_needs_no_kernel(tmp_path):
    words = [sys.executable, "-c", EVALUATE]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, timeout=FOREVER, check=False)
    presets = sum(len(template.presets) for template in catalogue.templates().values())
    assert done.stdout == f"{presets}\n\n", done.stderr


def test_an_id_that_could_lead_out_of_a_folder_is_broken():
    template = replace(catalogue.find("grommet"), id="../grommet")
    assert "small letters" in catalogue._template_fault(template)


def test_a_parameter_that_pages_could_not_tell_from_their_own_fields_is_broken():
    class Clash(Parameters):
        quantity: float = length(1, 1, 2, title="Quantity", group="All")

    template = replace(catalogue.find("grommet"), parameters=Clash)
    assert "'quantity' has a name that pages use" in catalogue._template_fault(template)
