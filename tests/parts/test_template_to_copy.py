"""The file that authors copy: a copy in a package of their own is found, and stands what every part must."""

import shutil
from random import Random

import pytest

from configurator import catalogue
from configurator.kernel.jobs.make import run_make
from configurator.services.designs.configure import configure
from configurator.services.designs.sheets import read_values
from configurator.services.making.random_values import random_values
from templates_cad import _template

ENTRY_POINTS = "[configurator.templates]\nmy-parts = my_parts\n"
METADATA = "Metadata-Version: 2.1\nName: my-parts\nVersion: 1\n"


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """The template as the catalogue finds it in an installed package by somebody else."""
    package, installed = tmp_path / "my_parts", tmp_path / "my_parts-1.dist-info"
    package.mkdir()
    installed.mkdir()
    (package / "__init__.py").touch()
    (installed / "entry_points.txt").write_text(ENTRY_POINTS)
    (installed / "METADATA").write_text(METADATA)
    shutil.copy(_template.__file__, package / "my_clip.py")
    monkeypatch.syspath_prepend(tmp_path)
    catalogue.entries.cache_clear()
    yield catalogue.find("cable_clip")
    catalogue.entries.cache_clear()


def made(template, parameters, folder):
    request = {"template": template.id, "parameters": parameters, "formats": []}
    return run_make({**request, "directory": str(folder), "stem": "part"})["report"]


def test_it_is_not_listed_itself():
    assert "cable_clip" not in catalogue.templates()


def test_a_copy_is_made_as_asked_over_its_range(copied, tmp_path):
    sheets = [preset.model_dump() for preset in copied.presets.values()]
    sheets += [random_values(copied, Random(seed)) for seed in range(4)]
    for sheet in sheets:
        configured = configure(copied, read_values(copied.parameters, sheet), complete=True)
        report = made(copied, dict(configured.require_design().parameters), tmp_path)
        assert [each["name"] for each in report["dimensions"] if not each["ok"]] == []


def test_a_narrow_foot_is_refused_and_a_thin_wall_is_doubted():
    def problems(**values):
        given = {**_template.CableClip().model_dump(), **values}
        return configure(_template.TEMPLATE, read_values(_template.CableClip, given)).problems

    assert problems() == ()
    assert [(each.severity, each.fields) for each in problems(width=7.4)] == [("refusal", ("width", "screw_hole"))]
    assert [(each.severity, each.fields) for each in problems(cable_diameter=30)] == [("warning", ("wall",))]


def test_a_mark_too_small_to_read_is_left_out():
    assert _template.mark(_template.CableClip()).height >= 2
    assert _template.mark(_template.TEMPLATE.presets["smallest"]) is None
