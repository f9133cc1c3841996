"""What packages bring to judge by how a part can be made."""

import json
import os
import subprocess
import sys
from dataclasses import replace

import pytest
from support.command import FOREVER, configurator
from support.strangers import install

from configurator import checks
from configurator.domain.offers.check import Check, check_fault
from configurator.domain.offers.offers import OFFERS

SMALL = """
from configurator.domain.offers.check import Check
from configurator.domain.parts.findings import Finding


def find(analysis, offer):
    if analysis.volume_mm3 < 50_000:
        yield Finding("easily_lost", "warning", f"In {offer.material} nobody finds it again.", "Tie it to something.")


CHECKS = Check(code="easily_lost", rank=25, meaning="small", severity="warning", find=find)
"""
RAISES = SMALL.replace("    if analysis", "    1 / 0\n    if analysis").replace("easily_lost", "raises")
MODULES = {
    "__init__": "",
    "easily_lost": SMALL,
    "raises": RAISES,
    "explodes": "1 / 0",
    "taken": SMALL.replace("easily_lost", "thin_wall"),
    "reserved": SMALL.replace("easily_lost", "not_valid"),
    "limits": SMALL.replace("easily_lost", "limits").replace("find=find", "find=find, limits=lambda offer: offer.x"),
}


@pytest.fixture(scope="module")
def strangers(tmp_path_factory):
    """An environment in which another distribution brings checks, most of them broken."""
    folder = tmp_path_factory.mktemp("strangers")
    install(folder, "strangers_checks", MODULES, "[configurator.checks]\nchecks = strangers_checks\n")
    return {"PYTHONPATH": os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])}


@pytest.fixture(scope="module")
def findings_by_offer(strangers, tmp_path_factory):
    """The findings in each offer on a grommet that has none of the program's own."""
    folder = tmp_path_factory.mktemp("cwd")
    done = configurator("build", "grommet", "--format", "stl", "--json", cwd=folder, environment=strangers)
    assert done.returncode == 0, done.stderr
    return {each["offer"]: each["findings"] for each in json.loads(done.stdout)["report"]["making"]}


def test_a_strangers_check_judges_every_part_in_every_offer(findings_by_offer):
    assert findings_by_offer
    for offer, findings in findings_by_offer.items():
        lost = next(each for each in findings if each["code"] == "easily_lost")
        assert lost["message"] == f"In {OFFERS[offer].material} nobody finds it again."
        assert (lost["severity"], lost["hint"]) == ("warning", "Tie it to something.")


def test_a_strangers_check_that_fails_says_so_on_the_part_and_names_whom_to_tell(findings_by_offer):
    for findings in findings_by_offer.values():
        failed = next(each for each in findings if each["code"] == "check_failed")
        assert "The check 'raises' failed" in failed["message"] and "ZeroDivisionError" in failed["message"]
        assert "strangers_checks.raises" in failed["hint"]


def test_what_is_broken_is_listed_by_the_command_too(strangers, tmp_path):
    done = configurator("extensions", "--json", cwd=tmp_path, environment=strangers)
    listed = [each for each in json.loads(done.stdout)["extensions"] if each["kind"] == "check"]
    assert [each["id"] for each in listed[:11]] == [each.value.code for each in checks.entries()]
    assert {each["module"]: each["error"] for each in listed if each["error"]}.keys() == {
        f"strangers_checks.{name}" for name in ("explodes", "limits", "reserved", "taken")
    }


LIST = """
from configurator import checks
for each in checks.entries():
    if each.distribution == "strangers-checks":
        print(each.module.rpartition(".")[2], each.value.code if each.value else "-", each.error, sep="|")
print(*(check.code for check in checks.checks()))
"""


def test_each_broken_check_is_listed_with_its_reason_and_the_others_stand_by_rank(strangers):
    words = [sys.executable, "-c", LIST]
    done = subprocess.run(
        words, env=os.environ | strangers, capture_output=True, text=True, timeout=FOREVER, check=True
    )
    *listed, order = done.stdout.splitlines()
    assert listed == [
        "easily_lost|easily_lost|",
        "explodes|-|ZeroDivisionError: division by zero (line 1)",
        "limits|-|Its limits fail: AttributeError: 'Offer' object has no attribute 'x'",
        "raises|raises|",
        "reserved|-|Its code 'not_valid' is that of another finding.",
        "taken|-|Its id 'thin_wall' is taken by configurator.domain.offers.checks.thin_material.",
    ]
    assert order.split()[:6] == ["too_large", "wrong_form", "too_thin", "easily_lost", "raises", "thin_wall"]


@pytest.mark.parametrize(
    ("facts", "fault"),
    [
        ({"code": "Thin"}, "Its code 'Thin' is not made of small letters, digits and underscores."),
        ({"place": "above"}, "Its place 'above' is not one of features, overhang, spot."),
        ({"limits": lambda offer: {"walls": 1.0}}, "Its limit of 1.0 mm for 'walls' in fdm-pla is none."),
        ({"limits": lambda offer: {"wall": -1.0}}, "Its limit of -1.0 mm for 'wall' in fdm-pla is none."),
    ],
)
def test_a_check_that_asks_for_what_there_is_not_is_broken(facts, fault):
    check = Check(code="thin", rank=1, meaning="", severity="", find=lambda analysis, offer: [])
    assert (check_fault(check), check_fault(replace(check, **facts))) == ("", fault)


def test_the_programs_own_checks_are_all_usable_and_have_ranks_of_their_own():
    own = [each for each in checks.entries() if each.module.startswith("configurator.")]
    assert [each.error for each in own if each.error] == []
    assert len({each.value.rank for each in own}) == len(own) == 11
