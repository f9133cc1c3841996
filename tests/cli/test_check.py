import json

import pytest

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
