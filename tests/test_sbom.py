import json
from importlib import import_module
from importlib.metadata import version

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator


@pytest.fixture
def bill(monkeypatch):
    monkeypatch.syspath_prepend("docs")
    return import_module("sbom").bill()


def test_the_bill_names_what_is_installed_once_each(bill):
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.5")
    found = {each["name"]: each for each in bill["components"]}
    assert len(found) == len(bill["components"])
    assert found["sqlalchemy"]["purl"] == f"pkg:pypi/sqlalchemy@{version('sqlalchemy')}"
    assert found["typing-extensions"]["type"] == "library"


def test_the_program_itself_is_what_the_bill_is_of(bill):
    assert bill["metadata"]["component"]["name"] == "made-to-measure"
    assert "made-to-measure" not in {each["name"] for each in bill["components"]}


def schema_fault(bill):
    """What CycloneDX's own schema says against the bill, None for nothing."""
    return JsonStrictValidator(SchemaVersion.V1_5).validate_str(json.dumps(bill))


def test_the_bill_is_as_the_schema_of_cyclonedx_has_it(bill):
    assert schema_fault(bill) is None


@pytest.mark.parametrize(
    "fault", [{"specVersion": 1.5}, {"packages": []}, {"components": [{"type": "wheel", "name": "x"}]}, {"version": 0}]
)
def test_a_bill_with_a_fault_is_not(bill, fault):
    assert schema_fault(bill | fault)
