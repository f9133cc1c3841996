"""What an author's file raises is reported with the file's name and line, wherever it is raised."""

import json
import os

import pytest
from support.command import configurator
from support.strangers import install

pytestmark = pytest.mark.slow

HELPER = "def divide(number):\n    return number / 0\n"
KNOB = """
from typing import Literal

from configurator.sdk import Diameter, Parameters, Template, choice, length

from faulty_parts._helper import divide


class Knob(Parameters):
    diameter: float = length(20, 5, 80, title="Diameter", group="Knob")
    fault: Literal["limits", "wall", "build", "dimensions"] = choice("build", title="Fault", group="Knob")


def limits(p):
    if p.fault == "limits":
        divide(1)  # limits
    return ()


def wall(p):
    return p.thikness if p.fault == "wall" else p.diameter  # wall


def build(p):
    import cadquery as cq

    if p.fault == "build":
        divide(1)  # build
    return cq.Workplane("XY").circle(p.diameter / 2).extrude(10)


def dimensions(p):
    yield Diameter(name="diameter", nominal=1 / 0, tolerance=0.05, centre=(0, 0, 5))  # dimensions


TEMPLATE = Template(
    id="my_knob", version="1", title="Knob", group="Test", summary="A knob.", parameters=Knob, limits=limits, wall=wall,
    build=build, dimensions=dimensions,
)
"""


@pytest.fixture(scope="module")
def faulty(tmp_path_factory):
    folder = tmp_path_factory.mktemp("faulty")
    modules = {"__init__": "", "_helper": HELPER, "my_knob": KNOB}
    install(folder, "faulty_parts", modules, "[configurator.templates]\nfaulty = faulty_parts\n")
    return {"PYTHONPATH": os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])}


@pytest.mark.parametrize(
    ("function", "words"),
    [
        ("limits", "ZeroDivisionError: division by zero"),
        ("wall", "AttributeError: 'Knob' object has no attribute 'thikness'"),
        ("build", "ZeroDivisionError: division by zero"),
        ("dimensions", "ZeroDivisionError: division by zero"),
    ],
)
def test_a_fault_of_a_template_has_the_line_in_its_file(faulty, tmp_path, function, words):
    (number,) = [number for number, line in enumerate(KNOB.splitlines(), 1) if line.endswith(f"  # {function}")]
    done = configurator("build", "my_knob", "--set", f"fault={function}", "--json", cwd=tmp_path, environment=faulty)
    assert done.returncode == 1
    (problem,) = json.loads(done.stdout)["problems"]
    assert f"({words}; my_knob.py, line {number})" in problem["message"]
    assert "author" in problem["hint"]
