import pytest
from support.people import add_clinic

from configurator.services.accounts.clinic_requests import takes_requests


def test_a_clinic_takes_requests_until_it_takes_none(call, told, context):
    add_clinic(context)
    assert "takes requests" in call("organisation", "requests", "clinic-bern", "--actor", "ada").stderr
    assert takes_requests(context, "clinic-bern")
    shown = told("organisation", "requests", "clinic-bern", "--no-take", "--actor", "ada")
    assert shown == {"organisation": "clinic-bern", "takes_requests": False}


def test_bounds_of_a_day_are_set_and_taken_away(call, told, context):
    add_clinic(context)
    words = ("organisation", "quotas", "clinic-bern", "--actor", "ada")
    assert told(*words, "--orders", "50") == {"organisation": "clinic-bern", "quotas": {"orders": 50}}
    assert "is not bounded" in call(*words).stderr


@pytest.mark.parametrize(
    ("words", "field"),
    [(("quotas", "clinic-bern", "--orders", "many"), "orders"), (("requests", "nowhere"), "organisation")],
)
def test_what_cannot_be_is_told_by_its_name(refusal, context, words, field):
    add_clinic(context)
    assert refusal("organisation", *words, "--actor", "ada")["fields"] == [field]
