import pytest
from sqlalchemy import func, select
from support.ordering import design

from configurator.domain.parts import versions as programs
from configurator.domain.parts.drafting import Drafting
from configurator.store import designs, tables
from configurator.store.database import write_transaction

FILES = {"step": ("a" * 64, 10), "png": ("b" * 64, 20)}


@pytest.fixture
def connection(context):
    with write_transaction(context.engine) as opened:
        yield opened


def test_a_design_is_kept_once(connection):
    for _ in range(2):
        designs.save_design(connection, design())
    row = connection.execute(select(tables.designs)).mappings().one()
    assert (row["digest"], row["code"]) == (design().digest, design().code)
    assert row["parameters"] == design().parameters


def test_what_was_made_is_found_again_by_format(connection):
    designs.save_design(connection, design())
    for _ in range(2):
        designs.save_artefacts(connection, design(), FILES)
    assert designs.find_artefacts(connection, design(), ("step", "3mf", "png")) == {"step": "a" * 64, "png": "b" * 64}
    assert designs.find_artefacts(connection, design("smallest"), ("step",)) == {}
    assert connection.scalar(select(func.sum(tables.artefacts.c.size))) == 30


def test_a_report_is_found_with_the_very_formats_that_it_lists(connection):
    designs.save_design(connection, design())
    for number, formats in enumerate([("step", "png"), ("step",)]):
        files = {each: FILES[each] for each in formats} | {"report": (str(number) * 64, 5)}
        designs.save_artefacts(connection, design(), files)
    found = [designs.find_artefacts(connection, design(), (*each, "report")) for each in (("png", "step"), ("step",))]
    assert [each["report"][0] for each in found] == ["0", "1"]
    assert "report" not in designs.find_artefacts(connection, design(), ("png", "report"))


def test_what_other_versions_of_the_programs_made_is_not_found(connection, monkeypatch):
    designs.save_design(connection, design())
    designs.save_artefacts(connection, design(), FILES)
    monkeypatch.setattr(designs, "versions", lambda: {**programs.versions(), "cadquery": "9"})
    assert designs.find_artefacts(connection, design(), ("step",)) == {}


@pytest.mark.parametrize("kind", ["stl", "pdf", "report"])
def test_what_was_made_with_holes_compensated_is_another_artefact(kind):
    keys = {designs.artefact_key(design(), kind, ("stl",), Drafting(hole_compensation_mm=mm)) for mm in (0.0, 0.1, 0.2)}
    assert len(keys) == 3
    assert designs.artefact_key(design(), kind, ("stl",)) in keys
