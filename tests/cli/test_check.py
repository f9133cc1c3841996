import json
from dataclasses import replace

import pytest

from configurator import catalogue
from configurator.domain.errors import failed


def test_a_sweep_tells_counts_and_the_worst(call):
    told = call("check", "grommet", "--samples", "3", "--json")
    counts = json.loads(told.stdout)["grommet"]["counts"]
    assert told.exit_code == 0
    assert sum(counts.values()) == 5
    assert "height" in json.loads(told.stdout)["grommet"]["worst"]


@pytest.mark.parametrize("wrong", ["off", "failed"])
def test_a_sweep_in_which_a_part_is_wrong_has_status_1(call, pool, wrong):
    def on_request(request):
        raise failed("It crashed.")

    pool.ok, pool.on_request = wrong != "off", on_request if wrong == "failed" else pool.on_request
    told = call("check", "grommet", "--samples", "0", "--json")
    assert told.exit_code == 1
    not_made = json.loads(told.stdout)["grommet"]["not_made"].values()
    assert wrong in {each["status"] for each in not_made}
    assert ("out of tolerance" if wrong == "off" else "It crashed.") in told.stderr


def test_a_preset_that_no_offer_fits_is_named_with_the_reason(call, monkeypatch):
    grommet = catalogue.find("grommet")
    thin = {"thin": grommet.parameters(hole_diameter=14, cable_diameter=12.8)}
    monkeypatch.setattr(catalogue, "find", lambda name: replace(grommet, presets=thin))
    told = call("check", "grommet", "--samples", "0", "--json")
    assert told.exit_code == 0
    reasons = json.loads(told.stdout)["grommet"]["presets_without_offer"]["thin"]
    assert reasons[0] == "It has a wall of 0.6 mm; mjf-tpu needs 1.5 mm."
    assert f"no offer fits the preset thin: {reasons[0]}" in told.stderr
